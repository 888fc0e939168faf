/** The demo's campaigns, in every state that one can be in, and who takes them. */
import { campaignInput, type Campaign } from '../../../modules/campaigns/contract.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { House } from '../../compose.ts';
import type { Agency, Joined } from './people.ts';

const dayMs = 24 * 3_600_000;
const offersOfCampaign = 3;
/** Which creators have clips of their own, and of which offers. */
const clipsOf: readonly (readonly number[])[] = [[0, 1], [2], [offersOfCampaign]];

/** Has the bodies of what will be offered made now, so that no task of today began a month ago. */
export async function orderBodies(house: House, owner: Actor, workId: string): Promise<void> {
  const { studio, db } = house;
  const { organisationId } = owner;
  const { hooks } = await studio.getDramaStory(owner, workId);
  const wanted = hooks.slice(0, offersOfCampaign).map(({ id }) => ({ kind: 'hook' as const, id }));
  await db.transaction(async (trx) => {
    for (const { title: name, recipe } of (await studio.describeMoments(trx, organisationId, wanted)).values())
      await studio.orderBody(trx, { organisationId, workId, name, recipe });
  });
}

export type Campaigns = { readonly main: Campaign; readonly second: Campaign; readonly past: Campaign; readonly invited: Campaign };
export type Placed = { readonly placementId: string; readonly code: string };

/** One that runs, one that ends soon, one that was over early, one whose claims are approved by hand, and a draft. */
export async function makeCampaigns(
  house: House,
  owner: Actor,
  workId: string,
  { startMs, endMs }: { startMs: number; endMs: number },
): Promise<Campaigns> {
  const { campaigns, studio } = house;
  const { hooks } = await studio.getDramaStory(owner, workId);
  const offers = hooks.slice(0, offersOfCampaign).map((hook) => ({ kind: 'hook' as const, sourceId: hook.id, note: '' }));
  const make = async (name: string, more: object): Promise<Campaign> => {
    const made = await campaigns.createCampaign(owner, campaignInput.parse({ ...usual(workId, startMs), name, ...more }));
    return offers.length > 0 ? campaigns.setOffers(owner, made.id, offers) : made;
  };
  const drafted = await make('暑期主推', { budgetMinor: '50000000', codeScope: 'clip' });
  // One of the studio's own clips beside the hooks, so that both can be compared.
  const [clip] = (await studio.listClips(owner, workId, {})).items;
  const clips = clip ? [{ kind: 'clip' as const, sourceId: clip.id, note: '' }] : [];
  const main = await campaigns.setOffers(owner, drafted.id, [...offers, ...clips]);
  const second = await make('限时冲量', { endsAt: new Date(endMs + 2 * dayMs).toISOString() });
  const past = await make('首周试投', {});
  const invited = await make('头部达人定向', { approval: 'by_hand' });
  await make('海外首发（筹备）', { territories: ['US', 'SG', 'MY'], requireFiledAccount: true });
  for (const { id } of [main, second, past, invited]) await campaigns.publishCampaign(owner, id);
  return { main, second, past, invited };
}

const usual = (workId: string, startMs: number): object => ({
  workId,
  terms: {
    currency: 'CNY',
    orderShareBps: 4000,
    renewalShareBps: 2000,
    adRevenueShareBps: 3000,
    windows: { codeDays: 30, clickHours: 168, accountDays: 7, probabilisticHours: 24 },
    holdDays: 7,
    agencyShareMaxBps: 3000,
    words: [
      { language: 'zh-CN', text: '订单分成 40%，续费 20%，广告收入 30%；T+7 可结算。' },
      { language: 'en', text: '40% of orders, 20% of renewals, 30% of ad revenue; payable after seven days.' },
    ],
  },
  rules: [
    { language: 'zh-CN', text: '不得剪入第 4 集之后的内容；不得使用“免费看全集”等字样。' },
    { language: 'en', text: 'Nothing from after episode 4; never promise the whole drama for free.' },
  ],
  channels: ['douyin', 'kuaishou', 'wechat_channels', 'xiaohongshu'],
  startsAt: new Date(startMs).toISOString(),
  codeScope: 'channel',
});

/** Everybody takes the first campaign, some others too. Answers with each creator's placements of the first, by clip where there are clips. */
export async function claimAll(
  house: House,
  owner: Actor,
  { joined, agencies }: { joined: readonly Joined[]; agencies: readonly Agency[] },
  { main, second, past }: Campaigns,
): Promise<Placed[][]> {
  const { campaigns } = house;
  const [agency] = agencies;
  await campaigns.setAgencyShares(agency!.actor, main.id, [{ agencyId: agency!.id, shareBps: 1500 }]);
  const placed: Placed[][] = [];
  for (const [index, person] of joined.entries()) {
    await campaigns.createClaim(person.actor, main.id, [person.channel]);
    if (index % 3 === 0) await campaigns.createClaim(person.actor, second.id, [person.channel]);
    if (index % 4 === 2) await campaigns.createClaim(person.actor, past.id, [person.channel]);
    const own = { creatorId: person.creatorId, campaignId: main.id, limit: 10 } as never;
    const [first] = (await campaigns.listPlacements(owner, own)).items;
    for (const offer of clipsOf[index] ?? [])
      if (main.offers[offer]) await campaigns.createCreatorClip(person.actor, first!.id, main.offers[offer].id);
    const { items } = await campaigns.listPlacements(owner, own);
    // The channel's own first, then those of clips.
    placed.push([first!, ...items.filter(({ id }) => id !== first!.id)].map(({ id, code }) => ({ placementId: id, code })));
  }
  return placed;
}

/** Requests for the campaign whose claims are approved by hand: one refused with a reason, one approved, two waiting. */
export async function requestClaims(house: House, owner: Actor, joined: readonly Joined[], invited: Campaign): Promise<void> {
  const { campaigns } = house;
  const ids: string[] = [];
  for (const index of [7, 1, 0, 2]) ids.push(await campaigns.createClaim(joined[index]!.actor, invited.id, [joined[index]!.channel]));
  const [refused, approved] = ids;
  await campaigns.decideClaims(owner, { claimIds: [refused!], decision: 'refuse', note: '渠道账号报备未通过，请先重新报备' });
  await campaigns.decideClaims(owner, { claimIds: [approved!], decision: 'approve', note: '' });
}
