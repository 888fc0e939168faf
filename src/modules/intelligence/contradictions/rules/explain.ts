/** Why a fact may disagree with others of the same thing: each explanation alone, scored by what speaks for it. */
import type { Fact } from './facts.ts';
import { inYuan } from './facts.ts';
import { mixedUp, rateTolerance, yuanPer } from './rates.ts';
import { isStock, type Span } from './periods.ts';
import { compare, digitsOf, isOpen, meant, ratioOf, scaled, type Value } from './values.ts';
import { agreement, familiesOf, quoteOf, timeKey, type Draft, type World } from './world.ts';

const written = (value: Value): { low: number | null; high: number | null } => ({ low: value.written[0], high: value.written[1] });
const clamp = (support: number): number => Math.max(0.02, Math.min(0.98, Number(support.toFixed(3))));

/** Whether two values are the same within what is meant by them, or within a share of them. */
function fits(a: Value, b: Value, tolerance: number): boolean {
  if (compare(a, b) === 'differ') return Math.abs(a.value - b.value) <= Math.abs(b.value) * tolerance;
  const [one, other] = [meant(a), meant(b)];
  return one.low <= other.high * (1 + tolerance) && other.low <= one.high * (1 + tolerance);
}

/** The power of ten by which a fact is off against others, and how many of them say so; null where none fits. */
export function powerAgainst(off: Fact, rivals: readonly Fact[]): { power: number; fitting: Fact[]; close: boolean } | null {
  const value = inYuan(off) ?? off.value;
  let best: { power: number; fitting: Fact[]; close: boolean } | null = null;
  for (const power of [1, -1, 3, -3, 2, -2, 4, -4]) {
    const shifted = scaled(value, 10 ** -power);
    const fitting = rivals.filter((rival) => {
      const other = inYuan(rival) ?? rival.value;
      const ratio = ratioOf(value.value, other.value);
      if (ratio === null || ratio < 4) return false;
      const forecast = off.claim.status === 'forecast' || rival.claim.status === 'forecast';
      return fits(shifted, other, forecast ? 0.22 : isOpen(off.value) || isOpen(rival.value) ? 0.03 : 0.025);
    });
    if (fitting.length === 0 || (best && familiesOf(fitting) <= familiesOf(best.fitting))) continue;
    const close = fitting.some((rival) => compare(shifted, inYuan(rival) ?? rival.value) !== 'differ');
    best = { power, fitting, close };
  }
  return best;
}

/** What the words of a power are: 亿 read as billion is ten times too much. */
export function powerCode(off: Fact, power: number): string {
  const word = (off.claim.scaleWord ?? '').toLowerCase();
  const billion = /^(b|bn|billion)/.test(word);
  if (power === 1 && billion) return 'scale_yi_as_billion';
  if (power === -1 && (word === '亿' || billion)) return 'scale_billion_as_yi';
  if (Math.abs(power) === 4) return 'scale_wan';
  return 'scale_factor';
}

/** The fact is off by a power of ten. `neighbours` fit it too when shifted, `companions` are off alike in the same document. */
export function scaleDraft(off: Fact, rivals: readonly Fact[], companions: readonly Fact[], neighbours: readonly Fact[]): Draft | null {
  const found = powerAgainst(off, rivals);
  if (!found) return null;
  const { power, fitting, close } = found;
  const own = inYuan(off) ?? off.value;
  const same = fitting.some((rival) => {
    const digits = digitsOf(own.value);
    return digits.length > 1 && digits === digitsOf((inYuan(rival) ?? rival.value).value);
  });
  const share = familiesOf(fitting) / familiesOf(rivals);
  const support =
    (0.6 + (close ? 0.08 : 0) + (same ? 0.1 : 0) + 0.06 * Math.min(3, familiesOf(fitting) - 1)) * (0.6 + 0.4 * share) +
    Math.min(0.1, 0.04 * companions.length) +
    Math.min(0.1, 0.05 * neighbours.length);
  return scaleDraftOf(off, power, support, [...fitting, ...neighbours, ...companions]);
}

