/** What a link answers to whom: on to a place by its rules, or the landing page at once; counted once it is on disk. */
import { LRUCache } from 'lru-cache';
import { isId, newId, timeOfId } from '../../../platform/ids.ts';
import type { BookLink } from '../book.ts';
import { encodeTouch, type Touch } from '../click.ts';
import { carry, checkAddress, isWebAddress } from '../destinations.ts';
import { findPage, type Find } from '../pages/find.ts';
import { landingPage } from '../pages/landing.ts';
import { styleFor } from '../pages/style.ts';
import type { Target } from '../plan.ts';
import { firstRule } from '../rules.ts';
import { referrerHost } from '../viewer.ts';
import { page, redirect } from './headers.ts';
import type { Answer, AnswerParts, Ask, PageCache, Place, Respond } from './types.ts';
import { createVisits, type Visit } from './viewer-of.ts';

/** A visit goes on for so long; an address that is passed on to others with an old click in it is a click of theirs. */
const sameVisitMs = 30 * 60_000;
/** Stands for the click's id in pages that are kept. */
const anyClick = 'clk_00000000000000000000000000';
const destinationOf = { app: 'app', app_store: 'store', play: 'store', web: 'web', landing: 'landing' } as const;

export type Follow = ReturnType<typeof createFollow>;

