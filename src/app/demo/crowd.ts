/**
 * A simulated audience: honest creators as they are (small ones, viral clips, an office behind one address, a campus, fans who
 * come back) and dishonest ones of every kind, from a seed. Pure; the demo sends it through the real doors, and tests measure on
 * it what the signals find. The figures are rounded from what the trade publishes: most clicks bring nothing, installs follow
 * log-normally within minutes, some hours later, people are awake from seven to midnight.
 */
export const honestKinds = ['usual', 'small', 'viral', 'office', 'campus', 'fans', 'carrier', 'unlucky'] as const;
export const dishonestKinds = [
  'click_flooding',
  'install_too_fast',
  'install_times_flat',
  'click_after_install',
  'self_purchase',
  'repeated_devices',
  'banned_referrer',
  'unfiled_account',
  'code_guessing',
  'refund_rate',
  'no_touches',
] as const;
export type CrowdKind = (typeof honestKinds)[number] | (typeof dishonestKinds)[number];

/** `id` names the touch for its click; a person is their address, program and device. */
export type Person = { readonly address: string; readonly agent: string; readonly device: string; readonly viewer: string };
export type CrowdTouch = Person & {
  readonly id: string;
  readonly kind: 'click' | 'search' | 'view';
  readonly at: number;
  readonly consent: boolean;
  readonly referrer: string | null;
};
export type CrowdConversion = Person & {
  readonly id: string;
  readonly kind: 'install' | 'register' | 'order';
  readonly at: number;
  readonly clickId: string | null;
  readonly byCode: boolean;
  readonly account: 'filed' | 'foreign' | null;
  readonly installBeginAt: number | null;
  readonly amountMinor: number;
  readonly refundAt: number | null;
};
export type CrowdPlacement = {
  readonly index: number;
  readonly kind: CrowdKind;
  readonly creator: Person;
  readonly touches: CrowdTouch[];
  readonly conversions: CrowdConversion[];
};
export type CrowdOptions = {
  readonly seed: number;
  readonly startMs: number;
  readonly days: number;
  readonly kinds: readonly CrowdKind[];
  readonly size?: number;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const zoneMs = 8 * hourMs;
// Of every hour of the day in Shanghai: asleep at four, two peaks at noon and at nine in the evening.
const hours = [5, 3, 2, 1, 1, 1, 2, 5, 8, 8, 8, 9, 12, 11, 9, 8, 9, 10, 12, 14, 17, 18, 15, 10];
const prices = [990, 1990, 1990, 2990, 4990];
export const bannedHost = 'coupon-exchange.example';
const referrers = ['douyin.com', 'www.kuaishou.com', 'm.weibo.cn', 'www.xiaohongshu.com', null, null];

/** mulberry32: small, quick, and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Dice = ReturnType<typeof diceOf>;
function diceOf(random: () => number) {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return {
    random,
    chance: (share: number): boolean => random() < share,
    between: (low: number, high: number): number => low + random() * (high - low),
    whole: (low: number, high: number): number => Math.floor(low + random() * (high - low + 1)),
    pick: <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!,
    logNormal: (median: number, sigma: number): number => median * Math.exp(sigma * normal()),
  };
}

const models = Array.from(
  { length: 240 },
  (_, at) => ['PJZ110', '23127PN0CC', 'V2309A', 'ALN-AL00', 'PHM110', 'SM-S9210', 'RMX3888', 'iPhone'][at % 8]! + at,
);

/** One campaign's placements, one for each kind given. The same options give the same crowd. */
export function simulateCrowd(options: CrowdOptions): CrowdPlacement[] {
  const dice = diceOf(seeded(options.seed * 7919 + 17));
  const world = worldOf(dice, options);
  const placements = options.kinds.map((kind, index) => placementOf(world, kind, index));
  guessEverybody(world, placements);
  for (const { touches, conversions } of placements) {
    touches.sort((a, b) => a.at - b.at);
    conversions.sort((a, b) => a.at - b.at);
  }
  return placements;
}

type World = CrowdOptions & {
  readonly dice: Dice;
  readonly endMs: number;
  readonly installMedianMs: number;
  readonly refundShare: number;
  readonly carriers: readonly string[];
  /** The hours in which somebody tries codes. */
  readonly sweeps: { bot: Person; hour: number }[];
  next(): string;
};

function worldOf(dice: Dice, options: CrowdOptions): World {
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

function agentOf(dice: Dice): string {
  // A few models are everywhere.
  const model = models[Math.floor(models.length * dice.random() ** 2)]!;
  return `Mozilla/5.0 (Linux; Android 1${dice.whole(2, 5)}; ${model}) AppleWebKit/537.36 Chrome/1${dice.whole(18, 32)}.0 Mobile`;
}

function personOf(world: World, address?: string): Person {
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
function awakeAt(world: World): number {
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
function visit(world: World, into: CrowdPlacement, habits: Habits): void {
  const { dice } = world;
  const install = habits.install ?? 0.1;
  for (let n = 0; n < habits.people; n++) {
    const person = { ...personOf(world, habits.address?.()), ...(habits.agent && { agent: habits.agent }) };
    const at = Math.min(world.endMs - dayMs / 2, habits.at?.() ?? awakeAt(world));
    if (dice.chance(habits.searchShare ?? 0.3)) search(world, into, person, at, install * 2, habits);
    else click(world, into, person, at, install, habits);
  }
}

function touch(world: World, into: CrowdPlacement, person: Person, kind: CrowdTouch['kind'], at: number, referrer: string | null): string {
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
function settle(
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

function convert(
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

function placementOf(world: World, kind: CrowdKind, index: number): CrowdPlacement {
  const { dice } = world;
  const into: CrowdPlacement = { index, kind, creator: personOf(world), touches: [], conversions: [] };
  const scale = world.size ?? 1;
  const people = (median: number, sigma = 0.6): number => Math.max(8, Math.round(scale * Math.min(6_000, dice.logNormal(median, sigma))));
  const build = crowds[kind];
  build(world, into, people);
  return into;
}

type Build = (world: World, into: CrowdPlacement, people: (median: number, sigma?: number) => number) => void;

const crowds: Readonly<Record<CrowdKind, Build>> = {
  usual: (world, into, people) => {
    const { dice } = world;
    visit(world, into, { people: people(500), account: 'filed' });
    // Creators try their own code once, and some tablets have a family.
    if (dice.chance(0.3)) settle(world, into, into.creator, awakeAt(world), { byCode: true }, { people: 0 }, 1);
    if (dice.chance(0.3)) {
      const tablet = personOf(world);
      for (let left = dice.whole(2, 4); left > 0; left--) {
        const at = awakeAt(world);
        const clickId = touch(world, into, tablet, 'click', at, null);
        convert(world, into, { ...tablet, viewer: `viewer-${world.next()}` }, 'install', at + dice.logNormal(world.installMedianMs, 1), {
          clickId,
        });
      }
    }
  },
  small: (world, into) => visit(world, into, { people: world.dice.whole(10, 60) }),
  viral: (world, into, people) => {
    visit(world, into, { people: people(250) });
    const peak = awakeAt(world);
    visit(world, into, { people: people(2_500, 0.3), at: () => peak + world.dice.logNormal(hourMs, 0.7), install: 0.04 });
  },
  office: (world, into, people) => {
    visit(world, into, { people: people(300) });
    const { address, agent } = personOf(world);
    // Where the company gives out phones they are all the same.
    visit(world, into, { people: world.dice.whole(60, 200), address: () => address, ...(world.dice.chance(0.4) && { agent }) });
  },
  campus: (world, into) => {
    const gates = [personOf(world).address, personOf(world).address, personOf(world).address];
    visit(world, into, { people: world.dice.whole(300, 700), address: () => world.dice.pick(gates) });
  },
  fans: (world, into, people) => visit(world, into, { people: people(120), clicks: () => world.dice.whole(3, 12), install: 0.3 }),
  carrier: (world, into, people) => visit(world, into, { people: people(500), address: () => world.dice.pick(world.carriers) }),
  // Nothing sells, and of what sells more comes back than usual: bad luck or a bad clip, and no fraud.
  unlucky: (world, into, people) =>
    visit(world, into, { people: people(400), install: 0.03, refunds: Math.min(0.15, world.refundShare * 2) }),

  click_flooding: (world, into, people) => {
    const { dice } = world;
    visit(world, into, { people: people(220, 0.8) });
    const bots = Array.from({ length: dice.whole(2, 16) }, () => personOf(world));
    const rotating = dice.chance(0.3);
    // Floods run for some days, and programs do not sleep.
    const first = dice.random() * (world.days - 8) * dayMs;
    const length = dice.between(0.3, 5) * dayMs;
    for (let left = Math.round(dice.logNormal(1_500, 0.7)); left > 0; left--) {
      const bot = dice.pick(bots);
      touch(world, into, rotating ? { ...bot, agent: agentOf(dice) } : bot, 'click', world.startMs + first + dice.random() * length, null);
    }
  },
  install_too_fast: (world, into, people) => {
    const { dice } = world;
    visit(world, into, { people: people(220, 0.8) });
    for (let left = dice.whole(12, 70); left > 0; left--) {
      const person = personOf(world);
      const at = awakeAt(world);
      const clickId = touch(world, into, person, 'click', at, null);
      convert(world, into, person, 'install', at + dice.between(800, 6_500), { clickId });
      settle(world, into, person, at + 7_000, { clickId }, { people: 0 }, 0.1);
    }
  },
  install_times_flat: (world, into, people) => {
    const { dice } = world;
    visit(world, into, { people: people(220, 0.8) });
    for (let left = dice.whole(30, 130); left > 0; left--) {
      const person = personOf(world);
      const at = world.startMs + dice.random() * (world.days - 8) * dayMs;
      const clickId = touch(world, into, person, 'click', at, null);
      const installedAt = at + dice.random() * 6 * dayMs;
      convert(world, into, person, 'install', installedAt, { clickId });
      settle(world, into, person, installedAt, { clickId }, { people: 0 }, 0.3);
    }
    // The clicks that caught nothing.
    for (let left = Math.round(dice.logNormal(1_500, 0.5)); left > 0; left--)
      touch(world, into, personOf(world), 'click', world.startMs + dice.random() * (world.days - 1) * dayMs, null);
  },
  click_after_install: (world, into, people) => {
    const { dice } = world;
    visit(world, into, { people: people(220, 0.8) });
    for (let left = dice.whole(6, 50); left > 0; left--) {
      const person = personOf(world);
      const at = awakeAt(world);
      const clickId = touch(world, into, person, 'click', at, null);
      convert(world, into, person, 'install', at + dice.logNormal(30_000, 0.5), {
        clickId,
        installBeginAt: at - dice.between(4_000, 40_000),
      });
      settle(world, into, person, at + minuteMs, { clickId }, { people: 0 });
    }
  },
  self_purchase: (world, into, people) => {
    const { dice } = world;
    visit(world, into, { people: people(220, 0.8) });
    const way = dice.pick(['viewer', 'device', 'address'] as const);
    for (let left = dice.whole(4, 25); left > 0; left--) {
      const at = awakeAt(world);
      const other = personOf(world);
      const buyer =
        way === 'viewer'
          ? { ...other, viewer: into.creator.viewer }
          : way === 'device'
            ? { ...other, device: into.creator.device }
            : { ...other, address: into.creator.address, agent: into.creator.agent };
      touch(world, into, buyer, 'search', at, null);
      convert(world, into, buyer, 'order', at + dice.logNormal(5 * minuteMs, 0.7), { byCode: true });
    }
  },
  repeated_devices: (world, into, people) => {
    const { dice } = world;
    visit(world, into, { people: people(220, 0.8) });
    const farm = Array.from({ length: dice.whole(2, 7) }, () => personOf(world));
    for (let left = dice.whole(20, 120); left > 0; left--) {
      const phone = dice.pick(farm);
      const as = { ...phone, address: personOf(world).address, viewer: `viewer-${world.next()}` };
      const at = awakeAt(world);
      const clickId = touch(world, into, as, 'click', at, null);
      const installedAt = at + dice.logNormal(world.installMedianMs, 0.8);
      convert(world, into, as, 'install', installedAt, { clickId });
      convert(world, into, as, 'register', installedAt + minuteMs, { clickId });
    }
  },
  banned_referrer: (world, into, people) => {
    const { dice } = world;
    visit(world, into, { people: people(220, 0.8) });
    for (let left = Math.round(dice.logNormal(180, 0.6)); left > 0; left--) {
      const person = personOf(world);
      const at = awakeAt(world);
      const clickId = touch(world, into, person, 'click', at, dice.chance(0.5) ? bannedHost : `m.${bannedHost}`);
      if (dice.chance(0.2)) settle(world, into, person, at + minuteMs, { clickId }, { people: 0 });
    }
  },
  unfiled_account: (world, into, people) => {
    // Some of what is sold comes through the account that was filed.
    visit(world, into, { people: people(220, 0.6), account: 'filed', searchShare: 0.5, install: 0.2 });
    visit(world, into, { people: people(250, 0.5), account: 'foreign', searchShare: 0.5, install: 0.2 });
  },
  code_guessing: (world, into, people) => {
    const { dice } = world;
    visit(world, into, { people: people(220, 0.8) });
    guessers(world, into, dice.whole(25, 100));
  },
  refund_rate: (world, into, people) => {
    visit(world, into, { people: people(220, 0.8) });
    visit(world, into, { people: people(450, 0.4), install: 0.25, refunds: world.dice.between(0.3, 0.7) });
  },
  no_touches: (world, into, people) => {
    const { dice } = world;
    visit(world, into, { people: people(220, 0.8) });
    const day = awakeAt(world);
    for (let left = dice.whole(20, 120); left > 0; left--)
      convert(world, into, personOf(world), 'order', day + dice.random() * 8 * hourMs, { byCode: true });
  },
};

/** A few programs try codes for an hour, now and then; the one that they have found they order with. */
function guessers(world: World, into: CrowdPlacement, count: number): void {
  const { dice } = world;
  const bots = Array.from({ length: dice.whole(1, 3) }, () => personOf(world));
  const sessions = dice.whole(2, 6);
  for (let session = 0; session < sessions; session++) {
    const bot = dice.pick(bots);
    const hour = Math.floor(awakeAt(world) / hourMs) * hourMs;
    world.sweeps.push({ bot, hour });
    for (let left = Math.ceil(count / sessions); left > 0; left--) {
      const at = hour + dice.random() * (hourMs - 1);
      touch(world, into, bot, 'search', at, null);
      if (dice.chance(0.4)) convert(world, into, { ...bot, viewer: `viewer-${world.next()}` }, 'order', at + minuteMs, { byCode: true });
    }
  }
}

// Whoever guesses codes hits everybody's, each a little: the others are not to blame for it.
function guessEverybody(world: World, placements: readonly CrowdPlacement[]): void {
  for (const { bot, hour } of world.sweeps)
    for (const other of placements) touch(world, other, bot, 'search', hour + world.dice.random() * (hourMs - 1), null);
}
