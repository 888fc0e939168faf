/** What a made-up document says, exactly: the truth that readers are scored by. */
import type { Measure, Status } from '../../../src/modules/intelligence/claims/claim.ts';
import type { MetricId } from '../../../src/modules/intelligence/claims/metrics.ts';
import type { FindingKind } from '../../../src/modules/intelligence/contradictions/finding.ts';
import type { Bound, Unit } from '../../../src/modules/intelligence/quantities/quantity.ts';

export type Language = 'zh' | 'en';
export type Split = 'dev' | 'heldout';

/** A figure of the world, before it is worded: `value` is a pair where it is a range. */
export type Fact = {
  metric: MetricId;
  measure: Measure;
  unit: Unit;
  currency: string | null;
  value: number | readonly [number, number];
  period: string | null;
  basePeriod: string | null;
  /** Canonical English; `China` where the whole country is meant, which a text may leave out. */
  region: string | null;
  entity: string | null;
  status: Status;
  statusAsWorded: Status;
  /** A period that is as right, e.g. of a headline over a text that says the year. */
  alsoPeriod?: string | null;
};

export type TruthClaim = Omit<Fact, 'value'> & {
  low: number | null;
  high: number | null;
  bound: Bound;
  phenomenon: string;
};

/** A stretch of a text with what it claims; null is a figure that may be told or left out, e.g. episodes of a drama. UTF-16 units. */
export type Mark = { start: number; end: number; claim: TruthClaim | null };
/** A sentence with its figures. */
export type Said = { text: string; marks: readonly Mark[] };

/** As in the file: code points, end exclusive. `id` is of the file. */
export type PlacedClaim = TruthClaim & { id: number; start: number; end: number; quote: string };
export type MarketFile = {
  name: string;
  language: Language;
  text: string;
  title: string;
  publishedAt: string;
  claims: readonly PlacedClaim[];
  optional: readonly { start: number; end: number }[];
};

export type ClaimAt = { file: number; claim: number };
/** What was made wrong on purpose: the claims that are off, and all that take part. `kinds` are the hypotheses that are true of it. */
export type Planted = { kinds: readonly FindingKind[]; off: readonly ClaimAt[]; note: string };
/** What differs and may. */
export type Control = { kind: string; claims: readonly ClaimAt[] };
export type Corpus = { seed: number; files: readonly MarketFile[]; planted: readonly Planted[]; controls: readonly Control[] };
