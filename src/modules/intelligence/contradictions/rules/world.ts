/** All facts, arranged by what may be compared, and what is suspected of them so far. */
import type { FindingKind } from '../finding.ts';
import type { Fact } from './facts.ts';
import { compare, isOpen, type Value } from './values.ts';
import { inYuan } from './facts.ts';

/** A possible explanation, before its claims are named by their places. */
export type Draft = {
  kind: FindingKind;
  code: string;
  params: Record<string, string | number>;
  support: number;
  evidence: Fact[];
  off: { fact: Fact; low: number | null; high: number | null }[];
};

/** One thing that cannot be, with its explanations. Suspicions of the same `key` are one finding. */
export type Suspicion = {
  key: string;
  disposition: 'contradiction' | 'note';
  off: Fact[];
  rivals: Fact[];
  ratio: number | null;
  severity: number;
  drafts: Draft[];
};

/** What a fact is taken to be off by. */
export type Slip = { power: number; would: Value };

export type World = {
  facts: readonly Fact[];
  /** Those that are compared with others: of many who say the very same only the first few, the rest stand behind them as copies. */
  voices: readonly Fact[];
  byBucket: ReadonlyMap<string, Fact[]>;
  bySeries: ReadonlyMap<string, Fact[]>;
  /** By what is measured and when: whose values another entity's or region's may turn out to be. */
  byTime: ReadonlyMap<string, Fact[]>;
  byFamily: ReadonlyMap<string, Fact[]>;
  /** Facts found to be off by powers of ten. */
  slips: Map<Fact, Slip>;
  /** Facts that are off in any way: they are nobody's evidence. */
  accused: Set<Fact>;
  /** Of these, those of whom it is only known that others say something else: whatever explains that is welcome. */
  plain: Set<Fact>;
  /** What was worked out since the last accusation. */
  known: Map<string, unknown>;
  knownAt: number;
};

function grouped(facts: readonly Fact[], keyOf: (fact: Fact) => string | null): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = keyOf(fact);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return groups;
}

/** As many sources of one value as make it certain; a thousand more would only take time. */
const enough = 8;

/** The first few of each value of a bucket; the others become copies of the first. */
function voicesOf(facts: readonly Fact[]): Fact[] {
  const same = new Map<string, Fact[]>();
  return facts.filter((fact) => {
    if (fact.bucket === null || fact.part) return false;
    const { claim, value } = fact;
    const key = [fact.bucket, ...value.written, claim.bound, fact.currency, claim.statusAsWorded].join('|');
    const before = same.get(key);
    if (!before) same.set(key, [fact]);
    else if (before.length < enough) before.push(fact);
    else before[0]!.copies.push(fact.ref);
    return before === undefined || before.at(-1) === fact;
  });
}

export function worldOf(facts: readonly Fact[]): World {
  const voices = voicesOf(facts);
  return {
    facts,
    voices,
    byBucket: grouped(voices, ({ bucket }) => bucket),
    bySeries: grouped(voices, ({ bucket, series }) => (bucket === null ? null : series)),
    byTime: grouped(voices, timeKey),
    byFamily: grouped(facts, ({ family }) => family),
    slips: new Map(),
    accused: new Set(),
    plain: new Set(),
    known: new Map(),
    knownAt: -1,
  };
}

/** Works something out once, until anybody else is accused. */
export function remember<T>(world: World, key: string, work: () => T): T {
  const at = world.accused.size * 1e6 + world.slips.size * 1e3 + world.plain.size;
  if (world.knownAt !== at) {
    world.known.clear();
    world.knownAt = at;
  }
  if (!world.known.has(key)) world.known.set(key, work());
  return world.known.get(key) as T;
}

/** What is measured and when, of whomever. */
export function timeKey(fact: Fact): string | null {
  if (fact.bucket === null) return null;
  return fact.what + fact.bucket.slice(fact.series.length);
}

/** Independent sources among facts. */
export const familiesOf = (facts: readonly Fact[]): number => new Set(facts.map(({ family }) => family)).size;

/** Whether two facts of one bucket can both be true; money in different currencies by the year's rate, within its tolerance. */
export function agreement(a: Fact, b: Fact): ReturnType<typeof compare> | 'unknown' {
  const one = inYuan(a);
  const other = inYuan(b);
  if (one === null || other === null) {
    // Without a currency, equal numbers are taken for equal.
    const raw = compare(a.value, b.value);
    return raw === 'differ' ? 'unknown' : raw;
  }
  const result = compare(one, other);
  if (result === 'differ' && a.currency !== b.currency && Math.abs(one.value / other.value - 1) <= 0.08) return 'rounding';
  return result;
}

/** A fact's value as it is taken to be: mended where it slipped. */
export const takenValue = (world: World, fact: Fact): Value | null => world.slips.get(fact)?.would ?? inYuan(fact);

/**
 * Facts of one bucket in groups that agree, the group with most independent sources first. Open bounds join any group that they
 * allow and found one only where they allow none.
 */
export function groupsOf(facts: readonly Fact[]): Fact[][] {
  const groups: Fact[][] = [];
  const firm = facts
    .filter(({ value }) => !isOpen(value))
    .toSorted((a, b) => a.value.value - b.value.value || (a.order < b.order ? -1 : 1));
  for (const fact of firm) {
    const home = groups.find((group) => group.some((other) => together(fact, other)));
    if (home) home.push(fact);
    else groups.push([fact]);
  }
  const sorted = (): Fact[][] =>
    groups.sort(
      (a, b) =>
        familiesOf(b) - familiesOf(a) ||
        b.length - a.length ||
        a[0]!.value.value - b[0]!.value.value ||
        (a[0]!.order < b[0]!.order ? -1 : 1),
    );
  sorted();
  for (const fact of facts.filter(({ value }) => isOpen(value))) {
    const home = groups.find((group) => group.every((other) => together(fact, other) && near(fact, other)));
    if (home) home.push(fact);
    else if (!groups.some((group) => group.every((other) => together(fact, other)))) groups.push([fact]);
    else groups.find((group) => group.every((other) => together(fact, other)))!.push(fact);
  }
  return sorted();
}

/** Whether two facts are of one group: nothing keeps them apart, and the currency of both is known where it matters. */
const together = (a: Fact, b: Fact): boolean => !['differ', 'unknown'].includes(agreement(a, b));

/** Whether a fact's error is explained already, so that nothing more is to be said of it. */
export const explained = (world: World, fact: Fact): boolean => world.accused.has(fact) && !world.plain.has(fact);

/** A bound that is meant of a value: “over 50” of 63 is said by nobody, but excluded by nothing. */
function near(a: Fact, b: Fact): boolean {
  const ratio = a.value.value / b.value.value;
  return ratio > 0.6 && ratio < 1.7;
}

/** A quote that stands in a sentence: short enough, on one line. */
export const quoteOf = (fact: Fact): string => {
  const text = fact.claim.quote.replace(/\s+/g, ' ').trim();
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};
export const nameOf = (fact: Fact): string => fact.source ?? '';
