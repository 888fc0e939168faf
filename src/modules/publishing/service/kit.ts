import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { Actor } from '../../../platform/http/actor.ts';
import { contentDisposition } from '../../../platform/http/download.ts';
import type { PublishingParts } from './parts.ts';
import type { PublicationUses } from './publications.ts';

// What no file system takes.
// oxlint-disable-next-line no-control-regex
const fileStem = (text: string): string =>
  text
    .replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim() || 'hookline';

/**
 * Everything for publishing by hand as one zip: the clip where one is named, a text for each language's caption, the code,
 * the link and its QR. It is made while it is sent: no clip is held in memory. Throws placement_not_found, clip_not_ready.
 */
export function createKitUses(parts: PublishingParts, publications: PublicationUses) {
  return {
    kit: async (actor: Actor, placementId: string, creatorClipId: string | null): Promise<Response> => {
      const { placement, clip } = await parts.db.read(async (trx) => {
        const found = await publications.placementFor(trx, actor, placementId);
        return { placement: found, clip: creatorClipId === null ? null : await publications.clipFor(trx, actor, found, creatorClipId) };
      });
      const captions = await parts.material.captions(actor, placementId);
      const qr = await parts.material.qr(placement.url);
      const texts: [string, string][] = [
        ...captions.map(({ language, text }, index): [string, string] => [
          captions.findIndex((each) => each.language === language) === index
            ? `caption-${language}.txt`
            : `caption-${language}-${index + 1}.txt`,
          text,
        ]),
        ['code.txt', `${placement.codeShown}\n`],
        ['link.txt', `${placement.url}\n`],
      ];
      const name = fileStem(`${placement.title} ${placement.channel}`);
      const stream = ReadableStream.from(
        zipOf(texts, qr, clip && { name: `${fileStem(clip.name)}.mp4`, bytes: parts.objects.read(clip.sha256) }),
      );
      return new Response(stream, {
        headers: { 'content-type': 'application/zip', 'content-disposition': contentDisposition(`${name}.zip`) },
      });
    },
  };
}

/** A zip as it is made, chunk by chunk, at the reader's pace. */
async function* zipOf(
  texts: readonly [string, string][],
  qr: Uint8Array,
  clip: { name: string; bytes: Promise<ReadableStream<Uint8Array>> } | null,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const taken = (): Uint8Array[] => {
    const chunks = ready;
    ready = [];
    return chunks;
  };
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  for (const [filename, bytes] of [...texts.map(([name, text]) => [name, strToU8(text)] as const), ['qr.png', qr] as const]) {
    const entry = new ZipDeflate(filename, { level: 6 });
    zip.add(entry);
    entry.push(bytes, true);
    yield* taken();
  }
  if (clip) {
    // Video does not get smaller; it goes through as it is.
    const entry = new ZipPassThrough(clip.name);
    zip.add(entry);
    for await (const chunk of await clip.bytes) {
      entry.push(chunk);
      yield* taken();
    }
    entry.push(new Uint8Array(0), true);
  }
  zip.end();
  yield* taken();
}
export type KitUses = ReturnType<typeof createKitUses>;
