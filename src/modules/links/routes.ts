import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import type { Database } from '../../platform/db/index.ts';
import type { Answer, Answering, Ask } from './answer/index.ts';
import { linksContract } from './contract.ts';
import { linksErrors } from './errors.ts';
import type { LinksService } from './service.ts';

export function linksRoutes(db: Database, service: LinksService, answering: () => Answering): BoundContract {
  // Where requests do not come through the listener (tests, a server of another make) the same answers are given here.
  const answered = (request: Request, address: string): Promise<Response> =>
    new Promise((resolve, reject) => {
      const ask = askOf(request, address);
      // Not yet started: the links are still being read.
      if (!answering().handle(ask, (answer) => resolve(responseOf(answer, ask.method)))) reject(linksErrors.journal_closed({}));
    });
  return bindRoutes(linksContract, {
    listLinks: ({ query }, { actor }) => db.read((trx) => service.listLinks(trx, actor, query)),
    getLink: ({ params }, { actor }) => db.read((trx) => service.getLink(trx, actor, params.linkId)),
    updateLink: ({ params, body }, { actor }) => service.updateLink(actor, params.linkId, body),
    tryLink: ({ params, query }, { actor }) => db.read((trx) => service.tryLink(trx, actor, params.linkId, query)),
    getSettings: (_input, { actor }) => db.read((trx) => service.settings(trx, actor.organisationId)),
    updateSettings: ({ body }, { actor }) => service.updateSettings(actor, body),
    askForCode: (_input, { request, address }) => answered(request, address),
    follow: (_input, { request, address }) => answered(request, address),
    poster: (_input, { request, address }) => answered(request, address),
    teaser: (_input, { request, address }) => answered(request, address),
    answerConsent: (_input, { request, address }) => answered(request, address),
  });
}

function askOf(request: Request, address: string): Ask {
  const url = new URL(request.url);
  return {
    method: request.method,
    path: url.pathname,
    search: url.search.slice(1, 2001),
    host: (request.headers.get('host') ?? url.host).toLowerCase(),
    header: (name) => request.headers.get(name) ?? undefined,
    address,
    readBody: async (most) => {
      if (Number(request.headers.get('content-length') ?? 0) > most) throw new Error('the form is too large');
      const bytes = new Uint8Array(await request.arrayBuffer());
      if (bytes.length > most) throw new Error('the form is too large');
      return new TextDecoder().decode(bytes);
    },
  };
}

function responseOf({ status, headers, body }: Answer, method: string): Response {
  const none = method === 'HEAD' || status === 304 || status === 204;
  return new Response(none ? null : (body as string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null), {
    status,
    headers: { ...headers },
  });
}
