/** Reads feeds: RSS 0.9 to 2, RDF, Atom and JSON Feed, also those that were cut off because they never end. */
import { hash } from 'node:crypto';
import { parseFeed } from 'feedsmith';
import { decodeText } from '../../../platform/text-decoding.ts';
import { intelligenceErrors } from '../errors.ts';
import { readStamp } from '../reading/dates.ts';

export type FeedItem = {
  /** What the feed names it by, or its address, its title, or a digest of its text: never empty. */
  id: string;
  url: string | null;
  title: string | null;
  /** As in ReadDocument: an instant with its offset or a day. */
  publishedAt: string | null;
  author: string | null;
  /** The fullest text that the feed has of it; null where it has none. */
  html: string | null;
};
export type Feed = { title: string | null; url: string | null; items: FeedItem[]; /** Not all of it was read. */ cut: boolean };

/** Of a feed that is longer this much is read, and by a fetcher fetched. */
export const largestFeedBytes = 5 * 1024 * 1024;
const mostItems = 1000;
const longestHtml = 2 * 1024 * 1024;

/**
 * The feed that bytes spell, its newest 1000 items as they stand, relative addresses resolved against `url`. A feed that breaks off is
 * read to its last whole item. Throws intelligence.feed_unreadable for what is none, and for one that declares entities.
 */
export function readFeed(bytes: Uint8Array, { url, contentType }: { url?: string; contentType?: string | null } = {}): Feed {
  const taken = bytes.subarray(0, largestFeedBytes);
  const head = Buffer.from(taken.subarray(0, 400)).toString('latin1');
  const declared = [
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType ?? '')?.[1],
    /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/i.exec(head)?.[1],
  ];
  const text = decodeText(taken, { declared }).text.trimStart();
  // No feed needs entities of its own, and a few of them can be made to fill any memory.
  if (/<!ENTITY/i.test(text.slice(0, 100_000))) throw intelligenceErrors.feed_unreadable({ reason: 'entities' });
  const end = endOfItems(text);
  // What is cut at the bound, or has too many items, is closed behind its last; parsing the rest of it would cost more than it gives.
  const whole = bytes.length < largestFeedBytes && !end.more ? parse(text) : null;
  const found = whole ?? parse(mended(text, end.at));
  if (!found) throw intelligenceErrors.feed_unreadable({ reason: 'unknown' });
  return { ...shape(found, url), cut: whole === null };
}

type Parsed = ReturnType<typeof parseFeed>;

function parse(text: string): Parsed | null {
  try {
    return text === '' ? null : parseFeed(text, { maxItems: mostItems });
  } catch {
    return null;
  }
}

/** Behind the last item that is read, and whether there are more. */
function endOfItems(text: string): { at: number; more: boolean } {
  const closing = /<\/(?:item|entry)>/gi;
  let [at, count] = [0, 0];
  for (let found = closing.exec(text); found; found = closing.exec(text)) {
    if (count === mostItems) return { at, more: true };
    at = closing.lastIndex;
    count += 1;
  }
  return { at, more: false };
}

/** A feed without its end, closed behind an item. */
function mended(text: string, end: number): string {
  const root = /<(rss|rdf:RDF|feed)[\s>]/i.exec(text.slice(0, 20_000))?.[1];
  if (!root || end === 0) return '';
  return `${text.slice(0, end)}${/^rss$/i.test(root) ? '</channel>' : ''}</${root}>`;
}

