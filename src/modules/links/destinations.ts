/**
 * Where links may lead. A destination is checked when it is written and again when it is used, because the list may have become
 * shorter since; what is not on the list is never redirected to, so a link cannot be made an open redirect. Pure.
 */
import type { Destination, LandingPage, LinkSettings } from './contract.ts';

/** Shown as they are, executed, or read from the device: no list can allow these schemes. */
export const refusedSchemes: readonly string[] = [
  'javascript',
  'data',
  'vbscript',
  'file',
  'blob',
  'filesystem',
  'about',
  'view-source',
  'content',
  'intent',
  'chrome',
  'resource',
  'jar',
  'ws',
  'wss',
  'ftp',
  'http',
  'https',
];

const storeHosts = { app_store: ['apps.apple.com', 'itunes.apple.com'], play: ['play.google.com'] } as const;

export type AllowList = Pick<LinkSettings, 'allowedHosts' | 'allowedSchemes'> & {
  /** This server's own origin, always allowed. */
  readonly ownOrigin: string;
};
export type Verdict = { ok: true; url: URL } | { ok: false; reason: 'malformed' | 'not_allowed'; place: string };

// What browsers drop or rewrite before they read an address, and so hide where it leads (WHATWG URL, 4.4).
// oxlint-disable-next-line no-control-regex
const treacherous = /[\u0000-\u0020\u007f-\u009f\u2028\u2029\\]/;

/** Whether a link may lead there, and the address as a browser reads it. */
export function checkAddress(kind: Destination['kind'], address: string, list: AllowList): Verdict {
  const malformed: Verdict = { ok: false, reason: 'malformed', place: address.slice(0, 200) };
  if (address.length > 2000 || treacherous.test(address)) return malformed;
  const url = URL.parse(address);
  if (!url) return malformed;
  const scheme = url.protocol.slice(0, -1);
  if (scheme === 'https' || scheme === 'http') {
    // A missing slash or a name before an @ makes people and programs read another host than browsers do.
    if (!/^https?:\/\/[^/]/i.test(address) || url.username !== '' || url.password !== '' || url.hostname === '') return malformed;
    return isAllowedHost(kind, url, list) ? { ok: true, url } : { ok: false, reason: 'not_allowed', place: url.host };
  }
  // Only apps have schemes of their own; the store and the web are pages.
  const allowed = kind === 'app' && list.allowedSchemes.includes(scheme) && !refusedSchemes.includes(scheme);
  return allowed ? { ok: true, url } : { ok: false, reason: 'not_allowed', place: `${scheme}:` };
}

function isAllowedHost(kind: Destination['kind'], url: URL, list: AllowList): boolean {
  if (url.origin === list.ownOrigin) return true;
  const secure = url.protocol === 'https:';
  if (secure && url.port === '' && (kind === 'app_store' || kind === 'play'))
    if ((storeHosts[kind] as readonly string[]).includes(url.hostname)) return true;
  return list.allowedHosts.some((entry) => {
    const plain = entry.startsWith('http://');
    if (plain === secure) return false;
    const wanted = plain ? entry.slice('http://'.length) : entry;
    if (!wanted.startsWith('*.')) return url.host === wanted;
    const suffix = wanted.slice(1);
    return url.host.endsWith(suffix) && url.host.length > suffix.length;
  });
}

export type Addresses = Pick<LandingPage, 'appUrl' | 'iosUrl' | 'androidUrl' | 'webUrl'>;
const fieldOf = { app: 'appUrl', app_store: 'iosUrl', play: 'androidUrl', web: 'webUrl' } as const;

/** The address of a destination: its own, the page's, the organisation's; null for our own page or where there is none. */
export function addressOf(to: Destination, page: Addresses, settings: Addresses): string | null {
  if (to.kind === 'landing') return null;
  const field = fieldOf[to.kind];
  return to.url ?? page[field] ?? settings[field];
}

export type Carried = { readonly clickId: string | null; readonly slug: string; readonly parameter: string };

/**
 * The address with what it carries onwards: Play's install referrer, the App Store's campaign token, the click's id for the web
 * and the app (in the place of `{click_id}` where the address has one). Without a click's id nothing of it is claimed.
 */
export function carry(kind: Destination['kind'], url: URL, { clickId, slug, parameter }: Carried): string {
  if (kind === 'app_store') {
    // At most 40 characters, shown in App Analytics; Apple hands nothing on to the app itself.
    if (url.hostname !== 'apps.apple.com' || url.searchParams.has('ct')) return url.href;
    const out = new URL(url);
    out.searchParams.set('ct', slug.slice(0, 40));
    return out.href;
  }
  if (kind === 'play' && url.hostname === 'play.google.com') {
    const out = new URL(url);
    const referrer = new URLSearchParams(url.searchParams.get('referrer') ?? '');
    if (!referrer.has('utm_source')) referrer.set('utm_source', 'hookline');
    if (!referrer.has('utm_content')) referrer.set('utm_content', slug);
    if (clickId) referrer.set(parameter, clickId);
    out.searchParams.set('referrer', referrer.toString());
    return out.href;
  }
  if (/(\{|%7B)click_id(\}|%7D)/i.test(url.href)) return url.href.replace(/(\{|%7B)click_id(\}|%7D)/gi, clickId ?? '');
  if (!clickId) return url.href;
  const out = new URL(url);
  out.searchParams.set(parameter, clickId);
  return out.href;
}

/** Whether an address is a page that any browser opens, and not an app's own scheme. */
export function isWebAddress(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'http:';
}
