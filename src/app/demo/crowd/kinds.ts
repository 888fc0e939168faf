/** What each kind of placement brings, honest and not. */
import { agentOf, awakeAt, bannedHost, convert, dayMs, hourMs, minuteMs, personOf, settle, touch, visit, type World } from './people.ts';
import type { CrowdKind, CrowdPlacement } from './types.ts';

export function placementOf(world: World, kind: CrowdKind, index: number): CrowdPlacement {
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
export function guessEverybody(world: World, placements: readonly CrowdPlacement[]): void {
  for (const { bot, hour } of world.sweeps)
    for (const other of placements) touch(world, other, bot, 'search', hour + world.dice.random() * (hourMs - 1), null);
}
