/**
 * What is made wrong on purpose, one recipe for each way in which figures of this industry go wrong. Each says something that what
 * the corpus says elsewhere denies, and knows which of its figures is off.
 */
import type { FindingKind } from '../../../src/modules/intelligence/contradictions/finding.ts';
import { exact, fact, growthOf, inWords, marketOf } from './phenomena.ts';
import type { Random } from './random.ts';
import type { Teller } from './telling.ts';
import type { Fact, Language, Said, Split, TruthClaim } from './truth.ts';
import type { World } from './world.ts';

export type Wrong = { kinds: readonly FindingKind[]; said: readonly Said[]; off: readonly TruthClaim[]; note: string };
type Given = {
  world: World;
  teller: Teller;
  random: Random;
  language: Language;
  split: Split;
  /** Which market is spoken of. */ year: number;
};
type Recipe = (given: Given) => Wrong;

const three = (value: number): number => Math.round(value * 1000) / 1000;
const claims = (said: Said): TruthClaim[] => said.marks.flatMap(({ claim }) => (claim ? [claim] : []));
const only = (said: Said, keep: (claim: TruthClaim) => boolean): TruthClaim[] => claims(said).filter(keep);
const words = (given: Record<string, string | number>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)]));

function marketWrong(
  given: Given,
  change: (fact: Fact) => Fact,
  kinds: readonly FindingKind[],
  note: string,
  phenomenon: 'level' | 'bound' = 'level',
): Wrong {
  const { world, teller, language, year } = given;
  const a = change(marketOf(world, year));
  const said = teller.tellWith(phenomenon, language, { facts: { a }, words: words({ y: year }) });
  return { kinds, said: [said], off: claims(said), note };
}
const times =
  (by: number, step = 1e6) =>
  (of: Fact): Fact => ({ ...of, value: exact(Math.round(((of.value as number) * by) / step) * step) });

const market: Record<string, Recipe> = {
  scale_up: (given) => marketWrong(given, times(10), ['scale'], 'ten times the market'),
  scale_down: (given) => marketWrong(given, times(0.1), ['scale'], 'a tenth of the market'),
  scale_series: (given) => {
    const { world, teller, language } = given;
    const z = world.year - 1;
    const facts = { a: marketOf(world, z - 2), b: times(10)(marketOf(world, z - 1)), c: times(10)(marketOf(world, z)) };
    const said = teller.tellWith('series', language, { facts, words: words({ x: z - 2, y: z - 1, z }) });
    const off = only(said, ({ period }) => period !== String(z - 2));
    return { kinds: ['scale'], said: [said], off, note: 'two of three years ten times too large' };
  },
  period: (given) =>
    marketWrong(given, (of) => ({ ...of, value: given.world.market.get(given.year - 1)! }), ['period'], "another year's market"),
  bound: (given) => {
    const { world, teller, language, year } = given;
    const a = times(1.36)(marketOf(world, year));
    const said = teller.tellWith('bound', language, { facts: { a }, words: words({ y: year }) }, ['a~over:[^}]*']);
    return { kinds: ['bound'], said: [said], off: claims(said), note: 'over more than it is' };
  },
  entity: (given) => {
    const y = given.world.year - 1;
    return marketWrong({ ...given, year: y }, (of) => ({ ...of, value: given.world.free }), ['entity'], 'the free part as the whole');
  },
  currency_dollars: (given) => marketWrong(given, (of) => ({ ...of, currency: 'USD' }), ['currency'], 'yuan called dollars'),
  currency_none: (given) =>
    marketWrong(given, (of) => ({ ...times(1 / 7.16)(of), currency: null }), ['currency'], 'dollars without their name'),
  source: (given) => marketWrong(given, times(given.random.pick([0.83, 0.86, 1.18])), ['source'], 'another figure that nothing explains'),
};

const growth: Record<string, Recipe> = {
  growth_year: ({ world, teller, language, year }) => {
    const g = growthOf(world, year);
    const off = { ...g, value: three((g.value as number) + (year === world.year - 1 ? 0.31 : -0.44 * (g.value as number))) };
    const said = teller.tellWith('yoy', language, { facts: { a: marketOf(world, year), g: off }, words: words({ y: year }) });
    return {
      kinds: ['growth'],
      said: [said],
      off: only(said, ({ measure }) => measure === 'change'),
      note: 'a growth that the years deny',
    };
  },
  growth_multiple: ({ world, teller, language }) => {
    const [x, y] = [world.year - 4, world.year - 1];
    const ratio = Math.round((world.market.get(y)! / world.market.get(x)!) * 23) / 10;
    const m = fact('market_size', 'multiple', 'times', ratio, { period: String(y), basePeriod: String(x) });
    const facts = { a: marketOf(world, x), b: marketOf(world, y), m };
    const said = teller.tellWith('multiple', language, { facts, words: words({ x, y }) });
    return {
      kinds: ['growth'],
      said: [said],
      off: only(said, ({ measure }) => measure === 'multiple'),
      note: 'a multiple that the years deny',
    };
  },
  growth_cagr: ({ world, teller, language }) => {
    const [x, y] = [world.year - 4, world.year - 1];
    const rate = (world.market.get(y)! / world.market.get(x)!) ** (1 / 3) - 1;
    const c = fact('market_size', 'cagr', 'share', three(rate * 0.52), { period: `${x}..${y}`, basePeriod: String(x) });
    const said = teller.tellWith('cagr', language, { facts: { c }, words: words({ x, y }) });
    return { kinds: ['growth'], said: [said], off: claims(said), note: 'a CAGR that does not recompute' };
  },
};

