/**
 * A month of promotion for the demo, told day by day through the doors that real life uses: agencies and creators join, file
 * accounts, take campaigns; a simulated crowd, honest and not, clicks, searches, installs, pays and wants its money back.
 */
import type { Campaign } from '../../modules/campaigns/contract.ts';
import { campaignInput } from '../../modules/campaigns/contract.ts';
import { newChannelAccount, type channels } from '../../modules/creators/contract.ts';
import type { NewTouch } from '../../modules/attribution/index.ts';
import type { Actor } from '../../platform/http/actor.ts';
import type { House } from '../compose.ts';
import { bannedHost, simulateCrowd } from './crowd.ts';
import type { CrowdConversion, CrowdKind, CrowdPlacement, CrowdTouch, Person as CrowdPerson } from './crowd.ts';
import type { DemoClock } from './clock.ts';

const dayMs = 24 * 3_600_000;
const days = 30;
const seed = 20_260;
const size = 0.5;
export const creatorPassword = 'hookline-demo-creator';

type Channel = (typeof channels)[number];
type Person = {
  readonly name: string;
  readonly agency: number | null;
  readonly kind: CrowdKind;
  readonly channel: Channel;
  readonly account: 'approved' | 'filed' | 'refused';
};

const agencies = ['星河短剧机构', '快鱼传媒'];
const people: readonly Person[] = [
  { name: '小鱼看剧', agency: 0, kind: 'usual', channel: 'douyin', account: 'approved' },
  { name: '追剧阿明', agency: 0, kind: 'viral', channel: 'douyin', account: 'approved' },
  { name: '剧荒救星', agency: 1, kind: 'usual', channel: 'kuaishou', account: 'approved' },
  { name: '月下书生', agency: null, kind: 'small', channel: 'xiaohongshu', account: 'filed' },
  { name: '橙子推剧', agency: 1, kind: 'campus', channel: 'wechat_channels', account: 'approved' },
  { name: '一号剧场', agency: null, kind: 'click_flooding', channel: 'kuaishou', account: 'approved' },
  { name: '爆款工厂', agency: 1, kind: 'refund_rate', channel: 'douyin', account: 'approved' },
  { name: '夜猫看片', agency: null, kind: 'self_purchase', channel: 'douyin', account: 'refused' },
];
const countries = ['CN', 'CN', 'CN', 'CN', 'CN', 'CN', 'CN', 'SG', 'MY', 'US'];

type Joined = Person & { readonly actor: Actor; readonly creatorId: string; readonly email: string; readonly externalId: string };

/**
 * Fills a house with a month of promotion of a work. Once: a house that has campaigns is left as it is. Answers with the log-in
 * of a creator. While it runs the clock stands in the past; it is released at the end, also after a failure.
 */
export async function fillAudience(
  house: House,
  clock: DemoClock,
  given: { workId: string; say(text: string): void; signal: AbortSignal },
): Promise<{ creatorEmail: string; creatorPassword: string }> {
  const owner = await house.identity.commandLineActor();
  const known = await house.campaigns.listCampaigns(owner, { trashed: false, limit: 1 } as never);
  const login = { creatorEmail: emailOf(0), creatorPassword };
  if (known.items.length > 0) return login;
  const endMs = clock.nowMs();
  const startMs = endMs - days * dayMs;
  try {
    clock.stand(startMs);
    await house.visitors.refresh();
    const joined = await joinAll(house, owner);
    const { main, second } = await makeCampaigns(house, owner, given.workId, { startMs, endMs });
    const placements = await claimAll(house, owner, joined, main, second);
    given.say('a month of clicks, searches, orders and refunds');
    const sourceId = await sourceOf(house, owner);
    const crowd = simulateCrowd({ seed, startMs, days: days - 1, kinds: people.map(({ kind }) => kind), size });
    await live(house, clock, { owner, joined, placements, crowd, sourceId, startMs, endMs, signal: given.signal });
  } finally {
    clock.release();
  }
  await house.visitors.refresh();
  await house.attribution.edges.signals.setSettings(owner, { holdAt: 0.7, off: [], bannedReferrers: [bannedHost] });
  const { found } = await house.attribution.edges.signals.look(owner.organisationId, { all: true });
  given.say(`${found} signals`);
  return login;
}

const emailOf = (index: number): string => `creator${index + 1}@hookline.local`;
const request = (): Request => new Request('http://hookline.local/', { headers: { 'accept-language': 'zh-CN' } });

