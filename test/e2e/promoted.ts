/** A house in which promotion has begun: a published campaign, an agency with a creator, a creator alone, filed accounts, a claim. */
import { signIn, type Client } from '../support/server.ts';

export type Person = { email: string; password: string };
export type Promotion = {
  campaignId: string;
  campaignName: string;
  agencyId: string;
  agency: Person;
  /** Belongs to the agency, has an approved account, has taken the campaign. */
  creator: Person & { id: string; name: string };
  /** Alone, with accounts that wait for a decision. */
  loner: Person & { id: string; name: string };
  code: string;
  placementId: string;
};

const password = 'a long sentence only I know';

/** Joins by an invitation's link, as somebody would on the phone, and answers with the API as that person. */
export async function joinBy(url: string, link: string, person: { name: string; email: string }): Promise<Client> {
  const token = new URL(link, url).pathname.split('/').at(-1)!;
  const address = `${url}/api/v1/creator-joins/${token}`;
  const offer = (await (await fetch(address)).json()) as { terms: { version: number } | null };
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ ...person, password, ...(offer.terms && { acceptedTerms: offer.terms.version }) }),
  });
  if (!answer.ok) throw new Error(`joining answered ${answer.status}: ${await answer.text()}`);
  return signIn(url, { email: person.email, password });
}

const campaignOf = (workId: string, name: string) => ({
  workId,
  name,
  terms: {
    currency: 'CNY',
    orderShareBps: 5000,
    perInstallMinor: '100',
    holdDays: 30,
    agencyShareMaxBps: 2000,
    words: [{ language: 'zh-CN', text: '每月结算一次。' }],
  },
  channels: ['douyin', 'kuaishou'],
  startsAt: '2026-01-01T00:00:00+08:00',
  budgetMinor: '1000000',
});

/** Makes all of it through the API, as people would. */
export async function promote(url: string, ask: Client, workId: string, name = '她从火中归来 · 抖音'): Promise<Promotion> {
  const campaign = await ask<{ id: string }>('POST', '/api/v1/campaigns', campaignOf(workId, name));
  await ask('POST', `/api/v1/campaigns/${campaign.id}/publish`);
  const agency = await ask<{ id: string }>('POST', '/api/v1/agencies', { name: '橙光机构', contactEmail: 'mcn@example.com' });
  const invite = async (body: object) => (await ask<{ link: string | null }>('POST', '/api/v1/creator-invitations', body)).link!;
  const agent: Person = { email: 'agent@example.com', password };
  await joinBy(url, await invite({ kind: 'agency', agencyId: agency.id }), { name: '橙子', email: agent.email });
  const yu = { email: 'yu@example.com', name: '小鱼看剧' };
  const lo = { email: 'lo@example.com', name: '阿乐' };
  const asYu = await joinBy(url, await invite({ kind: 'creator', agencyId: agency.id }), yu);
  const asLo = await joinBy(url, await invite({ kind: 'creator' }), lo);
  const file = (as: Client, channel: string, handle: string) =>
    as<{ id: string }>('POST', '/api/v1/channel-accounts', { channel, handle, externalId: `id-${handle}`, followers: 12_000 });
  const account = await file(asYu, 'douyin', '小鱼看剧');
  await ask('POST', '/api/v1/channel-accounts/decisions', { accountIds: [account.id], decision: 'approve' });
  await file(asLo, 'douyin', '阿乐追剧');
  await file(asLo, 'kuaishou', '阿乐快看');
  const claim = await asYu<{ placements: { id: string; code: string; channel: string; offerId: string | null }[] }>(
    'POST',
    `/api/v1/campaigns/${campaign.id}/claims`,
    { channels: ['douyin'] },
  );
  const placement = claim.placements.find((one) => one.channel === 'douyin' && one.offerId === null) ?? claim.placements[0]!;
  const { items } = await ask<{ items: { id: string; name: string }[] }>('GET', '/api/v1/creators');
  const idOf = (who: { name: string }) => items.find((one) => one.name === who.name)!.id;
  return {
    campaignId: campaign.id,
    campaignName: name,
    agencyId: agency.id,
    agency: agent,
    creator: { ...yu, password, id: idOf(yu) },
    loner: { ...lo, password, id: idOf(lo) },
    code: placement.code,
    placementId: placement.id,
  };
}
