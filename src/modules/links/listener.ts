/** Links on a bare HTTP server: no router and no middleware between the socket and the answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import type { Answer, Answering, Ask } from './answer/index.ts';

export type LinksListener = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A listener that answers requests for links and says false to all others. */
export function createListener(answering: Answering, options: { trustProxy: boolean; secure: boolean }): LinksListener {
  return (request, response) => {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const { headers } = request;
    const ask: Ask = {
      method: request.method ?? 'GET',
      path: mark < 0 ? url : url.slice(0, mark),
      search: mark < 0 ? '' : url.slice(mark + 1, mark + 2001),
      host: headers.host?.toLowerCase() ?? '',
      header: (name) => {
        const value = headers[name];
        return typeof value === 'string' ? value : value?.[0];
      },
      address: addressOf(request, options.trustProxy),
      readBody: (most) => readBody(request, most),
    };
    return answering.handle(ask, (answer) => send(response, ask.method, answer, options.secure));
  };
}

/** The peer's address, or what a proxy that is believed says of it: the last name, which is the one that it wrote itself. */
function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  if (trustProxy) {
    const header = request.headers['x-forwarded-for'];
    const text = typeof header === 'string' ? header : header?.at(-1);
    const last = text?.slice(text.lastIndexOf(',') + 1).trim();
    if (last) return last.slice(0, 64);
  }
  return request.socket.remoteAddress ?? '';
}

function send(response: ServerResponse, method: string, answer: Answer, secure: boolean): void {
  if (response.destroyed || response.headersSent) return;
  const { status, headers, body } = answer;
  if (secure) response.setHeader('strict-transport-security', 'max-age=31536000');
  if (body === null || typeof body === 'string' || body instanceof Uint8Array) {
    const length = body === null ? 0 : Buffer.byteLength(body);
    // A 304 and a 204 have no body to measure; a HEAD has the length of what GET would send.
    if (status !== 304 && status !== 204 && headers['content-length'] === undefined) response.setHeader('content-length', length);
    response.writeHead(status, headers);
    response.end(method === 'HEAD' ? undefined : (body ?? undefined));
    return;
  }
  response.writeHead(status, headers);
  // A visitor who leaves in the middle of a teaser is no failure; a file that breaks off ends the connection.
  pipeline(Readable.fromWeb(body as unknown as NodeStream), response).catch(() => response.destroy());
}

async function readBody(request: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new Error('the form is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