export function createFollow(parts: AnswerParts) {
  const { book, journal, bots, clock, visitors, baseUrl } = parts;
  const visitOf = createVisits(parts);
  const ownOrigin = new URL(baseUrl).origin;
  const secure = baseUrl.startsWith('https:') ? '; Secure' : '';
  const pages: PageCache = new LRUCache({ max: 1_500, maxSize: 32 * 1024 * 1024, sizeCalculation: ({ text }) => text.length });

  // Targets are made anew with the settings that name the parameter.
  const written = new WeakMap<Target, string[]>();

  const cookieOf = (organisationId: string): string => `hlc_${organisationId}`;

  /** Whether the visitor may be known again: not asked, or asked and answered yes; never against their browser's own word. */
  function consents(ask: Ask, visit: Visit, link: BookLink): 'yes' | 'no' | 'unasked' {
    if (visit.private) return 'no';
    if (book.settingsOf(link.organisationId).consent === 'not_asked') return 'yes';
    const name = `${cookieOf(link.organisationId)}=`;
    const value = ask
      .header('cookie')
      ?.split(/;\s*/, 60)
      .find((pair) => pair.startsWith(name))
      ?.slice(name.length);
    return value === 'yes' ? 'yes' : value === 'no' ? 'no' : 'unasked';
  }

  function touchOf(ask: Ask, visit: Visit, link: BookLink, what: Pick<Touch, 'kind' | 'destination'>, consent: boolean): Touch {
    return {
      touchId: newId('click', visit.atMs),
      kind: what.kind,
      organisationId: link.organisationId,
      placementId: link.placementId,
      at: new Date(visit.atMs),
      country: visit.country,
      device: visit.device,
      os: visit.system,
      language: visit.language,
      referrerHost: referrerHost(ask.header('referer')),
      addressHash: consent ? visitors.hash('address', ask.address) : null,
      agentHash: consent ? visitors.hash('agent', visit.agent) : null,
      // A browser tells no device apart from another of its kind; apps do, with their events.
      deviceHash: null,
      consent,
      destination: what.destination,
    };
  }

  /** The landing page; `clickId` null claims no click. */
  function landing(
    place: Place,
    visit: Visit,
    link: BookLink,
    show: { clickId: string | null; language: string | null; openNow: boolean; ask: boolean },
  ): Answer {
    const settings = book.settingsOf(link.organisationId);
    const { buttons } = book.planOf(link);
    const make = (clickId: string | null): string => {
      const carried = { clickId, slug: link.slug, parameter: settings.clickParameter };
      return landingPage({
        texts: link.page.texts,
        code: link.code,
        codeShown: link.codeShown,
        hasPoster: link.page.posterAssetId !== null,
        hasTeaser: link.page.teaser !== null,
        brand: settings.brand,
        accent: settings.accent,
        path: place.pathOf(link.slug),
        origin: place.origin,
        findPath: place.findPath,
        system: visit.system,
        language: show.language,
        links: {
          app: buttons.app && carry('app', buttons.app, carried),
          ios: buttons.ios && carry('app_store', buttons.ios, carried),
          android: buttons.android && carry('play', buttons.android, carried),
          web: buttons.web && carry('web', buttons.web, carried),
        },
        openNow: show.openNow,
        clickId,
        ask: show.ask && clickId !== null,
      });
    };
    const style = styleFor(settings.accent);
    if (show.clickId === null) return page(200, style, make(null));
    const key = `${place.origin}|${link.slug}|${show.language}|${visit.system}|${show.openNow}|${show.ask}`;
    let kept = pages.get(key);
    if (kept?.link !== link || kept.settings !== settings) {
      kept = { link, settings, text: make(anyClick) };
      // A language that nobody has asked for twice is not worth the room; keys are bounded by the cache itself.
      pages.set(key, kept);
    }
    return page(200, style, kept.text.replaceAll(anyClick, show.clickId));
  }

  function ended(place: Place, visit: Visit, link: BookLink): Answer {
    const settings = book.settingsOf(link.organisationId);
    const verdict = link.usefulUrl === null ? null : checkAddress('web', link.usefulUrl, { ...settings, ownOrigin });
    if (verdict?.ok) return redirect(verdict.url.href);
    return find(place, { reason: 'ended', typed: '', suggestion: null, language: visit.language }, 410, link.organisationId);
  }

  /** The page that asks for a code. */
  function find(
    place: Place,
    show: Pick<Find, 'reason' | 'typed' | 'suggestion' | 'language'>,
    status: number,
    organisationId = place.organisationId,
    more: Record<string, string> = {},
  ): Answer {
    const settings = organisationId === null ? null : book.settingsOf(organisationId);
    const accent = settings?.accent ?? null;
    const html = findPage({ ...show, path: place.findPath, brand: settings?.brand ?? '', accent });
    return page(status, styleFor(accent), html, more);
  }

  /** Where a rule's target sends a person; null where our own page is the answer. */
  function onwards(link: BookLink, target: Target, clickId: string | null): Answer | null {
    if (target.url === null || !isWebAddress(target.url)) return null;
    const { clickParameter } = book.settingsOf(link.organisationId);
    if (clickId === null || (target.kind !== 'web' && target.kind !== 'app'))
      return redirect(carry(target.kind, target.url, { clickId, slug: link.slug, parameter: clickParameter }));
    // Writing an address anew costs more than all else here; only the click's id in it differs.
    let pieces = written.get(target);
    if (!pieces) {
      pieces = carry(target.kind, target.url, { clickId: anyClick, slug: link.slug, parameter: clickParameter }).split(anyClick);
      written.set(target, pieces);
    }
    return redirect(pieces.join(clickId));
  }

  function answer(ask: Ask, place: Place, link: BookLink, query: URLSearchParams | null, respond: Respond): void {
    const visit = visitOf(ask);
    const language = readTag(query?.get('lang')) ?? visit.language;
    if (visit.atMs >= link.endsMs) return respond(ended(place, visit, link));
    if (visit.bot) {
      // Whoever shares the link sees the poster and the title in the preview, wherever the rules lead people.
      bots.count(link.id);
      return respond(landing(place, visit, link, { clickId: null, language, openNow: false, ask: false }));
    }
    const seen = query?.get('seen');
    if (seen && isId('click', seen) && Math.abs(visit.atMs - timeOfId(seen)) <= sameVisitMs) {
      // The same visit goes on: its language was changed, or its question answered.
      const asks = consents(ask, visit, link) === 'unasked';
      return respond(landing(place, visit, link, { clickId: seen, language, openNow: false, ask: asks }));
    }
    const plan = book.planOf(link);
    const target = plan.targets.at(firstRule(plan.compiled, visit))!;
    const isApp = target.kind === 'app' && target.url !== null && !isWebAddress(target.url);
    if (ask.method === 'HEAD') {
      bots.count(link.id);
      return respond(onwards(link, target, null) ?? landing(place, visit, link, { clickId: null, language, openNow: false, ask: false }));
    }
    const consent = consents(ask, visit, link);
    const destination = target.url === null ? 'landing' : destinationOf[target.kind];
    const touch = touchOf(ask, visit, link, { kind: 'click', destination }, consent === 'yes');
    journal.append(encodeTouch(touch), (durable) => {
      // A click that is not on disk may never have been: the visitor goes on, and nobody is told its id.
      const clickId = durable ? touch.touchId : null;
      respond(
        onwards(link, target, clickId) ?? landing(place, visit, link, { clickId, language, openNow: isApp, ask: consent === 'unasked' }),
      );
    });
  }

  /** Finds a link and answers; false where it has to be looked up first. */
  function known(ask: Ask, place: Place, slug: string, query: URLSearchParams | null, respond: Respond): boolean {
    const link = book.find(slug);
    if (!link) return false;
    if (place.organisationId !== null && place.organisationId !== link.organisationId) return false;
    answer(ask, place, link, query, respond);
    return true;
  }

  return {
    known,
    find,
    visitOf,
    /** For a link that memory does not have. */
    async lookedUp(ask: Ask, place: Place, slug: string | null, query: URLSearchParams | null, respond: Respond): Promise<void> {
      const found = slug === null || book.find(slug) ? undefined : await book.lookUp(slug);
      if (found === 'away') {
        const show = { reason: 'unavailable', typed: '', suggestion: null, language: visitOf(ask).language } as const;
        return respond(find(place, show, 503, place.organisationId, { 'retry-after': '2' }));
      }
      if (found && slug !== null && known(ask, place, slug, query, respond)) return;
      respond(find(place, { reason: 'unknown_link', typed: '', suggestion: null, language: visitOf(ask).language }, 404));
    },

    /** The landing page of a code that was typed here: a search, as if the app had been asked. */
    searched(ask: Ask, place: Place, link: BookLink, language: string | null, respond: Respond): void {
      const visit = visitOf(ask);
      if (visit.atMs >= link.endsMs) return respond(ended(place, visit, link));
      const show = { language: language ?? visit.language, openNow: false };
      if (visit.bot || ask.method === 'HEAD') return respond(landing(place, visit, link, { ...show, clickId: null, ask: false }));
      const consent = consents(ask, visit, link);
      const touch = touchOf(ask, visit, link, { kind: 'search', destination: 'landing' }, consent === 'yes');
      journal.append(encodeTouch(touch), (durable) =>
        respond(landing(place, visit, link, { ...show, clickId: durable ? touch.touchId : null, ask: consent === 'unasked' })),
      );
    },

    /** Keeps the answer to the landing page's question; with a yes the visit is kept again, as one that may be known. */
    async consent(ask: Ask, place: Place, link: BookLink, respond: Respond): Promise<void> {
      const form = new URLSearchParams(await ask.readBody(4_096).catch(() => ''));
      const yes = form.get('consent') === 'yes';
      const click = form.get('click') ?? '';
      const back = `${place.pathOf(link.slug)}${isId('click', click) ? `?seen=${click}` : ''}`;
      const cookie = `${cookieOf(link.organisationId)}=${yes ? 'yes' : 'no'}; Path=/; Max-Age=${yes ? 15_552_000 : 2_592_000}; HttpOnly; SameSite=Lax${secure}`;
      const done = (): void => {
        const to = redirect(back, 303);
        respond({ ...to, headers: { ...to.headers, 'set-cookie': cookie } });
      };
      const visit = visitOf(ask);
      if (!yes || visit.bot || visit.private || clock.nowMs() >= link.endsMs) return done();
      journal.append(encodeTouch(touchOf(ask, visit, link, { kind: 'view', destination: 'landing' }, true)), done);
    },
  };
}

function readTag(text: string | null | undefined): string | null {
  return text && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(text) ? text : null;
}
