/** Whether what is found now is news beside what a person has let go. Pure. */
import type { Released } from '../edge-tables.ts';
import type { SignalKind } from './contract.ts';
import type { Evidence } from './facts.ts';

/** Of each kind's evidence, the figure that grows with what was done. */
const counters: Readonly<Record<SignalKind, string>> = {
  click_flooding: 'repeated',
  install_too_fast: 'fast',
  install_times_flat: 'installs',
  click_after_install: 'after',
  self_purchase: 'own',
  repeated_devices: 'repeats',
  banned_referrer: 'from',
  unfiled_account: 'unfiled',
  code_guessing: 'guessed',
  refund_rate: 'refunded',
  no_touches: 'untouched',
};
export const countedIn = (kind: SignalKind, evidence: Evidence): number => Number(evidence[counters[kind]] ?? 1);

type Found = { readonly kind: SignalKind; readonly strengthBps: number; readonly evidence: Evidence };
// A signal that hardly weighs anything is no reason to take a person's word back.
const leastStrengthBps = 2_000;

export function releasedAs(found: readonly Found[]): Released {
  return Object.fromEntries(found.map(({ kind, strengthBps, evidence }) => [kind, { strengthBps, counted: countedIn(kind, evidence) }]));
}

/** A kind that was not there, one that is clearly stronger, or twice as much of the same. */
export function isNews(released: Released | null, found: readonly Found[]): boolean {
  return found.some(({ kind, strengthBps, evidence }) => {
    const before = released?.[kind];
    if (!before) return strengthBps >= leastStrengthBps;
    return strengthBps >= before.strengthBps + 2_000 || countedIn(kind, evidence) >= 2 * before.counted;
  });
}
