/** A request for a link and its answer, without any server's own types: the fast listener and the API's routes both speak them. */
import type { LRUCache } from 'lru-cache';
import type { Log } from '../../../platform/log.ts';
import type { Clock } from '../../../platform/time.ts';
import type { VisitorKind } from '../../../platform/visitors/index.ts';
import type { Book, BookLink } from '../book.ts';
import type { BotCounts } from '../bots.ts';
import type { Geo } from '../geo.ts';
import type { Journal } from '../journal/journal.ts';

export type Ask = {
  readonly method: string;
  /** As it was sent, still percent-encoded, without the query. */
  readonly path: string;
  /** What follows the question mark; empty where nothing does. */
  readonly search: string;
  readonly host: string;
  /** By its name in lower case. */
  header(name: string): string | undefined;
  readonly address: string;
  /** The body of a form, at most so many bytes; rejects on more. */
  readBody(most: number): Promise<string>;
};
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | ReadableStream<Uint8Array> | null;
};
export type Respond = (answer: Answer) => void;

/** A stored file of an organisation. */
export type Asset = {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  read(range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array>>;
};

/** What people's codes are found with. `caller` tells one visitor from another for as long as memory lasts; throws a `limit` when one guesses. */
export type ResolveCode = (
  text: string,
  scope: { organisationId: string | null; caller: string },
) => Promise<{
  status: 'found' | 'suggestion' | 'unknown';
  code?: string | null | undefined;
  placementId?: string | undefined;
  organisationId?: string | undefined;
}>;

export type AnswerParts = {
  readonly book: Book;
  readonly journal: Journal;
  readonly bots: BotCounts;
  readonly geo: Geo;
  readonly clock: Clock;
  readonly log: Log;
  readonly visitors: { hash(kind: VisitorKind, value: string): string | null };
  /** The main host's address, without a slash at the end. */
  readonly baseUrl: string;
  /** The header by which a trusted proxy says the country; null where none is trusted. */
  readonly countryHeader: string | null;
  findAsset(organisationId: string, assetId: string): Promise<Asset | null>;
  resolveCode: ResolveCode;
  /** The link of a placement, for a code that was found. */
  findSlug(organisationId: string, placementId: string): Promise<string | null>;
};

/** Where a request came in: the main host, or a short domain of an organisation. */
export type Place = {
  readonly organisationId: string | null;
  readonly origin: string;
  readonly findPath: string;
  pathOf(slug: string): string;
};

export type PageCache = LRUCache<string, { link: BookLink; settings: object; text: string }>;
