/** What can be said of the world: each phenomenon chooses its figures and words; templates of each language and split say it. */
import type { MetricId } from '../../../src/modules/intelligence/claims/metrics.ts';
import type { Measure } from '../../../src/modules/intelligence/claims/claim.ts';
import type { Unit } from '../../../src/modules/intelligence/quantities/quantity.ts';
import type { Fact } from './truth.ts';
import type { Manner, Slots } from './wording.ts';
import type { City, Name, World } from './world.ts';

export const phenomenonNames = [
  'level',
  'bound',
  'estimate',
  'forecast',
  'stale',
  'target',
  'series',
  'before_after',
  'multiple',
  'cagr',
  'cagr_bare',
  'yoy',
  'decline',
  'users',
  'user_bound',
  'share',
  'shares',
  'points',
  'x_of_y',
  'rank',
  'toplist',
  'companies',
  'practitioners',
  'titles',
  'filings',
  'cost',
  'cost_one',
  'vague',
  'materials',
  'ad_spend',
  'monthly',
  'overseas',
  'overseas_forecast',
  'mau',
  'time',
  'pay',
  'cap',
  'rate',
  'threshold',
  'award',
  'fund',
  'numerals',
  'relative',
  'half',
  'box',
  'film',
  'noise',
  'headline',
  'filler',
] as const;
export type Phenomenon = (typeof phenomenonNames)[number];
export type Templates = Readonly<Record<Phenomenon, readonly string[]>>;

type Of = Partial<Omit<Fact, 'metric' | 'measure' | 'unit' | 'value'>>;

export const fact = (metric: MetricId, measure: Measure, unit: Unit, value: Fact['value'], of: Of = {}): Fact => ({
  metric,
  measure,
  unit,
  value,
  currency: unit === 'money' ? 'CNY' : null,
  period: null,
  basePeriod: null,
  region: 'China',
  entity: null,
  status: 'actual',
  statusAsWorded: of.status ?? 'actual',
  ...of,
});

export const exact = (value: number): number => Number(value.toPrecision(10));
const tenth = (share: number): number => Math.round(share * 1000) / 1000;
export const marketOf = (world: World, year: number, of: Of = {}): Fact =>
  fact('market_size', 'level', 'money', world.market.get(year)!, { period: String(year), ...of });
export const growthOf = (world: World, year: number, of: Of = {}): Fact =>
  fact('market_size', 'change', 'share', tenth(world.market.get(year)! / world.market.get(year - 1)! - 1), {
    period: String(year),
    basePeriod: String(year - 1),
    ...of,
  });
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const quarters = ['first', 'second', 'third', 'fourth'];

/** A period in words, in the manner of a split. */
export function inWords(period: string, { language, split, random }: Manner): string {
  const [year, part] = period.split('-') as [string, string | undefined];
  const dev = split === 'dev';
  if (part === undefined) return year;
  if (part === 'H1') {
    if (language === 'en')
      return random.pick(
        dev
          ? [`the first half of ${year}`, `H1 ${year}`, `January to June ${year}`, `the first six months of ${year}`]
          : [`the first half of ${year}`, `1H ${year}`, `January-June ${year}`, `the opening six months of ${year}`],
      );
    return random.pick(
      dev
        ? [`${year}年上半年`, `${year}年1—6月`, `${year}上半年`]
        : [`${year}年上半年`, `${year}年1至6月`, `${year}年前六个月`, `${year}年1-6月`],
    );
  }
  if (part.startsWith('Q')) {
    const at = Number(part[1]) - 1;
    if (language === 'en')
      return random.pick(
        dev
          ? [`the ${quarters[at]} quarter of ${year}`, `Q${at + 1} ${year}`]
          : [`the ${quarters[at]} quarter of ${year}`, `Q${at + 1} of ${year}`, `${year} Q${at + 1}`],
      );
    const han = '一二三四'[at]!;
    return random.pick(
      dev ? [`${year}年第${han}季度`, `${year}年${han}季度`] : [`${year}年第${at + 1}季度`, `${year}年Q${at + 1}`, `${year}年${han}季度`],
    );
  }
  const month = Number(part);
  return language === 'en' ? `${months[month - 1]} ${year}` : `${year}年${month}月`;
}

const name = (of: Name, { language }: Manner): string => of[language];