/** The draft of a slip whose power is known. */
export function scaleDraftOf(off: Fact, power: number, support: number, evidence: Fact[]): Draft {
  const would = scaled(off.value, 10 ** -power);
  return {
    kind: 'scale',
    code: powerCode(off, power),
    params: {
      quote: quoteOf(off),
      would: would.value,
      factor: 10 ** Math.abs(power),
      unit: off.claim.unit,
      currency: off.currency ?? '',
    },
    support: clamp(support),
    evidence,
    off: [{ fact: off, ...written(would) }],
  };
}

/** The value is that of another period of the same series. */
export function periodDraft(world: World, off: Fact, rivals: readonly Fact[]): Draft | null {
  if (isOpen(off.value) || off.span === null) return null;
  const others = (world.bySeries.get(off.series) ?? []).filter(
    (other) =>
      other.bucket !== off.bucket &&
      other.span !== null &&
      (isStock(off.claim.metric) || isKin(other.span, off.span!)) &&
      !isOpen(other.value) &&
      !world.accused.has(other) &&
      close(off, other),
  );
  // What stood still between the two years tells nothing.
  const telling = others.filter((other) => rivals.every((rival) => agreement(rival, other) === 'differ' || isOpen(rival.value)));
  if (telling.length === 0) return null;
  const nearest = telling.toSorted(
    (a, b) => Math.abs(a.time! - off.time!) - Math.abs(b.time! - off.time!) || (a.order < b.order ? -1 : 1),
  )[0]!;
  const same = telling.filter(({ bucket }) => bucket === nearest.bucket);
  const digits = digitsOf(off.value.value);
  const support =
    (digits.length >= 3 ? 0.74 : digits.length === 2 ? 0.62 : 0.42) +
    0.05 * Math.min(3, familiesOf(same) - 1) +
    (Math.abs(nearest.time! - off.time!) <= 1.01 ? 0.06 : 0);
  const [rival] = rivals;
  return {
    kind: 'period',
    code: 'period_of_other',
    params: { quote: quoteOf(off), stated: off.claim.period ?? '', other: nearest.claim.period ?? '' },
    support: clamp(support),
    evidence: same,
    off: [{ fact: off, low: rival?.value.written[0] ?? null, high: rival?.value.written[1] ?? null }],
  };
}

/** Times of one length, or one within the other: the value of half a year may be told as that of all of it. */
const isKin = (a: Span, b: Span): boolean =>
  a.last - a.first === b.last - b.first || (a.first >= b.first && a.last <= b.last) || (b.first >= a.first && b.last <= a.last);

/** Equal numbers: to the digit, or one rounded to the other's digits. */
function close(a: Fact, b: Fact): boolean {
  // A rate of its year would part two equal sums of one currency.
  const same = a.currency === b.currency;
  const one = same ? a.value : inYuan(a);
  const other = same ? b.value : inYuan(b);
  if (one === null || other === null) return false;
  return one.value === other.value || Math.abs(one.value - other.value) <= Math.max(one.step, other.step) * 0.51;
}

/** The value is that of a narrower or wider entity or place at the same time. */
export function entityDraft(world: World, off: Fact, rivals: readonly Fact[]): Draft | null {
  if (isOpen(off.value)) return null;
  const key = timeKey(off);
  const others = (key === null ? [] : (world.byTime.get(key) ?? [])).filter(
    (other) => other.series !== off.series && !isOpen(other.value) && !world.accused.has(other) && close(off, other),
  );
  if (others.length === 0) return null;
  const other = others[0]!;
  const digits = digitsOf(off.value.value);
  const support = (digits.length >= 3 ? 0.78 : digits.length === 2 ? 0.66 : 0.45) + 0.05 * Math.min(3, familiesOf(others) - 1);
  const [rival] = rivals;
  return {
    kind: 'entity',
    code: other.region === off.region ? 'entity_of_other' : 'region_of_other',
    params: {
      quote: quoteOf(off),
      other: other.region === off.region ? (other.claim.entity ?? '') : other.region,
      own: other.region === off.region ? (off.claim.entity ?? '') : off.region,
    },
    support: clamp(support),
    evidence: others,
    off: [{ fact: off, low: rival?.value.written[0] ?? null, high: rival?.value.written[1] ?? null }],
  };
}

