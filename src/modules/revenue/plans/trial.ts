/** What orders, refunds and costs would pay to whom by a plan: the same settlement as of real money, with nothing recorded. */
import { outstanding, type Item, type State } from '../allocate/allocate.ts';
import { settle, type MoneyEvent, type PlanVersion, type Posting } from '../settlement/fold.ts';
import type { PlanContent, RevenueKind, TrialInput, TrialResult } from '../contract.ts';
import { fractionOf, waterfallOf } from './content.ts';
import { explainLine, shareText } from './explain.ts';
import { formatMajor, money } from '../../../platform/money.ts';
import { fraction } from '../allocate/fraction.ts';

/** Why a trial cannot be run, as the code of an error. */
export type TrialFault = { code: 'kind_not_covered'; kind: RevenueKind } | { code: 'cost_unknown'; cost: string };

const planId = 'trial';
const payeeKeys: Record<string, string> = { crt: 'creator', agy: 'agency', 'role:operator': 'operator', 'role:studio': 'studio' };
/** The people of a trial stand for anybody; roles are called by their names, payees by their ids. */
const payeeKey = (payee: string): string => payeeKeys[payee] ?? payee.replace(/^payee:/, '');

type Entry = { event: MoneyEvent; item: number; kind: RevenueKind; refundedMinor: bigint };

/** Runs a trial; what stands in the way is an answer. */
export function tryContent(
  content: PlanContent,
  version: number,
  input: TrialInput,
  names: ReadonlyMap<string, string>,
): TrialResult | TrialFault {
  const kinds = [...input.items, ...input.prior].map(({ kind }) => kind);
  const missing = kinds.find((kind) => waterfallOf(content, kind) === null);
  if (missing) return { code: 'kind_not_covered', kind: missing };
  const recovered = new Set(
    content.waterfalls.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'recover' ? [step.cost] : []))),
  );
  const unknown = input.costs.find(({ cost }) => !recovered.has(cost));
  if (unknown) return { code: 'cost_unknown', cost: unknown.cost };

  const { entries, items } = eventsOf(content, version, input);
  const byId = new Map(entries.map((entry) => [entry.event.id, entry]));
  const { postings, states } = settle(
    entries.map(({ event }) => event),
    new Map(),
    () => null,
  );
  const counted = postings.flatMap((posting) => {
    const entry = byId.get(posting.eventId)!;
    return entry.item < 0 ? [] : [{ posting, entry }];
  });
  const labels = new Map(content.waterfalls.flatMap(({ steps }) => steps.map((step) => [step.id, step.label] as const)));
  const lines = counted.flatMap(({ posting, entry }) => linesOf(content, posting, entry, items[entry.item]!, labels));
  const gross = input.items.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
  const refunded = input.items.reduce((sum, { refundedMinor }) => sum + BigInt(refundedMinor), 0n);
  return {
    currency: content.currency,
    version,
    totals: { grossMinor: gross.toString(), refundedMinor: refunded.toString(), netMinor: (gross - refunded).toString() },
    payees: sumBy(lines).map(({ payee, amountMinor }) => ({ payee, name: names.get(payee) ?? null, amountMinor })),
    lines,
    waterfall: waterfallRows(content, kinds, lines, gross, refunded),
    outstanding: outstandingIn(content, states.get(planId)),
  };
}

