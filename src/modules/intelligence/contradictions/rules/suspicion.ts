/** What rules say of facts, and how grave it is. */
import type { Fact } from './facts.ts';
import { inYuan } from './facts.ts';
import { ratioOf, scaled, type Value } from './values.ts';
import { quoteOf, type Draft, type Suspicion, type World } from './world.ts';

const severities: Readonly<Record<string, number>> = {
  scale: 0.72,
  currency: 0.6,
  identity: 0.66,
  period: 0.56,
  growth: 0.5,
  entity: 0.46,
  range: 0.44,
  bound: 0.44,
  source: 0.42,
  status: 0.12,
};

/** 0 to 1: its kind, how far apart the values are, how many independent sources are against it, and how sure it is. */
export function severityOf(draft: Draft, ratio: number | null, against: number): number {
  const base = severities[draft.kind] ?? 0.4;
  const far = ratio === null ? 0 : Math.min(0.1, Math.log10(ratio) * 0.06);
  return Number(Math.min(1, base + far + Math.min(0.08, 0.03 * (against - 1)) + (draft.support - 0.6) * 0.15).toFixed(3));
}

/** The most that a fact is apart from others; null where a ratio says nothing. */
export function ratioAgainst(off: Fact, rivals: readonly Fact[]): number | null {
  const ratios = rivals.flatMap((rival) => ratioOf((inYuan(off) ?? off.value).value, (inYuan(rival) ?? rival.value).value) ?? []);
  return ratios.length === 0 ? null : Number(Math.max(...ratios).toPrecision(4));
}

/** Slips of one power in one series of one family are one error; anything else is an error of its claim. */
export function keyFor(off: Fact, best: Draft): string {
  return best.kind === 'scale'
    ? ['scale', off.family, off.series, best.params['factor'], best.code].join('|')
    : [best.kind, off.order].join('|');
}

/** Remembers that a fact is off by a power of ten, so that it is read as mended from here on. */
export function markSlip(world: World, off: Fact, power: number): void {
  const would: Value = scaled(inYuan(off) ?? off.value, 10 ** -power);
  world.slips.set(off, { power, would });
  world.accused.add(off);
  world.plain.delete(off);
}

/** What differs and may. */
export function noteOf(code: string, one: Fact, others: readonly Fact[], params: Draft['params'] = {}): Suspicion {
  const ratio = ratioAgainst(one, others);
  return {
    key: ['note', code, one.bucket ?? one.order].join('|'),
    disposition: 'note',
    off: [],
    rivals: [one, ...others],
    ratio,
    severity: 0.05,
    drafts: [
      {
        kind: 'source',
        code,
        params: { quote: quoteOf(one), other: quoteOf(others[0]!), ...params },
        support: 0.9,
        evidence: [one, ...others],
        off: [],
      },
    ],
  };
}
