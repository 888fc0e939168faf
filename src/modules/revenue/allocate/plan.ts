/** A share plan: a waterfall that is read from top to bottom, and what makes one good. */
import { add, fraction, isEqual, isLess, one, zero, type Fraction } from './fraction.ts';

/** Who is paid: a role that the order fills (its creator, their agency), or a payee by id. */
export type Party = `role:${'creator' | 'agency' | 'operator' | 'studio'}` | `payee:${string}`;

/** `terms` is what the campaign promised that role of the order's amount, as far as the pot has it; `rest` is what the others leave. */
export type Share = { readonly n: bigint; readonly d: bigint } | 'terms' | 'rest';
export type Part = {
  readonly party: Party;
  readonly share: Share;
  /** Who gets it where nobody fills the role: an order without a creator, a creator without an agency. */
  readonly otherwise?: Party;
};

export type Step =
  /** Off the top: of the whole order (`gross`) or of what is left, and a fixed amount an order. Never more than is left. */
  | {
      readonly kind: 'fee';
      readonly id: string;
      readonly party: Party;
      readonly of: 'gross' | 'left';
      readonly rate: Fraction;
      readonly fixedMinor: bigint;
    }
  /**
   * Costs (投流 …) or an advance (minimum guarantee) are paid back to `to`, from the pot or out of one party's share, at most
   * `rate` of it each time, until nothing is outstanding. `advanceMinor` is outstanding from the start; costs add to it.
   */
  | {
      readonly kind: 'recover';
      readonly id: string;
      readonly from: 'pot' | Party;
      readonly to: Party;
      readonly rate: Fraction;
      readonly advanceMinor: bigint;
      /** The kind of cost that adds to it; null for an advance alone. */
      readonly cost: string | null;
    }
  /** What is left is divided; with tiers, by how much has come so far to this step. The last of the waterfall's divisions. */
  | { readonly kind: 'split'; readonly id: string; readonly tiers: readonly Tier[] }
  /** A party gets at most so much an order or in all; what is above goes to another. */
  | {
      readonly kind: 'cap';
      readonly id: string;
      readonly party: Party;
      readonly mostMinor: bigint;
      readonly per: 'order' | 'all';
      readonly excessTo: Party;
    };
/** Holds for what comes to the step up to `upToMinor` (in all, exclusive); null for the last. */
export type Tier = { readonly upToMinor: bigint | null; readonly parts: readonly Part[] };
export type Plan = { readonly currency: string; readonly steps: readonly Step[] };

export type PlanFault = { readonly step: string; readonly code: string };

/** What is wrong with a plan, in its own order; empty for a good one. A good plan gives every minor unit of every order to somebody. */
export function faultsOf(plan: Plan): PlanFault[] {
  const faults: PlanFault[] = [];
  const seen = new Set<string>();
  let split = false;
  for (const step of plan.steps) {
    const fault = (code: string): void => void faults.push({ step: step.id, code });
    if (seen.has(step.id)) fault('id_repeated');
    seen.add(step.id);
    if (step.kind === 'fee' || step.kind === 'recover') {
      if (isLess(step.rate, zero) || isLess(one, step.rate)) fault('rate_out_of_range');
    }
    if (step.kind === 'fee' && step.fixedMinor < 0n) fault('negative');
    if (step.kind === 'fee' && split) fault('after_split');
    if (step.kind === 'recover') {
      if (step.advanceMinor < 0n) fault('negative');
      // What comes from the pot must come before it is divided, what comes from a share after.
      if (step.from === 'pot' ? split : !split) fault(step.from === 'pot' ? 'after_split' : 'before_split');
      if (step.from === step.to) fault('same_party');
    }
    if (step.kind === 'cap') {
      if (!split) fault('before_split');
      if (step.mostMinor < 0n) fault('negative');
      if (step.party === step.excessTo) fault('same_party');
    }
    if (step.kind === 'split') {
      if (split) fault('second_split');
      split = true;
      for (const code of tierFaults(step.tiers)) fault(code);
    }
  }
  if (!split) faults.push({ step: '', code: 'no_split' });
  return faults;
}

function tierFaults(tiers: readonly Tier[]): string[] {
  const codes: string[] = [];
  if (tiers.length === 0 || tiers.at(-1)!.upToMinor !== null) codes.push('no_last_tier');
  tiers.forEach((tier, index) => {
    const before = index === 0 ? 0n : tiers[index - 1]!.upToMinor;
    if (tier.upToMinor !== null && (before === null || tier.upToMinor <= before)) codes.push('tiers_not_rising');
    if (tier.upToMinor === null && index < tiers.length - 1) codes.push('tiers_not_rising');
    const fixed = tier.parts.flatMap(({ share }) => (typeof share === 'string' ? [] : [share]));
    const sum = fixed.reduce<Fraction>((total, share) => add(total, fraction(share.n, share.d)), zero);
    const rests = tier.parts.filter(({ share }) => share === 'rest').length;
    const terms = tier.parts.filter(({ share }) => share === 'terms').length;
    if (fixed.some((share) => share.n < 0n)) codes.push('negative');
    if (rests > 1) codes.push('two_rests');
    // Terms are not known here: somebody must take what they leave.
    if (rests === 0 && (terms > 0 || !isEqual(sum, one))) codes.push('not_whole');
    if (isLess(one, sum)) codes.push('more_than_whole');
    if (tier.parts.some((part) => part.share === 'terms' && !/^role:(creator|agency)$/.test(part.party))) codes.push('terms_of_whom');
  });
  return [...new Set(codes)];
}
