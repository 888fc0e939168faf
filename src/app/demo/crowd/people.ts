/** People of a simulated audience: when they are awake, what they click, type, install, buy and give back. */
import type { Dice } from './dice.ts';
import type { CrowdConversion, CrowdOptions, CrowdPlacement, CrowdTouch, Person } from './types.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
const zoneMs = 8 * hourMs;
// Of every hour of the day in Shanghai: asleep at four, two peaks at noon and at nine in the evening.
const hours = [5, 3, 2, 1, 1, 1, 2, 5, 8, 8, 8, 9, 12, 11, 9, 8, 9, 10, 12, 14, 17, 18, 15, 10];
const prices = [990, 1990, 1990, 2990, 4990];
export const bannedHost = 'coupon-exchange.example';
const referrers = ['douyin.com', 'www.kuaishou.com', 'm.weibo.cn', 'www.xiaohongshu.com', null, null];

const models = Array.from(
  { length: 240 },
  (_, at) => ['PJZ110', '23127PN0CC', 'V2309A', 'ALN-AL00', 'PHM110', 'SM-S9210', 'RMX3888', 'iPhone'][at % 8]! + at,
);

export type World = CrowdOptions & {
  readonly dice: Dice;
  readonly endMs: number;
  readonly installMedianMs: number;
  readonly refundShare: number;
  readonly carriers: readonly string[];
  /** The hours in which somebody tries codes. */
  readonly sweeps: { bot: Person; hour: number }[];
  next(): string;
};

export function worldOf(dice: Dice, options: CrowdOptions): World {
  let counter = 0;
  return {
    ...options,
    dice,
    endMs: options.startMs + options.days * dayMs,
    // A small program starts at once, a big app is downloaded over the air: campaigns differ.
    installMedianMs: dice.between(40_000, 200_000),
    refundShare: dice.between(0.02, 0.08),
    carriers: Array.from({ length: 40 }, () => `100.64.${dice.whole(0, 255)}.${dice.whole(1, 254)}`),
    sweeps: [],
    next: () => `${options.seed.toString(36)}-${(counter++).toString(36)}`,
  };
}

export function agentOf(dice: Dice): string {
  // A few models are everywhere.
  const model = models[Math.floor(models.length * dice.random() ** 2)]!;
  return `Mozilla/5.0 (Linux; Android 1${dice.whole(2, 5)}; ${model}) AppleWebKit/537.36 Chrome/1${dice.whole(18, 32)}.0 Mobile`;
}

export function personOf(world: World, address?: string): Person {
  const { dice } = world;
  const home = `${dice.pick([36, 58, 101, 112, 117, 183, 222])}.${dice.whole(0, 255)}.${dice.whole(0, 255)}.${dice.whole(1, 254)}`;
  const id = world.next();
  return {
    address: address ?? (dice.chance(0.15) ? dice.pick(world.carriers) : home),
    agent: agentOf(dice),
    device: `dev-${id}`,
    viewer: `viewer-${id}`,
  };
}

/** When people are awake, most of them on the first days after the clip came out. */
export function awakeAt(world: World): number {
  const { dice } = world;
  const day = Math.floor(-Math.log(1 - dice.random() * 0.97) * (world.days / 3)) % world.days;
  for (;;) {
    const hour = dice.whole(0, 23);
    if (dice.random() * 18 < hours[hour]!)
      return world.startMs + day * dayMs - (zoneMs % dayMs) + dayMs + hour * hourMs + dice.random() * hourMs;
  }
}

type Habits = {
  readonly people: number;
  readonly address?: () => string;
  readonly agent?: string;
  readonly at?: () => number;
  readonly clicks?: () => number;
  readonly install?: number;
  readonly refunds?: number;
  readonly searchShare?: number;
  readonly account?: 'filed' | 'foreign';
};