/** Costs, then what came before, then the items, then their refunds: each at an instant of its own, so that their order is fixed. */
function eventsOf(content: PlanContent, version: number, input: TrialInput): { entries: Entry[]; items: Item[] } {
  const entries: Entry[] = [];
  const planOf = (kind: RevenueKind): PlanVersion => ({ planId, version, plan: waterfallOf(content, kind)! });
  const next = (): { id: string; at: string } => {
    const id = String(entries.length).padStart(6, '0');
    return { id, at: id };
  };
  const itemOf = (id: string, amountMinor: string, of: TrialInput['items'][number]): Item => ({
    id,
    amountMinor: BigInt(amountMinor),
    creator: of.creator ? 'crt' : null,
    agency: of.agency ? 'agy' : null,
    terms: { creator: of.terms.creator && fractionOf(of.terms.creator), agency: of.terms.agency && fractionOf(of.terms.agency) },
  });
  const before = { item: -1, kind: 'order' as const, refundedMinor: 0n };
  for (const { cost, amountMinor } of input.costs) {
    const holder = content.waterfalls.find(({ steps }) => steps.some((step) => step.kind === 'recover' && step.cost === cost))!;
    const { plan } = planOf(holder.kinds[0]!);
    entries.push({ ...before, event: { kind: 'spent', ...next(), planId, plan, cost, amountMinor: BigInt(amountMinor) } });
  }
  for (const { kind, amountMinor } of input.prior)
    entries.push({
      ...before,
      event: { kind: 'earned', ...next(), item: itemOf(`prior-${kind}`, amountMinor, input.items[0]!), plan: planOf(kind) },
    });
  const items = input.items.map((of, index) => itemOf(String(index), of.amountMinor, of));
  input.items.forEach(({ kind }, item) => {
    entries.push({ event: { kind: 'earned', ...next(), item: items[item]!, plan: planOf(kind) }, item, kind, refundedMinor: 0n });
  });
  input.items.forEach(({ kind, refundedMinor }, item) => {
    if (refundedMinor === '0') return;
    const event: MoneyEvent = { kind: 'refunded', ...next(), itemId: String(item), refundedMinor: BigInt(refundedMinor) };
    entries.push({ event, item, kind, refundedMinor: BigInt(refundedMinor) });
  });
  return { entries, items };
}

function linesOf(
  content: PlanContent,
  posting: Posting,
  entry: Entry,
  item: Item,
  labels: ReadonlyMap<string, string>,
): TrialResult['lines'] {
  const { plan } = posting.plan;
  const event = entry.event.kind === 'refunded' ? ('refunded' as const) : ('earned' as const);
  return posting.lines.map((line) => ({
    item: entry.item,
    kind: entry.kind,
    event,
    step: line.step,
    label: labels.get(line.step) ?? '',
    payee: payeeKey(line.payee),
    amountMinor: line.amountMinor.toString(),
    explanation:
      event === 'earned'
        ? explainLine(plan, posting.before, item, line, posting.lines)
        : {
            code: 'refund',
            params: {
              refunded: formatMajor(money(entry.refundedMinor, content.currency)),
              of: formatMajor(money(item.amountMinor, content.currency)),
              rate: shareText(fraction(entry.refundedMinor, item.amountMinor)),
              currency: content.currency,
            },
          },
  }));
}

function sumBy(lines: readonly { payee: string; amountMinor: string }[]): { payee: string; amountMinor: string }[] {
  const sums = new Map<string, bigint>();
  for (const { payee, amountMinor } of lines) sums.set(payee, (sums.get(payee) ?? 0n) + BigInt(amountMinor));
  return [...sums]
    .sort(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x > y ? -1 : 1))
    .map(([payee, amount]) => ({ payee, amountMinor: amount.toString() }));
}

function waterfallRows(
  content: PlanContent,
  kinds: readonly RevenueKind[],
  lines: TrialResult['lines'],
  gross: bigint,
  refunded: bigint,
): TrialResult['waterfall'] {
  const start = { step: null, label: '', payees: [] };
  const rows: TrialResult['waterfall'] = [{ ...start, row: 'gross', amountMinor: gross.toString(), levelMinor: gross.toString() }];
  let level = gross - refunded;
  if (refunded > 0n) rows.push({ ...start, row: 'refunds', amountMinor: (-refunded).toString(), levelMinor: level.toString() });
  for (const { kinds: own, steps } of content.waterfalls) {
    if (!own.some((kind) => kinds.includes(kind))) continue;
    for (const step of steps) {
      const payees = sumBy(lines.filter((line) => line.step === step.id)).filter(({ amountMinor }) => amountMinor !== '0');
      const amount = payees.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
      level -= amount;
      rows.push({
        row: step.kind,
        step: step.id,
        label: step.label,
        amountMinor: (-amount).toString(),
        levelMinor: level.toString(),
        payees,
      });
    }
  }
  return rows;
}

function outstandingIn(content: PlanContent, state: State | undefined): TrialResult['outstanding'] {
  const fresh: State = state ?? { arrived: {}, costs: {}, recovered: {}, had: {} };
  return content.waterfalls.flatMap(({ kinds, steps }) =>
    waterfallOf(content, kinds[0]!)!.steps.flatMap((step, index) =>
      step.kind === 'recover' ? [{ step: step.id, label: steps[index]!.label, leftMinor: outstanding(step, fresh).toString() }] : [],
    ),
  );
}