async function joinAll(house: House, owner: Actor): Promise<Joined[]> {
  const { creators } = house;
  const made: string[] = [];
  for (const name of agencies) made.push((await creators.createAgency(owner, { name, contactEmail: null })).id);
  const joined: Joined[] = [];
  for (const [index, person] of people.entries()) {
    const email = emailOf(index);
    const agencyId = person.agency === null ? null : made[person.agency]!;
    const { link } = await creators.invite(owner, { kind: 'creator', email: null, agencyId }, request());
    const token = new URL(link!, 'http://hookline.local').pathname.split('/').at(-1)!;
    const { terms } = await creators.readJoin(token);
    await creators.join(token, { name: person.name, email, password: creatorPassword, acceptedTerms: terms!.version }, null, request());
    const found = (await creators.listCreators(owner, { limit: 200 } as never)).items.find(({ email: of }) => of === email)!;
    const userId = await house.db.read(async (trx) => (await creators.userIdsOf(trx, owner.organisationId, [found.id])).get(found.id)![0]!);
    const actor: Actor = { ...owner, kind: 'person', id: userId, name: person.name, role: 'creator' };
    joined.push({ ...person, actor, creatorId: found.id, email, externalId: `UID${10_001 + index}` });
  }
  await fileAccounts(house, owner, joined);
  return joined;
}

async function fileAccounts(house: House, owner: Actor, joined: readonly Joined[]): Promise<void> {
  const decide = async (ids: string[], decision: object): Promise<void> => {
    if (ids.length > 0) await house.creators.decideAccounts(owner, { accountIds: ids, note: '', ...decision } as never);
  };
  const filed: { id: string; account: Person['account'] }[] = [];
  for (const person of joined) {
    const input = newChannelAccount.parse({
      channel: person.channel,
      handle: person.name,
      externalId: person.externalId,
      followers: 12_000,
    });
    filed.push({ id: (await house.creators.fileAccount(person.actor, input)).id, account: person.account });
  }
  const idsOf = (wanted: Person['account']): string[] => filed.filter(({ account }) => account === wanted).map(({ id }) => id);
  await decide(idsOf('approved'), { decision: 'approve' });
  await decide(idsOf('refused'), { decision: 'refuse', reason: 'not_yours', note: '账号主页与达人信息不符，请补充后台截图' });
}

async function makeCampaigns(
  house: House,
  owner: Actor,
  workId: string,
  { startMs, endMs }: { startMs: number; endMs: number },
): Promise<{ main: Campaign; second: Campaign }> {
  const { campaigns, studio } = house;
  const { hooks } = await studio.getDramaStory(owner, workId);
  const offers = hooks.slice(0, 3).map((hook) => ({ kind: 'hook' as const, sourceId: hook.id, note: '' }));
  const make = async (name: string, more: object): Promise<Campaign> => {
    const input = campaignInput.parse({
      workId,
      name,
      terms: {
        currency: 'CNY',
        orderShareBps: 4000,
        renewalShareBps: 2000,
        adRevenueShareBps: 3000,
        windows: { codeDays: 30, clickHours: 168, accountDays: 7, probabilisticHours: 24 },
        holdDays: 7,
        agencyShareMaxBps: 3000,
        words: [{ language: 'zh-CN', text: '订单分成 40%，续费 20%，广告收入 30%；T+7 可结算。' }],
      },
      channels: ['douyin', 'kuaishou', 'wechat_channels', 'xiaohongshu'],
      startsAt: new Date(startMs).toISOString(),
      codeScope: 'channel',
      ...more,
    });
    const made = await campaigns.createCampaign(owner, input);
    if (offers.length > 0) await campaigns.setOffers(owner, made.id, offers);
    return made;
  };
  const main = await make('暑期主推', { budgetMinor: '50000000' });
  const second = await make('限时冲量', { endsAt: new Date(endMs + 2 * dayMs).toISOString() });
  await make('海外首发（筹备）', { territories: ['US', 'SG', 'MY'], requireFiledAccount: true });
  return { main: await campaigns.publishCampaign(owner, main.id), second: await campaigns.publishCampaign(owner, second.id) };
}

type Placed = { placementId: string; code: string };

/** Everybody takes the first campaign, some the second too; the crowd comes for the first. */
async function claimAll(house: House, owner: Actor, joined: readonly Joined[], main: Campaign, second: Campaign): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (const [index, person] of joined.entries()) {
    await house.campaigns.createClaim(person.actor, main.id, [person.channel]);
    if (index % 3 === 0) await house.campaigns.createClaim(person.actor, second.id, [person.channel]);
    const { items } = await house.campaigns.listPlacements(owner, { creatorId: person.creatorId, campaignId: main.id, limit: 10 } as never);
    placed.push({ placementId: items[0]!.id, code: items[0]!.code });
  }
  return placed;
}

