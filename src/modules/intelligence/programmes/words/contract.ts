/**
 * What a programme of support is made of, as it was read and as people corrected it. Safe in a browser. Every value stands with the
 * passages that say it: places in the document where it was read (Passage), citation keys once it is kept (CitationKey).
 */
import { z } from 'zod';
import { calendarDate } from '../../../../platform/http/contract.ts';
import { citationKey } from '../../citations/contract.ts';

export const programmeKinds = ['policy', 'fund', 'tax_relief', 'shooting_base', 'service_centre', 'platform_plan', 'award'] as const;
export type ProgrammeKind = (typeof programmeKinds)[number];
export const giverLevels = ['state', 'province', 'city', 'district', 'company'] as const;
export type GiverLevel = (typeof giverLevels)[number];
/** What an item gives money, room or help for. */
export const supports = [
  'script',
  'production',
  'shooting',
  'quality_award',
  'broadcast',
  'overseas',
  'ai',
  'technology',
  'talent',
  'settlement',
  'base',
  'rent',
  'loan_interest',
  'tax',
  'promotion',
  'event',
  'tourism',
  'listing',
  'copyright',
  'service',
  'investment',
] as const;
export type Support = (typeof supports)[number];

/** What a cap, an amount or a rate is counted for; null where the text does not say. */
export const perWords = ['project', 'company', 'year', 'company_year', 'episode', 'minute', 'person', 'base', 'event', 'month'] as const;
export type Per = (typeof perWords)[number];
export const rateBases = ['costs', 'investment', 'shooting_costs', 'rent', 'interest', 'revenue', 'taxes', 'award', 'equipment'] as const;
export type RateBase = (typeof rateBases)[number];

export const tiers = ['key', 'ordinary', 'other'] as const;
export const awardLevels = ['international', 'national', 'provincial', 'municipal'] as const;
export const companySizes = ['above_size', 'small', 'micro'] as const;

const words = (longest: number) => z.string().trim().min(1).max(longest);
/** A canonical English name of a place (`Zhengzhou`), as claims have it. */
export const region = words(80);
/** Whole minor units; the currency is null where the text names none. */
export const amount = z.object({
  amountMinor: z.string().regex(/^\d{1,18}$/),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
});
export type Amount = z.output<typeof amount>;
/** Open ends are null: “at most 500,000” has no low, “not less than” no high. */
export const amountRange = z.object({
  lowMinor: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable(),
  highMinor: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  per: z.enum(perWords).nullable(),
});
export type AmountRange = z.output<typeof amountRange>;
export const cap = z.object({ ...amount.shape, per: z.enum(perWords).nullable() });
export type Cap = z.output<typeof cap>;
/** `lowBps` to `highBps` of a base: “30 %” has both alike, “up to 30 %” a low of null. */
export const rate = z.object({
  lowBps: z.number().int().min(0).max(100_000).nullable(),
  highBps: z.number().int().min(0).max(100_000).nullable(),
  of: z.enum(rateBases).nullable(),
});
export type Rate = z.output<typeof rate>;
/** Days, both included; an end is null where it is not said. `yearly` comes round with the same days. */
export const applicationWindow = z.object({ from: calendarDate.nullable(), until: calendarDate.nullable(), yearly: z.boolean() });
export type ApplicationWindow = z.output<typeof applicationWindow>;
export const giver = z.object({ name: words(200), level: z.enum(giverLevels).nullable() });
export type Giver = z.output<typeof giver>;

const share = z.number().int().min(0).max(10_000).nullable();
/** Who is eligible: one thing that must be so. `other` is kept in its own words, and only a person can judge it. */
export const condition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('registered_in'), region }),
  z.object({ kind: z.literal('newly_settled'), region: region.nullable(), years: z.number().int().min(1).max(20).nullable() }),
  z.object({ kind: z.literal('shot_in'), region, shareBps: share, days: z.number().int().min(1).max(1000).nullable() }),
  z.object({ kind: z.literal('filed_in'), region }),
  z.object({ kind: z.literal('filed') }),
  z.object({ kind: z.literal('tier'), tiers: z.array(z.enum(tiers)).min(1).max(3) }),
  z.object({ kind: z.literal('broadcast_on'), platforms: z.array(words(60)).min(1).max(20) }),
  z.object({ kind: z.literal('broadcast') }),
  z.object({ kind: z.literal('overseas'), places: z.array(region).max(20) }),
  z.object({ kind: z.literal('revenue_at_least'), ...amount.shape }),
  z.object({ kind: z.literal('overseas_revenue_at_least'), ...amount.shape }),
  z.object({ kind: z.literal('company_revenue_at_least'), ...amount.shape }),
  z.object({ kind: z.literal('investment_at_least'), ...amount.shape }),
  z.object({ kind: z.literal('award'), level: z.enum(awardLevels).nullable(), name: words(120).nullable() }),
  z.object({ kind: z.literal('episodes_at_least'), count: z.number().int().min(1).max(2000) }),
  z.object({ kind: z.literal('minutes_at_least'), minutes: z.number().int().min(1).max(10_000) }),
  z.object({ kind: z.literal('views_at_least'), count: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  z.object({ kind: z.literal('company_size'), size: z.enum(companySizes) }),
  z.object({ kind: z.literal('ai_made') }),
  z.object({ kind: z.literal('theme'), themes: z.array(words(40)).min(1).max(20) }),
  z.object({ kind: z.literal('other'), text: words(400) }),
]);
export type Condition = z.output<typeof condition>;
export type ConditionKind = Condition['kind'];

