/** Suspicions about one error become one finding: what is off with all that it contradicts. */
import { entities } from '../../claims/entities.ts';
import { regions } from '../../claims/regions.ts';
import type { ClaimRef, Finding, Hypothesis } from '../finding.ts';
import type { Fact } from './facts.ts';
import type { Draft, Suspicion } from './world.ts';

/** What a finding shows: enough to judge by. */
const mostClaims = 40;
const mostRivals = 6;
const mostEvidence = 12;

const byOrder = (a: Fact, b: Fact): number => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0);
const unique = (facts: readonly Fact[]): Fact[] => [...new Set(facts)];

/** What makes a claim a poor witness: looking ahead, being bounded, guessing. */
const weakness = ({ claim }: Fact): number =>
  (claim.statusAsWorded === 'forecast' ? 4 : claim.statusAsWorded === 'estimate' ? 2 : 0) +
  (claim.low === null || claim.high === null ? 1 : 0);

/** The best witnesses, of as many sources and times as there is room for. */
function spread(facts: readonly Fact[]): Fact[] {
  if (facts.length <= mostRivals) return [...facts];
  const kept: Fact[] = [];
  const seen = new Set<string>();
  for (const key of [(fact: Fact) => fact.bucket ?? fact.order, (fact: Fact) => fact.family])
    for (const fact of facts) {
      if (kept.length >= mostRivals || kept.includes(fact) || seen.has(key(fact))) continue;
      seen.add(key(fact));
      kept.push(fact);
    }
  return kept;
}

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

/** Places and names with what Chinese sentences call them, `otherZh` beside `other`: words are chosen where no gazetteer is at hand. */
function withChineseNames(params: Draft['params']): Draft['params'] {
  const named: Record<string, string | number> = { ...params };
  for (const key of ['region', 'part', 'whole', 'other', 'own']) {
    const zh = regions.get(String(params[key] ?? ''))?.zh ?? entities.get(String(params[key] ?? ''))?.zh;
    if (zh !== undefined) named[`${key}Zh`] = zh;
  }
  return named;
}

function findingOf(suspicions: readonly Suspicion[]): Finding {
  const off = unique(suspicions.flatMap((each) => each.off)).toSorted(byOrder);
  const rivals = unique(suspicions.flatMap((each) => each.rivals))
    .filter((fact) => !off.includes(fact))
    .toSorted((a, b) => weakness(a) - weakness(b) || byOrder(a, b));
  const drafts = join(suspicions.flatMap((each) => each.drafts));
  const refs = (facts: readonly Fact[], copies: boolean): ClaimRef[] =>
    facts.flatMap((fact) => (copies ? [fact.ref, ...fact.copies] : [fact.ref]));
  // How far apart two figures of one time are says more than how far one is from its years.
  const direct = suspicions.filter((each) => each.rivals.some(({ bucket }) => each.off.some((fact) => fact.bucket === bucket)));
  const ratios = (direct.length > 0 ? direct : suspicions).flatMap(({ ratio }) => ratio ?? []);
  const hypotheses = drafts.map((draft): Hypothesis => ({
    kind: draft.kind,
    code: draft.code,
    params: withChineseNames(draft.params),
    support: draft.support,
    evidence: refs(draft.evidence.slice(0, mostEvidence), false),
    off: draft.off.map(({ fact, low, high }) => ({ claim: fact.ref, low, high })),
  }));
  return {
    kind: hypotheses[0]!.kind,
    disposition: suspicions[0]!.disposition,
    severity: Math.max(...suspicions.map(({ severity }) => severity)),
    claims: [...refs(off, true), ...refs(spread(rivals), false)].slice(0, mostClaims),
    ratio: ratios.length === 0 ? null : Math.max(...ratios),
    hypotheses,
  };
}

/** Suspicions that share a key, or a claim that is off, belong together; outlooks on the past and notes stand for themselves. */
function clusters(suspicions: readonly Suspicion[]): { key: string; group: Suspicion[] }[] {
  const groups: { key: string; group: Suspicion[] }[] = [];
  const byKey = new Map<string, (typeof groups)[number]>();
  const byFact = new Map<Fact, (typeof groups)[number]>();
  for (const suspicion of suspicions) {
    const joins = suspicion.disposition === 'contradiction' && suspicion.drafts[0]!.kind !== 'status';
    const near = [byKey.get(suspicion.key), ...(joins ? suspicion.off.map((fact) => byFact.get(fact)) : [])].filter(
      (group) => group !== undefined,
    );
    const home = near[0] ?? { key: suspicion.key, group: [] };
    if (near.length === 0) groups.push(home);
    for (const other of new Set(near)) {
      if (other === home) continue;
      home.group.push(...other.group);
      groups.splice(groups.indexOf(other), 1);
      for (const [key, group] of byKey) if (group === other) byKey.set(key, home);
      for (const [fact, group] of byFact) if (group === other) byFact.set(fact, home);
    }
    home.group.push(suspicion);
    byKey.set(suspicion.key, home);
    if (joins) for (const fact of suspicion.off) byFact.set(fact, home);
  }
  return groups;
}

/** Findings, the gravest first. */
export function assemble(suspicions: readonly Suspicion[]): Finding[] {
  return clusters(suspicions)
    .map(({ key, group }) => ({ key, finding: findingOf(group) }))
    .toSorted((a, b) => rank(a.finding) - rank(b.finding) || b.finding.severity - a.finding.severity || (a.key < b.key ? -1 : 1))
    .map(({ finding }) => finding);
}
const rank = ({ disposition }: Finding): number => (disposition === 'contradiction' ? 0 : 1);
