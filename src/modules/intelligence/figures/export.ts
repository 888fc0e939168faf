/** Figures to take away: one row each, with its passage and source. */
import { tableResponse, type Column, type Value } from '../../../platform/http/sheets.ts';
import { translator } from '../../../platform/i18n.ts';
import { entities } from '../claims/entities.ts';
import { regions } from '../claims/regions.ts';
import { taxonomy } from '../claims/taxonomy.ts';
import type { Figure } from './contract.ts';

const columns: readonly (readonly [string, Column['kind']])[] = [
  ['metric', 'text'],
  ['measure', 'text'],
  ['low', 'number'],
  ['high', 'number'],
  ['bound', 'text'],
  ['unit', 'text'],
  ['currency', 'text'],
  ['period', 'text'],
  ['base_period', 'text'],
  ['region', 'text'],
  ['entity', 'text'],
  ['status', 'text'],
  ['as_worded', 'text'],
  ['quote', 'text'],
  ['title', 'text'],
  ['source', 'text'],
  ['published', 'text'],
  ['settled', 'text'],
  ['note', 'text'],
  ['address', 'text'],
];

/** The answer with figures as a table in the reader's language; pages are asked for as they are read. */
export function figuresTable(
  pages: AsyncIterable<readonly Figure[]>,
  format: 'csv' | 'xlsx',
  language: 'en' | 'zh-CN',
  { name, baseUrl }: { name: string; baseUrl: string },
): Response {
  const t = translator(language);
  const chinese = language === 'zh-CN';
  async function* rows(): AsyncGenerator<Value[]> {
    for await (const page of pages) for (const figure of page) yield rowOf(figure);
  }
  function rowOf(figure: Figure): Value[] {
    const { citation, ruling, dispute } = figure;
    const settled = dispute?.settled
      ? t(`intelligence.settled.${dispute.settled.state}`)
      : ruling
        ? t('intelligence.settled.ruled')
        : dispute
          ? t('intelligence.settled.open')
          : null;
    return [
      taxonomy[figure.metric][chinese ? 'zh' : 'en'],
      t(`intelligence.measure.${figure.measure}`),
      figure.low,
      figure.high,
      t(`intelligence.bound.${figure.bound}`),
      t(`intelligence.unit.${figure.unit}`),
      figure.currency,
      figure.period,
      figure.basePeriod,
      nameOf(figure.region, regions, chinese),
      nameOf(figure.entity, entities, chinese),
      t(`market.status.${figure.status}`),
      t(`market.status.${figure.statusAsWorded}`),
      citation.quote,
      figure.title,
      figure.source,
      figure.publishedAt,
      settled,
      ruling?.note || null,
      `${baseUrl}/market/documents/${figure.documentId}#${citation.anchor}.${citation.start}-${citation.end}`,
    ];
  }
  const head = columns.map(([column, kind]): Column => ({ title: t(`intelligence.column.${column}`), kind }));
  return tableResponse({ name: t('intelligence.column.sheet'), columns: head, rows: rows() }, format, name);
}

/** The name that a reader knows a place or a kind by; its canonical one where there is no other. */
export function nameOf(canonical: string | null, names: ReadonlyMap<string, { zh: string }>, chinese: boolean): string | null {
  return canonical === null ? null : ((chinese ? names.get(canonical)?.zh : undefined) ?? canonical);
}
