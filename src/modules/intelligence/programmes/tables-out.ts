/** Use-cases of tables: programmes side by side, and programmes to take away. */
import { z } from 'zod';
import { tableResponse, type Column, type Value } from '../../../platform/http/sheets.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { translator, type Translator } from '../../../platform/i18n.ts';
import { formatMajor, minorDigits, money, type Currency } from '../../../platform/money.ts';
import { regions } from '../claims/regions.ts';
import { intelligenceErrors } from '../errors.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import type { programmesRoutes } from './contract.ts';
import type { ProgrammesCore, Whole } from './core.ts';
import { presentSummary } from './record.ts';
import type { createRecordUses } from './records.ts';
import * as repo from './repo.ts';
import type { AmountRange, Cap, Condition, Rate } from './words/contract.ts';

type Comparison = z.output<typeof programmesRoutes.compareProgrammes.response>;
type Compared = z.output<typeof programmesRoutes.compareProgrammes.query>;
type Exported = z.output<typeof programmesRoutes.exportProgrammes.query>;
const mostColumns = 12;
const mostExported = 2000;
const thresholds: ReadonlySet<Condition['kind']> = new Set([
  'revenue_at_least',
  'overseas_revenue_at_least',
  'company_revenue_at_least',
  'investment_at_least',
  'episodes_at_least',
  'minutes_at_least',
  'views_at_least',
  'shot_in',
  'award',
]);

export function createTableUses(parts: IntelligenceParts, core: ProgrammesCore, records: ReturnType<typeof createRecordUses>) {
  const { db } = parts;

  async function compareProgrammes(actor: Actor, query: Compared): Promise<Comparison> {
    return db.read(async (trx) => {
      const { organisationId } = actor;
      const named = query.ids?.split(',').filter((id) => id !== '') ?? [];
      const ids = named.length > 0 ? [...new Set(named)] : (await records.filtered(trx, organisationId, query)).map(({ id }) => id);
      const shown = ids.slice(0, mostColumns);
      const rows = await repo.findProgrammes(trx, organisationId, shown);
      const unknown = named.length > 0 ? shown.find((id) => !rows.some((row) => row.id === id)) : undefined;
      if (unknown !== undefined) throw intelligenceErrors.programme_not_found({ id: unknown });
      const wholes = await core.wholes(trx, rows);
      const ordered = shown.flatMap((id) => wholes.find(({ row }) => row.id === id) ?? []);
      const supports = [...new Set(ordered.flatMap(({ row }) => row.summary.supports))];
      return { columns: ordered.map((whole) => columnOf(whole, supports, core.today())), supports, more: ids.length > shown.length };
    });
  }

  async function exportProgrammes(actor: Actor, query: Exported): Promise<Response> {
    const t = translator(query.language);
    const wholes = await db.read(async (trx) => {
      const ids = (await records.filtered(trx, actor.organisationId, query)).slice(0, mostExported).map(({ id }) => id);
      const found = await core.wholes(trx, await repo.findProgrammes(trx, actor.organisationId, ids));
      return ids.flatMap((id) => found.find(({ row }) => row.id === id) ?? []);
    });
    const table = { name: t('intelligence.programmes.export'), columns: columnsOf(t), rows: linesOf(wholes, t, query.language) };
    return tableResponse(table, query.format, 'programmes');
  }

  return { compareProgrammes, exportProgrammes };
}

function columnOf({ row, standing: { fact } }: Whole, supports: Comparison['supports'], today: string): Comparison['columns'][number] {
  return {
    programme: presentSummary(row, today),
    pot: fact.pot?.value ?? null,
    conditions: fact.conditions.map(({ value }) => value),
    cells: supports.map((support) => ({
      support,
      items: fact.items
        .filter((item) => item.supports.value.includes(support))
        .slice(0, 20)
        .map((item) => ({
          itemId: item.id,
          text: item.text.value,
          rate: item.rate?.value ?? null,
          amount: item.amount?.value ?? null,
          caps: item.caps.map(({ value }) => value),
          thresholds: item.conditions.map(({ value }) => value).filter(({ kind }) => thresholds.has(kind)),
        })),
    })),
  };
}

const names = [
  'name',
  'kind',
  'region',
  'giver',
  'number',
  'state',
  'valid_from',
  'valid_until',
  'windows',
  'supports',
  'text',
  'rate',
  'amount',
  'cap',
  'currency',
  'conditions',
  'how',
  'url',
] as const;
function columnsOf(t: Translator): Column[] {
  const kinds: Partial<Record<(typeof names)[number], Column['kind']>> = { valid_from: 'day', valid_until: 'day' };
  return names.map((name) => ({ title: t(`intelligence.programmes.column.${name}`), kind: kinds[name] ?? 'text' }));
}

