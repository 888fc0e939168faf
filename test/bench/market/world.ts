/** An imaginary industry, exactly: what every document of a corpus is written from. Values have few digits, so that a text can have them whole. */
import type { Random } from './random.ts';
import type { Split } from './truth.ts';

export type Name = { en: string; zh: string };
export type City = Name & {
  /** Canonical name of the region. */
  region: string;
  target: number;
  market: number;
  companies: number;
  companiesGrowth: number;
  people: number;
  titles: number;
  rank: number;
  box: number;
  cap: number;
  rate: number;
  rateCap: number;
  threshold: number;
  award: number;
  provincial: number;
  fund: number;
  fundFirst: number;
};
export type World = {
  /** Documents are of this year; what is over ended with the year before. */
  year: number;
  market: ReadonlyMap<number, number>;
  free: number;
  film: number;
  users: { end: number; june: number };
  internet: { end: number; june: number };
  penetration: { end: number; june: number };
  women: number;
  revenueShares: readonly [number, number, number];
  tracked: { all: number; realist: number; share: number };
  topApps: number;
  filings: { titles: number; episodes: number };
  costBefore: readonly [number, number];
  cost: readonly [number, number];
  materials: { count: number; growth: number };
  adSpend: { money: number; growth: number };
  downloads: { january: number; june: number; growth: number };
  overseas: { money: number; growth: number };
  apps: readonly (Name & { mau: number })[];
  companies: readonly (Name & { revenue: number; growth: number })[];
  minutes: number;
  paying: { rate: number; money: number };
  decline: number;
  aiGrowth: number;
  forecasters: readonly (Name & { market: ReadonlyMap<number, number>; earlier: ReadonlyMap<number, number>; overseas: number })[];
  cities: readonly City[];
};

const names: Record<Split, { cities: readonly Name[]; forecasters: readonly Name[]; apps: readonly Name[]; companies: readonly Name[] }> = {
  dev: {
    cities: [
      { en: 'Zhengzhou', zh: '郑州市' },
      { en: 'Hangzhou', zh: '杭州' },
      { en: "Xi'an", zh: '西安市' },
      { en: 'Chengdu', zh: '成都市' },
      { en: 'Xiamen', zh: '厦门市' },
      { en: 'Qingdao', zh: '青岛' },
    ],
    forecasters: [
      { en: 'Lanhai Research', zh: '蓝海研究院' },
      { en: 'Dingfeng Consulting', zh: '鼎峰咨询' },
      { en: 'Qingmu Data', zh: '青木数据' },
      { en: 'the Audiovisual Institute', zh: '视听产业研究所' },
    ],
    apps: [
      { en: 'Hongguo', zh: '红果免费短剧' },
      { en: 'ReelShort', zh: 'ReelShort' },
      { en: 'DramaBox', zh: 'DramaBox' },
    ],
    companies: [
      { en: 'Lantern Media', zh: '灯火传媒' },
      { en: 'Yunfan Culture', zh: '云帆文化' },
    ],
  },
  heldout: {
    cities: [
      { en: 'Hefei', zh: '合肥市' },
      { en: 'Changsha', zh: '长沙' },
      { en: 'Wuxi', zh: '无锡市' },
      { en: 'Nanning', zh: '南宁市' },
      { en: 'Kunming', zh: '昆明' },
      { en: 'Yantai', zh: '烟台市' },
    ],
    forecasters: [
      { en: 'Northgate Insights', zh: '北门洞察' },
      { en: 'Jiuzhou Think Tank', zh: '九州智库' },
      { en: 'brokerage Huaxin Securities', zh: '华信证券' },
      { en: 'Mirror Analytics', zh: '镜面数据' },
    ],
    apps: [
      { en: 'Hema Theatre', zh: '河马剧场' },
      { en: 'ShortMax', zh: 'ShortMax' },
      { en: 'GoodShort', zh: 'GoodShort' },
    ],
    companies: [
      { en: 'Tingtao Pictures', zh: '听涛影业' },
      { en: 'Maple Digital', zh: '枫叶数科' },
    ],
  },
};

/** Not a round number in its last two places, so that “over” and “nearly” have something to hide. */
const uneven = (value: number, step: number): number => {
  let units = Math.round(value / step);
  if (units % 10 === 0) units += 3;
  return Number((units * step).toPrecision(12));
};
const tenth = (share: number): number => Math.round(share * 1000) / 1000;

