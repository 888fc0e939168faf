/** Captures of found copies, sealed for a registration: what was found, how, and the registration that it is compared with. */
import type { Trx } from '../../../platform/db/index.ts';
import { captureText, type Capture } from '../evidence/capture.ts';
import { bundleFiles, stampFiles } from '../evidence/form.ts';
import type { RightsParts } from '../service/parts.ts';
import { bundleStampOf, carriedStamps, openSeal } from './bundles.ts';
import { segment, written, type GatheredAsset } from './gather.ts';
import type { RegistrationRow, StampRow } from './tables.ts';

/**
 * Who keeps captures gives them by id; unknown ids, and those of another organisation, are left out. Bytes of a capture's body and
 * pictures are objects by their hashes.
 */
export type CaptureSource = (trx: Trx, organisationId: string, captureIds: readonly string[]) => Promise<ReadonlyMap<string, Capture>>;

const extensions: Readonly<Record<string, string>> = {
  'video/mp4': '.mp4',
  'video/quicktime': '.mov',
  'video/webm': '.webm',
  'text/html': '.html',
  'image/jpeg': '.jpg',
  'image/png': '.png',
};
const extensionOf = (mediaType: string): string => extensions[mediaType.split(';')[0]!.trim().toLowerCase()] ?? '.bin';
const heldBeside = 20_000_000;

/** The files of captures: what was answered, its body and its pictures. A body that is large is hashed, and carried where asked for. */
export function captureFiles(captures: Iterable<Capture>): GatheredAsset[] {
  const files: GatheredAsset[] = [];
  let number = 0;
  for (const capture of captures) {
    number += 1;
    const host = capture.finalUrl === null ? 'file' : hostOf(capture.finalUrl);
    const folder = `files/captures/${String(number).padStart(4, '0')}-${segment(host)}`;
    files.push(written(`${folder}/capture.json`, 'capture', 'capture', 'application/json', captureText(capture)));
    const kept = (path: string, { sha256, bytes, mediaType }: Capture['body'], included: boolean): GatheredAsset => ({
      path,
      sha256,
      bytes,
      mediaType,
      role: 'capture',
      kind: 'capture',
      included,
      content: null,
    });
    const body = capture.body;
    files.push(kept(`${folder}/body${extensionOf(body.mediaType)}`, body, body.bytes <= heldBeside));
    for (const [index, picture] of capture.pictures.entries())
      files.push(
        kept(`${folder}/pictures/${String(index + 1).padStart(3, '0')}-${picture.atMs}ms${extensionOf(picture.mediaType)}`, picture, true),
      );
  }
  return files;
}

/** The registration that captures are sealed for, inside their own evidence: whoever has the one bundle can check the other’s root. */
export async function registrationFiles(parts: RightsParts, row: RegistrationRow, stamps: readonly StampRow[]): Promise<GatheredAsset[]> {
  const seal = await openSeal(parts, row);
  const file = (name: string, content: string | Uint8Array): GatheredAsset =>
    written(`files/registration/${name}`, 'record', 'document', 'application/octet-stream', content);
  const files = [
    file(bundleFiles.manifest, seal.manifestText),
    file(bundleFiles.leaves, seal.leavesText),
    file(bundleFiles.root, seal.rootText),
  ];
  for (const [index, stamp] of carriedStamps(stamps).entries()) {
    const names = stampFiles(index + 1);
    const { query, reply, anchors } = bundleStampOf(stamp);
    files.push(file(names.query, query), file(names.reply, reply));
    if (anchors.length > 0) files.push(file(names.anchors, anchors.map(String).join('')));
  }
  return files;
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname.slice(0, 60) || 'file';
  } catch {
    return 'file';
  }
}
