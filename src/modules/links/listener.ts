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
    const ask: Ask = {
      method: request.method ?? 'GET',
      path: mark < 0 ? url : url.slice(0, mark),
      search: mark < 0 ? '' : url.slice(mark + 1, mark + 2001),
      host: headerOf(request, 'host')?.toLowerCase() ?? '',
      header: (name) => headerOf(request, name),
      address: addressOf(request, options.trustProxy),
      readBody: (most) => readBody(request, most),
    };
    return answering.handle(ask, (answer) => send(response, ask.method, answer, options.secure));
  };
}

// node:http makes an object of all headers when it is first asked for one; a redirect looks at a few of them, as they came.
function headerOf(request: IncomingMessage, name: string): string | undefined {
  const { rawHeaders } = request;
  let found: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const key = rawHeaders[at]!;
    if (key.length !== name.length || (key !== name && key.toLowerCase() !== name)) continue;
    if (found === undefined) found = rawHeaders[at + 1];
    else {
      // Sent more than once: node knows how lines of that name go together.
      const joined = request.headers[name];
      return typeof joined === 'string' ? joined : joined?.[0];
    }
  }
  return found;
}

/** The peer's address, or what a proxy that is believed says of it: the last name, which is the one that it wrote itself. */
function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  if (trustProxy) {
    const text = headerOf(request, 'x-forwarded-for');
    const last = text?.slice(text.lastIndexOf(',') + 1).trim();
    if (last) return last.slice(0, 64);
  }
  return request.socket.remoteAddress ?? '';
}

function send(response: ServerResponse, method: string, answer: Answer, secure: boolean): void {
  if (response.destroyed || response.headersSent) return;
  const { status, headers, body } = answer;
  // All at once and as a list: headers that are set one by one are gathered, copied and looked through again.
  const lines: (string | number)[] = [];
  for (const name in headers) lines.push(name, headers[name]!);
  if (secure) lines.push('strict-transport-security', 'max-age=31536000');
  if (body === null || typeof body === 'string' || body instanceof Uint8Array) {
    // A 304 and a 204 have no body to measure; a HEAD has the length of what GET would send.
    if (status !== 304 && status !== 204 && headers['content-length'] === undefined)
      lines.push('content-length', body === null ? 0 : Buffer.byteLength(body));
    response.writeHead(status, lines);
    response.end(method === 'HEAD' ? undefined : (body ?? undefined));
    return;
  }
  response.writeHead(status, lines);
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
