/** Who may show what, on the whole house: the list, filed accounts of those who promote, search codes in what is written. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newCampaign, newCreator, newStage, openPromotion, type Promotion, type Stage } from '../../../../test/support/promotion.ts';
import { allowListRoutes } from './contract.ts';

let promotion: Promotion;
beforeAll(async () => {
  promotion = await openPromotion({ work: false });
}, 120_000);
afterAll(() => promotion.close());

const list = () => promotion.house.protection;
const allow = (stage: Stage, subject: object, terms: object = {}) => {
  promotion.clock.advance(1);
  return list().createAllowEntry(stage.actor, allowListRoutes.createAllowEntry.body.parse({ subject, ...terms }));
};
const found = (stage: Stage, what: { url?: string; account?: string; platform?: string; texts?: string[]; workId?: string }) =>
  promotion.house.db.read((trx) =>
    list().whoAllows(trx, stage.organisationId, {
      workId: what.workId ?? stage.work.id,
      url: what.url ?? null,
      account: what.account ?? null,
      platform: what.platform ?? null,
      texts: what.texts ?? [],
    }),
  );
const why = async (...of: Parameters<typeof found>): Promise<string | null> => (await found(...of))?.reason.code ?? null;
const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('the list', () => {
  test('allows accounts, hosts and addresses, for a work or all, on its days', async () => {
    const stage = await newStage(promotion);
    const elsewhere = await newStage(promotion);
    await allow(stage, { kind: 'account', platform: 'douyin', account: '@Theatre', own: true });
    const host = await allow(stage, { kind: 'host', host: 'partner.example' }, { workId: stage.work.id, until: '2026-03-11' });
    await allow(stage, { kind: 'address', address: 'https://www.youtube.com/playlist' }, { from: '2027-01-01' });
    expect(await why(stage, { account: 'theatre', platform: 'douyin' })).toBe('own_account');
    expect(await why(stage, { account: 'theatre', platform: 'kuaishou' })).toBeNull();
    expect(await why(stage, { url: 'https://www.douyin.com/user/theatre' })).toBe('own_account');
    expect((await found(stage, { url: 'https://cdn.partner.example/a.mp4' }))!.reason).toEqual({
      code: 'host',
      params: { host: 'partner.example', until: '2026-03-11' },
      entryId: host.id,
    });
    expect(await why(stage, { url: 'https://partner.example/', workId: elsewhere.work.id })).toBeNull();
    expect(await why(stage, { url: 'https://www.youtube.com/playlist?list=1' })).toBeNull();
    // Another organisation's list is not ours.
    expect(await why(elsewhere, { account: 'theatre', platform: 'douyin' })).toBeNull();
    promotion.clock.advance(24 * 3_600_000);
    expect(await why(stage, { url: 'https://partner.example/' })).toBeNull();
    const states = (await list().listAllowEntries(stage.actor, { limit: 10, withdrawn: false })).items.map(({ state }) => state);
    expect(states).toEqual(['ahead', 'over', 'holds']);
    await list().updateAllowEntry(stage.actor, host.id, { until: null });
    expect(await why(stage, { url: 'https://partner.example/' })).toBe('host');
    await list().withdrawAllowEntry(stage.actor, host.id, { reason: '合作结束' });
    expect(await why(stage, { url: 'https://partner.example/' })).toBeNull();
    expect(await code(list().withdrawAllowEntry(stage.actor, host.id, { reason: '再次' }))).toBe('protection.allow_withdrawn');
    expect((await list().listAllowEntries(stage.actor, { limit: 10, withdrawn: true })).items.map(({ id }) => id)).toEqual([host.id]);
  });

  test('takes nothing twice, no whole platform, nobody unknown, and nothing of another tenant', async () => {
    const [stage, thief] = [await newStage(promotion), await newStage(promotion)];
    const entry = await allow(stage, { kind: 'host', host: 'own.example' });
    expect(await code(allow(stage, { kind: 'host', host: 'WWW.own.example' }))).toBe('protection.allow_exists');
    for (const subject of [
      { kind: 'host', host: 'www.douyin.com' },
      { kind: 'address', address: 'https://youtube.com/' },
    ])
      expect(await code(allow(stage, subject))).toBe('protection.allow_too_wide');
    expect(await code(allow(stage, { kind: 'address', address: 'not an address' }))).toBe('protection.address_invalid');
    const creator = await newCreator(promotion, stage);
    expect(await code(allow(thief, { kind: 'creator', creatorId: creator.creatorId }))).toBe('protection.creator_not_found');
    expect(await code(allow(thief, { kind: 'host', host: 'a.example' }, { workId: stage.work.id }))).toBe('catalog.work_not_found');
    expect(await code(list().updateAllowEntry(thief.actor, entry.id, { note: '偷' }))).toBe('protection.allow_entry_not_found');
    expect(await code(list().withdrawAllowEntry(thief.actor, entry.id, { reason: '偷' }))).toBe('protection.allow_entry_not_found');
    expect(await code(list().checkAllowed(thief.actor, { workId: stage.work.id }))).toBe('catalog.work_not_found');
    expect((await list().listAllowEntries(thief.actor, { limit: 10, withdrawn: false })).items).toEqual([]);
  });

  test('takes own channels line by line; a dry run says the same and does nothing', async () => {
    const stage = await newStage(promotion);
    const lines = [
      'douyin 剧场',
      'https://www.youtube.com/@hookline',
      '',
      'own.example',
      'DOUYIN @剧场',
      'https://www.tiktok.com/',
      '？？',
    ];
    const body = (dryRun: boolean) => allowListRoutes.importAllowEntries.body.parse({ lines, dryRun });
    const outcomes = ['added', 'added', 'empty', 'added', 'already', 'refused', 'refused'];
    const dry = await list().importAllowEntries(stage.actor, body(true));
    expect(dry.lines.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect((await list().listAllowEntries(stage.actor, { limit: 10, withdrawn: false })).items).toEqual([]);
    const real = await list().importAllowEntries(stage.actor, body(false));
    expect(real.lines.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(real.lines.map(({ code: refused }) => refused).slice(5)).toEqual(['protection.allow_too_wide', 'protection.address_invalid']);
    expect(await list().importAllowEntries(stage.actor, body(false))).toMatchObject({ added: 0, already: 4 });
    expect(await why(stage, { url: 'https://www.youtube.com/@Hookline/shorts' })).toBe('own_account');
  });
});

describe('those who promote', () => {
  test('are known by their filed accounts and by their search codes, for the drama that they promote and as long as they do', async () => {
    const stage = await newStage(promotion);
    const { id: campaignId } = await newCampaign(promotion, stage);
    const creator = await newCreator(promotion, stage, { channels: ['douyin'] });
    const handle = `douyin ${creator.creatorId}`;
    expect(await why(stage, { account: handle, platform: 'douyin' })).toBeNull();
    const claimId = await promotion.house.campaigns.createClaim(creator, campaignId, ['douyin']);
    const { placements } = await promotion.house.campaigns.getMyClaim(creator, claimId, undefined);
    const shown = placements[0]!.codeShown;
    expect(await why(stage, { account: handle, platform: 'douyin' })).toBe('filed_account');
    expect(await why(stage, { account: handle, platform: 'kuaishou' })).toBeNull();
    expect(await why(stage, { texts: [`全集看这里，搜索 ${shown.toLowerCase()}`] })).toBe('search_code');
    expect(await why(stage, { texts: ['全集免费看', `${'话'.repeat(900)} 搜 ${shown}`] })).toBe('search_code');
    expect((await found(stage, { texts: [shown] }))!.reason.params.code).toBe(shown);

    // The same creator does not promote another drama, and another organisation knows neither.
    const other = await newStage(promotion);
    expect(await why(stage, { account: handle, platform: 'douyin', texts: [shown], workId: other.work.id })).toBeNull();
    expect(await why(other, { account: handle, platform: 'douyin', texts: [shown] })).toBeNull();

    await allow(stage, { kind: 'creator', creatorId: creator.creatorId });
    expect(await why(stage, { account: handle, platform: 'douyin', workId: other.work.id })).toBe('creator');
    promotion.clock.advance(1000);
    await promotion.house.campaigns.endCampaign(stage.actor, campaignId, '结束');
    promotion.clock.advance(1000);
    expect(await why(stage, { texts: [shown] })).toBeNull();
  });
});