/** The middle or the end: half a year apart. */
function counted(world: World, manner: Manner): { at: 'end' | 'june'; period: string; words: string } {
  const { random, language } = manner;
  if (random() < 0.6) return { at: 'june', period: `${world.year}-06`, words: inWords(`${world.year}-06`, manner) };
  const year = world.year - 1;
  if (random() < 0.5) return { at: 'end', period: `${year}-12`, words: inWords(`${year}-12`, manner) };
  return { at: 'end', period: String(year), words: language === 'en' ? `the end of ${year}` : `${year}年${random.pick(['底', '末'])}` };
}

const share = (metric: MetricId, value: number, of: Of): Fact => fact(metric, 'share', 'share', value, of);

type Choose = (world: World, manner: Manner, city: City) => Slots;
const slots = (facts: Record<string, Fact>, words: Record<string, string | number> = {}): Slots => ({
  facts,
  words: Object.fromEntries(Object.entries(words).map(([key, word]) => [key, String(word)])),
});
const policy = (city: City, of: Of = {}): Of => ({ region: city.region, status: 'policy', ...of });

const last = (world: World): number => world.year - 1;

export const choose: Record<Phenomenon, Choose> = {
  level: (w, { random }) => {
    const y = last(w) - random.int(3);
    return slots({ a: marketOf(w, y) }, { y });
  },
  bound: (w, { random }) => {
    const y = last(w) - random.int(3);
    return slots({ a: marketOf(w, y) }, { y });
  },
  estimate: (w, m) => {
    const y = last(w) - m.random.int(2);
    return slots({ a: marketOf(w, y, { status: 'estimate' }) }, { y, who: name(m.random.pick(w.forecasters), m) });
  },
  forecast: (w, m) => {
    const y = w.year + m.random.int(2);
    const who = m.random.pick(w.forecasters);
    return slots(
      { a: fact('market_size', 'level', 'money', who.market.get(y)!, { period: String(y), status: 'forecast' }) },
      { y, who: name(who, m) },
    );
  },
  stale: (w) => slots({ a: marketOf(w, last(w), { status: 'actual', statusAsWorded: 'forecast' }) }, { y: last(w) }),
  target: (w, m, city) => {
    const y = w.year + 2;
    return slots(
      { a: fact('market_size', 'level', 'money', city.target, { period: String(y), region: city.region, status: 'target' }) },
      { y, city: name(city, m) },
    );
  },
  series: (w, { random }) => {
    const z = last(w) - random.int(2);
    return slots({ a: marketOf(w, z - 2), b: marketOf(w, z - 1), c: marketOf(w, z) }, { x: z - 2, y: z - 1, z });
  },
  before_after: (w, { random }) => {
    const y = last(w);
    const x = y - 1 - random.int(3);
    return slots({ a: marketOf(w, x), b: marketOf(w, y) }, { x, y });
  },
  multiple: (w, { random }) => {
    const y = last(w);
    const x = y - 2 - random.int(2);
    const ratio = Math.round((w.market.get(y)! / w.market.get(x)!) * 10) / 10;
    return slots(
      {
        a: marketOf(w, x),
        b: marketOf(w, y),
        m: fact('market_size', 'multiple', 'times', ratio, { period: String(y), basePeriod: String(x) }),
      },
      { x, y },
    );
  },
  cagr: (w, { random }) => {
    const y = last(w);
    const x = y - 2 - random.int(2);
    const rate = tenth((w.market.get(y)! / w.market.get(x)!) ** (1 / (y - x)) - 1);
    return slots({ c: fact('market_size', 'cagr', 'share', rate, { period: `${x}..${y}`, basePeriod: String(x) }) }, { x, y });
  },
  cagr_bare: (w) => slots({ c: fact('market_size', 'cagr', 'share', w.aiGrowth, { entity: 'AI micro-dramas' }) }),
  yoy: (w, { random }) => {
    const y = last(w) - random.int(3);
    return slots({ a: marketOf(w, y), g: growthOf(w, y) }, { y });
  },
  decline: (w) =>
    slots(
      {
        g: fact('revenue', 'change', 'share', w.decline, {
          period: String(last(w)),
          basePeriod: String(last(w) - 1),
          entity: 'paid micro-dramas',
        }),
      },
      { y: last(w) },
    ),
  users: (w, m) => {
    const { at, period, words } = counted(w, m);
    return slots(
      { u: fact('users', 'level', 'people', w.users[at], { period }), s: share('penetration', w.penetration[at], { period }) },
      { t: words },
    );
  },
  user_bound: (w, m) => {
    const { at, period, words } = counted(w, m);
    return slots({ u: fact('users', 'level', 'people', w.users[at], { period }) }, { t: words });
  },
  share: (w) => slots({ s: share('users', w.women, { period: String(last(w)), entity: 'women' }) }, { y: last(w) }),
  shares: (w) => {
    const period = String(last(w));
    const [p, q, r] = w.revenueShares;
    const of = (value: number, entity: string): Fact => share('revenue', value, { period, entity });
    return slots({ p: of(p, 'advertising'), q: of(q, 'paid content'), r: of(r, 'e-commerce') }, { y: last(w) });
  },
  points: (w, m) => {
    const period = `${w.year}-06`;
    const rise = tenth(w.penetration.june - w.penetration.end);
    return slots(
      { s: share('penetration', w.penetration.june, { period }), d: fact('penetration', 'change', 'points', rise, { period }) },
      { t: inWords(period, m) },
    );
  },
  x_of_y: (w) => {
    const period = String(last(w));
    const { all, realist, share: q } = w.tracked;
    const of = { period, entity: 'realist titles' };
    return slots(
      {
        x: fact('titles', 'level', 'titles', realist, of),
        n: fact('titles', 'level', 'titles', all, { period, entity: 'tracked titles' }),
        q: share('titles', q, of),
      },
      { y: last(w) },
    );
  },
  rank: (w, m, city) =>
    slots(
      { r: fact('rank', 'rank', 'rank', city.rank, { period: String(last(w)), alsoPeriod: null, region: city.region }) },
      { y: last(w), city: name(city, m) },
    ),
  toplist: (w) =>
    slots(
      { x: fact('apps', 'level', 'apps', w.topApps, { period: String(last(w)), region: 'Overseas', entity: 'Top 100' }) },
      { y: last(w) },
    ),
  companies: (w, m, city) => {
    const of = { period: String(last(w)), region: city.region };
    return slots(
      {
        n: fact('companies', 'level', 'companies', city.companies, of),
        g: fact('companies', 'change', 'share', city.companiesGrowth, { ...of, basePeriod: String(last(w) - 1) }),
      },
      { y: last(w), city: name(city, m) },
    );
  },
  practitioners: (w, m, city) =>
    slots(
      { n: fact('practitioners', 'level', 'people', city.people, { period: String(last(w)), region: city.region }) },
      { y: last(w), city: name(city, m) },
    ),
  titles: (w, m, city) =>
    slots(
      { n: fact('titles', 'level', 'titles', city.titles, { period: String(last(w)), region: city.region }) },
      { y: last(w), city: name(city, m) },
    ),
  filings: (w, m) => {
    const period = `${w.year}-07`;
    return slots(
      {
        n: fact('filings', 'level', 'titles', w.filings.titles, { period }),
        e: fact('filings', 'level', 'episodes', w.filings.episodes, { period }),
      },
      { t: inWords(period, m) },
    );
  },
  cost: (w) => slots({ a: fact('production_cost', 'level', 'money', w.costBefore), b: fact('production_cost', 'level', 'money', w.cost) }),
  cost_one: (w) => slots({ a: fact('production_cost', 'level', 'money', w.cost, { period: String(last(w)) }) }, { y: last(w) }),
  vague: () => slots({}),
  materials: (w, m) => {
    const of = { period: `${w.year}-H1` };
    return slots(
      {
        n: fact('ad_materials', 'level', 'materials', w.materials.count, of),
        g: fact('ad_materials', 'change', 'share', w.materials.growth, { ...of, basePeriod: `${last(w)}-H1` }),
      },
      { t: inWords(of.period, m) },
    );
  },
  ad_spend: (w, m) => {
    const of = { period: `${w.year}-H1` };
    return slots(
      {
        a: fact('ad_spend', 'level', 'money', w.adSpend.money, of),
        g: fact('ad_spend', 'change', 'share', w.adSpend.growth, { ...of, basePeriod: `${last(w)}-H1` }),
      },
      { t: inWords(of.period, m) },
    );
  },
  monthly: (w, m) => {
    const [from, to] = [`${w.year}-01`, `${w.year}-06`];
    const of = { region: 'Overseas' };
    return slots(
      {
        a: fact('downloads', 'level', 'downloads', w.downloads.january, { ...of, period: from }),
        b: fact('downloads', 'level', 'downloads', w.downloads.june, { ...of, period: to }),
        g: fact('downloads', 'change', 'share', w.downloads.growth, { ...of, period: to, basePeriod: from }),
      },
      { m: inWords(from, m), n: inWords(to, m) },
    );
  },
  overseas: (w, m) => {
    const of = { period: `${w.year}-Q2`, region: 'Overseas' };
    return slots(
      {
        a: fact('revenue', 'level', 'money', w.overseas.money, { ...of, currency: 'USD' }),
        g: fact('revenue', 'change', 'share', w.overseas.growth, { ...of, basePeriod: `${last(w)}-Q2` }),
      },
      { t: inWords(of.period, m) },
    );
  },
  overseas_forecast: (w, m) => {
    const y = w.year + 1;
    const who = m.random.pick(w.forecasters);
    return slots(
      {
        a: fact('market_size', 'level', 'money', who.overseas, {
          period: String(y),
          region: 'Overseas',
          currency: 'USD',
          status: 'forecast',
        }),
      },
      { y, who: name(who, m) },
    );
  },
  mau: (w, m) => {
    const app = m.random.pick(w.apps);
    const period = `${w.year}-06`;
    return slots({ n: fact('mau', 'level', 'people', app.mau, { period, entity: app.en }) }, { app: name(app, m), t: inWords(period, m) });
  },
  time: (w, m) => {
    const period = `${w.year}-06`;
    return slots({ n: fact('usage_time', 'level', 'minutes', w.minutes, { period }) }, { t: inWords(period, m) });
  },
  pay: (w) => {
    const period = String(last(w));
    return slots(
      { p: share('paying_rate', w.paying.rate, { period }), a: fact('arpu', 'level', 'money', w.paying.money, { period }) },
      { y: last(w) },
    );
  },
  cap: (_, m, city) => slots({ a: fact('subsidy', 'cap', 'money', city.cap, policy(city)) }, { city: name(city, m) }),
  rate: (_, m, city) =>
    slots(
      { s: share('subsidy', city.rate, policy(city)), a: fact('subsidy', 'cap', 'money', city.rateCap, policy(city)) },
      { city: name(city, m) },
    ),
  threshold: (_, m, city) =>
    slots(
      {
        h: fact('subsidy', 'threshold', 'money', city.threshold, policy(city)),
        a: fact('subsidy', 'level', 'money', city.award, policy(city)),
      },
      { city: name(city, m) },
    ),
  award: (_, m, city) =>
    slots(
      {
        a: fact('subsidy', 'level', 'money', city.award, policy(city)),
        b: fact('subsidy', 'level', 'money', city.provincial, policy(city)),
      },
      { city: name(city, m) },
    ),
  fund: (_, m, city) =>
    slots(
      {
        a: fact('fund_size', 'level', 'money', city.fund, { region: city.region, status: 'target' }),
        b: fact('fund_size', 'level', 'money', city.fundFirst, { region: city.region, entity: 'first contribution' }),
      },
      { city: name(city, m) },
    ),
  numerals: () => slots({}),
  relative: (w) => {
    const y = last(w);
    return slots({ a: marketOf(w, y), g: growthOf(w, y) }, { y });
  },
  half: (w, m) => {
    const company = m.random.pick(w.companies);
    const of = { period: `${w.year}-H1`, entity: company.en };
    return slots(
      {
        a: fact('revenue', 'level', 'money', company.revenue, of),
        g: fact('revenue', 'change', 'share', company.growth, { ...of, basePeriod: `${last(w)}-H1` }),
      },
      { co: name(company, m), t: inWords(of.period, m) },
    );
  },
  box: (w, m, city) =>
    slots(
      { a: fact('box_office', 'level', 'money', city.box, { period: String(last(w)), region: city.region }) },
      { y: last(w), city: name(city, m) },
    ),
  film: (w) => {
    const y = last(w);
    return slots({ a: marketOf(w, y), f: fact('box_office', 'level', 'money', w.film, { period: String(y), entity: 'films' }) }, { y });
  },
  noise: () => slots({}),
  headline: (w) => slots({ a: marketOf(w, last(w), { currency: null, period: null, alsoPeriod: String(last(w)) }) }),
  filler: () => slots({}),
};