function shape(parsed: Parsed, url: string | undefined): Omit<Feed, 'cut'> {
  switch (parsed.format) {
    case 'rss': {
      const { feed } = parsed;
      const base = resolve(feed.link, url) ?? url;
      const items = (feed.items ?? []).map((item) =>
        itemOf({
          id: item.guid?.value,
          url: resolve(
            item.link ?? (item.guid?.isPermaLink === false || !/^https?:/i.test(item.guid?.value ?? '') ? undefined : item.guid?.value),
            base,
          ),
          title: item.title,
          publishedAt: item.pubDate ?? item.dc?.dates?.[0],
          author: item.dc?.creators?.[0] ?? item.authors?.[0]?.name ?? item.authors?.[0]?.email,
          html: item.content?.encoded ?? item.description,
        }),
      );
      return { title: plain(feed.title), url: resolve(feed.link, url), items: kept(items) };
    }
    case 'rdf': {
      const { feed } = parsed;
      const base = resolve(feed.link, url) ?? url;
      const items = (feed.items ?? []).map((item) =>
        itemOf({
          id: item.rdf?.about,
          url: resolve(item.link, base),
          title: item.title,
          publishedAt: item.dc?.dates?.[0],
          author: item.dc?.creators?.[0],
          html: item.content?.encoded ?? item.description,
        }),
      );
      return { title: plain(feed.title), url: resolve(feed.link, url), items: kept(items) };
    }
    case 'atom': {
      const { feed } = parsed;
      const base = resolve(feed.xml?.base, url) ?? url;
      const items = (feed.entries ?? []).map((entry) =>
        itemOf({
          id: entry.id,
          url: resolve(alternate(entry.links), resolve(entry.xml?.base, base) ?? base),
          title: entry.title?.value,
          publishedAt: entry.published ?? entry.updated,
          author: entry.authors?.[0]?.name ?? feed.authors?.[0]?.name,
          html: entry.content?.value ?? entry.summary?.value,
        }),
      );
      return { title: plain(feed.title?.value), url: resolve(alternate(feed.links), base), items: kept(items) };
    }
    case 'json': {
      const { feed } = parsed;
      const base = resolve(feed.home_page_url, url) ?? url;
      const items = (feed.items ?? []).map((item) =>
        itemOf({
          id: item.id,
          url: resolve(item.url ?? item.external_url, base),
          title: item.title,
          publishedAt: item.date_published ?? item.date_modified,
          author: item.authors?.[0]?.name ?? feed.authors?.[0]?.name,
          html: item.content_html ?? (item.content_text === undefined ? undefined : escaped(item.content_text)),
        }),
      );
      return { title: plain(feed.title), url: resolve(feed.home_page_url, url), items: kept(items) };
    }
  }
}

type RawItem = { id?: string; url: string | null; title?: string; publishedAt?: unknown; author?: string; html?: string };

function itemOf(raw: RawItem): FeedItem {
  const title = plain(raw.title);
  const html = raw.html?.trim() ? raw.html.slice(0, longestHtml) : null;
  return {
    id: (raw.id?.trim() || raw.url || title || (html ? hash('sha256', html, 'hex') : '')).slice(0, 2048),
    url: raw.url,
    title,
    publishedAt: typeof raw.publishedAt === 'string' ? (readStamp(raw.publishedAt)?.iso ?? null) : null,
    author: plain(raw.author),
    html,
  };
}

/** Each item once, and none that nothing names. */
function kept(items: readonly FeedItem[]): FeedItem[] {
  const seen = new Set<string>();
  return items.filter(({ id }) => id !== '' && !seen.has(id) && seen.add(id)).slice(0, mostItems);
}

function alternate(links: readonly { href?: string; rel?: string }[] | undefined): string | undefined {
  return (links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? links?.[0])?.href;
}

/** An address of the web, absolute; null for any other. */
function resolve(address: string | undefined, base: string | undefined): string | null {
  if (!address) return null;
  const trimmed = address.trim();
  if (!URL.canParse(trimmed, base)) return null;
  const url = new URL(trimmed, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href.slice(0, 2048) : null;
}

/** A title without the markup that some feeds put there. */
function plain(text: string | undefined): string | null {
  const clean = (text ?? '')
    .slice(0, 2000)
    .replace(/<[^<>]{0,500}>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return clean === '' ? null : clean;
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!);
}
