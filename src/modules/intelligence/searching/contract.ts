/** What is promised of search: passages that have the words, in either language, ranked. */
import { z } from 'zod';
import { calendarDate, type Route } from '../../../platform/http/contract.ts';
import { languages, marketDocument } from '../library/contract.ts';

/** A stretch of a paragraph around what was found; `marks` are UTF-16 units of `text`. */
export const passage = z.object({
  anchor: z.string(),
  /** UTF-16 unit of the paragraph's text at which `text` begins. */
  offset: z.number().int().min(0),
  text: z.string(),
  marks: z.array(z.tuple([z.number().int(), z.number().int()])),
});
export type SearchPassage = z.output<typeof passage>;

const searchHit = z.object({
  document: marketDocument,
  /** Marks in the title. */
  titleMarks: z.array(z.tuple([z.number().int(), z.number().int()])),
  passages: z.array(passage),
  /** Others of the same family that were found too. */
  copies: z.number().int().min(0),
  score: z.number(),
});
export type SearchHit = z.output<typeof searchHit>;

export const searchQuery = z.object({
  /** Words that must all be there; “quotes” for a phrase as it stands, a minus before what must not be. */
  q: z.string().trim().min(1).max(200),
  sourceId: z.string().max(60).optional(),
  publisher: z.string().trim().max(200).optional(),
  language: z.enum(languages).optional(),
  from: calendarDate.optional(),
  until: calendarDate.optional(),
  metric: z.string().max(40).optional(),
  region: z.string().max(100).optional(),
  topicId: z.string().max(60).optional(),
  offset: z.coerce.number().int().min(0).max(280).default(0),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type SearchQuery = z.output<typeof searchQuery>;

const searchAnswer = z.object({
  items: z.array(searchHit),
  /** Documents that have the words; about so many where it is not exact, as very many have them. */
  total: z.number().int().min(0),
  exact: z.boolean(),
  /** The same as `total`, save where so many have the words that only so many of them could be ranked. */
  ranked: z.number().int().min(0),
  /** Documents are being indexed anew: what was indexed before is found by its words, and not yet by new other ways to say them. */
  renewing: z.boolean(),
  nextOffset: z.number().int().nullable(),
  /** Words of other ways to say it that were looked for too, e.g. micro-drama for 微短剧. */
  also: z.array(z.string()),
});
export type SearchAnswer = z.output<typeof searchAnswer>;

const searchFacets = z.object({
  publishers: z.array(z.object({ value: z.string(), count: z.number().int() })),
  regions: z.array(z.object({ value: z.string(), count: z.number().int() })),
  metrics: z.array(z.object({ value: z.string(), count: z.number().int() })),
});
export type SearchFacets = z.output<typeof searchFacets>;

export const searchingRoutes = {
  searchMarketDocuments: {
    id: 'intelligence.search_market_documents',
    method: 'GET',
    path: '/api/v1/market/search',
    summary: 'Passages that have the words in either language, the best first; copies of one story are one result.',
    access: 'intelligence.read',
    query: searchQuery,
    response: searchAnswer,
    errors: ['intelligence.search_empty', 'intelligence.topic_not_found'],
  },
  listSearchFacets: {
    id: 'intelligence.list_search_facets',
    method: 'GET',
    path: '/api/v1/market/search/facets',
    summary: 'Publishers, regions and metrics that documents have, for filters.',
    access: 'intelligence.read',
    response: searchFacets,
  },
} as const satisfies Record<string, Route>;