/** Where a document says something: UTF-16 units of one of its paragraphs. */
export type Passage = { paragraph: number; start: number; end: number };
/** A value with what says it; no passages where a person gave it. */
export type Said<T, P = Passage> = { value: T; passages: P[] };

export type ProgrammeItem<P = Passage> = {
  /** The same whenever the same words are read: checklists hold on to it. */
  id: string;
  text: Said<string, P>;
  supports: Said<Support[], P>;
  conditions: Said<Condition, P>[];
  rate: Said<Rate, P> | null;
  /** What is given once; a range where the text leaves it to the givers. */
  amount: Said<AmountRange, P> | null;
  caps: Said<Cap, P>[];
};
/** A programme as one document tells it. What is not said is null or empty, never guessed. */
export type ProgrammeFact<P = Passage> = {
  name: Said<string, P>;
  kind: Said<ProgrammeKind, P>;
  giver: Said<Giver, P> | null;
  region: Said<string, P> | null;
  documentNumber: Said<string, P> | null;
  issuedOn: Said<string, P> | null;
  validFrom: Said<string, P> | null;
  validUntil: Said<string, P> | null;
  windows: Said<ApplicationWindow, P>[];
  /** What there is in all. */
  pot: Said<AmountRange, P> | null;
  howToApply: Said<string, P> | null;
  url: Said<string, P> | null;
  contact: Said<string, P> | null;
  /** What holds for every item. */
  conditions: Said<Condition, P>[];
  /** What all items together may come to. */
  caps: Said<Cap, P>[];
  items: ProgrammeItem<P>[];
};

const saidOf = <T extends z.ZodType>(value: T) => z.object({ value, passages: z.array(citationKey).max(40).default([]) });
export const itemText = words(1200);
/** An item as it is kept. */
export const programmeItem = z.object({
  id: z.string().regex(/^[0-9a-z]{1,16}$/),
  text: saidOf(itemText),
  supports: saidOf(z.array(z.enum(supports)).max(supports.length)),
  conditions: z.array(saidOf(condition)).max(40),
  rate: saidOf(rate).nullable(),
  amount: saidOf(amountRange).nullable(),
  caps: z.array(saidOf(cap)).max(10),
});

/** The values of a programme's own fields, as a person may set them. */
export const programmeFields = {
  name: words(300),
  kind: z.enum(programmeKinds),
  giver,
  region,
  documentNumber: words(120),
  issuedOn: calendarDate,
  validFrom: calendarDate,
  validUntil: calendarDate,
  windows: z.array(applicationWindow).max(20),
  pot: amountRange,
  howToApply: words(2000),
  url: z.url({ protocol: /^https?$/ }).max(1000),
  contact: words(300),
  conditions: z.array(condition).max(40),
  caps: z.array(cap).max(10),
} as const;
export type FieldName = keyof typeof programmeFields;
export const fieldNames = Object.keys(programmeFields) as [FieldName, ...FieldName[]];
/** An item's values, as a person gives them. */
export const itemValues = z.object({
  text: itemText,
  supports: z.array(z.enum(supports)).max(supports.length).default([]),
  conditions: z.array(condition).max(40).default([]),
  rate: rate.nullable().default(null),
  amount: amountRange.nullable().default(null),
  caps: z.array(cap).max(10).default([]),
});
export type ItemValues = z.output<typeof itemValues>;

// ── What is known of a work ─────────────────────────────────────────────────────────────────────────────────────

const place = words(80);
/** What the catalogue does not know of a work and a programme may ask. Null and left out is not known; an empty list is none. */
export const workProfile = z.object({
  company: words(200).nullable().default(null),
  registeredRegion: place.nullable().default(null),
  registeredOn: calendarDate.nullable().default(null),
  companySize: z.enum(companySizes).nullable().default(null),
  companyRevenue: amount.nullable().default(null),
  filingRegion: place.nullable().default(null),
  tier: z.enum(tiers).nullable().default(null),
  /** All shooting days by region; the share of a region is of their sum. */
  shooting: z
    .array(z.object({ region: place, days: z.number().int().min(1).max(1000) }))
    .max(40)
    .nullable()
    .default(null),
  budget: amount.nullable().default(null),
  /** All platforms on which it was shown, the first one first. */
  platforms: z.array(words(60)).max(40).nullable().default(null),
  firstBroadcastOn: calendarDate.nullable().default(null),
  revenue: amount.nullable().default(null),
  overseasRevenue: amount.nullable().default(null),
  /** Countries and regions abroad in which it is shown. */
  overseas: z.array(place).max(60).nullable().default(null),
  views: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().default(null),
  awards: z
    .array(z.object({ name: words(120), level: z.enum(awardLevels).nullable() }))
    .max(40)
    .nullable()
    .default(null),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))
    .max(40)
    .nullable()
    .default(null),
  themes: z.array(words(40)).max(40).nullable().default(null),
});
export type WorkProfile = z.output<typeof workProfile>;
export const profileFields = Object.keys(workProfile.shape) as (keyof WorkProfile)[];

// ── Answers ─────────────────────────────────────────────────────────────────────────────────────────────────────

export const matchAnswers = ['yes', 'unknown', 'not_yet', 'no', 'expired'] as const;
export type MatchAnswer = (typeof matchAnswers)[number];
export type Because = { code: string; params: Record<string, string | number | null> };
/** The sentence's code (`market.programmes.because.<code>`) and what fills it. */
export const because = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) });
export const facts = [
  'catalogue',
  'filing',
  'episodes',
  'making',
  ...(profileFields as [keyof WorkProfile, ...(keyof WorkProfile)[]]),
  'person',
  'programme',
] as const;
/** Which fact decides, or would settle what is unknown. */
export type FactName = (typeof facts)[number];
