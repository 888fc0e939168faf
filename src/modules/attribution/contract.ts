/** What attribution promises: events in, touches, conversions and why they were credited, funnels, signals, imports, privacy. */
import { z } from 'zod';
import { calendarDate, defineContract, instant, pageOf, pageQuery } from '../../platform/http/contract.ts';
import * as words from './words/contract.ts';
import { privacyRoutes } from './privacy/contract.ts';
import { importRoutes } from './imports/contract.ts';
import { signalRoutes } from './signals/contract.ts';
import { exportRoutes } from './export/contract.ts';
import { pullRoutes } from './pull/contract.ts';

export * from './words/contract.ts';
export { columnMapping, fileImportStates, importFields } from './imports/contract.ts';
export type { ColumnMapping, FileImport, ImportField, ImportMapping, ImportTotals, RowError } from './imports/contract.ts';
export * from './signals/contract.ts';
export * from './privacy/contract.ts';
export * from './export/contract.ts';
export * from './pull/contract.ts';

const { eventTypes, conversionKinds, statuses, rules, verdicts, wireMoney, minor, channelName } = words;

// ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────────────

// What no database keeps as text, a zero byte or half of a surrogate pair, is refused row by row, or it would take its batch along.
const kept = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'not a text that can be kept');
const given = kept(200);
const minorIn = z.union([z.string().regex(/^\d{1,15}$/), z.number().int().min(0).max(999_999_999_999_999)]);
/**
 * Something that happened, as the source tells it. `id` makes it idempotent within its source. Times are the source's own;
 * `changedAt` is when an order came into this status, where that is not `occurredAt`, which stays the time of the order.
 */
export const newEvent = z.object({
  id: given,
  type: z.enum(eventTypes),
  occurredAt: instant,
  changedAt: instant.optional(),
  /** Needed by order, renewal and refund. */
  orderId: given.optional(),
  /** `paid` unless told. */
  status: z.enum(statuses).optional(),
  /** Of an order its whole amount; of a refund what was given back by it, all that is left when absent; of ad revenue the pool. */
  amountMinor: minorIn.optional(),
  /** Of an order: all that was given back so far. */
  refundedMinor: minorIn.optional(),
  /** The source's own when absent. */
  currency: z.enum(words.currencies).optional(),
  /** A search code as it was typed. */
  code: kept(100).optional(),
  /** When the code was typed, where the source knows; the time of the event when absent. */
  codeUsedAt: instant.optional(),
  /** The id that the link put into its destination (`hl_click`), or the install referrer carried. */
  clickId: given.optional(),
  channel: channelName.optional(),
  /** The account on the channel through which it was sold. */
  accountExternalId: given.optional(),
  workId: given.optional(),
  viewer: z
    .object({
      /** The app's own pseudonym for the person. */
      id: given.optional(),
      deviceId: given.optional(),
      /** IP address and user agent are hashed at once and never kept. */
      address: z.string().max(64).optional(),
      userAgent: z.string().max(1000).optional(),
      /** Whether the person agreed to be measured; without it nothing of the device is hashed. */
      consent: z.boolean().optional(),
    })
    .optional(),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/)
    .optional(),
  /** From the Play or Huawei install referrer: a click after it is no cause of the install. */
  installBeginAt: instant.optional(),
  /** Of ad revenue: the business day of the pool. */
  day: calendarDate.optional(),
  /** Of ad revenue: counted events by code. What belongs to nobody is told without one. */
  counts: z
    .array(z.object({ code: z.union([z.literal(''), kept(100)]).optional(), count: z.number().int().min(0).max(1_000_000_000_000) }))
    .max(10_000)
    .optional(),
});
export type NewEvent = z.input<typeof newEvent>;

