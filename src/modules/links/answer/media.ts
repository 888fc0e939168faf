/** The poster, made as small as it is shown, and the teaser with its ranges. */
import sharp from 'sharp';
import { LRUCache } from 'lru-cache';
import type { BookLink } from '../book.ts';
import { plain } from './headers.ts';
import type { Answer, AnswerParts, Ask, Asset } from './types.ts';

const widths = [360, 720, 1080] as const;
const largestPoster = 25 * 1024 * 1024;
/** Pictures that are made at once; each takes a core for some 50 ms. */
const mostAtOnce = 2;
const mostWaiting = 60;
const dayCache = 'public, max-age=86400, stale-while-revalidate=604800';

export function createMedia(parts: Pick<AnswerParts, 'findAsset' | 'log'>) {
  const made = new LRUCache<string, Buffer>({ maxSize: 64 * 1024 * 1024, sizeCalculation: (bytes) => bytes.length });
  const making = new Map<string, Promise<Buffer>>();
  const queue: (() => void)[] = [];
  let busy = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= mostAtOnce) await new Promise<void>((resolve) => queue.push(resolve));
    busy++;
    try {
      return await work();
    } finally {
      busy--;
      queue.shift()?.();
    }
  }

  async function make(asset: Asset, width: number): Promise<Buffer> {
    if (asset.sizeBytes > largestPoster) throw new Error(`a poster of ${asset.sizeBytes} bytes`);
    const bytes = await new Response(await asset.read()).arrayBuffer();
    return sharp(Buffer.from(bytes), { limitInputPixels: 60_000_000 })
      .autoOrient()
      .flatten({ background: '#0c0a0b' })
      .resize({ width, withoutEnlargement: true })
      .jpeg({ quality: 76, mozjpeg: true })
      .toBuffer();
  }

  async function find(link: BookLink, assetId: string): Promise<Asset | 'away' | null> {
    try {
      return await parts.findAsset(link.organisationId, assetId);
    } catch (error) {
      parts.log.warn('links.asset_away', { assetId, error });
      return 'away';
    }
  }

  const missing = (what: Asset | 'away' | null): Answer =>
    what === 'away' ? plain(503, 'Try again in a moment.', { 'retry-after': '5' }) : plain(404, 'There is none.');

  return {
    async poster(ask: Ask, link: BookLink, query: URLSearchParams): Promise<Answer> {
      const asset = link.page.posterAssetId === null ? null : await find(link, link.page.posterAssetId);
      if (asset === null || asset === 'away') return missing(asset);
      const width = widths.find((each) => String(each) === query.get('w')) ?? 720;
      const key = `${asset.sha256}/${width}`;
      const headers = {
        etag: `"${asset.sha256.slice(0, 32)}-${width}"`,
        'cache-control': dayCache,
        'content-type': 'image/jpeg',
        'x-content-type-options': 'nosniff',
      };
      if (ask.header('if-none-match') === headers.etag) return { status: 304, headers, body: null };
      let bytes = made.get(key);
      if (!bytes) {
        if (!making.has(key) && making.size >= mostWaiting) return missing('away');
        let work = making.get(key);
        if (!work) {
          work = inTurn(() => make(asset, width)).finally(() => making.delete(key));
          making.set(key, work);
        }
        try {
          bytes = await work;
          made.set(key, bytes);
        } catch (error) {
          parts.log.warn('links.poster_unmade', { assetId: link.page.posterAssetId, error });
          return missing(null);
        }
      }
      return { status: 200, headers: { ...headers, 'content-length': String(bytes.length) }, body: ask.method === 'HEAD' ? null : bytes };
    },

    async teaser(ask: Ask, link: BookLink): Promise<Answer> {
      const asset = link.page.teaser === null ? null : await find(link, link.page.teaser.assetId);
      if (asset === null || asset === 'away' || !asset.mediaType.startsWith('video/')) return missing(asset === 'away' ? asset : null);
      const etag = `"${asset.sha256}"`;
      const headers: Record<string, string> = {
        etag,
        'accept-ranges': 'bytes',
        'cache-control': dayCache,
        'content-type': asset.mediaType,
        'x-content-type-options': 'nosniff',
      };
      if (ask.header('if-none-match') === etag) return { status: 304, headers, body: null };
      const condition = ask.header('if-range');
      const range = condition === undefined || condition === etag ? readRange(ask.header('range'), asset.sizeBytes) : null;
      if (range === 'unsatisfiable')
        return { status: 416, headers: { ...headers, 'content-range': `bytes */${asset.sizeBytes}` }, body: null };
      headers['content-length'] = String(range ? range.end - range.start : asset.sizeBytes);
      if (range) headers['content-range'] = `bytes ${range.start}-${range.end - 1}/${asset.sizeBytes}`;
      const body = ask.method === 'HEAD' ? null : await asset.read(range ?? undefined);
      return { status: range ? 206 : 200, headers, body };
    },
  };
}

/** One byte range (RFC 9110, 14.2) as a half-open interval; null where the whole is to be sent. */
function readRange(header: string | undefined, size: number): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  if (match[1] === '') {
    const length = Math.min(Number(match[2]), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  const start = Number(match[1]);
  const last = match[2] === '' ? size - 1 : Number(match[2]);
  if (match[2] !== '' && last < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(last + 1, size) };
}
