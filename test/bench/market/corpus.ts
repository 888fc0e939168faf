/**
 * A corpus from a seed: some thirty files of one world, in Chinese and English, with what is claimed in each, what was made wrong, and
 * what differs and may. The same seed makes the same corpus everywhere.
 */
import { fact, growthOf, inWords, marketOf, phenomenonNames, type Phenomenon } from './phenomena.ts';
import { fileOf, plain, type Draft, type Group, type Shape, type Table } from './pages.ts';
import { randomOf, type Random } from './random.ts';
import { tellerOf, type Teller } from './telling.ts';
import type { ClaimAt, Control, Corpus, Language, MarketFile, Planted, Said, Split, TruthClaim } from './truth.ts';
import { worldOf, type City, type World } from './world.ts';
import { recipes, type Wrong } from './wrong.ts';

const ofProgrammes: readonly Phenomenon[] = ['target', 'cap', 'rate', 'threshold', 'award', 'fund'];
const apart: readonly Phenomenon[] = ['noise', 'headline', 'filler', 'stale'];
const dealt = phenomenonNames.filter((name) => !apart.includes(name) && !ofProgrammes.includes(name));

const heads: Record<Language, readonly string[]> = {
  en: [
    'Market Growth and Potential',
    'Content and Audience',
    'Platforms and Business Models',
    'Regional Developments',
    'Going Overseas',
    'Outlook',
  ],
  zh: ['市场规模', '内容与用户', '平台与商业模式', '地方动态', '出海', '趋势展望'],
};
const titles: Record<Language, readonly string[]> = {
  en: [
    'Why capital is looking at micro-dramas',
    'Micro-dramas enter their second act',
    'How cities compete for crews',
    'Short dramas look for staying power',
  ],
  zh: ['微短剧精品化走到哪步了？', '流量共舞更要价值共振', '微短剧竞争升级，城市如何破圈', '资本开始布局微短剧'],
};
const sources: Record<Split, Record<Language, readonly string[]>> = {
  dev: {
    en: ['Harbour Business Daily', 'Lanhai Research', 'Screen Ledger', 'Jiang Hai Ri Bao', 'Newswire Asia'],
    zh: ['江海日报', '蓝海研究院', '新视听观察', '财经周报', '城市晚报'],
  },
  heldout: {
    en: ['The Orchard Review', 'Dong Fang Wan Bao', 'Vertical Weekly', 'Eastgate Times', 'Stream Notes'],
    zh: ['东方晚报', '竖屏周刊', '产业参考', '融媒头条', '北门洞察'],
  },
};

type Making = { split: Split; random: Random; world: World; teller: Teller; turn: number };
/** What a file is made of, before it has a place. */
type Plan = { name: string; drafts: Draft[]; shape: Shape; wrong?: { of: Wrong; draft: number }[]; control?: string };

