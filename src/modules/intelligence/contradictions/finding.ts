/** What cannot all be true, and why it might be so: the joint between the rules and all that shows their findings. */

import type { FindingKind } from './words/contract.ts';

export type { FindingKind } from './words/contract.ts';

/** A claim by where its document stands in what was given to check, and where it stands there. */
export type ClaimRef = { document: number; claim: number };

export type Hypothesis = {
  kind: FindingKind;
  /** Why it may be so: a code with its facts, `intelligence.hypothesis.<code>` in the locales. */
  code: string;
  params: Record<string, string | number>;
  /** How well the evidence bears it, 0 to 1; those of a finding stand in this order. */
  support: number;
  /** Which claims speak for it. */
  evidence: readonly ClaimRef[];
  /** The claims that would be off if it is so, and what they would be, in their own unit; both null where that cannot be said. */
  off: readonly { claim: ClaimRef; low: number | null; high: number | null }[];
};

export type Finding = {
  /** The kind of its first hypothesis. */
  kind: FindingKind;
  /** `contradiction` accuses; `note` shows what differs and may: roundings, other programmes, other forecasters. Only the first is listed by the command. */
  disposition: 'contradiction' | 'note';
  /** 0 to 1, by how far it is off and how much hangs on it: what is ranked by. */
  severity: number;
  /** First those that its best hypothesis takes to be off, then what they contradict. */
  claims: readonly ClaimRef[];
  /** The larger over the smaller of what disagrees; null where that says nothing. */
  ratio: number | null;
  hypotheses: readonly Hypothesis[];
};
