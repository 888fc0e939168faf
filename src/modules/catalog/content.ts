import { contentDisposition } from '../../platform/http/download.ts';
import type { Asset } from './contract.ts';
import { readRange } from './ranges.ts';

/**
 * The bytes of an asset as HTTP sends them: with an entity tag, one range where it is asked for (RFC 9110, 14), 304 and 416 where
 * they belong. `download` names the file; what is neither picture nor video is always a download.
 */
export async function answerContent(
  asset: Asset,
  request: Request,
  download: boolean,
  read: (range?: { start: number; end: number }) => Promise<ReadableStream<Uint8Array>>,
): Promise<Response> {
  const etag = `"${asset.sha256}"`;
  // An asset's bytes never change, but who may read them can: the browser asks again, and is mostly answered with 304.
  const headers: Record<string, string> = {
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-type': asset.mediaType,
    'content-disposition': contentDisposition(
      asset.filename,
      download || !/^(image|video)\//.test(asset.mediaType) ? 'attachment' : 'inline',
    ),
  };
  if (
    request.headers
      .get('if-none-match')
      ?.split(/\s*,\s*/)
      .some((tag) => tag.replace(/^W\//, '') === etag)
  )
    return new Response(null, { status: 304, headers });
  const condition = request.headers.get('if-range');
  const range = condition === null || condition === etag ? readRange(request.headers.get('range'), asset.sizeBytes) : null;
  if (range === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${asset.sizeBytes}` } });
  headers['content-length'] = String(range ? range.end - range.start : asset.sizeBytes);
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end - 1}/${asset.sizeBytes}`;
  const body = request.method === 'HEAD' ? null : await read(range ?? undefined);
  return new Response(body, { status: range ? 206 : 200, headers });
}
