/** Which of our paths a request is for, and its answer. */
import { LRUCache } from 'lru-cache';
import { AppError } from '../../../platform/errors.ts';
import { networkOf } from '../../../platform/visitors/index.ts';
import { readSlug } from '../slugs.ts';
import { createFollow } from './follow.ts';
import { plain } from './headers.ts';
import { createMedia } from './media.ts';
import type { AnswerParts, Ask, Place, Respond } from './types.ts';

export type { Answer, AnswerParts, Ask, Asset, ResolveCode } from './types.ts';

export type Answering = {
  /** Answers a request that is for links, now or later; false leaves it to the rest of the server. */
  handle(ask: Ask, respond: Respond): boolean;
};

const windowMs = 60_000;
/** A person mistypes a few times; whoever tries more is guessing. */
const mostCodes = 20;

export function createAnswering(parts: AnswerParts): Answering {
  const { book, clock, baseUrl, log } = parts;
  const follow = createFollow(parts);
  const media = createMedia(parts);
  const base = new URL(baseUrl);
  const tries = new LRUCache<string, { count: number; untilMs: number }>({ max: 50_000 });

  const main: Place = { organisationId: null, origin: base.origin, findPath: '/s/find', pathOf: (slug) => `/s/${slug}` };
  const shorts = new Map<string, Place>();

  /** The short domain that was asked; null on the main host, or a name that nobody took. */
  function shortOf(host: string): Place | null {
    if (host === base.host) return null;
    const organisationId = book.organisationAt(host);
    if (organisationId === undefined) return null;
    let place = shorts.get(host);
    if (place?.organisationId !== organisationId) {
      place = { organisationId, origin: `${base.protocol}//${host}`, findPath: '/find', pathOf: (slug) => `/${slug}` };
      if (shorts.size > 1_000) shorts.clear();
      shorts.set(host, place);
    }
    return place;
  }

  function tooOften(address: string): boolean {
    const nowMs = clock.monotonicMs();
    const before = tries.get(address);
    if (!before || nowMs >= before.untilMs) {
      tries.set(address, { count: 1, untilMs: nowMs + windowMs });
      return false;
    }
    before.count++;
    return before.count > mostCodes;
  }

  async function askForCode(ask: Ask, place: Place, query: URLSearchParams, respond: Respond): Promise<void> {
    const typed = (query.get('code') ?? '').trim().slice(0, 80);
    const lang = query.get('lang');
    const wanted = lang && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(lang) ? lang : null;
    const language = wanted ?? follow.visitOf(ask).language;
    const show = { typed, suggestion: null, language };
    if (typed === '') return respond(follow.find(place, { ...show, reason: 'asked' }, 200));
    const caller = networkOf(ask.address);
    if (tooOften(caller))
      return respond(follow.find(place, { ...show, reason: 'too_often' }, 429, place.organisationId, { 'retry-after': '60' }));
    try {
      const found = await parts.resolveCode(typed, { organisationId: place.organisationId, caller: `page:${caller}` });
      if (found.status === 'suggestion')
        return respond(follow.find(place, { ...show, reason: 'suggestion', suggestion: found.code ?? null }, 200));
      const slug =
        found.status === 'found' && found.placementId && found.organisationId
          ? await parts.findSlug(found.organisationId, found.placementId)
          : null;
      const link = slug === null ? undefined : (book.find(slug) ?? (await book.lookUp(slug)));
      if (link === 'away') throw new Error('links are away');
      if (!link || (place.organisationId !== null && link.organisationId !== place.organisationId))
        return respond(follow.find(place, { ...show, reason: 'unknown_code' }, 404));
      follow.searched(ask, place, link, wanted, respond);
    } catch (error) {
      if (error instanceof AppError && error.kind === 'limit')
        return respond(follow.find(place, { ...show, reason: 'too_often' }, 429, place.organisationId, { 'retry-after': '60' }));
      log.warn('links.code_unresolved', { error });
      respond(follow.find(place, { ...show, reason: 'unavailable' }, 503, place.organisationId, { 'retry-after': '5' }));
    }
  }

  /** What lies below a link: its poster, its teaser, the answer to its question. */
  async function below(ask: Ask, place: Place, slug: string, what: string, respond: Respond): Promise<void> {
    const found = book.find(slug) ?? (await book.lookUp(slug));
    if (found === 'away') return respond(plain(503, 'Try again in a moment.', { 'retry-after': '2' }));
    const link = found && (place.organisationId === null || place.organisationId === found.organisationId) ? found : undefined;
    if (!link) return respond(plain(404, 'There is none.'));
    if (what === 'poster') return respond(await media.poster(ask, link, new URLSearchParams(ask.search)));
    if (what === 'teaser') return respond(await media.teaser(ask, link));
    await follow.consent(ask, place, link, respond);
  }

  function later(work: Promise<void>, respond: Respond): void {
    work.catch((error: unknown) => {
      log.error('links.bug', { error });
      respond(plain(500, 'Something went wrong here.'));
    });
  }

  return {
    handle: (ask, respond) => {
      const short = shortOf(ask.host);
      const { path } = ask;
      if (!short && path !== '/s' && !path.startsWith('/s/')) return false;
      const rest = short ? path.slice(1) : path.slice(3);
      const place = short ?? main;
      const cut = rest.indexOf('/');
      const first = cut < 0 ? rest : rest.slice(0, cut);
      const what = cut < 0 ? '' : rest.slice(cut + 1);
      const allowed = what === 'consent' ? 'POST' : 'GET, HEAD';
      if (what === 'consent' ? ask.method !== 'POST' : ask.method !== 'GET' && ask.method !== 'HEAD') {
        respond(plain(405, 'This is not how links are asked.', { allow: allowed }));
        return true;
      }
      const query = ask.search === '' ? null : new URLSearchParams(ask.search);
      if (short && (rest === 'healthz' || rest === 'readyz')) return false;
      if (short && rest === 'robots.txt') respond(plain(200, 'User-agent: *\nDisallow:\n'));
      else if (short && rest === 'favicon.ico') respond({ status: 204, headers: { 'cache-control': 'public, max-age=86400' }, body: null });
      else if ((first === '' || first === 'find') && what === '')
        later(askForCode(ask, place, query ?? new URLSearchParams(), respond), respond);
      else {
        const slug = readSlug(first);
        if (slug !== null && what === '') {
          if (!follow.known(ask, place, slug, query, respond)) later(follow.lookedUp(ask, place, slug, query, respond), respond);
        } else if (slug !== null && (what === 'poster' || what === 'teaser' || what === 'consent'))
          later(below(ask, place, slug, what, respond), respond);
        else later(follow.lookedUp(ask, place, null, query, respond), respond);
      }
      return true;
    },
  };
}