function dated({ random, world }: Making, year = world.year): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${two(8 + random.int(4))}-${two(1 + random.int(28))} ${two(7 + random.int(16))}:${two(random.int(60))}`;
}

function titleOf({ teller, random }: Making, language: Language): Said {
  return random() < 0.6 ? teller.tell('headline', language) : plain(random.pick(titles[language]));
}

/** The sentences in groups, with words between the figures. */
function draftOf(making: Making, language: Language, said: readonly Said[], of: Partial<Draft> = {}): Draft {
  const { random, teller, split } = making;
  const core = said.slice(0, 2);
  const rest = said.slice(2);
  const groups: Group[] = [];
  const names = random.some(heads[language], 4);
  for (let at = 0; at < rest.length || groups.length < 1;) {
    const take = 2 + random.int(2);
    const items = [...rest.slice(at, at + take), teller.tell('filler', language)];
    if (random() < 0.25) items.push(teller.tell('noise', language));
    groups.push({ head: names[groups.length % names.length]!, items });
    at += take;
  }
  const titleLanguage = language === 'en' && random() < 0.4 ? 'zh' : language;
  return {
    language,
    title: titleOf(making, titleLanguage),
    source: random.pick(sources[split][titleLanguage]),
    publishedAt: dated(making),
    core,
    groups,
    ...of,
  };
}

const shapeOf = (random: Random, language: Language): Shape =>
  random.pick(
    language === 'en'
      ? ['digest', 'digest', 'digest-lines', 'article', 'html', 'markdown']
      : ['article', 'article', 'digest-lines', 'html', 'markdown'],
  );

/** What others are measured by: every year's market, the users, the netizens, the costs, a city. */
function anchors(making: Making): Plan[] {
  const { world, teller, random, split } = making;
  const z = world.year - 1;
  return (['zh', 'en'] as const).map((language): Plan => {
    const manner = { language, split, random };
    const series = (last: number): Said =>
      teller.tellWith('series', language, {
        facts: { a: marketOf(world, last - 2), b: marketOf(world, last - 1), c: marketOf(world, last) },
        words: { x: String(last - 2), y: String(last - 1), z: String(last) },
      });
    const counted = (period: string, at: 'end' | 'june'): Said[] => [
      teller.tellWith('users', language, {
        facts: {
          u: fact('users', 'level', 'people', world.users[at], { period }),
          s: fact('penetration', 'share', 'share', world.penetration[at], { period }),
        },
        words: { t: inWords(period, manner) },
      }),
      teller.tellExtra('internet', language, {
        facts: { i: fact('internet_users', 'level', 'people', world.internet[at], { period }) },
        words: { t: inWords(period, manner) },
      }),
    ];
    const city = world.cities[language === 'zh' ? 0 : 1]!;
    const y = String(z);
    const said = [
      series(z),
      series(z - 1),
      ...counted(language === 'zh' ? `${world.year}-06` : `${z}-12`, language === 'zh' ? 'june' : 'end'),
      teller.tell('cost_one', language),
      teller.tellExtra('free_level', language, {
        facts: { a: fact('market_size', 'level', 'money', world.free, { period: y, entity: 'free micro-dramas' }) },
        words: { y },
      }),
      teller.tellExtra('city_level', language, {
        facts: { a: fact('market_size', 'level', 'money', city.market, { period: y, region: city.region }) },
        words: { y, city: city[language] },
      }),
      teller.tell('film', language),
    ];
    return { name: `anchor-${language}`, drafts: [draftOf(making, language, said)], shape: language === 'zh' ? 'article' : 'digest' };
  });
}

/** Everything that can be said, once in each language. */
function generals(making: Making): Plan[] {
  const { random, teller } = making;
  return (['zh', 'en'] as const).flatMap((language) => {
    const order = random.some(dealt, dealt.length);
    return Array.from({ length: 5 }, (_, at): Plan => {
      const mine = order.filter((__, n) => n % 5 === at);
      const stale = at < 1 ? [teller.tell('stale', language)] : [];
      const said = [...mine.map((name) => teller.tell(name, language)), ...stale];
      const wrong = stale.map((each) => ({
        of: {
          kinds: ['status'],
          said: [each],
          off: each.marks.flatMap(({ claim }) => (claim ? [claim] : [])),
          note: 'a forecast of what is over',
        } as Wrong,
        draft: 0,
      }));
      return { name: `${language}-${at}`, drafts: [draftOf(making, language, said)], shape: shapeOf(random, language), wrong };
    });
  });
}

function programmes(making: Making): Plan[] {
  const { world, teller, random, split } = making;
  const zhTitle = (city: City): string => `${city.zh}关于促进微短剧产业高质量发展的若干措施`;
  return world.cities.map((city, at): Plan => {
    const language: Language = at === 1 ? 'en' : 'zh';
    const tell = (name: Phenomenon): Said => teller.tell(name, language, city);
    const groups: Group[] = [
      {
        head: language === 'zh' ? '支持措施' : 'Support',
        items: [tell('cap'), tell('rate'), tell('threshold'), teller.tell('noise', language)],
      },
      {
        head: language === 'zh' ? '奖励与基金' : 'Awards and funds',
        items: [tell('award'), tell('fund'), teller.tell('filler', language)],
      },
    ];
    const title = language === 'zh' ? zhTitle(city) : `Measures of ${city.en} for the growth of the micro-drama industry`;
    const publishedAt = dated(making);
    const source = language === 'zh' ? `${city.zh}人民政府办公室` : `${city.en} Municipal Government`;
    const draft = draftOf(making, language, [], { title: plain(title), source, publishedAt, core: [tell('target')], groups });
    return {
      name: `policy-${at}`,
      drafts: [draft],
      shape: split === 'heldout' && random() < 0.3 ? 'html' : 'policy',
      control: 'programmes',
    };
  });
}

function tables(making: Making): Plan[] {
  const { world, random } = making;
  return (['zh', 'en'] as const).map((language): Plan => {
    const zh = language === 'zh';
    const power = zh ? 1e8 : 1e9;
    const cell = (value: number, text: string, of: Partial<TruthClaim>, base: TruthClaim): Said => ({
      text,
      marks: [{ start: 0, end: text.length, claim: { ...base, ...of, low: value, high: value } }],
    });
    const rows = [4, 3, 2, 1].map((ago): Said[] => {
      const year = world.year - ago;
      const { value: _, ...money } = marketOf(world, year);
      const base: TruthClaim = { ...money, low: 0, high: 0, bound: 'exact', phenomenon: 'table' };
      const value = world.market.get(year)!;
      const growth = growthOf(world, year);
      const head = plain(zh ? `${year}年` : String(year));
      const market = cell(value, String(Number((value / power).toPrecision(10))), {}, base);
      if (ago === 4) return [head, market, plain('—')];
      const share = growth.value as number;
      return [
        head,
        market,
        cell(
          share,
          `${Number((share * 100).toPrecision(6))}%`,
          { measure: 'change', unit: 'share', currency: null, basePeriod: growth.basePeriod },
          base,
        ),
      ];
    });
    const table: Table = {
      caption: zh ? '表1 我国微短剧市场规模（单位：亿元）' : "Table 1. Size of China's micro-drama market (billion yuan)",
      head: zh ? ['年份', '市场规模（亿元）', '同比增长'] : ['Year', 'Market size (billion yuan)', 'Year-on-year growth'],
      rows,
    };
    const draft = draftOf(making, language, [making.teller.tell('time', language)], { table });
    return { name: `table-${language}`, drafts: [draft], shape: random.pick(['markdown', 'html'] as const) };
  });
}

/** Of the year before: what was expected then by who expects something else now. */
function earlier(making: Making): Plan {
  const { world, teller } = making;
  const language: Language = making.turn % 2 ? 'zh' : 'en';
  const said = world.forecasters.slice(0, 3).map((who, at) => {
    const y = world.year + (at % 2);
    const a = fact('market_size', 'level', 'money', who.earlier.get(y)!, { period: String(y), status: 'forecast' });
    return teller.tellWith('forecast', language, { facts: { a }, words: { y: String(y), who: who[language] } });
  });
  const draft = draftOf(making, language, said, { title: plain(titles[language][0]!), publishedAt: dated(making, world.year - 1) });
  return { name: 'earlier', drafts: [draft], shape: 'article', control: 'vintages' };
}

function plantedPlans(making: Making): Plan[] {
  const { world, teller, random, split, turn } = making;
  const all = {
    market: Object.entries(recipes.market),
    growth: Object.entries(recipes.growth),
    identity: Object.entries(recipes.identity),
    ranges: Object.entries(recipes.ranges),
  };
  const years = random.some([world.year - 1, world.year - 2, world.year - 3], 3);
  const first = all.market[(turn * 2) % all.market.length]!;
  const second = all.market[(turn * 2 + 1) % all.market.length]!;
  // One that speaks of all years, or of the last, leaves no year for a second.
  const lone = [first[0], second[0]].find((name) => name === 'scale_series');
  const ofLast = (name: string): boolean => name === 'entity';
  if (ofLast(first[0]) && years[1] === world.year - 1) years.reverse();
  if (ofLast(second[0]) && years[0] === world.year - 1) years.reverse();
  const chosen = [
    ...(lone
      ? [{ recipe: recipes.market['scale_series']!, name: lone, year: world.year - 1 }]
      : [first, second].map(([name, recipe], at) => ({ recipe, name, year: years[at]! }))),
    ...(['growth', 'identity', 'ranges'] as const).map((kind) => {
      const [name, recipe] = all[kind][turn % all[kind].length]!;
      return { recipe, name, year: years[2]! };
    }),
  ];
  return chosen.map(({ recipe, name, year }, at): Plan => {
    const language: Language = (at + turn) % 2 ? 'zh' : 'en';
    const of = recipe({ world, teller, random, language, split, year });
    const said = [
      ...of.said,
      ...random.some(['mau', 'half', 'share', 'time', 'filings'] as const, 2).map((each) => teller.tell(each, language)),
    ];
    const draft = draftOf(making, language, said, { title: plain(random.pick(titles[language])) });
    return { name: `wrong-${name}`, drafts: [draft], shape: shapeOf(random, language), wrong: [{ of, draft: 0 }] };
  });
}

const again = (said: Said): Said => ({ ...said, marks: said.marks.map((mark) => ({ ...mark, claim: mark.claim && { ...mark.claim } })) });

/** The same story from another outlet, a little later. */
function copyOf(making: Making, plan: Plan): Plan {
  const { random, split } = making;
  const [draft] = plan.drafts as [Draft];
  const copy: Draft = {
    ...draft,
    title: again(draft.title),
    source: random.pick(sources[split][draft.language].filter((name) => name !== draft.source)),
    core: draft.core.map(again),
    groups: draft.groups.map(({ head, items }) => ({ head, items: items.map(again) })),
  };
  return { name: `${plan.name}-copy`, drafts: [copy], shape: plan.shape, control: 'copies' };
}

const controlOf: Partial<Record<string, string>> = {
  headline: 'roundings',
  bound: 'roundings',
  user_bound: 'roundings',
  forecast: 'forecasters',
  overseas_forecast: 'forecasters',
  multiple: 'growth',
  cagr: 'growth',
  yoy: 'growth',
  monthly: 'growth',
  x_of_y: 'x of y',
  shares: 'shares',
  target: 'programmes',
  cap: 'programmes',
  award: 'programmes',
};

export function corpusOf(split: Split, seed: number): Corpus {
  const random = randomOf(seed * 7919 + (split === 'dev' ? 1 : 2));
  const world = worldOf(split, random);
  const making: Making = { split, random, world, teller: tellerOf(world, split, random, seed), turn: seed };
  const general = generals(making);
  const [sample] = general.filter(({ wrong }) => !wrong?.length) as [Plan];
  const plans = [
    ...anchors(making),
    ...general,
    ...programmes(making),
    ...tables(making),
    earlier(making),
    copyOf(making, sample),
    ...plantedPlans(making),
  ];
  // Some English digests stand together on one topic page, as an analyst saves them.
  const digests = plans
    .filter(({ shape, drafts, wrong }) => shape === 'digest' && drafts[0]!.language === 'en' && !wrong?.length)
    .slice(0, 3);
  const topic: Plan = { name: 'topic-page', drafts: digests.flatMap(({ drafts }) => drafts), shape: 'digest' };
  const files: MarketFile[] = [];
  const found = new Map<TruthClaim, ClaimAt>();
  const controls = new Map<string, ClaimAt[]>();
  const planted: Planted[] = [];
  const kept = digests.length > 1 ? [...plans.filter((plan) => !digests.includes(plan)), topic] : plans;
  for (const [id, plan] of kept.entries()) {
    const { file, places } = fileOf(id, `${plan.name}-${seed}`, plan.drafts, plan.shape, random);
    files.push(file);
    for (const [claim, at] of places) found.set(claim, { file: id, claim: at });
    const off = new Set((plan.wrong ?? []).flatMap(({ of }) => of.off));
    for (const [claim, at] of places) {
      const kind = plan.control ?? controlOf[claim.phenomenon];
      if (kind && !off.has(claim)) controls.set(kind, [...(controls.get(kind) ?? []), { file: id, claim: at }]);
    }
    for (const { of } of plan.wrong ?? []) planted.push({ kinds: of.kinds, off: of.off.map((claim) => found.get(claim)!), note: of.note });
  }
  return { seed, files, planted, controls: [...controls].map(([kind, claims]): Control => ({ kind, claims })) };
}

export const developmentSeeds: readonly number[] = Array.from({ length: 14 }, (_, at) => 1 + at);
export const heldOutSeeds: readonly number[] = Array.from({ length: 16 }, (_, at) => 501 + at);
