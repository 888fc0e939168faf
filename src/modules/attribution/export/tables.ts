/** The funnel, conversions and signals as tables, with the heads and words of the reader's language. */
import { translator, type Translator } from '../../../platform/i18n.ts';
import { formatMajor, minorDigits, money, type Currency } from '../../../platform/money.ts';
import type { Conversion, Funnel } from '../contract.ts';
import type { Suspect } from '../signals/contract.ts';
import type { Column, Table, Value } from '../../../platform/http/sheets.ts';

type Language = 'en' | 'zh-CN';
const counts = ['clicks', 'views', 'searches', 'installs', 'registrations', 'orders', 'renewals', 'refunds'] as const;
const sums = ['revenueMinor', 'refundedMinor', 'adRevenueMinor', 'earnedMinor'] as const;

const column = (t: Translator, name: string, kind: Column['kind']): Column => ({ title: t(`export.column.${name}`), kind });
/** Money of any currency as whole units with its digits. */
function major(amountMinor: string | null, currency: string | null): string | null {
  if (amountMinor === null || currency === null || !(currency in minorDigits)) return null;
  return formatMajor(money(BigInt(amountMinor), currency as Currency));
}

/** A line for each row of the funnel and currency; counts stand on the first of them alone, so that a sheet's sums are right. */
export function funnelTable(funnel: Funnel, language: Language): Table {
  const t = translator(language);
  async function* rows(): AsyncGenerator<Value[]> {
    for (const row of funnel.rows) {
      const lines = row.money.length > 0 ? row.money : [null];
      for (const [at, line] of lines.entries())
        yield [
          row.label ?? row.key,
          row.key,
          ...counts.map((name): Value => (at === 0 ? row[name] : null)),
          line?.currency ?? null,
          ...sums.map((name): Value => (line ? major(line[name], line.currency) : null)),
        ];
    }
  }
  return {
    name: t('export.funnel'),
    columns: [
      column(t, `by.${funnel.by}`, funnel.by === 'day' ? 'day' : 'text'),
      column(t, 'key', 'text'),
      ...counts.map((name) => column(t, name, 'count')),
      column(t, 'currency', 'text'),
      ...sums.map((name) => column(t, name, 'money')),
    ],
    rows: rows(),
  };
}

export function conversionsTable(pages: AsyncIterable<readonly Conversion[]>, language: Language): Table {
  const t = translator(language);
  async function* rows(): AsyncGenerator<Value[]> {
    for await (const page of pages) {
      for (const each of page) {
        const currency = each.amount?.currency ?? null;
        yield [
          each.id,
          each.externalId,
          each.sourceName,
          t(`export.kind.${each.kind}`),
          t(`export.status.${each.status}`),
          each.occurredAt,
          currency,
          major(each.amount?.amountMinor ?? null, currency),
          major(each.refundedMinor, currency),
          each.country,
          each.credited?.campaignTitle ?? null,
          each.credited?.creatorName ?? null,
          each.credited?.channel ?? null,
          each.credited ? t(`export.rule.${each.credited.rule}`) : t('export.uncredited'),
          each.earning?.currency ?? null,
          major(each.earning?.creatorMinor ?? null, each.earning?.currency ?? null),
          major(each.earning?.agencyMinor ?? null, each.earning?.currency ?? null),
          each.held ? t('export.yes') : t('export.no'),
        ];
      }
    }
  }
  const kinds: readonly [string, Column['kind']][] = [
    ['id', 'text'],
    ['externalId', 'text'],
    ['source', 'text'],
    ['kind', 'text'],
    ['status', 'text'],
    ['occurredAt', 'time'],
    ['currency', 'text'],
    ['amount', 'money'],
    ['refundedMinor', 'money'],
    ['country', 'text'],
    ['campaign', 'text'],
    ['creator', 'text'],
    ['channel', 'text'],
    ['rule', 'text'],
    ['earningCurrency', 'text'],
    ['creatorMinor', 'money'],
    ['agencyMinor', 'money'],
    ['held', 'text'],
  ];
  return { name: t('export.conversions'), columns: kinds.map(([name, kind]) => column(t, name, kind)), rows: rows() };
}

// A single order says in words whose it was; everything else says it in figures.
const evidenceKey = ({ kind, evidence }: Suspect['signals'][number]): string =>
  typeof evidence.by === 'string' ? `signal.${kind}.evidence.${evidence.by}` : `signal.${kind}.evidence`;

/** A line for each signal of each suspect. */
export function signalsTable(pages: AsyncIterable<readonly Suspect[]>, language: Language): Table {
  const t = translator(language);
  async function* rows(): AsyncGenerator<Value[]> {
    for await (const page of pages) {
      for (const suspect of page) {
        for (const signal of suspect.signals)
          yield [
            suspect.id,
            t(`export.subject.${suspect.subject}`),
            suspect.subjectId,
            suspect.creatorName,
            suspect.channel,
            t(`signal.${signal.kind}.title`),
            t(evidenceKey(signal), signal.evidence),
            Math.round(suspect.score * 100),
            t(`signal.state.${suspect.state}`),
            signal.firstSeenAt,
            signal.lastSeenAt,
            suspect.decidedBy,
            suspect.decidedAt,
            suspect.note,
          ];
      }
    }
  }
  const kinds: readonly [string, Column['kind']][] = [
    ['id', 'text'],
    ['subject', 'text'],
    ['subjectId', 'text'],
    ['creator', 'text'],
    ['channel', 'text'],
    ['signal', 'text'],
    ['evidence', 'text'],
    ['score', 'count'],
    ['state', 'text'],
    ['firstSeenAt', 'time'],
    ['lastSeenAt', 'time'],
    ['decidedBy', 'text'],
    ['decidedAt', 'time'],
    ['note', 'text'],
  ];
  return { name: t('export.signals'), columns: kinds.map(([name, kind]) => column(t, name, kind)), rows: rows() };
}

/** Wrong rows of a file: its line, the column, and the sentence. */
export function errorsTable(
  pages: AsyncIterable<readonly { line: number; field: string | null; code: string; params: Record<string, string | number> }[]>,
  language: Language,
): Table {
  const t = translator(language);
  async function* rows(): AsyncGenerator<Value[]> {
    for await (const page of pages)
      for (const { line, field, code, params } of page) {
        const named =
          typeof params.field === 'string'
            ? { ...params, field: t(`import.field.${params.field}`, { defaultValue: params.field }) }
            : params;
        yield [line, field === null ? null : t(`import.field.${field}`), t(code.startsWith('row.') ? code : `error.${code}`, named)];
      }
  }
  return {
    name: t('export.errors'),
    columns: [column(t, 'line', 'count'), column(t, 'field', 'text'), column(t, 'problem', 'text')],
    rows: rows(),
  };
}
