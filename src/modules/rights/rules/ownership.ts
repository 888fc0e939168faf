/** Who owns a right of a work when, from its chain of title. Shares are exact; those of a period sum to one, or the title is broken. */
import { compare, fraction, one, plus, writeFraction, zero, type Fraction } from './fractions.ts';
import { startOfDay } from './scope.ts';
import type { RightKind } from './words.ts';

/** How a share of a right came to somebody: from nobody for who made the work, from an owner by transfer. */
export type Deed = {
  readonly id: string;
  readonly workId: string;
  readonly right: RightKind;
  readonly from: string | null;
  readonly to: string;
  /** Of the whole right, not of what `from` has. */
  readonly share: Fraction;
  /** It takes effect as this day of the zone begins. */
  readonly on: string;
  readonly zone: string;
};
export type Fault = {
  readonly clause: string;
  readonly code: 'transfers_more_than_held' | 'shares_not_one';
  readonly params: Readonly<Record<string, string>>;
};
export type Ownership = {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly shares: ReadonlyMap<string, Fraction>;
  /** For each owner, the deeds that made them one. */
  readonly deeds: ReadonlyMap<string, readonly string[]>;
  /** What is wrong with the title in this period. What was wrong stays wrong: nobody can transfer what was not theirs. */
  readonly fault: Fault | null;
};

/**
 * The periods of one right of one work in their order, without gaps from the first deed on. Deeds of one day count makers first, then
 * by id. Throws RangeError for a share that is none.
 */
export function ownershipOf(deeds: readonly Deed[]): Ownership[] {
  const ordered = deeds
    .map((deed) => ({ deed, ms: startOfDay(deed.zone, deed.on) }))
    .sort((a, b) => a.ms - b.ms || Number(a.deed.from !== null) - Number(b.deed.from !== null) || (a.deed.id < b.deed.id ? -1 : 1));
  for (const { id, share } of deeds)
    if (share.n <= 0n || compare(share, one) > 0n) throw new RangeError(`${id}: a share of ${writeFraction(share)}`);
  const shares = new Map<string, Fraction>();
  const by = new Map<string, string[]>();
  const periods: Ownership[] = [];
  let broken: Fault | null = null;
  for (const [index, { deed, ms }] of ordered.entries()) {
    if (deed.from !== null) {
      const held = shares.get(deed.from) ?? zero;
      if (compare(held, deed.share) < 0n) broken ??= faultOf(deed, 'transfers_more_than_held', held);
      const left = fraction(held.n * deed.share.d - deed.share.n * held.d, held.d * deed.share.d);
      if (left.n > 0n) shares.set(deed.from, left);
      else shares.delete(deed.from);
    }
    shares.set(deed.to, plus(shares.get(deed.to) ?? zero, deed.share));
    by.set(deed.to, [...(by.get(deed.to) ?? []), deed.id]);
    const next = ordered[index + 1];
    if (next?.ms === ms) continue;
    const sum = [...shares.values()].reduce(plus, zero);
    const fault = broken ?? (compare(sum, one) === 0n ? null : faultOf(deed, 'shares_not_one', sum));
    periods.push({ fromMs: ms, untilMs: next?.ms ?? Infinity, shares: new Map(shares), deeds: new Map(by), fault });
  }
  return periods;
}

function faultOf(deed: Deed, code: Fault['code'], found: Fraction): Fault {
  return { clause: deed.id, code, params: { party: deed.from ?? deed.to, share: writeFraction(deed.share), found: writeFraction(found) } };
}
