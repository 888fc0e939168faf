/** Campaigns on the whole house: real codes, links, catalogue and studio, whose work is only enqueued. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addHook,
  newAgency,
  newCampaign,
  newCreator,
  newStage,
  openPromotion,
  type Promotion,
  type Stage,
} from '../../../test/support/promotion.ts';
import type { NotificationKind } from '../notifications/index.ts';
import { asOf } from './rules/as-of.ts';

let promotion: Promotion;
beforeAll(async () => {
  promotion = await openPromotion({ work: false });
}, 120_000);
afterAll(() => promotion.close());

const campaigns = () => promotion.house.campaigns;
const page = { limit: 50, sort: 'new' as const };
const placementsOf = (actor: { organisationId: string }, creatorId: string) =>
  promotion.house.db.read((trx) => campaigns().placementsOf(trx, actor.organisationId, { creatorId }));
const factsOf = async (stage: Stage, id: string) =>
  (await promotion.house.db.read((trx) => campaigns().placementFacts(trx, stage.organisationId, [id]))).get(id)!;
/** What somebody was told, newest first. */
const toldOf = async (userId: string): Promise<NotificationKind[]> =>
  (await promotion.house.db.read((trx) => promotion.house.notifications.exportUser(trx, userId))).map((each) => each.kind).reverse();
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('taking a campaign', () => {
  it('gives a code and a link for each channel at once, and two taps are one claim', async () => {
    const stage = await newStage(promotion);
    const { id } = await newCampaign(promotion, stage);
    const creator = await newCreator(promotion, stage);
    const claims = await Promise.all(Array.from({ length: 6 }, () => campaigns().createClaim(creator, id, undefined)));
    expect(new Set(claims).size).toBe(1);
    const claim = await campaigns().getMyClaim(creator, claims[0]!, undefined);
    expect(claim.state).toBe('approved');
    expect(claim.placements.map((each) => each.channel).sort()).toEqual(['douyin', 'tiktok']);
    expect(new Set(claim.placements.map((each) => each.code)).size).toBe(2);
    for (const placement of claim.placements) {
      const found = await promotion.house.codes.resolve(` ${placement.codeShown.toLowerCase()} `, { organisationId: null });
      expect(found).toMatchObject({ status: 'found', placementId: placement.id });
      const described = await campaigns().describePlacement(stage.organisationId, placement.id, 'en-GB');
      expect(described).toMatchObject({ workId: stage.work.id, title: 'Out of the Fire', destination: placement.url });
      expect(placement.url).toMatch(/^http:\/\/hookline\.test\/s\//);
      expect(placement.captions.length).toBeGreaterThan(0);
      expect(placement.captions.some((caption) => caption.text.includes(placement.codeShown) && caption.title === '她从火中归来')).toBe(
        true,
      );
    }
  });

  it('by many creators at once gives each their own, and no two alike', async () => {
    const stage = await newStage(promotion);
    const { id } = await newCampaign(promotion, stage);
    const creators = await Promise.all(Array.from({ length: 12 }, () => newCreator(promotion, stage)));
    await Promise.all(creators.map((creator) => campaigns().createClaim(creator, id, ['douyin'])));
    const { items } = await campaigns().listPlacements(stage.actor, { campaignId: id, limit: 100 });
    expect(items.length).toBe(12);
    expect(new Set(items.map((each) => each.code)).size).toBe(12);
    expect(new Set(items.map((each) => each.url)).size).toBe(12);
    expect(new Set(items.map((each) => each.creatorId)).size).toBe(12);
  });

  it('is refused with the reason: terms, embargo, end, pause, channel, account, budget', async () => {
    const stage = await newStage(promotion);
    const creator = await newCreator(promotion, stage);
    const refusal = async (wanted: object, channels?: string[], by = creator): Promise<string> => {
      const { id } = await newCampaign(promotion, stage, wanted);
      return codeOf(campaigns().createClaim(by, id, channels));
    };
    expect(await refusal({}, undefined, await newCreator(promotion, stage, { accepted: false }))).toBe('creators.terms_not_accepted');
    expect(await refusal({ embargoUntil: '2026-04-01T00:00:00Z' })).toBe('campaigns.embargoed');
    expect(await refusal({ startsAt: '2026-04-01T00:00:00Z' })).toBe('campaigns.not_started');
    expect(await refusal({}, ['youtube'])).toBe('campaigns.channel_refused');
    expect(await refusal({ requireFiledAccount: true })).toBe('campaigns.account_required');
    expect(await refusal({ requireFiledAccount: true }, ['tiktok'], await newCreator(promotion, stage, { channels: ['tiktok'] }))).toBe(
      'nothing',
    );
    const paused = await newCampaign(promotion, stage);
    await campaigns().pauseCampaign(stage.actor, paused.id, 'look');
    expect(await codeOf(campaigns().createClaim(creator, paused.id, undefined))).toBe('campaigns.not_open');
    await campaigns().endCampaign(stage.actor, paused.id, '');
    expect(await codeOf(campaigns().createClaim(creator, paused.id, undefined))).toBe('campaigns.over');
    expect(await codeOf(campaigns().createClaim(stage.actor, paused.id, undefined))).toBe('creators.not_a_party');
    const draft = await newCampaign(promotion, stage, {}, { publish: false });
    expect(await codeOf(campaigns().createClaim(creator, draft.id, undefined))).toBe('campaigns.campaign_not_found');
  });

  it('by hand waits for a decision; many are decided at once, and who is refused is told why', async () => {
    const stage = await newStage(promotion);
    const { id } = await newCampaign(promotion, stage, { approval: 'by_hand' });
    const [first, second] = [await newCreator(promotion, stage), await newCreator(promotion, stage)];
    const [a, b] = [await campaigns().createClaim(first, id, ['douyin']), await campaigns().createClaim(second, id, ['douyin'])];
    expect((await campaigns().getMyClaim(first, a, undefined)).placements).toEqual([]);
    expect(await toldOf(stage.actors.operator.id!)).toEqual(['claim_requested', 'claim_requested']);
    expect(await codeOf(campaigns().decideClaims(stage.actor, { claimIds: [b], decision: 'refuse', note: '' }))).toBe(
      'campaigns.note_required',
    );
    const refused = await campaigns().decideClaims(stage.actor, { claimIds: [b], decision: 'refuse', note: '粉丝太少' });
    expect(refused.claims).toMatchObject([{ id: b, state: 'refused', note: '粉丝太少' }]);
    const decided = await campaigns().decideClaims(stage.actor, { claimIds: [a, b, 'clm_nobody'], decision: 'approve', note: '' });
    expect(decided.claims).toMatchObject([{ id: a, state: 'approved', placementCount: 1 }]);
    expect(decided.failed.map((failure) => failure.reason.code)).toEqual(['campaigns.claim_not_requested', 'campaigns.claim_not_found']);
    expect(await toldOf(first.id!)).toContain('claim_approved');
    expect(await toldOf(second.id!)).toContain('claim_refused');
    // Asking again after a refusal is another claim.
    expect(await campaigns().createClaim(second, id, ['douyin'])).not.toBe(b);
  });

  it('can be given back: codes and links end, and taking it again gives others', async () => {
    const stage = await newStage(promotion);
    const { id } = await newCampaign(promotion, stage);
    const creator = await newCreator(promotion, stage);
    const claimId = await campaigns().createClaim(creator, id, ['douyin']);
    const [placement] = await placementsOf(stage, creator.creatorId);
    promotion.clock.advance(1000);
    expect(await campaigns().withdrawClaim(creator, claimId)).toMatchObject({ state: 'withdrawn' });
    expect(await codeOf(campaigns().withdrawClaim(creator, claimId))).toBe('campaigns.claim_closed');
    expect((await factsOf(stage, placement!.placementId)).validUntil).toEqual(promotion.clock.now());
    expect(await promotion.house.codes.resolve(placement!.code, { organisationId: null })).not.toMatchObject({ status: 'found' });
    const again = await campaigns().createClaim(creator, id, ['douyin']);
    expect(again).not.toBe(claimId);
    expect((await placementsOf(stage, creator.creatorId))[0]!.code).not.toBe(placement!.code);
  });

  it('grows by channels later', async () => {
    const stage = await newStage(promotion);
    const { id } = await newCampaign(promotion, stage);
    const creator = await newCreator(promotion, stage);
    const claimId = await campaigns().createClaim(creator, id, ['douyin']);
    await campaigns().addPlacements(creator, claimId, ['douyin', 'tiktok']);
    const claim = await campaigns().getMyClaim(creator, claimId, 'en');
    expect(claim.placements.map((each) => each.channel).sort()).toEqual(['douyin', 'tiktok']);
    expect(claim.channels).toEqual(['douyin', 'tiktok']);
    const captions = claim.placements.flatMap((each) => each.captions);
    expect(captions.every((caption) => caption.language === 'en' && caption.title === 'Out of the Fire')).toBe(true);
  });
});

describe('history', () => {
  it('keeps terms, settings, states and shares with the instants from which they held', async () => {
    const stage = await newStage(promotion);
    const agency = await newAgency(promotion, stage);
    const made = await newCampaign(promotion, stage);
    const creator = await newCreator(promotion, stage, { agencyId: agency.agencyId });
    await campaigns().createClaim(creator, made.id, ['douyin']);
    const { placementId } = (await placementsOf(stage, creator.creatorId))[0]!;
    const before = promotion.clock.now();
    promotion.clock.advance(60_000);
    const changed = await campaigns().updateCampaign(stage.actor, made.id, {
      terms: { ...made.terms, orderShareBps: 4000, agencyShareMaxBps: 1500 },
      territories: ['CN'],
    });
    expect(changed).toMatchObject({ termsVersion: 2, territories: ['CN'] });
    expect(changed.termsHistory.map((each) => each.terms.orderShareBps)).toEqual([4000, 5000]);
    expect(await toldOf(creator.id!)).toContain('campaign_terms_changed');
    promotion.clock.advance(60_000);
    await campaigns().setAgencyShares(agency, made.id, [{ agencyId: agency.agencyId, shareBps: 1200 }]);
    await campaigns().pauseCampaign(stage.actor, made.id, '');
    const facts = await factsOf(stage, placementId);
    expect(asOf(facts.campaign.terms, before)!.terms.orderShareBps).toBe(5000);
    expect(asOf(facts.campaign.settings, before)!.territories).toEqual([]);
    expect(asOf(facts.campaign.states, before)!.state).toBe('published');
    const now = promotion.clock.now();
    expect(asOf(facts.campaign.terms, now)!).toMatchObject({ version: 2, terms: { orderShareBps: 4000 } });
    expect(asOf(facts.campaign.settings, now)!.territories).toEqual(['CN']);
    expect(asOf(facts.campaign.states, now)!.state).toBe('paused');
    expect([asOf(facts.campaign.agencyShares, before)?.shareBps ?? 0, asOf(facts.campaign.agencyShares, now)!.shareBps]).toEqual([0, 1200]);
    expect(facts).toMatchObject({ agencyId: agency.agencyId, workId: stage.work.id, channel: 'douyin', validUntil: null });
    // Nothing that was said before has moved.
    await campaigns().endCampaign(stage.actor, made.id, '');
    const later = await factsOf(stage, placementId);
    expect(later.campaign.terms).toEqual(facts.campaign.terms);
    expect(later.campaign.states.slice(0, facts.campaign.states.length)).toEqual(facts.campaign.states);
    expect(later.validUntil).toEqual(now);
    expect(await toldOf(creator.id!)).toContain('campaign_ended');
  });

  it('of a draft is written over: only what was published counts', async () => {
    const stage = await newStage(promotion);
    const draft = await newCampaign(promotion, stage, {}, { publish: false });
    promotion.clock.advance(1000);
    const changed = await campaigns().updateCampaign(stage.actor, draft.id, {
      terms: { ...draft.terms, currency: 'USD' },
      channels: ['youtube'],
    });
    expect(changed).toMatchObject({ termsVersion: 1, currency: 'USD', channels: ['youtube'] });
    const published = await campaigns().publishCampaign(stage.actor, draft.id);
    expect(published.termsHistory.length).toBe(1);
    expect(await codeOf(campaigns().updateCampaign(stage.actor, draft.id, { terms: { ...published.terms, currency: 'CNY' } }))).toBe(
      'campaigns.currency_fixed',
    );
    const stale = { name: 'other', expectedUpdatedAt: draft.updatedAt };
    expect(await codeOf(campaigns().updateCampaign(stage.actor, draft.id, stale))).toBe('campaigns.campaign_changed');
  });

  it('changes by nothing when the same is said again', async () => {
    const stage = await newStage(promotion);
    const made = await newCampaign(promotion, stage);
    promotion.clock.advance(1000);
    const same = await campaigns().updateCampaign(stage.actor, made.id, {
      terms: made.terms,
      startsAt: made.startsAt,
      channels: made.channels,
    });
    expect([same.termsVersion, same.termsHistory.length]).toEqual([1, 1]);
  });
});

describe('time and money', () => {
  it('pauses when the budget is reached, tells once, and opens again only with more', async () => {
    const stage = await newStage(promotion);
    const { id } = await newCampaign(promotion, stage, { budgetMinor: '10000' });
    const creator = await newCreator(promotion, stage);
    await campaigns().createClaim(creator, id, ['douyin']);
    const note = (spent: bigint): Promise<void> =>
      promotion.house.db.transaction((trx) => campaigns().noteBudget(trx, stage.organisationId, id, spent));
    await note(9_500n);
    expect((await campaigns().getCampaign(stage.actor, id)).warnings.map((each) => each.code)).toContain('budget_nearly_spent');
    await note(10_000n);
    await note(10_400n);
    const reached = await campaigns().getCampaign(stage.actor, id);
    expect(reached).toMatchObject({
      state: 'paused',
      spentMinor: '10400',
      stateHistory: [{ state: 'paused', reason: 'budget_reached' }, {}, {}],
    });
    expect((await toldOf(stage.actors.owner.id!)).filter((kind) => kind === 'budget_reached').length).toBe(1);
    expect(await toldOf(creator.id!)).toContain('campaign_paused');
    expect(await codeOf(campaigns().resumeCampaign(stage.actor, id))).toBe('campaigns.budget_reached');
    await campaigns().updateCampaign(stage.actor, id, { budgetMinor: '20000' });
    expect((await campaigns().resumeCampaign(stage.actor, id)).state).toBe('published');
    await note(20_000n);
    expect((await campaigns().getCampaign(stage.actor, id)).state).toBe('paused');
  });

  it('announces after the embargo, warns three days before the end, and ends by itself', async () => {
    const stage = await newStage(promotion);
    const at = (days: number): string => new Date(promotion.clock.nowMs() + days * 86_400_000).toISOString();
    const { id } = await newCampaign(promotion, stage, { embargoUntil: at(1), endsAt: at(10) });
    const partner = stage.actors.creator.id!;
    const tend = (): Promise<void> => campaigns().tend(new AbortController().signal);
    await tend();
    expect(await toldOf(partner)).toEqual([]);
    promotion.clock.advance(2 * 86_400_000);
    await tend();
    await tend();
    expect(await toldOf(partner)).toEqual(['campaign_published']);
    const creator = await newCreator(promotion, stage);
    await campaigns().createClaim(creator, id, ['douyin']);
    promotion.clock.advance(5.5 * 86_400_000);
    await tend();
    await tend();
    expect((await toldOf(creator.id!)).filter((kind) => kind === 'campaign_ending').length).toBe(1);
    promotion.clock.advance(3 * 86_400_000);
    await tend();
    const ended = await campaigns().getCampaign(stage.actor, id);
    expect(ended.stateHistory[0]).toMatchObject({ state: 'ended', reason: 'end_date', by: 'Hookline' });
    expect(await codeOf(campaigns().resumeCampaign(stage.actor, id))).toBe('campaigns.over');
  });
});

describe('the market', () => {
  it('is searched by title and pinyin, narrowed, and sorted by pay and newness, page by page', async () => {
    const stage = await newStage(promotion);
    const creator = await newCreator(promotion, stage);
    const pay = (orderShareBps: number) => ({ terms: { currency: 'CNY' as const, orderShareBps } });
    const made = [];
    for (const [index, share] of [3000, 6000, 4500].entries()) {
      promotion.clock.advance(1000);
      made.push(
        await newCampaign(promotion, stage, {
          ...pay(share),
          channels: [index === 0 ? 'youtube' : 'douyin'],
          territories: index === 1 ? ['US'] : [],
        }),
      );
    }
    await newCampaign(promotion, stage, { name: '草稿' }, { publish: false });
    const ids = async (query: object): Promise<string[]> =>
      (await campaigns().listMarket(creator, { ...page, ...query })).items.map((each) => each.campaignId);
    const [a, b, c] = made.map((each) => each.id);
    expect(await ids({})).toEqual([c, b, a]);
    expect(await ids({ sort: 'pay' })).toEqual([b, c, a]);
    expect(await ids({ query: 'huozhong' })).toEqual([c, b, a]);
    expect(await ids({ query: '火中' })).toEqual([c, b, a]);
    expect(await ids({ query: 'Out of' })).toEqual([c, b, a]);
    expect(await ids({ query: '总裁' })).toEqual([]);
    expect(await ids({ query: '！？' })).toEqual([]);
    expect(await ids({ genre: 'revenge', channel: 'youtube' })).toEqual([a]);
    expect(await ids({ genre: 'comedy' })).toEqual([]);
    expect(await ids({ territory: 'CN' })).toEqual([c, a]);
    const first = await campaigns().listMarket(creator, { ...page, sort: 'pay', limit: 2 });
    const rest = await campaigns().listMarket(creator, { ...page, sort: 'pay', limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...rest.items].map((each) => each.campaignId)).toEqual([b, c, a]);
    expect(rest.nextCursor).toBeNull();
    await campaigns().createClaim(creator, a!, undefined);
    expect((await campaigns().listMarket(creator, { ...page, sort: 'trend' })).items[0]).toMatchObject({
      campaignId: a,
      claim: { state: 'approved' },
    });
  });

  it('shows what a creator needs and nothing under embargo', async () => {
    const stage = await newStage(promotion);
    const creator = await newCreator(promotion, stage, { channels: ['tiktok'] });
    const open = await newCampaign(promotion, stage, { rules: [{ language: 'en', text: 'No spoilers.' }] });
    const hidden = await newCampaign(promotion, stage, { embargoUntil: '2030-01-01T00:00:00Z' });
    const detail = await campaigns().getMarketCampaign(creator, open.id);
    expect(detail).toMatchObject({
      obstacle: null,
      agencyShareBps: null,
      rules: [{ text: 'No spoilers.' }],
      terms: { words: [{ text: '每笔订单分成 50%。' }] },
    });
    expect(detail.channelChoices).toMatchObject([
      { channel: 'douyin', preselected: false, filed: false, allowed: true },
      { channel: 'tiktok', preselected: true, filed: true, allowed: true },
    ]);
    expect(await codeOf(campaigns().getMarketCampaign(creator, hidden.id))).toBe('campaigns.campaign_not_found');
    expect((await campaigns().listMarket(creator, { ...page })).items.map((each) => each.campaignId)).toEqual([open.id]);
    expect((await campaigns().getMarketCampaign(stage.actor, hidden.id)).obstacle?.code).toBe('campaigns.embargoed');
  });
});

describe('walls', () => {
  it('keep creators, agencies and organisations apart', async () => {
    const [stage, other] = [await newStage(promotion), await newStage(promotion)];
    const { id } = await newCampaign(promotion, stage);
    const [agency, rival] = [await newAgency(promotion, stage), await newAgency(promotion, stage)];
    const mine = await newCreator(promotion, stage, { agencyId: agency.agencyId });
    const theirs = await newCreator(promotion, stage, { agencyId: rival.agencyId });
    const [claimId] = [await campaigns().createClaim(mine, id, ['douyin']), await campaigns().createClaim(theirs, id, ['douyin'])];
    const [placement] = await placementsOf(stage, mine.creatorId);
    const stranger = await newCreator(promotion, other);
    for (const actor of [theirs, rival, other.actor, stranger]) {
      expect(await codeOf(campaigns().getPlacement(actor, placement!.placementId))).toBe('campaigns.placement_not_found');
      expect(await codeOf(campaigns().listCaptions(actor, placement!.placementId, undefined))).toBe('campaigns.placement_not_found');
      expect((await campaigns().listPlacements(actor, { limit: 50, creatorId: mine.creatorId })).items).toEqual([]);
      expect((await campaigns().listClaims(actor, { limit: 50, creatorId: mine.creatorId })).items).toEqual([]);
    }
    for (const actor of [theirs, stranger]) {
      expect(await codeOf(campaigns().getMyClaim(actor, claimId, undefined))).toBe('campaigns.claim_not_found');
      expect(await codeOf(campaigns().withdrawClaim(actor, claimId))).toBe('campaigns.claim_not_found');
    }
    for (const actor of [mine, agency, stage.actor])
      expect((await campaigns().getPlacement(actor, placement!.placementId)).code).toBe(placement!.code);
    expect((await campaigns().listClaims(agency, { limit: 50 })).items.map((each) => each.creatorId)).toEqual([mine.creatorId]);
    expect((await campaigns().listMyClaims(theirs, { limit: 50 })).items.map((each) => each.creatorId)).toEqual([theirs.creatorId]);
    expect(await codeOf(campaigns().getCampaign(other.actor, id))).toBe('campaigns.campaign_not_found');
    expect(await codeOf(campaigns().createClaim(stranger, id, undefined))).toBe('campaigns.campaign_not_found');
    expect(await promotion.house.db.read((trx) => campaigns().placementFacts(trx, other.organisationId, [placement!.placementId]))).toEqual(
      new Map(),
    );
    expect(await campaigns().describePlacement(other.organisationId, placement!.placementId, null)).toBeNull();
    // An agency sets its own share and nobody else's, and not over what is allowed.
    expect(await codeOf(campaigns().setAgencyShares(agency, id, [{ agencyId: rival.agencyId, shareBps: 1 }]))).toBe(
      'campaigns.agency_unknown',
    );
    expect(await codeOf(campaigns().setAgencyShares(agency, id, [{ agencyId: null, shareBps: 1 }]))).toBe('campaigns.agency_unknown');
    expect(await codeOf(campaigns().setAgencyShares(agency, id, [{ agencyId: agency.agencyId, shareBps: 2001 }]))).toBe(
      'campaigns.agency_share_too_high',
    );
    await campaigns().setAgencyShares(stage.actor, id, [{ agencyId: rival.agencyId, shareBps: 300 }]);
    expect(await campaigns().setAgencyShares(agency, id, [{ agencyId: agency.agencyId, shareBps: 2000 }])).toEqual({
      defaultBps: 0,
      agencies: [{ agencyId: agency.agencyId, shareBps: 2000 }],
    });
    expect((await campaigns().getMarketCampaign(mine, id)).agencyShareBps).toBe(2000);
  });
});

describe('drafts, offers and templates', () => {
  it('warn, and are published only when they pay; drafts go to the trash and come back', async () => {
    const stage = await newStage(promotion);
    const draft = await newCampaign(promotion, stage, { terms: { currency: 'CNY' } }, { publish: false });
    expect(draft.warnings.map((each) => each.code)).toEqual(['no_offers', 'rights_not_registered', 'no_pay', 'no_destination']);
    expect(await codeOf(campaigns().publishCampaign(stage.actor, draft.id))).toBe('campaigns.no_pay');
    expect(await codeOf(campaigns().deleteCampaign(stage.actor, draft.id))).toBe('campaigns.not_trashed');
    await campaigns().trashCampaign(stage.actor, draft.id);
    expect(await codeOf(campaigns().publishCampaign(stage.actor, draft.id))).toBe('campaigns.no_pay');
    expect((await campaigns().listCampaigns(stage.actor, { limit: 50, trashed: true })).items.map((each) => each.id)).toEqual([draft.id]);
    await campaigns().restoreCampaign(stage.actor, draft.id);
    await campaigns().trashCampaign(stage.actor, draft.id);
    await campaigns().deleteCampaign(stage.actor, draft.id);
    expect(await codeOf(campaigns().getCampaign(stage.actor, draft.id))).toBe('campaigns.campaign_not_found');
    const dates = { startsAt: '2026-03-02T00:00:00Z', endsAt: '2026-03-01T00:00:00Z' };
    expect(await codeOf(newCampaign(promotion, stage, dates))).toBe('campaigns.dates_invalid');
    expect(await codeOf(newCampaign(promotion, stage, { zone: 'Mars/Olympus' }))).toBe('campaigns.zone_unknown');
    expect(await codeOf(newCampaign(promotion, stage, { destinations: { webUrl: 'https://evil.example/x' } }))).toBe(
      'links.destination_not_allowed',
    );
    expect(await codeOf(newCampaign(promotion, await newStage(promotion), { workId: stage.work.id }))).toBe('catalog.work_not_found');
  });

  it('offer hooks in order, once each, of the own drama; what is offered keeps its id', async () => {
    const stage = await newStage(promotion);
    const hook = await addHook(promotion, stage);
    const other = await newStage(promotion);
    const foreign = await addHook(promotion, other);
    const { id } = await newCampaign(promotion, stage);
    const wanted = { kind: 'hook' as const, sourceId: hook.id, note: '先发这条' };
    const { offers } = await campaigns().setOffers(stage.actor, id, [wanted]);
    expect(offers).toMatchObject([{ sourceId: hook.id, line: '你终于回来了', durationMs: 2000, problem: null, note: '先发这条' }]);
    expect((await campaigns().setOffers(stage.actor, id, [{ ...wanted, id: offers[0]!.id, note: '' }])).offers[0]!.id).toBe(offers[0]!.id);
    expect(await codeOf(campaigns().setOffers(stage.actor, id, [wanted, wanted]))).toBe('campaigns.offer_repeated');
    expect(await codeOf(campaigns().setOffers(stage.actor, id, [{ kind: 'hook', sourceId: foreign.id, note: '' }]))).toBe(
      'campaigns.offer_unknown',
    );
    expect(await codeOf(campaigns().setOffers(stage.actor, id, [{ kind: 'clip', sourceId: hook.id, note: '' }]))).toBe(
      'campaigns.offer_unknown',
    );
    // Its hook goes before its body is made: creators are not shown it any more.
    await promotion.house.studio.removeHook(stage.actor, hook.id);
    const gone = await campaigns().getCampaign(stage.actor, id);
    expect(gone.offers[0]!.problem).toBe('gone');
    expect(gone.warnings.map((each) => each.code)).toContain('offer_gone');
    const creator = await newCreator(promotion, stage);
    expect((await campaigns().getMarketCampaign(creator, id)).offers).toEqual([]);
    expect((await campaigns().setOffers(stage.actor, id, [])).offers).toEqual([]);
  });

  it('captions come from reviewed templates alone, and a change takes the review away', async () => {
    const stage = await newStage(promotion);
    const { id } = await newCampaign(promotion, stage);
    const creator = await newCreator(promotion, stage);
    await campaigns().createClaim(creator, id, ['douyin']);
    const { placementId } = (await placementsOf(stage, creator.creatorId))[0]!;
    const texts = async (): Promise<string[]> =>
      (await campaigns().listCaptions(creator, placementId, 'zh-CN')).items.map((each) => each.templateName);
    const template = { name: '悬念', channel: 'douyin' as const, language: 'zh-CN', text: '{{title}} {{code}}', hashtags: [] };
    const made = await campaigns().createTemplate(stage.actor, template);
    expect(await texts()).toEqual(['抖音']);
    expect(await campaigns().reviewTemplate(stage.actors.operator, made.id, true)).toMatchObject({
      state: 'reviewed',
      reviewedBy: 'Test operator',
    });
    expect(await texts()).toEqual(['悬念', '抖音']);
    expect((await campaigns().updateTemplate(stage.actor, made.id, { text: '新 {{code}}' })).state).toBe('draft');
    expect(await texts()).toEqual(['抖音']);
    expect(await codeOf(campaigns().createTemplate(stage.actor, { ...template, text: '{{price}}' }))).toBe('campaigns.placeholder_unknown');
    expect(await codeOf(campaigns().updateTemplate(stage.actor, 'builtin:douyin:zh-CN', {}))).toBe('campaigns.template_built_in');
    expect(await campaigns().previewTemplate(stage.actor, { ...template, campaignId: id })).toMatchObject({
      text: '她从火中归来 HK7 29Q',
      machineMade: false,
    });
    expect(await codeOf(campaigns().translateCaption(creator, placementId, { language: 'th' }))).toBe('campaigns.no_model');
  });
});
