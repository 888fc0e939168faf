/** Suspicions about one error become one finding: what is off with all that it contradicts. */
import type { ClaimRef, Finding, Hypothesis } from '../finding.ts';
import type { Fact } from './facts.ts';
import type { Draft, Suspicion } from './world.ts';

/** What a finding shows: enough to judge by. */
const mostClaims = 40;
const mostEvidence = 12;

const byOrder = (a: Fact, b: Fact): number => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0);
const unique = (facts: readonly Fact[]): Fact[] => [...new Set(facts)];

/** Hypotheses of the same kind and code about several claims: one, with the strongest support and all that are off. */
function join(drafts: readonly Draft[]): Draft[] {
  const groups = Map.groupBy(drafts, ({ kind, code, params }) => [kind, code, params['factor'] ?? ''].join('|'));
  return [...groups.values()]
    .map((group) => {
      const best = group.toSorted(
        (a, b) => b.support - a.support || byOrder(a.off[0]?.fact ?? a.evidence[0]!, b.off[0]?.fact ?? b.evidence[0]!),
      )[0]!;
      const off = [...new Map(group.flatMap((draft) => draft.off).map((each) => [each.fact, each])).values()];
      return { ...best, off, evidence: unique(group.flatMap(({ evidence }) => evidence)) };
    })
    .toSorted((a, b) => b.support - a.support || (a.kind + a.code < b.kind + b.code ? -1 : 1));
}

function findingOf(suspicions: readonly Suspicion[]): Finding {
  const off = unique(suspicions.flatMap((each) => each.off)).toSorted(byOrder);
  const rivals = unique(suspicions.flatMap((each) => each.rivals))
    .filter((fact) => !off.includes(fact))
    .toSorted(byOrder);
  const drafts = join(suspicions.flatMap((each) => each.drafts));
  const refs = (facts: readonly Fact[], copies: boolean): ClaimRef[] =>
    facts.flatMap((fact) => (copies ? [fact.ref, ...fact.copies] : [fact.ref]));
  const ratios = suspicions.flatMap(({ ratio }) => ratio ?? []);
  const hypotheses = drafts.map((draft): Hypothesis => ({
    kind: draft.kind,
    code: draft.code,
    params: draft.params,
    support: draft.support,
    evidence: refs(draft.evidence.slice(0, mostEvidence), false),
    off: draft.off.map(({ fact, low, high }) => ({ claim: fact.ref, low, high })),
  }));
  return {
    kind: hypotheses[0]!.kind,
    disposition: suspicions[0]!.disposition,
    severity: Math.max(...suspicions.map(({ severity }) => severity)),
    claims: [...refs(off, true), ...refs(rivals, false)].slice(0, mostClaims),
    ratio: ratios.length === 0 ? null : Math.max(...ratios),
    hypotheses,
  };
}

/** Findings, the gravest first. */
export function assemble(suspicions: readonly Suspicion[]): Finding[] {
  const groups = [...Map.groupBy(suspicions, ({ key }) => key)];
  return groups
    .map(([key, group]) => ({ key, finding: findingOf(group) }))
    .toSorted((a, b) => rank(a.finding) - rank(b.finding) || b.finding.severity - a.finding.severity || (a.key < b.key ? -1 : 1))
    .map(({ finding }) => finding);
}
const rank = ({ disposition }: Finding): number => (disposition === 'contradiction' ? 0 : 1);