export const eventResult = z.object({
  id: z.string(),
  status: z.enum(['accepted', 'duplicate', 'rejected']),
  conversionId: z.string().optional(),
  /** Why a row was rejected, and the fields it is about. */
  code: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type EventResult = z.output<typeof eventResult>;
export const batchResult = z.object({
  accepted: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.number().int(),
  results: z.array(eventResult),
});
export type BatchResult = z.output<typeof batchResult>;

const eventBatch = z.object({
  /** The organisation's own source of API events when absent. */
  sourceId: kept(64).optional(),
  // A row that is wrong must not spoil the others, so each is checked by itself.
  events: z
    .array(z.union([newEvent, z.record(z.string(), z.unknown())]))
    .min(1)
    .max(1000),
});

// ── Sources ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const sourceKinds = ['api', 'callback', 'file', 'puller'] as const;
const zone = z.string().min(1).max(64);
const sourceFields = {
  name: z.string().trim().min(1).max(100),
  currency: z.enum(words.currencies).nullable(),
  /** IANA zone of times without one, and of the days of ad pools. */
  zone,
};
export const source = z.object({
  id: z.string(),
  kind: z.enum(sourceKinds),
  ...sourceFields,
  state: z.enum(['active', 'paused']),
  /** Of a callback source: where to send. */
  callbackUrl: z.string().nullable(),
  secrets: z.array(z.object({ id: z.string(), hint: z.string(), validUntil: instant.nullable() })),
  lastEventAt: instant.nullable(),
  createdAt: instant,
});
export type Source = z.output<typeof source>;

// ── Conversions and decisions ───────────────────────────────────────────────────────────────────────────────────────

export const reason = z.object({
  code: z.enum(words.reasonCodes),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type Reason = z.output<typeof reason>;

const earningView = z.object({
  currency: z.enum(words.currencies),
  creatorMinor: minor,
  agencyMinor: minor,
  state: z.enum(words.earningStates),
  payableAt: instant.nullable(),
  parts: z.array(z.object({ kind: z.enum(words.earningParts), amountMinor: minor })),
});

export const conversion = z.object({
  id: z.string(),
  sourceId: z.string(),
  sourceName: z.string(),
  kind: z.enum(conversionKinds),
  /** The source's id of the order, or of the event. */
  externalId: z.string(),
  status: z.enum(statuses),
  amount: wireMoney.nullable(),
  refundedMinor: minor,
  occurredAt: instant,
  /** The source's clock was ahead by more than allowed; the time of arrival was taken for windows. */
  clockAhead: z.boolean(),
  country: z.string().nullable(),
  workId: z.string().nullable(),
  credited: z
    .object({
      placementId: z.string(),
      campaignId: z.string(),
      campaignTitle: z.string(),
      creatorId: z.string(),
      creatorName: z.string(),
      channel: channelName,
      rule: z.enum(rules),
    })
    .nullable(),
  earning: earningView.nullable(),
  held: z.boolean(),
  changedAt: instant,
});
export type Conversion = z.output<typeof conversion>;

export const conversionChange = z.object({
  at: instant,
  eventId: z.string(),
  type: z.enum(eventTypes),
  from: z.object({ status: z.enum(statuses), amountMinor: minor, refundedMinor: minor }).nullable(),
  to: z.object({ status: z.enum(statuses), amountMinor: minor, refundedMinor: minor }),
});

export const candidate = z.object({
  rule: z.enum(rules),
  verdict: z.enum(verdicts),
  at: instant,
  touchKind: z.enum(words.touchKinds).nullable(),
  placementId: z.string(),
  campaignId: z.string(),
  campaignTitle: z.string(),
  creatorId: z.string(),
  creatorName: z.string(),
  channel: channelName,
  reasons: z.array(reason),
});
export const decision = z.object({
  id: z.string(),
  number: z.number().int(),
  rulesVersion: z.number().int(),
  cause: z.enum(words.decisionCauses),
  decidedAt: instant,
  supersededAt: instant.nullable(),
  outcome: z.enum(['credited', 'uncredited']),
  rule: z.enum(rules).nullable(),
  reasons: z.array(reason),
  candidates: z.array(candidate),
});
export type Decision = z.output<typeof decision>;
export const conversionDetail = conversion.extend({ changes: z.array(conversionChange), decisions: z.array(decision) });
export type ConversionDetail = z.output<typeof conversionDetail>;

/** A creator's view: only their own traces, and nothing of whoever was credited instead. */
export const ownConversion = z.object({
  id: z.string(),
  kind: z.enum(conversionKinds),
  day: calendarDate,
  occurredAt: instant,
  status: z.enum(statuses),
  credited: z.boolean(),
  /** Only where it was credited to the asker's own placement. */
  amount: wireMoney.nullable(),
  refundedMinor: minor.nullable(),
  earning: earningView.omit({ agencyMinor: true }).nullable(),
  held: z.boolean(),
  candidates: z.array(
    z.object({
      rule: z.enum(rules),
      verdict: z.enum(verdicts),
      at: instant,
      touchKind: z.enum(words.touchKinds).nullable(),
      placementId: z.string(),
      campaignId: z.string(),
      campaignTitle: z.string(),
      channel: channelName,
      reasons: z.array(reason),
    }),
  ),
});
export type OwnConversion = z.output<typeof ownConversion>;

// ── Figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const funnelDimensions = [
  'creator',
  'agency',
  'channel',
  'clip',
  'hook',
  'country',
  'day',
  'campaign',
  'placement',
  'work',
] as const;
const count = z.number().int().min(0);
const counts = {
  clicks: count,
  views: count,
  searches: count,
  installs: count,
  registrations: count,
  orders: count,
  renewals: count,
  refunds: count,
};
const sums = z.array(
  z.object({ currency: z.enum(words.currencies), revenueMinor: minor, refundedMinor: minor, adRevenueMinor: minor, earnedMinor: minor }),
);
export const funnelRow = z.object({ key: z.string(), label: z.string().nullable(), ...counts, money: sums });
export type FunnelRow = z.output<typeof funnelRow>;

const span = { from: calendarDate.optional(), to: calendarDate.optional() };
const filters = {
  campaignId: z.string().max(64).optional(),
  creatorId: z.string().max(64).optional(),
  agencyId: z.string().max(64).optional(),
  workId: z.string().max(64).optional(),
  channel: channelName.optional(),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/)
    .optional(),
};
export const funnelQuery = z.object({
  by: z.enum(funnelDimensions).default('day'),
  ...span,
  ...filters,
  sort: z.enum(['key', 'clicks', 'searches', 'installs', 'orders', 'revenue']).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export const funnel = z.object({
  by: z.enum(funnelDimensions),
  from: calendarDate,
  to: calendarDate,
  rows: z.array(funnelRow),
  /** How many there are beyond `limit`. */
  more: count,
  total: z.object({ ...counts, money: sums }),
  /** The same of the same number of days before, to compare with. */
  before: z.object({ ...counts, money: sums }),
});
export type Funnel = z.output<typeof funnel>;

const rate = z.object({
  hits: count,
  of: count,
  /** Basis points; null when there is nothing to divide by. */
  bps: count.nullable(),
  /** Wilson's 95 % interval, in basis points. */
  lowBps: count.nullable(),
  highBps: count.nullable(),
});
export const hookRow = z.object({
  hookId: z.string(),
  label: z.string().nullable(),
  clicks: count,
  searches: count,
  installs: count,
  orders: count,
  /** Orders of those who clicked or searched. */
  orderRate: rate,
  installRate: rate,
  money: sums,
  /** `best` and `worse` only where the intervals say so; `unsure` while numbers are small. */
  standing: z.enum(['best', 'level', 'worse', 'unsure']),
});
export type HookRow = z.output<typeof hookRow>;

const ownMoney = z.array(
  z.object({ currency: z.enum(words.currencies), revenueMinor: minor, estimatedMinor: minor, onHoldMinor: minor, payableMinor: minor }),
);
export const performance = z.object({
  from: calendarDate,
  to: calendarDate,
  total: z.object({ ...counts, money: ownMoney }),
  days: z.array(z.object({ day: calendarDate, ...counts, money: ownMoney })),
  campaigns: z.array(z.object({ campaignId: z.string(), title: z.string(), capReached: z.boolean(), ...counts, money: ownMoney })),
  placements: z.array(
    z.object({
      placementId: z.string(),
      campaignId: z.string(),
      channel: channelName,
      code: z.string().nullable(),
      ...counts,
      money: ownMoney,
    }),
  ),
});
export type Performance = z.output<typeof performance>;

const trend = z.object({ campaignId: z.string(), clicks: count, searches: count, orders: count, scoreBps: count });

// ── Routes ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const sourceParams = z.object({ sourceId: z.string() });
const conversionParams = z.object({ conversionId: z.string() });
const sourceMissing = ['attribution.source_not_found'];

export const attributionContract = defineContract({
  module: 'attribution',
  schemas: {
    NewEvent: newEvent,
    EventResult: eventResult,
    Source: source,
    Conversion: conversion,
    Decision: decision,
    OwnConversion: ownConversion,
    Funnel: funnel,
    Performance: performance,
  },
  permissions: {
    'attribution.send_events': ['owner', 'operator'],
    'attribution.read': ['owner', 'operator', 'editor', 'viewer'],
    'attribution.read_conversions': ['owner', 'operator', 'editor', 'viewer'],
    'attribution.read_signals': ['owner', 'operator', 'editor', 'viewer'],
    'attribution.read_funnel': ['owner', 'operator', 'editor', 'viewer', 'agency'],
    'attribution.read_trends': ['owner', 'operator', 'editor', 'viewer', 'agency', 'creator'],
    'attribution.read_own': ['agency', 'creator'],
    'attribution.manage_sources': ['owner', 'operator'],
    'attribution.import_conversions': ['owner', 'operator'],
    'attribution.export_own': ['creator'],
    'attribution.decide_signals': ['owner', 'operator'],
    'attribution.manage_privacy': ['owner'],
  },
  routes: {
    // Before the routes that take an id in the same place.
    ...exportRoutes,
    sendEvents: {
      id: 'attribution.send_events',
      method: 'POST',
      path: '/api/v1/events',
      summary: 'Tell of installs, registrations, orders, renewals, refunds and ad revenue; each row is answered by itself.',
      access: 'attribution.send_events',
      body: eventBatch,
      checksTexts: true,
      response: batchResult,
      idempotent: true,
      limit: { quota: 'events', requests: 12_000, windowSeconds: 60 },
      errors: [...sourceMissing, 'attribution.source_paused'],
      example: {
        events: [
          {
            id: 'evt-1001',
            type: 'order',
            occurredAt: '2026-11-22T12:00:00+08:00',
            orderId: 'A-1001',
            status: 'paid',
            amountMinor: '990',
            currency: 'CNY',
            code: '7KM4-P2X',
          },
        ],
      },
    },
    receiveCallback: {
      id: 'attribution.receive_callback',
      method: 'POST',
      path: '/api/v1/callbacks/:sourceId',
      summary: 'Events of a source that signs them as the Standard Webhooks specification says; one event or a batch.',
      access: 'public',
      params: sourceParams,
      consumes: 'application/json',
      produces: 'application/json',
      limit: { quota: 'callbacks', requests: 6000, windowSeconds: 60 },
      errors: ['attribution.callback_refused', 'attribution.source_paused'],
    },
    listSources: {
      id: 'attribution.list_sources',
      method: 'GET',
      path: '/api/v1/sources',
      summary: 'Where events come from.',
      access: 'attribution.read',
      response: z.object({ items: z.array(source) }),
    },
    createSource: {
      id: 'attribution.create_source',
      method: 'POST',
      path: '/api/v1/sources',
      summary: 'Add a source of events; a callback source answers with its secret, once.',
      access: 'attribution.manage_sources',
      body: z.object({
        kind: z.enum(sourceKinds),
        name: sourceFields.name,
        currency: sourceFields.currency.default(null),
        zone: zone.default('Asia/Shanghai'),
      }),
      response: source.extend({ secret: z.string().nullable() }),
      status: 201,
      errors: ['attribution.zone_unknown', 'attribution.source_name_taken'],
      example: { kind: 'callback', name: 'Pay gateway', currency: 'CNY' },
    },
    updateSource: {
      id: 'attribution.update_source',
      method: 'PATCH',
      path: '/api/v1/sources/:sourceId',
      summary: 'Rename a source, pause it, or change its currency, zone, mapping or pulling.',
      access: 'attribution.manage_sources',
      params: sourceParams,
      body: z
        .object({
          name: sourceFields.name,
          currency: sourceFields.currency,
          zone,
          state: z.enum(['active', 'paused']),
        })
        .partial(),
      response: source,
      errors: [...sourceMissing, 'attribution.zone_unknown', 'attribution.source_name_taken'],
    },
    deleteSource: {
      id: 'attribution.delete_source',
      method: 'DELETE',
      path: '/api/v1/sources/:sourceId',
      summary: 'Remove a source that never told of anything.',
      access: 'attribution.manage_sources',
      params: sourceParams,
      response: z.object({}),
      errors: [...sourceMissing, 'attribution.source_in_use'],
    },
    rotateSecret: {
      id: 'attribution.rotate_secret',
      method: 'POST',
      path: '/api/v1/sources/:sourceId/secret',
      summary: 'A new secret of a callback source, shown once; the old ones hold for a day unless told otherwise.',
      access: 'attribution.manage_sources',
      params: sourceParams,
      body: z.object({ overlapHours: z.number().int().min(0).max(168).default(24) }),
      response: z.object({ secret: z.string(), source }),
      status: 201,
      errors: [...sourceMissing, 'attribution.source_not_callback'],
    },
    listConversions: {
      id: 'attribution.list_conversions',
      method: 'GET',
      path: '/api/v1/conversions',
      summary: 'Conversions, the latest first.',
      access: 'attribution.read_conversions',
      query: pageQuery.extend({
        ...span,
        ...filters,
        kind: z.enum(conversionKinds).optional(),
        status: z.enum(statuses).optional(),
        sourceId: z.string().max(64).optional(),
        placementId: z.string().max(64).optional(),
        credited: z.stringbool().optional(),
        /** The source's id of an order, exactly. */
        externalId: z.string().max(200).optional(),
      }),
      response: pageOf(conversion),
    },
    getConversion: {
      id: 'attribution.get_conversion',
      method: 'GET',
      path: '/api/v1/conversions/:conversionId',
      summary: 'A conversion with every change, and every decision with its candidates and reasons.',
      access: 'attribution.read_conversions',
      params: conversionParams,
      response: conversionDetail,
      errors: ['attribution.conversion_not_found'],
    },
    listOwnConversions: {
      id: 'attribution.list_own_conversions',
      method: 'GET',
      path: '/api/v1/my/conversions',
      summary: 'Conversions for which one of the asker’s touches was a candidate, the latest first.',
      access: 'attribution.read_own',
      query: pageQuery.extend({
        campaignId: z.string().max(64).optional(),
        placementId: z.string().max(64).optional(),
        credited: z.stringbool().optional(),
      }),
      response: pageOf(ownConversion),
      errors: ['creators.not_a_party'],
    },
    getOwnConversion: {
      id: 'attribution.get_own_conversion',
      method: 'GET',
      path: '/api/v1/my/conversions/:conversionId',
      summary: 'Why a conversion was, or was not, credited to the asker.',
      access: 'attribution.read_own',
      params: conversionParams,
      response: ownConversion,
      errors: ['attribution.conversion_not_found', 'creators.not_a_party'],
    },
    getPerformance: {
      id: 'attribution.get_performance',
      method: 'GET',
      path: '/api/v1/my/performance',
      summary: 'The asker’s clicks, searches, orders and earnings: by day, campaign and placement.',
      access: 'attribution.read_own',
      query: z.object({ ...span, campaignId: z.string().max(64).optional(), creatorId: z.string().max(64).optional() }),
      response: performance,
      errors: ['creators.not_a_party'],
    },
    getFunnel: {
      id: 'attribution.get_funnel',
      method: 'GET',
      path: '/api/v1/funnel',
      summary: 'Clicks, code searches, installs, orders, refunds and revenue, by one dimension.',
      access: 'attribution.read_funnel',
      query: funnelQuery,
      response: funnel,
    },
    compareHooks: {
      id: 'attribution.compare_hooks',
      method: 'GET',
      path: '/api/v1/hook-comparison',
      summary: 'Which opening sells: the hooks of a campaign or a work, with how sure that is.',
      access: 'attribution.read_funnel',
      query: z.object({ campaignId: z.string().max(64).optional(), workId: z.string().max(64).optional(), ...span }),
      response: z.object({ from: calendarDate, to: calendarDate, items: z.array(hookRow) }),
    },
    getTrends: {
      id: 'attribution.get_trends',
      method: 'GET',
      path: '/api/v1/attribution/trends',
      summary: 'Which campaigns are moving: the last seven days beside the seven before.',
      access: 'attribution.read_trends',
      query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      response: z.object({ items: z.array(trend) }),
    },
    ...signalRoutes,
    ...importRoutes,
    ...privacyRoutes,
    ...pullRoutes,
  },
});
