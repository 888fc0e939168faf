/** A statement's lines as a table to take away, with the heads and words of the reader's language. */
import type { Column, Table, Value } from '../../../platform/http/sheets.ts';
import { translator, type Translator } from '../../../platform/i18n.ts';
import { formatMajor, minorDigits, money, type Currency } from '../../../platform/money.ts';
import type { Explanation } from '../plans/explain.ts';
import type { StatementLine } from './contract.ts';

export type Shown = Omit<StatementLine, 'openQuestions'>;

/** Why a line is what it is, as one sentence. */
export const sentenceOf = (t: Translator, { code, params }: Explanation): string => t(`revenue.explain.${code}`, params);
export const stepName = (t: Translator, { label, step }: StatementLine['rule']): string =>
  label || (step.startsWith('cap ') ? t('statement.campaign_cap') : step);
/** Minor units (a decimal string) as whole ones, exact. */
export const major = (minor: string, currency: string): string => formatMajor(money(BigInt(minor), currency as Currency));

type Of = (line: Shown, t: Translator) => Value;

/** Columns in their order: the name of the head's sentence, its kind, and what stands in it. */
const columnsFor = (currency: string): readonly (readonly [string, Column['kind'], Of])[] => [
  ['line', 'text', ({ id }) => id],
  ['kind', 'text', ({ kind }, t) => t(`statement.kind.${kind}`)],
  ['at', 'time', ({ at }) => at],
  ['order', 'text', ({ order }) => order.externalId],
  ['item', 'text', ({ order }) => order.itemId],
  ['order_kind', 'text', ({ order }, t) => t(`statement.order_kind.${order.kind}`)],
  ['work', 'text', ({ order }) => order.work && (order.work.title ?? order.work.id)],
  ['campaign', 'text', ({ order }) => order.campaign && (order.campaign.name ?? order.campaign.id)],
  ['channel', 'text', ({ order }) => order.channel],
  ['creator', 'text', ({ order }) => order.creator && (order.creator.name ?? order.creator.id)],
  ['occurred', 'time', ({ order }) => order.occurredAt],
  ['currency', 'text', () => currency],
  ['order_amount', 'money', ({ order }) => major(order.amountMinor, currency)],
  ['refunded', 'money', ({ order }) => order.refundedMinor && major(order.refundedMinor, currency)],
  ['plan', 'text', ({ rule }) => rule.planName ?? rule.planId],
  ['plan_version', 'count', ({ rule }) => rule.version],
  ['step', 'text', ({ rule }, t) => stepName(t, rule)],
  ['why', 'text', ({ rule }, t) => sentenceOf(t, rule.explanation)],
  ['amount', 'money', ({ amountMinor }) => major(amountMinor, currency)],
  ['payable_on', 'day', ({ payableOn }) => payableOn],
];

/** The lines of a statement in `currency`, batch by batch as they are read. */
export function linesTable(batches: AsyncIterable<readonly Shown[]>, currency: string, language: string): Table {
  const t = translator(language);
  const columns = columnsFor(currency);
  async function* rows(): AsyncGenerator<Value[]> {
    for await (const batch of batches) for (const line of batch) yield columns.map(([, , value]) => value(line, t));
  }
  return {
    name: t('statement.sheet'),
    columns: columns.map(([name, kind]) => ({
      title: t(`statement.column.${name}`),
      kind,
      ...(kind === 'money' && { digits: minorDigits[currency as Currency] }),
    })),
    rows: rows(),
  };
}