const identity: Record<string, Recipe> = {
  x_of_y: ({ world, teller, language }) => {
    const period = String(world.year - 1);
    const { all, realist, share } = world.tracked;
    const of = { period, entity: 'realist titles' };
    const facts = {
      x: fact('titles', 'level', 'titles', realist, of),
      n: fact('titles', 'level', 'titles', all, { period, entity: 'tracked titles' }),
      q: fact('titles', 'share', 'share', three(share > 0.5 ? share - 0.17 : share + 0.19), of),
    };
    const said = teller.tellWith('x_of_y', language, { facts, words: words({ y: period }) });
    return { kinds: ['identity'], said: [said], off: claims(said), note: 'x of y against its percentage' };
  },
  shares: ({ world, teller, language }) => {
    const period = String(world.year - 1);
    const [p, q, r] = world.revenueShares;
    const of = (value: number, entity: string): Fact => fact('revenue', 'share', 'share', three(value), { period, entity });
    const facts = { p: of(p, 'advertising'), q: of(q + 0.14, 'paid content'), r: of(r + 0.06, 'e-commerce') };
    const said = teller.tellWith('shares', language, { facts, words: words({ y: period }) });
    return { kinds: ['identity'], said: [said], off: claims(said), note: 'shares beyond one' };
  },
  users: ({ world, teller, language, random, split }) => {
    const period = `${world.year}-06`;
    const manner = { language, split, random };
    const u = fact('users', 'level', 'people', exact(Math.round((world.internet.june * 1.24) / 1e6) * 1e6), { period });
    const said = teller.tellWith('user_bound', language, { facts: { u }, words: words({ t: inWords(period, manner) }) });
    const i = fact('internet_users', 'level', 'people', world.internet.june, { period });
    const beside = teller.tellExtra('internet', language, { facts: { i }, words: words({ t: inWords(period, manner) }) });
    return { kinds: ['identity'], said: [said, beside], off: claims(said), note: 'users beyond people' };
  },
  city: ({ world, teller, language, random }) => {
    const period = String(world.year - 1);
    const city = world.cities[2]!;
    const a = fact(
      'market_size',
      'level',
      'money',
      exact(Math.round((world.market.get(world.year - 1)! * random.between(1.2, 1.5)) / 1e7) * 1e7),
      {
        period,
        region: city.region,
      },
    );
    const said = teller.tellExtra('city_level', language, { facts: { a }, words: words({ y: period, city: city[language] }) });
    return { kinds: ['identity'], said: [said], off: claims(said), note: 'a part larger than the whole' };
  },
};

const ranges: Record<string, Recipe> = {
  ranges_apart: ({ world, teller, language }) => {
    const period = String(world.year - 1);
    const a = fact('production_cost', 'level', 'money', [world.cost[1] + 200_000, world.cost[1] + 500_000], { period });
    const said = teller.tellWith('cost_one', language, { facts: { a }, words: words({ y: period }) });
    return { kinds: ['range', 'source'], said: [said], off: claims(said), note: 'ranges that do not meet' };
  },
  range_inverted: ({ world, teller, language }) => {
    const period = String(world.year - 1);
    const a = fact('production_cost', 'level', 'money', [world.cost[1], world.cost[0]], { period });
    const said = teller.tellWith('cost_one', language, { facts: { a }, words: words({ y: period }) });
    return { kinds: ['range'], said: [said], off: claims(said), note: 'a range that runs downwards' };
  },
  users_tenth: ({ world, teller, language, random, split }) => {
    const period = `${world.year - 1}-12`;
    const u = fact('users', 'level', 'people', exact(world.users.end / 10), { period });
    const said = teller.tellWith('users', language, {
      facts: { u, s: fact('penetration', 'share', 'share', world.penetration.end, { period }) },
      words: words({ t: inWords(period, { language, split, random }) }),
    });
    return { kinds: ['scale'], said: [said], off: only(said, ({ metric }) => metric === 'users'), note: 'a tenth of the users' };
  },
};

export const recipes = { market, growth, identity, ranges };
