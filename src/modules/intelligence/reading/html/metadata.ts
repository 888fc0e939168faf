/** What a page says of itself in its head: title, outlet, author, day, address. */
import { readStamp, type FoundDate } from '../dates.ts';
import { attribute, elementsOf, textOf, type Element } from './tree.ts';

export type PageMetadata = {
  title: string | null;
  source: string | null;
  author: string | null;
  date: Pick<FoundDate, 'iso' | 'zone' | 'timed'> | null;
  url: string | null;
};

const dateNames =
  /^(?:article:published_time|article:published|og:published_time|og:article:published_time|published_time|publish_?date|publishdate|pub_?date|pubtime|publish-?time|date|dc\.date(?:\.issued)?|dcterms\.(?:issued|created|date)|sailthru\.date|datepublished|weibo: ?article:create_at|bytedance:published_time|apub:time|parsely-pub-date|citation_publication_date|releasedate)$/i;
const sourceNames =
  /^(?:source|contentsource|mediaid|media|article:publisher|publisher|dc\.publisher|citation_journal_title|og:site_name|application-name)$/i;
const authorNames = /^(?:author|article:author|dc\.creator|byl|parsely-author|citation_author|og:article:author)$/i;
const titleNames = /^(?:og:title|twitter:title|dc\.title|articletitle|citation_title)$/i;

/** Metadata of a page; `base` is where it was fetched, against which addresses are resolved. */
export function readMetadata(root: Element, base: string | undefined): PageMetadata {
  const found: PageMetadata = { title: null, source: null, author: null, date: null, url: null };
  let pageTitle: string | null = null;
  let outlet: string | null = null;
  let ranked = 100;
  for (const element of elementsOf(root, ({ tagName }) => tagName !== 'svg')) {
    const { tagName } = element;
    if (tagName === 'title') pageTitle ??= textOf(element, 300) || null;
    else if (tagName === 'script' && attribute(element, 'type') === 'application/ld+json') readLinked(element, found);
    else if (tagName === 'link' && attribute(element, 'rel') === 'canonical') found.url ??= address(attribute(element, 'href'), base);
    else if (tagName === 'meta') {
      const name = attribute(element, 'property') ?? attribute(element, 'name') ?? attribute(element, 'itemprop') ?? '';
      const content = attribute(element, 'content')?.replace(/\s+/g, ' ').trim().slice(0, 300);
      if (!content) continue;
      if (titleNames.test(name)) found.title ??= content;
      else if (name === 'og:url') found.url ??= address(content, base);
      else if (authorNames.test(name) && !/^https?:/i.test(content)) found.author ??= content;
      else if (dateNames.test(name)) found.date ??= dated(content);
      else if (sourceNames.test(name) && !/^https?:/i.test(content)) {
        // A page that names whom it took a text from says more than the site's own name.
        const rank = /^(?:source|contentsource|mediaid)$/i.test(name) ? 0 : 1;
        if (rank < ranked) outlet = content;
        ranked = Math.min(rank, ranked);
      }
    } else if (tagName === 'time') found.date ??= timeOf(element);
  }
  found.source = (ranked === 0 ? outlet : null) ?? found.source ?? outlet;
  found.title = found.title ?? (pageTitle && withoutSite(pageTitle, found.source));
  return found;
}

function timeOf(element: Element): PageMetadata['date'] {
  const stated = attribute(element, 'datetime');
  const published =
    attribute(element, 'pubdate') !== null || /publi/i.test(`${attribute(element, 'itemprop') ?? ''} ${attribute(element, 'class') ?? ''}`);
  return stated && (published || stated.length >= 10) ? dated(stated) : null;
}

function dated(text: string): PageMetadata['date'] {
  const stamp = readStamp(text);
  return stamp && { ...stamp, timed: stamp.iso.includes('T') };
}

const mostLinked = 200_000;

/** JSON-LD of schema.org: the first article in it. */
function readLinked(script: Element, found: PageMetadata): void {
  const text = script.childNodes.map((child) => ('value' in child ? child.value : '')).join('');
  if (text.length > mostLinked) return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return;
  }
  const graph = Array.isArray(value) ? value : ((value as { '@graph'?: unknown } | null)?.['@graph'] ?? [value]);
  for (const each of Array.isArray(graph) ? graph.slice(0, 50) : []) {
    const entry = each as Record<string, unknown> | null;
    if (!entry || !/Article|Posting|Report|WebPage/.test(String(entry['@type']))) continue;
    found.title ??= words(entry['headline']);
    found.author ??= nameOf(entry['author']);
    found.source ??= nameOf(entry['publisher']);
    const date = words(entry['datePublished']);
    if (date) found.date ??= dated(date);
  }
}

function nameOf(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return words(typeof first === 'object' && first !== null ? (first as { name?: unknown }).name : first);
}

function words(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.replace(/\s+/g, ' ').trim().slice(0, 300) : null;
}

/** “Title - Site” and “Title_频道_站点” without the site. */
function withoutSite(title: string, site: string | null): string {
  const parts = title
    .split(/\s+[-–—|｜]\s+|[_|｜]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length < 2) return title;
  const [head] = parts as [string];
  const isSite = site !== null && title.endsWith(site);
  return isSite || head.length >= 8 || head.length >= title.length / 2 ? head : title;
}

function address(text: string | null | undefined, base: string | undefined): string | null {
  if (!text || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  return /^https?:$/.test(url.protocol) && url.href.length <= 2048 ? url.href : null;
}
