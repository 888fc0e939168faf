/** Reads Word documents: what the archive unpacks to is measured before anything else looks at it. */
import { isAppError } from '../../../platform/errors.ts';
import { openZip, type ZipFile } from '../../../platform/zip.ts';
import { intelligenceErrors } from '../errors.ts';
import { readStamp, type FoundDate } from './dates.ts';
import { extract, type Extracted } from './extracted.ts';
import { pageBlocks } from './html/blocks.ts';
import { isElement, parseTree } from './html/tree.ts';

/** With pictures; a text of a million characters has some 10 MB of markup. */
const mostUnpacked = 150 * 1024 * 1024;
const mostMarkup = 40 * 1024 * 1024;
const mostFiles = 5000;

export type DocxText = Extracted & { title: string | null; author: string | null; date: Pick<FoundDate, 'iso' | 'zone' | 'timed'> | null };

/** The text of a Word document. Throws intelligence.unreadable for what is none and intelligence.too_large for bombs. */
export async function readDocx(bytes: Uint8Array): Promise<DocxText> {
  const files = await measured(bytes);
  if (!files.has('word/document.xml')) throw intelligenceErrors.unreadable({ reason: 'not_word' });
  const { default: mammoth } = await import('mammoth');
  const html = await mammoth
    .convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
    )
    .then(
      (result) => result.value,
      (error: unknown) => {
        throw intelligenceErrors.unreadable({ reason: 'damaged' }, error);
      },
    );
  const root = parseTree(html);
  const body = root?.childNodes.filter(isElement).find(({ tagName }) => tagName === 'body');
  if (!body) throw intelligenceErrors.too_large({ limitMb: mostMarkup / 1024 / 1024 });
  const lines = pageBlocks(html, body).map((block) => ({ ...block, text: block.mapped.text }));
  return { ...extract(lines), ...(await propertiesOf(files.get('docProps/core.xml'))) };
}

/** The archive's files, once all of them were unpacked for their size and nothing of them kept. */
async function measured(bytes: Uint8Array): Promise<Map<string, ZipFile>> {
  const source = { size: bytes.length, read: async (offset: number, length: number) => bytes.subarray(offset, offset + length) };
  try {
    const files = await openZip(
      source,
      (code) =>
        code === 'zip_too_large'
          ? intelligenceErrors.too_large({ limitMb: mostUnpacked / 1024 / 1024 })
          : intelligenceErrors.unreadable({ reason: 'damaged' }),
      mostFiles,
    );
    let total = 0;
    for (const file of files.values()) {
      let size = 0;
      for await (const chunk of file.chunks()) {
        total += chunk.length;
        size += chunk.length;
        if (total > mostUnpacked || (file.name.endsWith('.xml') && size > mostMarkup))
          throw intelligenceErrors.too_large({ limitMb: mostMarkup / 1024 / 1024 });
      }
    }
    return files;
  } catch (error) {
    if (isAppError(error)) throw error;
    throw intelligenceErrors.unreadable({ reason: 'damaged' }, error);
  }
}

async function propertiesOf(file: ZipFile | undefined): Promise<Pick<DocxText, 'title' | 'author' | 'date'>> {
  const xml = file ? await file.text(200_000).catch(() => '') : '';
  const value = (name: string): string | null => {
    const found = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]{1,300})</${name}>`).exec(xml)?.[1]?.trim();
    return found
      ? found.replace(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[entity]!)
      : null;
  };
  const stamp = readStamp(value('dcterms:created') ?? '');
  return { title: value('dc:title'), author: value('dc:creator'), date: stamp && { ...stamp, timed: stamp.iso.includes('T') } };
}
