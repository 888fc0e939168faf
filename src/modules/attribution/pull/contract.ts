/** What attribution promises of sources that are asked: a rolling window, again and again, for what may have changed. */
import { z } from 'zod';
import { instant, type Route } from '../../../platform/http/contract.ts';
import { columnMapping } from '../imports/contract.ts';

export const pullerInput = z.object({
  enabled: z.boolean().default(true),
  /**
   * Where to ask, with `{from}` and `{to}` for the window, and where pages are counted `{page}` or `{cursor}`:
   * `https://api.example.org/orders?since={from}&until={to}&page={page}`.
   */
  url: z
    .string()
    .max(2000)
    .regex(/^https?:\/\/[^\s{}]+/),
  /** How `{from}` and `{to}` are written. */
  timeFormat: z.enum(['iso', 'unix_s', 'unix_ms', 'date']).default('iso'),
  /** A header that lets us in; the value is sealed, never answered, and kept where it is absent here. */
  headerName: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .nullable()
    .default(null),
  headerValue: z.string().min(1).max(2000).optional(),
  format: z.enum(['json', 'csv']).default('json'),
  /** The path of the list in a JSON answer, `data.list`; empty where the answer is the list. */
  itemsPath: z.string().max(200).default(''),
  /** The path of the next page's cursor in a JSON answer; null where pages are counted or there is one. */
  cursorPath: z.string().max(200).nullable().default(null),
  mapping: columnMapping,
  windowHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 90)
    .default(72),
  everyMinutes: z.number().int().min(1).max(1440).default(10),
  maxPages: z.number().int().min(1).max(1000).default(100),
});

export const puller = pullerInput.omit({ headerValue: true }).extend({
  sourceId: z.string(),
  hasHeaderValue: z.boolean(),
  lastAskedAt: instant.nullable(),
  lastOkAt: instant.nullable(),
  nextAt: instant.nullable(),
  failures: z.number().int(),
  lastError: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  /** Of the last answer that was whole. */
  lastCounts: z
    .object({
      pages: z.number().int(),
      rows: z.number().int(),
      accepted: z.number().int(),
      unchanged: z.number().int(),
      bad: z.number().int(),
    })
    .nullable(),
});
export type Puller = z.output<typeof puller>;

const params = z.object({ sourceId: z.string() });

export const pullRoutes = {
  getPuller: {
    id: 'attribution.get_puller',
    method: 'GET',
    path: '/api/v1/sources/:sourceId/puller',
    summary: 'How a source is asked, and how that went',
    access: 'attribution.manage_sources',
    params,
    response: puller,
    errors: ['attribution.source_not_found', 'attribution.puller_not_found'],
  },
  setPuller: {
    id: 'attribution.set_puller',
    method: 'PUT',
    path: '/api/v1/sources/:sourceId/puller',
    summary: 'Have a source asked again and again for what may have changed',
    access: 'attribution.manage_sources',
    params,
    body: pullerInput,
    response: puller,
    errors: ['attribution.source_not_found', 'attribution.puller_url_invalid', 'attribution.mapping_incomplete'],
  },
  pullNow: {
    id: 'attribution.pull_now',
    method: 'POST',
    path: '/api/v1/sources/:sourceId/puller/ask',
    summary: 'Ask the source with the next round, without waiting for its turn',
    access: 'attribution.manage_sources',
    params,
    response: puller,
    errors: ['attribution.source_not_found', 'attribution.puller_not_found'],
  },
} as const satisfies Record<string, Route>;