/** People who see the clip, and what they do. */
export function visit(world: World, into: CrowdPlacement, habits: Habits): void {
  const { dice } = world;
  const install = habits.install ?? 0.1;
  for (let n = 0; n < habits.people; n++) {
    const person = { ...personOf(world, habits.address?.()), ...(habits.agent && { agent: habits.agent }) };
    const at = Math.min(world.endMs - dayMs / 2, habits.at?.() ?? awakeAt(world));
    if (dice.chance(habits.searchShare ?? 0.3)) search(world, into, person, at, install * 2, habits);
    else click(world, into, person, at, install, habits);
  }
}

export function touch(
  world: World,
  into: CrowdPlacement,
  person: Person,
  kind: CrowdTouch['kind'],
  at: number,
  referrer: string | null,
): string {
  const id = `t-${world.next()}`;
  into.touches.push({ ...person, id, kind, at, consent: world.dice.chance(0.7), referrer });
  return id;
}

function click(world: World, into: CrowdPlacement, person: Person, first: number, install: number, habits: Habits): void {
  const { dice } = world;
  const referrer = dice.chance(0.01) ? bannedHost : dice.pick(referrers);
  let at = first;
  let last = '';
  for (let left = habits.clicks?.() ?? (dice.chance(0.8) ? 1 : dice.whole(2, 4)); left > 0; left--) {
    last = touch(world, into, person, 'click', at, referrer);
    if (left > 1) at += dice.logNormal(3 * hourMs, 1.5);
  }
  if (!dice.chance(install)) return;
  const wait = dice.chance(0.1) ? dice.between(hourMs, 40 * hourMs) : dice.logNormal(world.installMedianMs, 1);
  const installedAt = at + wait;
  // Clocks that are wrong make some clicks late.
  const begin = dice.chance(0.004) ? at - dice.between(5_000, 60_000) : at + wait * 0.3;
  convert(world, into, person, 'install', installedAt, { clickId: last, installBeginAt: dice.chance(0.6) ? begin : null });
  settle(world, into, person, installedAt, { clickId: last }, habits);
}

function search(world: World, into: CrowdPlacement, person: Person, at: number, install: number, habits: Habits): void {
  const { dice } = world;
  touch(world, into, person, 'search', at, null);
  if (dice.chance(install)) settle(world, into, person, at, { byCode: true }, habits, 0.6);
}

/** Whoever is in the app may register, buy, buy again, and want their money back. */
export function settle(
  world: World,
  into: CrowdPlacement,
  person: Person,
  at: number,
  how: { clickId?: string; byCode?: boolean },
  habits: Habits,
  buys = 0.35,
): void {
  const { dice } = world;
  if (dice.chance(0.7)) convert(world, into, person, 'register', at + dice.logNormal(minuteMs, 0.8), how);
  let when = at;
  for (let left = dice.chance(buys) ? (dice.chance(0.25) ? dice.whole(2, 4) : 1) : 0; left > 0; left--) {
    when += dice.logNormal(12 * minuteMs, 1.2);
    convert(world, into, person, 'order', when, {
      ...how,
      refundShare: habits.refunds ?? world.refundShare,
      account: habits.account ?? null,
    });
  }
}

export function convert(
  world: World,
  into: CrowdPlacement,
  person: Person,
  kind: CrowdConversion['kind'],
  at: number,
  how: { clickId?: string; byCode?: boolean; installBeginAt?: number | null; refundShare?: number; account?: 'filed' | 'foreign' | null },
): void {
  const { dice } = world;
  into.conversions.push({
    ...person,
    id: `c-${world.next()}`,
    kind,
    at,
    clickId: how.clickId ?? null,
    byCode: how.byCode ?? false,
    account: how.account ?? null,
    installBeginAt: how.installBeginAt ?? null,
    amountMinor: kind === 'order' ? dice.pick(prices) : 0,
    refundAt: kind === 'order' && dice.chance(how.refundShare ?? world.refundShare) ? at + dice.logNormal(8 * hourMs, 0.8) : null,
  });
}