async function sourceOf(house: House, owner: Actor): Promise<string> {
  const { id } = await house.attribution.sources.createSource(owner, {
    kind: 'api',
    name: '短剧小程序',
    currency: 'CNY',
    zone: 'Asia/Shanghai',
  });
  return id;
}

type Life = {
  owner: Actor;
  joined: readonly Joined[];
  placements: readonly Placed[];
  crowd: readonly CrowdPlacement[];
  sourceId: string;
  startMs: number;
  endMs: number;
  signal: AbortSignal;
};

/** Day by day: what the day brought is taken in at its end, hashed with its key. */
async function live(house: House, clock: DemoClock, life: Life): Promise<void> {
  const { organisationId } = life.owner;
  for (let day = 0; day < days; day++) {
    life.signal.throwIfAborted();
    const [from, until] = [life.startMs + day * dayMs, Math.min(life.endMs, life.startMs + (day + 1) * dayMs)];
    clock.stand(until);
    await house.visitors.refresh();
    const today = ({ at }: { at: number }): boolean => at >= from && at < until;
    const touches: NewTouch[] = [];
    const events: object[] = [];
    for (const [index, each] of life.crowd.entries()) {
      const placed = life.placements[index]!;
      const person = life.joined[index]!;
      touches.push(...each.touches.filter(today).map((touch) => touchOf(house, organisationId, placed, touch)));
      for (const conversion of each.conversions) {
        if (today(conversion)) events.push(eventOf(conversion, placed, person, each.creator));
        if (conversion.refundAt !== null && today({ at: conversion.refundAt }))
          events.push({
            id: `${conversion.id}-refund`,
            type: 'refund',
            orderId: conversion.id,
            occurredAt: new Date(conversion.refundAt).toISOString(),
          });
      }
      const { address, agent } = each.creator;
      if (day % 3 === 0) await house.attribution.edges.signals.noteCreator(organisationId, person.creatorId, { address, userAgent: agent });
    }
    for (let at = 0; at < touches.length; at += 1000)
      await house.db.transaction((trx) => house.attribution.recordTouches(trx, touches.slice(at, at + 1000)));
    for (let at = 0; at < events.length; at += 500)
      await house.attribution.takeEvents(organisationId, life.sourceId, events.slice(at, at + 500));
  }
}

// The same person is always from the same country.
const countryOf = (address: string): string =>
  countries[[...address].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % countries.length]!;

function touchOf(house: House, organisationId: string, placed: Placed, touch: CrowdTouch): NewTouch {
  const hash = (kind: 'address' | 'agent' | 'device', value: string): string | null => house.visitors.hash(kind, value);
  return {
    touchId: `demo-${touch.id}`,
    kind: touch.kind,
    organisationId,
    placementId: placed.placementId,
    at: new Date(touch.at),
    country: countryOf(touch.address),
    device: 'phone',
    os: 'android',
    language: 'zh-CN',
    referrerHost: touch.referrer,
    addressHash: hash('address', touch.address),
    agentHash: hash('agent', touch.agent),
    deviceHash: touch.consent ? hash('device', touch.device) : null,
    consent: touch.consent,
    destination: touch.kind === 'search' ? 'search' : 'app',
    ...(touch.kind === 'search' && { code: placed.code, viewerId: touch.viewer }),
  };
}

function eventOf(conversion: CrowdConversion, placed: Placed, person: Joined, creator: CrowdPerson): object {
  const { kind, at, address, agent, device } = conversion;
  // In the app creators go by the name of their channel account.
  const isOwn = conversion.viewer === creator.viewer || device === creator.device;
  const viewer = isOwn ? person.externalId : conversion.viewer;
  return {
    id: conversion.id,
    type: kind,
    occurredAt: new Date(at).toISOString(),
    viewer: { id: viewer, deviceId: device, address, userAgent: agent },
    country: countryOf(address),
    ...(conversion.byCode && { code: placed.code }),
    ...(conversion.clickId !== null && { clickId: `demo-${conversion.clickId}` }),
    ...(conversion.installBeginAt !== null && { installBeginAt: new Date(conversion.installBeginAt).toISOString() }),
    ...(kind === 'order' && { orderId: conversion.id, status: 'paid', amountMinor: String(conversion.amountMinor), currency: 'CNY' }),
    ...(kind === 'order' &&
      conversion.account !== null && {
        channel: person.channel,
        accountExternalId: conversion.account === 'filed' ? person.externalId : 'UID99999',
      }),
  };
}
