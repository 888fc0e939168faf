/** A plan's content as people write it, and the waterfalls that are computed with: what is wrong with it, and what is signed. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../ledger/index.ts';
import { bps, fraction, type Fraction } from '../allocate/fraction.ts';
import { faultsOf, type Party, type Plan, type Step } from '../allocate/plan.ts';
import type { PlanContent, PlanFaultAt, PlanStep, Ratio, RevenueKind } from '../contract.ts';

export const fractionOf = (ratio: Ratio): Fraction =>
  'bps' in ratio ? bps(BigInt(ratio.bps)) : fraction(BigInt(ratio.n), BigInt(ratio.d));

/** The waterfall of a content that divides a kind of revenue; null where none does. */
export function waterfallOf(content: PlanContent, kind: RevenueKind): Plan | null {
  const found = content.waterfalls.find(({ kinds }) => kinds.includes(kind));
  return found ? planOf(content.currency, found.steps) : null;
}

function planOf(currency: string, steps: readonly PlanStep[]): Plan {
  return { currency, steps: steps.map(stepOf) };
}

function stepOf(step: PlanStep): Step {
  if (step.kind === 'fee')
    return {
      kind: 'fee',
      id: step.id,
      party: step.party as Party,
      of: step.of,
      rate: fractionOf(step.rate),
      fixedMinor: BigInt(step.fixedMinor),
    };
  if (step.kind === 'recover')
    return {
      kind: 'recover',
      id: step.id,
      from: step.from as 'pot' | Party,
      to: step.to as Party,
      rate: fractionOf(step.rate),
      advanceMinor: BigInt(step.advanceMinor),
      cost: step.cost,
    };
  if (step.kind === 'cap')
    return {
      kind: 'cap',
      id: step.id,
      party: step.party as Party,
      mostMinor: BigInt(step.mostMinor),
      per: step.per,
      excessTo: step.excessTo as Party,
    };
  return {
    kind: 'split',
    id: step.id,
    tiers: step.tiers.map((tier) => ({
      upToMinor: tier.upToMinor === null ? null : BigInt(tier.upToMinor),
      parts: tier.parts.map((part) => ({
        party: part.party as Party,
        share: typeof part.share === 'string' ? part.share : fractionOf(part.share),
        ...(part.otherwise && { otherwise: part.otherwise as Party }),
      })),
    })),
  };
}

/** The ids of the payees that a content names, each once, in the order of its text. */
export function payeesIn(content: PlanContent): string[] {
  const parties = content.waterfalls.flatMap(({ steps }) =>
    steps.flatMap((step): (string | undefined)[] => {
      if (step.kind === 'fee') return [step.party];
      if (step.kind === 'recover') return [step.from, step.to];
      if (step.kind === 'cap') return [step.party, step.excessTo];
      return step.tiers.flatMap(({ parts }) => parts.flatMap((part) => [part.party, part.otherwise]));
    }),
  );
  return [...new Set(parties.flatMap((party) => (party?.startsWith('payee:') ? [party.slice('payee:'.length)] : [])))];
}

/**
 * What keeps a content from being proposed: each waterfall's own faults, and what only shows over all of them: a kind of revenue
 * that two divide, a step's name that two have (what a plan remembers is kept by it), a cost that would be paid back twice, a
 * payee who is not there.
 */
export function contentFaults(content: PlanContent, knownPayees: ReadonlySet<string>): PlanFaultAt[] {
  const faults: PlanFaultAt[] = [];
  const kinds = new Set<string>();
  const ids = new Set<string>();
  const costs = new Set<string>();
  content.waterfalls.forEach(({ kinds: own, steps }, waterfall) => {
    for (const kind of own) {
      if (kinds.has(kind)) faults.push({ waterfall, step: '', code: 'kind_repeated' });
      kinds.add(kind);
    }
    for (const fault of faultsOf(planOf(content.currency, steps))) faults.push({ waterfall, ...fault });
    for (const step of steps) {
      if (ids.has(step.id)) faults.push({ waterfall, step: step.id, code: 'id_in_two_waterfalls' });
      if (step.kind !== 'recover' || step.cost === null) continue;
      if (costs.has(step.cost)) faults.push({ waterfall, step: step.id, code: 'cost_repeated' });
      costs.add(step.cost);
    }
    for (const step of steps) ids.add(step.id);
    for (const id of payeesIn({ ...content, waterfalls: [{ kinds: own, steps }] }))
      if (!knownPayees.has(id)) faults.push({ waterfall, step: '', code: 'payee_unknown' });
  });
  return faults;
}

/** SHA-256, in hex, of what parties sign: the content and its days, as JSON with its keys in order. */
export function signedHash(content: PlanContent, effectiveFrom: string, effectiveUntil: string | null): string {
  return createHash('sha256').update(canonicalJson({ content, effectiveFrom, effectiveUntil })).digest('hex');
}