export function worldOf(split: Split, random: Random): World {
  const year = 2025 + random.int(2);
  const start = random.between(30, 46) * 1e8;
  const factors = [random.between(2.4, 3), random.between(3.2, 3.9), random.between(1.28, 1.42), random.between(1.18, 1.32), 1.21];
  const market = new Map<number, number>();
  let value = start;
  for (let at = 0; at <= 5; at++) {
    market.set(year - 4 + at, uneven(value, 1e7));
    value *= factors[at] ?? 1.2;
  }
  const internet = { end: uneven(random.between(10.6, 11) * 1e8, 1e6), june: 0 };
  internet.june = uneven(internet.end * 1.014, 1e6);
  const users = { end: uneven(internet.end * random.between(0.57, 0.61), 1e6), june: 0 };
  users.june = uneven(internet.june * random.between(0.63, 0.69), 1e6);
  const set = names[split];
  const all = 140 + random.int(190);
  const realist = Math.round(all * random.between(0.3, 0.7));
  const [advertising, paid] = [tenth(random.between(0.45, 0.55)), tenth(random.between(0.25, 0.35))];
  const january = uneven(random.between(0.9, 1.4) * 1e7, 1e5);
  const june = uneven(january * random.between(1.22, 1.6), 1e5);
  const costLow = 100_000 + random.int(3) * 100_000;
  return {
    year,
    market,
    free: uneven(market.get(year - 1)! * random.between(0.42, 0.55), 1e7),
    film: uneven(market.get(year - 1)! * random.between(0.8, 0.9), 1e7),
    users,
    internet,
    penetration: { end: tenth(users.end / internet.end), june: tenth(users.june / internet.june) },
    women: tenth(random.between(0.52, 0.63)),
    revenueShares: [advertising, paid, tenth(1 - advertising - paid)],
    tracked: { all, realist, share: tenth(realist / all) },
    topApps: 6 + random.int(14),
    filings: { titles: 260 + random.int(180), episodes: 15_203 + random.int(9000) },
    costBefore: [costLow, costLow + 100_000],
    cost: [costLow + 200_000, costLow + 500_000],
    materials: { count: uneven(random.between(4.2, 9.6) * 1e6, 1e4), growth: tenth(random.between(0.08, 0.6)) },
    adSpend: { money: uneven(random.between(140, 190) * 1e8, 1e7), growth: tenth(random.between(0.1, 0.45)) },
    downloads: { january, june, growth: tenth(june / january - 1) },
    overseas: { money: uneven(random.between(4.2, 8.1) * 1e8, 1e6), growth: tenth(random.between(0.3, 1.6)) },
    apps: set.apps.map((app, at) => ({ ...app, mau: uneven(at === 0 ? random.between(1.6, 2.2) * 1e8 : random.between(2, 4) * 1e7, 1e5) })),
    companies: set.companies.map((company) => ({
      ...company,
      revenue: uneven(random.between(4, 19) * 1e8, 1e6),
      growth: tenth(random.between(0.06, 0.7)),
    })),
    minutes: 85 + random.int(40),
    paying: { rate: tenth(random.between(0.12, 0.29)), money: 30 + random.int(60) + 0.5 },
    decline: -tenth(random.between(0.06, 0.3)),
    aiGrowth: uneven(random.between(0.62, 0.97), 0.001),
    forecasters: set.forecasters.map((who, at) => {
      const near = (of: number, by: number): number => uneven(of * by, 1e7);
      const tilt = 1 + (at - 1.5) * random.between(0.02, 0.04);
      return {
        ...who,
        market: new Map([year, year + 1].map((of) => [of, near(market.get(of)!, tilt)])),
        earlier: new Map([year, year + 1].map((of) => [of, near(market.get(of)!, tilt - random.between(0.04, 0.08))])),
        overseas: uneven(random.between(5.4, 8) * 1e9, 1e7),
      };
    }),
    cities: random.some(set.cities, 3).map((city, at) => cityOf(city, at, market.get(year - 1)!, random)),
  };
}

function cityOf(name: Name, at: number, nation: number, random: Random): City {
  const rank = 1 + at + (at > 0 ? random.int(2) : 0);
  return {
    ...name,
    region: name.en,
    target: (5 + random.int(12)) * 1e9,
    market: uneven(nation * random.between(0.03, 0.07), 1e7),
    companies: 320 + random.int(640) + 1,
    companiesGrowth: tenth(random.between(0.08, 0.45)),
    people: uneven(random.between(11_000, 48_000), 100),
    titles: 180 + random.int(700) + 1,
    rank,
    box: uneven(nation * random.between(0.012, 0.025), 1e6),
    cap: [300_000, 500_000, 800_000, 1_000_000, 2_000_000][random.int(5)]!,
    rate: [0.1, 0.15, 0.2, 0.3, 0.4][random.int(5)]!,
    rateCap: [1_000_000, 1_500_000, 3_000_000, 5_000_000][random.int(4)]!,
    threshold: [5_000_000, 10_000_000, 20_000_000, 30_000_000][random.int(4)]!,
    award: [200_000, 400_000, 600_000][random.int(3)]!,
    provincial: [100_000, 150_000][random.int(2)]!,
    fund: [2e8, 3e8, 5e8][random.int(3)]!,
    fundFirst: [3e7, 5e7, 8e7][random.int(3)]!,
  };
}
