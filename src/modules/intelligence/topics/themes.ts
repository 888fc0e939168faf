/** What a sentence is about, by its words, its figures and the heading that it stands under. */
import type { MetricId } from '../claims/metrics.ts';
import { aliasesIn, foldWords } from '../searching/aliases.ts';
import { themes, type Theme } from './contract.ts';

const byGroup: Readonly<Record<string, Theme>> = {
  market_size: 'market',
  market: 'market',
  revenue: 'market',
  box_office: 'market',
  growth: 'market',
  users: 'users',
  paying_users: 'users',
  internet_users: 'users',
  penetration: 'users',
  mau: 'users',
  dau: 'users',
  usage_time: 'users',
  titles: 'production',
  production_cost: 'production',
  director: 'production',
  quality: 'production',
  episodes: 'production',
  shooting_bases: 'production',
  companies: 'production',
  practitioners: 'production',
  platform: 'platforms',
  hongguo: 'platforms',
  douyin: 'platforms',
  kuaishou: 'platforms',
  tencent: 'platforms',
  iqiyi: 'platforms',
  free_drama: 'platforms',
  paid_drama: 'platforms',
  revenue_sharing: 'platforms',
  ad_spend: 'advertising',
  ad_materials: 'advertising',
  overseas: 'overseas',
  downloads: 'overseas',
  reelshort: 'overseas',
  dramabox: 'overseas',
  united_states: 'overseas',
  japan: 'overseas',
  southeast_asia: 'overseas',
  regulation: 'regulation',
  filings: 'regulation',
  subsidy: 'support',
  tax_relief: 'support',
  government: 'support',
  fund: 'capital',
  investment: 'capital',
  ai: 'technology',
};
const byMetric: Partial<Readonly<Record<MetricId, Theme>>> = {
  market_size: 'market',
  revenue: 'market',
  box_office: 'market',
  consumption: 'market',
  users: 'users',
  paying_users: 'users',
  penetration: 'users',
  mau: 'users',
  dau: 'users',
  usage_time: 'users',
  titles: 'production',
  production_cost: 'production',
  companies: 'production',
  practitioners: 'production',
  shooting_bases: 'production',
  filings: 'regulation',
  ad_spend: 'advertising',
  ad_materials: 'advertising',
  subsidy: 'support',
  tax_relief: 'support',
  fund_size: 'capital',
  investment: 'capital',
};
/** Words so common that they tell little by themselves. */
const faint = new Set(['market', 'titles', 'platform', 'growth', 'companies', 'quality']);

/** The theme of a sentence under a heading (empty for none), with the metrics of its claims; the earlier theme where two are as likely. */
export function themeOf(sentence: string, heading: string, metrics: readonly MetricId[] = []): Theme {
  const weights = new Map<Theme, number>();
  const add = (theme: Theme | undefined, weight: number): void => void (theme && weights.set(theme, (weights.get(theme) ?? 0) + weight));
  for (const metric of new Set(metrics)) add(byMetric[metric], 2);
  for (const group of groupsOf(sentence)) add(byGroup[group], faint.has(group) ? 0.5 : 1.2);
  for (const group of groupsOf(heading)) add(byGroup[group], faint.has(group) ? 0.4 : 0.8);
  let best: Theme = 'other';
  let most = 0.4;
  for (const theme of themes) {
    const weight = weights.get(theme) ?? 0;
    if (weight > most) [best, most] = [theme, weight];
  }
  return best;
}

function groupsOf(text: string): Set<string> {
  return new Set(aliasesIn(foldWords(text)).flatMap(({ groups }) => groups));
}
