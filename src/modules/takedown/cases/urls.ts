/** Addresses of copies: what makes two the same, and whose they are. */
import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';

// Where somebody came from changes nothing of what is shown; everything else of a query may.
const origin = /^(utm_|spm$|share_|from_?source|vd_source|si$|fbclid$|gclid$|igshid$)/i;

/** An address in one form: without fragment and traces of sharing, its host in small letters. Null where it is none of the web. */
export function tidyUrl(text: string): string | null {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '' || url.username !== '' || url.password !== '')
    return null;
  const traces = [...url.searchParams.keys()].filter((name) => origin.test(name));
  for (const name of traces) url.searchParams.delete(name);
  url.hash = '';
  return url.href.length > 2_000 ? null : url.href;
}

/** By which an address is known: http and https, with and without www, a slash at its end make no difference. */
export function urlKey(url: string): string {
  const { host, pathname, search } = new URL(url);
  return createHash('sha256')
    .update(`${host.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}${search}`)
    .digest('hex');
}

/** A domain as it is kept: ASCII, small letters, without `www.`; null where it is none. */
export function tidyDomain(text: string): string | null {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '');
  const ascii = domainToASCII(bare.replace(/^www\./, ''));
  return ascii.length <= 253 && /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(ascii) ? ascii : null;
}

/** The domains that an address may be known by, the longest first: `a.b.example.com`, `b.example.com`, `example.com`. */
export function domainsOf(url: string): string[] {
  const labels = new URL(url).hostname
    .toLowerCase()
    .replace(/^www\./, '')
    .split('.');
  if (labels.every((label) => /^\d+$/.test(label)) || labels.length < 2) return [labels.join('.')];
  return Array.from({ length: labels.length - 1 }, (_, index) => labels.slice(index).join('.'));
}

// Under these everybody has a domain of their own; the list needs to know only what dramas are seen on.
const shared = /^(com|net|org|gov|edu|co|ac)\.[a-z]{2}$/;
/** The domain that a host unknown so far is added by. */
export function registrableDomain(url: string): string {
  const all = domainsOf(url);
  const last = all.at(-1)!;
  return shared.test(last) && all.length > 1 ? all.at(-2)! : last;
}
