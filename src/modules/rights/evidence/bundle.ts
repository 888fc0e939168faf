/** Makes evidence: first the seal of a registration, which authorities stamp, then the zip that carries all of it. */
import { createHash, type X509Certificate } from 'node:crypto';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import {
  bundleFiles,
  bundleManifest,
  leavesOf,
  mostIncluded,
  mostStamps,
  rootText,
  stampFiles,
  type BundleAsset,
  type BundleManifest,
} from './form.ts';
import { merkleRoot } from './merkle.ts';
import { readmeEn, readmeZh, verifyScript } from './texts.ts';

export type Seal = {
  readonly manifest: BundleManifest;
  readonly manifestText: string;
  readonly leavesText: string;
  /** What authorities stamp. */
  readonly rootText: string;
  /** The Merkle root, in hex. */
  readonly root: string;
};
export type BundleStamp = { readonly query: Uint8Array; readonly reply: Uint8Array; readonly anchors: readonly X509Certificate[] };

/** A bundle carries no times but those that it states: the same evidence has the same bytes. */
const fixedTime = '1980-01-01T00:00:00';

/**
 * The seal of a manifest. Throws RangeError for two assets of one path and for more included than a bundle holds, ZodError for a wrong
 * form.
 */
export function sealRegistration(given: BundleManifest): Seal {
  const manifest = bundleManifest.parse(given);
  if (new Set(manifest.assets.map(({ path }) => path)).size < manifest.assets.length) throw new RangeError('two assets of one path');
  if (manifest.assets.filter(({ included }) => included).length > mostIncluded) throw new RangeError(`more than ${mostIncluded} included`);
  const manifestText = `${JSON.stringify(manifest, null, 1)}\n`;
  const leaves = leavesOf(createHash('sha256').update(manifestText).digest('hex'), manifest.assets);
  const root = merkleRoot(leaves);
  return { manifest, manifestText, leavesText: leaves.map((line) => `${line}\n`).join(''), rootText: rootText(leaves.length, root), root };
}

/**
 * The zip of a seal with its stamps, as it is read. `open` gives an asset's bytes; `carries` says which are carried beside those that
 * every bundle has. Throws RangeError where bytes are not those of the manifest: a bundle that would not verify is not ended.
 */
export async function* writeBundle(
  seal: Seal,
  stamps: readonly BundleStamp[],
  open: (path: string) => AsyncIterable<Uint8Array>,
  carries: (asset: BundleAsset) => boolean = () => false,
): AsyncGenerator<Uint8Array> {
  const carried = seal.manifest.assets.filter((asset) => asset.included || carries(asset));
  if (carried.length > mostIncluded) throw new RangeError(`more than ${mostIncluded} carried`);
  if (stamps.length > mostStamps) throw new RangeError(`more than ${mostStamps} stamps`);
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const taken = (): Uint8Array[] => ready.splice(0);
  const add = (name: string, content: string | Uint8Array): Uint8Array[] => {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = fixedTime;
    zip.add(entry);
    entry.push(typeof content === 'string' ? Buffer.from(content) : content, true);
    return taken();
  };
  yield* add(bundleFiles.readme, readmeEn);
  yield* add(bundleFiles.readmeZh, readmeZh);
  yield* add(bundleFiles.script, verifyScript);
  yield* add(bundleFiles.manifest, seal.manifestText);
  yield* add(bundleFiles.leaves, seal.leavesText);
  yield* add(bundleFiles.root, seal.rootText);
  for (const [index, stamp] of stamps.entries()) {
    const files = stampFiles(index + 1);
    yield* add(files.query, stamp.query);
    yield* add(files.reply, stamp.reply);
    if (stamp.anchors.length > 0) yield* add(files.anchors, stamp.anchors.map(String).join(''));
  }
  for (const asset of carried) {
    // Stored: pictures and videos are packed already, and a blank page would look like a bomb.
    const entry = new ZipPassThrough(asset.path);
    entry.mtime = fixedTime;
    zip.add(entry);
    const digest = createHash('sha256');
    let bytes = 0;
    for await (const chunk of open(asset.path)) {
      digest.update(chunk);
      bytes += chunk.length;
      entry.push(chunk);
      yield* taken();
    }
    if (bytes !== asset.bytes || digest.digest('hex') !== asset.sha256) throw new RangeError(`${asset.path} is not what was registered`);
    entry.push(new Uint8Array(0), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}
