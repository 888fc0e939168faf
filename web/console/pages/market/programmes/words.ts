/** Programmes in the reader's words: conditions, rates, sums, reasons. */
import { useQuery } from '@tanstack/react-query';
import type { Because, Condition, AmountRange, Cap, Rate } from '../../../../../src/modules/intelligence/programmes/words/contract.ts';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import { figureText } from '../kit/figures.ts';
import { placesQuery } from './queries.ts';

export type Words = {
  i18n: I18n;
  region(name: string | null): string;
  money(minor: string, currency: string | null, bound?: 'exact' | 'at_most' | 'at_least'): string;
  range(range: AmountRange): string;
  cap(cap: Cap): string;
  rate(rate: Rate): string;
  condition(condition: Condition): string;
  because(because: Because): string;
  step(step: Because): string;
  /** What is to be brought, of a checklist. */
  task(what: Because): string;
  worth(worth: { lowMinor: string | null; highMinor: string | null; currency: string | null } | null): string;
  day(day: string | null): string;
};

/** An ISO day as the language writes it; a day has no zone. */
export function dayText(language: string, day: string): string {
  return new Intl.DateTimeFormat(language, { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

export function useProgrammeWords(): Words {
  const i18n = useI18n();
  const places = useQuery(placesQuery).data?.items;
  const { t, language, format } = i18n;
  const region = (name: string | null): string => {
    if (name === null) return t('market.programmes.no_region');
    return language.startsWith('zh') ? (places?.find((place) => place.region === name)?.zh ?? name) : name;
  };
  const money: Words['money'] = (minor, currency, bound = 'exact') => {
    const value = Number(minor) / 100;
    return figureText(i18n, {
      low: bound === 'at_most' ? null : value,
      high: bound === 'at_least' ? null : value,
      bound,
      unit: 'money',
      currency,
    });
  };
  const per = (of: string | null, text: string): string =>
    of === null ? text : t('market.programmes.per', { amount: text, per: t(`intelligence.programmes.per.${of}`) });
  const percent = (bps: number): string => `${format.number(bps / 100, 2)}%`;
  const range = ({ lowMinor, highMinor, currency, per: of }: AmountRange): string => {
    if (lowMinor !== null && highMinor !== null && lowMinor !== highMinor)
      return per(of, t('market.bound.range', { low: money(lowMinor, currency), high: money(highMinor, currency) }));
    if (lowMinor !== null) return per(of, money(lowMinor, currency, highMinor === null ? 'at_least' : 'exact'));
    return per(of, money(highMinor!, currency, 'at_most'));
  };
  const rate = ({ lowBps, highBps, of }: Rate): string => {
    const share =
      lowBps !== null && highBps !== null && lowBps !== highBps
        ? t('market.bound.range', { low: percent(lowBps), high: percent(highBps) })
        : lowBps === null
          ? t('market.bound.at_most', { value: percent(highBps ?? 0) })
          : percent(lowBps);
    return of === null ? share : t('market.programmes.rate_of', { rate: share, base: t(`market.programmes.base.${of}`) });
  };
  return {
    i18n,
    region,
    money,
    range,
    rate,
    cap: ({ amountMinor, currency, per: of }) => per(of, money(amountMinor, currency, 'at_most')),
    condition: (condition) => conditionText(condition, { i18n, region, money }),
    because: (because) => t(`market.programmes.because.${because.code}`, fill(because, { i18n, region, money })),
    step: (step) => t(`market.programmes.step.${step.code}`, fill(step, { i18n, region, money })),
    task: (what) => t(`market.programmes.task.${what.code}`, fill(what, { i18n, region, money })),
    worth: (worth) => {
      if (worth === null || worth.highMinor === null)
        return worth?.lowMinor ? money(worth.lowMinor, worth.currency, 'at_least') : t('market.programmes.worth_unknown');
      if (worth.lowMinor === null) return money(worth.highMinor, worth.currency, 'at_most');
      return worth.lowMinor === worth.highMinor
        ? money(worth.highMinor, worth.currency)
        : t('market.bound.range', { low: money(worth.lowMinor, worth.currency), high: money(worth.highMinor, worth.currency) });
    },
    day: (day) => (day === null ? '–' : dayText(language, day)),
  };
}

type Tools = Pick<Words, 'i18n' | 'region' | 'money'>;
function conditionText(condition: Condition, { i18n: { t, format }, region, money }: Tools): string {
  const say = (params: Record<string, string> = {}): string => t(`intelligence.programmes.condition.${condition.kind}`, params).trim();
  switch (condition.kind) {
    case 'registered_in':
    case 'filed_in':
      return say({ region: region(condition.region) });
    case 'newly_settled':
      return say({ region: condition.region === null ? '' : region(condition.region) });
    case 'shot_in': {
      const part =
        condition.shareBps !== null
          ? t('market.programmes.part_share', { share: format.number(condition.shareBps / 100, 1) })
          : condition.days !== null
            ? t('market.programmes.part_days', { count: condition.days })
            : '';
      return say({ region: region(condition.region), part });
    }
    case 'tier':
      return say({ tiers: format.list(condition.tiers.map((tier) => t(`intelligence.programmes.tier.${tier}`))) });
    case 'broadcast_on':
      return say({ platforms: format.list(condition.platforms) });
    case 'overseas':
      return say({ places: format.list(condition.places.map(region)) });
    case 'revenue_at_least':
    case 'overseas_revenue_at_least':
    case 'company_revenue_at_least':
    case 'investment_at_least':
      return say({ amount: money(condition.amountMinor, condition.currency) });
    case 'award':
      return say({
        award:
          condition.name ??
          (condition.level === null ? t('market.programmes.any_award') : t(`intelligence.programmes.award.${condition.level}`)),
      });
    case 'episodes_at_least':
    case 'views_at_least':
      return say({ number: format.number(condition.count) });
    case 'minutes_at_least':
      return say({ number: format.number(condition.minutes) });
    case 'company_size':
      return say({ size: t(`intelligence.programmes.size.${condition.size}`) });
    case 'theme':
      return say({ themes: format.list(condition.themes) });
    case 'other':
      return condition.text;
    default:
      return say();
  }
}

/** The params of a reason as words: places by their names, sums with their currency, days as days. */
function fill({ params }: Because, { i18n: { t, language, format }, region, money }: Tools): Record<string, string | number> {
  const currency = (params.currency ?? null) as string | null;
  const out: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (value === null) out[name] = '';
    else if (name === 'region') out[name] = region(String(value));
    else if (name === 'place') out[name] = String(value).split('、').map(region).join('、');
    else if (name === 'day') out[name] = dayText(language, String(value));
    else if (name === 'fact') out[name] = t(`market.programmes.fact.${value}`);
    else if (name === 'kind') out[name] = t(`work.kind.${value}`);
    else if (name === 'making') out[name] = t(`work.making.${value}`);
    else if (name === 'tier') out[name] = t(`intelligence.programmes.tier.${value}`);
    else if (name === 'size') out[name] = t(`intelligence.programmes.size.${value}`);
    else if (name === 'of') out[name] = t(`market.programmes.base.${value}`);
    else if (['cap', 'base', 'low', 'high'].includes(name)) out[name] = money(String(value), currency);
    else if ((name === 'have' || name === 'need') && currency !== null && typeof value === 'string') out[name] = money(value, currency);
    else if (name === 'lowBps' || name === 'highBps') out[name] = `${format.number(Number(value) / 100, 2)}%`;
    else if (name === 'per') out[name] = t(`intelligence.programmes.per.${value}`);
    else out[name] = typeof value === 'number' ? format.number(value, 2) : value;
  }
  if ('lowBps' in params || 'highBps' in params) out.rate = (out.highBps || out.lowBps) ?? '';
  if (params.low !== undefined)
    out.amount = out.low === out.high || out.high === '' ? (out.low ?? '') : out.low === '' ? (out.high ?? '') : `${out.low}–${out.high}`;
  return out;
}
