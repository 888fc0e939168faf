/** A programme's items against what is known of a work: an answer with its reasons, what it is worth, until when, and what is missing. Pure. */
import { createHash } from 'node:crypto';
import { judge, type WorkFacts } from './judge.ts';
import { phaseOn, type Dated } from './phases.ts';
import { worthOf, type Worth } from './worth.ts';
import type { Because, Cap, Condition, FactName, MatchAnswer, ProgrammeItem, Said } from './words/contract.ts';

export type Reason<P> = { condition: Condition | null; answer: MatchAnswer; because: Because; fact: FactName; passages: P[] };
export type ItemAnswer = { answer: MatchAnswer; reasons: Reason<unknown>[] };
export type Matched<P> = {
  answer: MatchAnswer;
  until: string | null;
  /** Of the item that fits best and gives most. */
  worth: Worth | null;
  items: { item: ProgrammeItem<P>; answer: MatchAnswer; reasons: Reason<P>[]; worth: Worth | null }[];
  checklist: Missing[];
};
export type Supplier = 'producer' | 'company' | 'finance' | 'platform' | 'bureau' | 'editor';
export type Missing = { key: string; what: Because; fact: FactName; who: Supplier; known: boolean };
export type Matchable<P> = Dated & {
  conditions: readonly Said<Condition, P>[];
  caps: readonly Said<Cap, P>[];
  items: readonly ProgrammeItem<P>[];
};

const rank: readonly MatchAnswer[] = ['yes', 'unknown', 'not_yet', 'no', 'expired'];
/** Better answers are smaller. */
export const rankOf = (answer: MatchAnswer): number => rank.indexOf(answer);

/** The key under which a person's yes to a condition is kept. */
export function conditionKey(condition: Condition): string {
  return `c:${createHash('sha256').update(JSON.stringify(condition)).digest('hex').slice(0, 16)}`;
}

/**
 * Answers for every item. `confirmed` are the conditions that a person has confirmed by their keys: only what no fact can tell is theirs
 * to confirm, and it then counts as met.
 */
export function matchProgramme<P>(
  programme: Matchable<P>,
  facts: WorkFacts,
  today: string,
  confirmed: ReadonlySet<string> = new Set(),
): Matched<P> {
  const { phase, nextDeadline, opensOn } = phaseOn(programme, today);
  const items = programme.items.map((item) => {
    const reasons = reasonsOf(programme, item, facts, today, confirmed);
    const timing = timingOf<P>(phase, programme.validUntil, opensOn);
    const all = timing ? [timing, ...reasons] : reasons;
    const caps = [...item.caps, ...programme.caps].map(({ value }) => value);
    return {
      item,
      answer: together(all),
      reasons: all,
      worth: worthOf({ rate: item.rate?.value ?? null, amount: item.amount?.value ?? null, caps }, facts),
    };
  });
  const ordered = items.toSorted((a, b) => rankOf(a.answer) - rankOf(b.answer) || compareBig(b.worth?.high ?? 0n, a.worth?.high ?? 0n));
  const best = ordered[0];
  return {
    answer: best?.answer ?? (phase === 'closed' ? 'expired' : 'unknown'),
    until: nextDeadline ?? (phase === 'closed' ? programme.validUntil : null),
    worth: best && best.answer !== 'no' && best.answer !== 'expired' ? best.worth : null,
    items: ordered,
    checklist: checklistOf(ordered.filter(({ answer }) => answer !== 'no' && answer !== 'expired')),
  };
}

function timingOf<P>(phase: ReturnType<typeof phaseOn>['phase'], validUntil: string | null, opensOn: string | null): Reason<P> | null {
  const reason = (answer: MatchAnswer, code: string, params: Because['params'] = {}): Reason<P> => ({
    condition: null,
    answer,
    because: { code, params },
    fact: 'programme',
    passages: [],
  });
  if (phase === 'closed') return reason('expired', 'over', { day: validUntil });
  if (phase === 'upcoming' || phase === 'between') return reason('not_yet', 'opens', { day: opensOn });
  return phase === 'undated' ? reason('unknown', 'undated') : null;
}