async function* linesOf(wholes: readonly Whole[], t: Translator, language: 'en' | 'zh-CN'): AsyncGenerator<Value[]> {
  for (const {
    row,
    standing: { fact },
  } of wholes) {
    const region = fact.region?.value ?? null;
    for (const item of fact.items.length > 0 ? fact.items : [null]) {
      const conditions = [...fact.conditions, ...(item?.conditions ?? [])].map(({ value }) =>
        t(`intelligence.programmes.condition.${value.kind}`, paramsOf(value, t, language)),
      );
      const caps = [...(item?.caps ?? []), ...fact.caps].map(({ value }) => value);
      yield [
        fact.name.value,
        t(`intelligence.programmes.kind.${fact.kind.value}`),
        region === null ? null : regionName(region, language),
        fact.giver?.value.name ?? null,
        fact.documentNumber?.value ?? null,
        t(`intelligence.programmes.state.${row.state}`),
        fact.validFrom?.value ?? null,
        fact.validUntil?.value ?? null,
        fact.windows
          .map(
            ({ value }) =>
              `${value.yearly ? `${t('intelligence.programmes.yearly')} ` : ''}${value.from?.slice(value.yearly ? 5 : 0) ?? ''}–${value.until?.slice(value.yearly ? 5 : 0) ?? ''}`,
          )
          .join('; ') || null,
        item?.supports.value.map((support) => t(`intelligence.programmes.support.${support}`)).join(', ') ?? null,
        item?.text.value ?? null,
        item?.rate ? rateText(item.rate.value) : null,
        item?.amount ? rangeText(item.amount.value) : null,
        caps.map((cap) => capText(cap, t)).join('; ') || null,
        item?.amount?.value.currency ?? caps[0]?.currency ?? null,
        conditions.join('; ') || null,
        fact.howToApply?.value ?? null,
        fact.url?.value ?? null,
      ];
    }
  }
}

const major = (minor: string, currency: string | null): string =>
  formatMajor(money(BigInt(minor), currency !== null && currency in minorDigits ? (currency as Currency) : 'CNY')).replace(/\.00$/, '');
function rangeText({ lowMinor, highMinor, currency }: AmountRange): string {
  const [low, high] = [lowMinor, highMinor].map((minor) => (minor === null ? '' : major(minor, currency)));
  return low === high ? low! : `${low}–${high}`;
}
function rateText({ lowBps, highBps }: Rate): string {
  const percent = (bps: number): string => `${bps / 100} %`;
  if (lowBps !== null && highBps !== null && lowBps !== highBps) return `${percent(lowBps)}–${percent(highBps)}`;
  return lowBps === null ? `≤ ${percent(highBps ?? 0)}` : percent(lowBps);
}
function capText(cap: Cap, t: Translator): string {
  return `${major(cap.amountMinor, cap.currency)}${cap.per === null ? '' : ` / ${t(`intelligence.programmes.per.${cap.per}`)}`}`;
}
function regionName(region: string, language: 'en' | 'zh-CN'): string {
  return language === 'zh-CN' ? (regions.get(region)?.zh ?? region) : region;
}

/** What fills the sentence of a condition. */
function paramsOf(condition: Condition, t: Translator, language: 'en' | 'zh-CN'): Record<string, string> {
  const region = 'region' in condition && condition.region !== null ? regionName(condition.region, language) : '';
  switch (condition.kind) {
    case 'shot_in':
      return {
        region,
        part: condition.shareBps !== null ? `≥ ${condition.shareBps / 100} %` : condition.days !== null ? `≥ ${condition.days}` : '',
      };
    case 'tier':
      return { tiers: condition.tiers.map((tier) => t(`intelligence.programmes.tier.${tier}`)).join(', ') };
    case 'broadcast_on':
      return { platforms: condition.platforms.join(', ') };
    case 'revenue_at_least':
    case 'overseas_revenue_at_least':
    case 'company_revenue_at_least':
    case 'investment_at_least':
      return { amount: `${major(condition.amountMinor, condition.currency)} ${condition.currency ?? ''}`.trim() };
    case 'award':
      return { award: condition.name ?? (condition.level === null ? '' : t(`intelligence.programmes.award.${condition.level}`)) };
    case 'episodes_at_least':
    case 'views_at_least':
      return { number: String(condition.count) };
    case 'minutes_at_least':
      return { number: String(condition.minutes) };
    case 'company_size':
      return { size: t(`intelligence.programmes.size.${condition.size}`) };
    case 'theme':
      return { themes: condition.themes.join(', ') };
    case 'other':
      return { text: condition.text };
    case 'overseas':
      return { places: condition.places.map((one) => regionName(one, language)).join(', ') };
    default:
      return { region };
  }
}