/** The amount is in another currency than it says, or in one that it does not say. */
export function currencyDraft(off: Fact, rivals: readonly Fact[]): Draft | null {
  if (off.claim.unit !== 'money') return null;
  const year = off.time ?? 2024;
  let best: Draft | null = null;
  for (const rival of rivals) {
    const theirs = inYuan(rival);
    if (theirs === null || !(off.value.value > 0) || !(theirs.value > 0)) continue;
    for (const currency of ['CNY', ...mixedUp]) {
      if (currency === off.currency) continue;
      const rate = yuanPer(currency, year)!;
      const mended = scaled(off.value, rate);
      const apart = Math.abs(mended.value / theirs.value - 1);
      const exact = rival.currency === currency && compare(off.value, rival.value) !== 'differ';
      if (!exact && apart > rateTolerance) continue;
      // A rate near one is no explanation of a difference, and between two that name the same currency only the dollar is.
      if (!exact && rate < 3 && rate > 1 / 3) continue;
      if (!exact && off.currency !== null && currency !== 'USD') continue;
      // The further a currency is from this market, the less likely it is meant.
      const usual = currency === 'USD' || currency === 'CNY' ? 0.1 : 0;
      const support = clamp((exact ? 0.78 : 0.62 - apart * 2) + usual);
      if (best && best.support >= support) continue;
      best = {
        kind: 'currency',
        code: off.currency === null ? 'currency_missing' : 'currency_mistaken',
        params: { quote: quoteOf(off), stated: off.currency ?? '', other: currency, theirs: quoteOf(rival) },
        support,
        evidence: [rival],
        off: [{ fact: off, low: null, high: null }],
      };
    }
  }
  return best;
}

/** One is bounded so that the other cannot be. */
export function boundDraft(off: Fact, rivals: readonly Fact[]): Draft | null {
  const rival = rivals.find((other) => isOpen(other.value) || isOpen(off.value));
  if (!rival) return null;
  const [bounded, other] = isOpen(off.value) ? [off, rival] : [rival, off];
  return {
    kind: 'bound',
    code: bounded.value.high === Infinity ? 'bound_below' : 'bound_above',
    params: { quote: quoteOf(bounded), other: quoteOf(other) },
    support: 0.58,
    evidence: [bounded, other],
    off: [{ fact: off, low: null, high: null }],
  };
}

/** Ranges that do not meet. */
export function rangeDraft(off: Fact, rivals: readonly Fact[]): Draft | null {
  const rival = rivals.find((other) => other.claim.bound === 'range' || off.claim.bound === 'range');
  if (!rival) return null;
  return {
    kind: 'range',
    code: 'range_apart',
    params: { quote: quoteOf(off), other: quoteOf(rival) },
    support: 0.6,
    evidence: [rival],
    off: [{ fact: off, low: null, high: null }],
  };
}

/** Sources differ, and nothing explains it. */
export function sourceDraft(off: Fact, rivals: readonly Fact[]): Draft {
  return {
    kind: 'source',
    code: 'source_differs',
    params: { quote: quoteOf(off), other: quoteOf(rivals[0]!), sources: familiesOf(rivals) },
    support: clamp(0.38 + 0.03 * Math.min(3, familiesOf(rivals) - 1)),
    evidence: [...rivals],
    off: [{ fact: off, low: null, high: null }],
  };
}