function reasonsOf<P>(
  programme: Matchable<P>,
  item: ProgrammeItem<P>,
  facts: WorkFacts,
  today: string,
  confirmed: ReadonlySet<string>,
): Reason<P>[] {
  const reasons: Reason<P>[] = [];
  const script = facts.kind === 'script' && item.supports.value.includes('script');
  if (facts.kind !== 'micro_drama' && !script)
    reasons.push({
      condition: null,
      answer: 'no',
      because: { code: 'work_kind', params: { kind: facts.kind } },
      fact: 'catalogue',
      passages: [],
    });
  const conditions = [...programme.conditions, ...item.conditions];
  for (const { value, passages } of conditions) {
    const judged = judge(value, facts, today, programme.validFrom);
    const byPerson = judged.answer === 'unknown' && judged.fact === 'person' && confirmed.has(conditionKey(value));
    reasons.push({
      condition: value,
      answer: byPerson ? 'yes' : judged.answer,
      because: byPerson ? { code: 'confirmed', params: judged.because.params } : judged.because,
      fact: judged.fact,
      passages,
    });
  }
  if (conditions.length === 0)
    reasons.push({ condition: null, answer: 'unknown', because: { code: 'nobody_named', params: {} }, fact: 'programme', passages: [] });
  return reasons;
}

/** One no is a no; what is over is over; then not yet, then unknown. */
function together(reasons: readonly { answer: MatchAnswer }[]): MatchAnswer {
  for (const answer of ['expired', 'no', 'not_yet', 'unknown'] as const)
    if (reasons.some((reason) => reason.answer === answer)) return answer;
  return 'yes';
}

const suppliers: Partial<Record<FactName, Supplier>> = {
  company: 'company',
  registeredRegion: 'company',
  registeredOn: 'company',
  companySize: 'company',
  companyRevenue: 'finance',
  budget: 'finance',
  revenue: 'finance',
  overseasRevenue: 'finance',
  filing: 'bureau',
  filingRegion: 'bureau',
  tier: 'bureau',
  platforms: 'platform',
  firstBroadcastOn: 'platform',
  views: 'platform',
  overseas: 'platform',
  programme: 'editor',
  person: 'editor',
};
const papers: Partial<Record<Condition['kind'], readonly [string, Supplier]>> = {
  registered_in: ['licence', 'company'],
  newly_settled: ['licence', 'company'],
  filed: ['filing', 'bureau'],
  filed_in: ['filing', 'bureau'],
  tier: ['filing', 'bureau'],
  shot_in: ['shooting_log', 'producer'],
  broadcast: ['broadcast', 'platform'],
  broadcast_on: ['broadcast', 'platform'],
  overseas: ['overseas', 'platform'],
  revenue_at_least: ['revenue', 'platform'],
  overseas_revenue_at_least: ['revenue', 'platform'],
  company_revenue_at_least: ['accounts', 'finance'],
  investment_at_least: ['costs', 'finance'],
  award: ['award', 'producer'],
  views_at_least: ['broadcast', 'platform'],
};

/** What is missing to know, and which papers such conditions are shown with. */
function checklistOf(items: readonly { item: ProgrammeItem<unknown>; reasons: readonly Reason<unknown>[] }[]): Missing[] {
  const list = new Map<string, Missing>();
  const add = (entry: Missing): void => {
    if (!list.has(entry.key)) list.set(entry.key, entry);
  };
  for (const { reasons } of items) {
    for (const { answer, fact, because, condition } of reasons) {
      if (fact === 'person' && condition !== null)
        add({ key: conditionKey(condition), what: { code: 'confirm', params: because.params }, fact, who: 'editor', known: false });
      else if (answer === 'unknown')
        add({ key: `fact:${fact}`, what: { code: `fact.${fact}`, params: {} }, fact, who: suppliers[fact] ?? 'producer', known: false });
    }
  }
  for (const { item, reasons } of items) {
    const needed = reasons.flatMap(({ condition }) => (condition && papers[condition.kind] ? [papers[condition.kind]!] : []));
    const of = item.rate?.value.of;
    if (of === 'costs' || of === 'investment' || of === 'shooting_costs') needed.push(['costs', 'finance']);
    if (of === 'rent') needed.push(['rent', 'company']);
    if (of === 'interest') needed.push(['loan', 'finance']);
    for (const [paper, who] of needed)
      add({ key: `paper:${paper}`, what: { code: `paper.${paper}`, params: {} }, fact: 'programme', who, known: false });
  }
  if (items.length > 0)
    add({ key: 'paper:application', what: { code: 'paper.application', params: {} }, fact: 'programme', who: 'editor', known: false });
  return [...list.values()].slice(0, 60);
}

const compareBig = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
