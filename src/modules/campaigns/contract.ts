/** What promotion promises: campaigns and their terms, the market, claims, placements, stamped clips, captions. */
import { z } from 'zod';
import { defineContract, instant, pageOf, pageQuery } from '../../platform/http/contract.ts';
import { genres, workKinds, workText } from '../catalog/contract.ts';
import { channels } from '../creators/contract.ts';
import { linkRules } from '../links/contract.ts';

// ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** BCP 47, e.g. `zh-CN`, `en`. */
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const channel = z.enum(channels);
/** ISO 3166-1 alpha-2. */
const territory = z.string().regex(/^[A-Z]{2}$/);
const bps = z.number().int().min(0).max(10_000);
/** Minor units as a decimal string: money is never a JSON number. At most 15 digits, so that sums stay far from int8's end. */
const minor = z.string().regex(/^(0|[1-9]\d{0,14})$/);
const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** A reason as a code and its parameters; the client has the sentence. */
const reason = z.object({ code: z.string(), params });
const worded = z.object({ language, text: z.string().trim().min(1).max(5000) });
const httpUrl = z.url({ protocol: /^https?$/ }).max(2000);
/** An app's own scheme is allowed where an app is opened. */
const appUrl = z.url().max(2000);

/** ISO 4217, those whose minor units the house knows. */
export const currencies = [
  'CNY',
  'USD',
  'EUR',
  'GBP',
  'HKD',
  'TWD',
  'SGD',
  'MYR',
  'THB',
  'IDR',
  'PHP',
  'BRL',
  'MXN',
  'INR',
  'KRW',
  'JPY',
  'VND',
  'KWD',
] as const;

export const campaignStates = ['draft', 'published', 'paused', 'ended'] as const;
export type CampaignState = (typeof campaignStates)[number];
export const approvals = ['automatic', 'by_hand'] as const;
/** Whether a creator has one code a channel, or one for each clip too: only then can hooks be compared by what they sell. */
export const codeScopes = ['channel', 'clip'] as const;
export const claimStates = ['requested', 'approved', 'refused', 'withdrawn'] as const;
export type ClaimState = (typeof claimStates)[number];
export const offerKinds = ['hook', 'clip'] as const;
export const creatorClipStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

/** How long after a touch its conversions count; 0 hours switches probabilistic matching off. */
export const windows = z.object({
  codeDays: z.number().int().min(0).max(365),
  clickHours: z.number().int().min(0).max(8760),
  accountDays: z.number().int().min(0).max(365),
  probabilisticHours: z.number().int().min(0).max(72),
});
/** What a campaign pays: shares in basis points of what viewers pay and advertisements earn, fixed sums in minor units. */
export const terms = z.object({
  currency: z.enum(currencies),
  orderShareBps: bps.default(0),
  renewalShareBps: bps.default(0),
  adRevenueShareBps: bps.default(0),
  perInstallMinor: minor.nullable().default(null),
  perOrderMinor: minor.nullable().default(null),
  /** The most that one order pays. */
  capPerOrderMinor: minor.nullable().default(null),
  /** The most that one creator earns with the campaign. */
  capPerCreatorMinor: minor.nullable().default(null),
  windows: windows.prefault({ codeDays: 30, clickHours: 168, accountDays: 7, probabilisticHours: 0 }),
  /** Days after a conversion before its money can be paid. */
  holdDays: z.number().int().min(0).max(365).default(30),
  /** The most that an agency may keep of what its creators earn. */
  agencyShareMaxBps: bps.default(0),
  words: z.array(worded).max(40).default([]),
});
export type Terms = z.output<typeof terms>;

/** Where viewers go; what is null is the organisation's own, from the settings of links. */
export const destinations = z.object({
  appUrl: appUrl.nullable().default(null),
  iosUrl: httpUrl.nullable().default(null),
  androidUrl: appUrl.nullable().default(null),
  webUrl: httpUrl.nullable().default(null),
});
export type Destinations = z.output<typeof destinations>;
export type LinkRules = z.output<typeof linkRules>;

// ── Campaigns ───────────────────────────────────────────────────────────────────────────────────────────────────

export const offerInput = z.object({
  /** An offer that is there already keeps its id, and what was made of it. */
  id: z.string().optional(),
  kind: z.enum(offerKinds),
  /** A hook or a clip of the studio, of the campaign's work. */
  sourceId: z.string(),
  note: z.string().trim().max(500).default(''),
});

const campaignFields = {
  name: z.string().trim().min(1).max(200),
  terms,
  /** Empty means everywhere. */
  territories: z.array(territory).max(250).default([]),
  channels: z.array(channel).min(1).max(channels.length),
  startsAt: instant,
  endsAt: instant.nullable().default(null),
  embargoUntil: instant.nullable().default(null),
  /** IANA zone in which the dates were meant; instants do not need it, people do. */
  zone: z.string().min(1).max(64).default('Asia/Shanghai'),
  /** Creative rules: what a creator may and may not do, by language. */
  rules: z.array(worded).max(40).default([]),
  /** In the currency of the terms; null means without an end. */
  budgetMinor: minor.nullable().default(null),
  approval: z.enum(approvals).default('automatic'),
  requireFiledAccount: z.boolean().default(false),
  codeScope: z.enum(codeScopes).default('clip'),
  destinations: destinations.prefault({}),
  /** By device, country, language and date; null always shows the landing page. Links that are out keep theirs. */
  linkRules: linkRules.nullable().default(null),
};
export const campaignInput = z.object({ workId: z.string(), ...campaignFields });
export type CampaignInput = z.input<typeof campaignInput>;
/** Fields left out stay; `expectedUpdatedAt` refuses the change where somebody else's came between. */
export const campaignChange = z.object({ ...campaignFields, expectedUpdatedAt: instant }).partial();
export type CampaignChange = z.input<typeof campaignChange>;

const workWords = z.object({
  id: z.string(),
  kind: z.enum(workKinds),
  texts: z.array(workText),
  genres: z.array(z.enum(genres)),
  originalLanguage: z.string(),
  episodeCount: z.number().int(),
  /** Whether `/campaigns/:id/poster` answers with a picture. */
  hasPoster: z.boolean(),
});

export const offer = z.object({
  id: z.string(),
  kind: z.enum(offerKinds),
  sourceId: z.string(),
  note: z.string(),
  position: z.number().int(),
  title: z.string(),
  durationMs: z.number().int().nullable(),
  /** What is said in it first, where words were found. */
  line: z.string(),
  score: z.number().nullable(),
  /** Set where the hook or clip is gone or not rendered: creators are not shown it. */
  problem: z.enum(['gone', 'not_rendered', 'no_video']).nullable(),
});
export type Offer = z.output<typeof offer>;

/** What to know before and while it runs: filing_missing, filing_expiring, filing_expired, filing_not_yet, no_offers, offer_gone,
 * embargo_ahead, starts_later, ended_by_date, ending_soon, rights_not_registered, budget_nearly_spent, budget_reached, no_pay, no_destination, work_trashed. */
export const campaignWarning = z.object({ code: z.string(), params });

export const campaignSummary = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(campaignStates),
  work: workWords,
  currency: z.enum(currencies),
  orderShareBps: bps,
  adRevenueShareBps: bps,
  perInstallMinor: minor.nullable(),
  perOrderMinor: minor.nullable(),
  channels: z.array(channel),
  territories: z.array(z.string()),
  startsAt: instant,
  endsAt: instant.nullable(),
  embargoUntil: instant.nullable(),
  zone: z.string(),
  claims: z.object({ requested: z.number().int(), approved: z.number().int() }),
  budgetMinor: minor.nullable(),
  spentMinor: minor,
  warnings: z.array(campaignWarning),
  trashedAt: instant.nullable(),
  updatedAt: instant,
});
export type CampaignSummary = z.output<typeof campaignSummary>;

export const campaign = campaignSummary.extend({
  terms,
  termsVersion: z.number().int(),
  /** Newest first; each held from its instant until the next. */
  termsHistory: z.array(z.object({ version: z.number().int(), from: instant, by: z.string(), terms })),
  /** Newest first. */
  stateHistory: z.array(z.object({ from: instant, state: z.enum(campaignStates), reason: z.string(), by: z.string() })),
  rules: z.array(worded),
  approval: z.enum(approvals),
  requireFiledAccount: z.boolean(),
  codeScope: z.enum(codeScopes),
  destinations,
  linkRules: linkRules.nullable(),
  offers: z.array(offer),
  agencyShares: z.object({ defaultBps: bps, agencies: z.array(z.object({ agencyId: z.string(), shareBps: bps })) }),
  createdAt: instant,
});
export type Campaign = z.output<typeof campaign>;

// ── The market ──────────────────────────────────────────────────────────────────────────────────────────────────

/** What an order of the usual size would bring, so that campaigns can be compared; an estimate and nothing else. */
export const payEstimate = z.object({
  currency: z.enum(currencies),
  usualOrderMinor: minor,
  perOrderMinor: minor,
  /** perOrderMinor ÷ usualOrderMinor: comparable over currencies. */
  comparableBps: z.number().int(),
});

export const marketEntry = z.object({
  campaignId: z.string(),
  name: z.string(),
  work: workWords.omit({ id: true }),
  terms: terms.pick({
    currency: true,
    orderShareBps: true,
    renewalShareBps: true,
    adRevenueShareBps: true,
    perInstallMinor: true,
    perOrderMinor: true,
  }),
  pay: payEstimate,
  channels: z.array(channel),
  territories: z.array(z.string()),
  startsAt: instant,
  endsAt: instant.nullable(),
  embargoUntil: instant.nullable(),
  publishedAt: instant,
  approval: z.enum(approvals),
  requireFiledAccount: z.boolean(),
  offerCount: z.number().int(),
  claimCount: z.number().int(),
  /** Clicks and searches of the last seven days where they are counted, else claims. */
  trend: z.number().int(),
  /** The reader's own claim; null for who is not a creator. */
  claim: z.object({ id: z.string(), state: z.enum(claimStates) }).nullable(),
});
export type MarketEntry = z.output<typeof marketEntry>;

/** What a creator would be given on a channel, or why not. */
export const channelChoice = z.object({
  channel,
  allowed: z.boolean(),
  filed: z.boolean(),
  preselected: z.boolean(),
  reason: reason.nullable(),
});
export const marketDetail = marketEntry.extend({
  terms,
  termsVersion: z.number().int(),
  rules: z.array(worded),
  zone: z.string(),
  offers: z.array(offer.omit({ sourceId: true, problem: true, score: true })),
  /** Why the reader cannot take it now; null where nothing stands in the way. */
  obstacle: reason.nullable(),
  channelChoices: z.array(channelChoice),
  /** What the reader's agency keeps of it; null for creators on their own. */
  agencyShareBps: bps.nullable(),
  agencyShareMaxBps: bps,
});
export type MarketDetail = z.output<typeof marketDetail>;

// ── Claims and placements ───────────────────────────────────────────────────────────────────────────────────────

export const placement = z.object({
  id: z.string(),
  claimId: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  workId: z.string(),
  title: z.string(),
  creatorId: z.string(),
  channel,
  /** The channel account that it is filed with. */
  accountId: z.string().nullable(),
  /** Set where the placement stands for one clip; null for the channel as a whole. */
  offerId: z.string().nullable(),
  hookId: z.string().nullable(),
  clipId: z.string().nullable(),
  codeId: z.string(),
  code: z.string(),
  /** As people read it, in groups. */
  codeShown: z.string(),
  linkId: z.string(),
  url: z.string(),
  validFrom: instant,
  validUntil: instant.nullable(),
  createdAt: instant,
});
export type Placement = z.output<typeof placement>;

export const claim = z.object({
  id: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  campaignState: z.enum(campaignStates),
  workTexts: z.array(workText),
  creatorId: z.string(),
  creatorName: z.string(),
  agencyId: z.string().nullable(),
  state: z.enum(claimStates),
  /** What was asked for; placements are made on approval. */
  channels: z.array(channel),
  /** Why it was refused, in the decider's words. */
  note: z.string(),
  requestedAt: instant,
  decidedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  placementCount: z.number().int(),
});
export type Claim = z.output<typeof claim>;

export const caption = z.object({
  templateId: z.string().nullable(),
  templateName: z.string(),
  language: z.string(),
  text: z.string(),
  title: z.string(),
  hashtags: z.array(z.string()),
  /** Set where a language model wrote it: shown as machine-made. */
  machineMade: z.boolean(),
  /** The most that the channel takes, in UTF-16 units as it counts; null where it is not known. */
  limit: z.number().int().nullable(),
  overLimit: z.boolean(),
});
export type Caption = z.output<typeof caption>;

export const creatorClip = z.object({
  id: z.string(),
  claimId: z.string(),
  campaignId: z.string(),
  offerId: z.string(),
  /** Whose code is on the card: the channel's placement, or one of the clip's own where codes are per clip. */
  placement,
  name: z.string(),
  /** What a download is called. */
  filename: z.string(),
  state: z.enum(creatorClipStates),
  progressBps: z.number().int().min(0).max(10_000),
  error: reason.nullable(),
  durationMs: z.number().int().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  sizeBytes: z.number().nullable(),
  createdAt: instant,
});
export type CreatorClip = z.output<typeof creatorClip>;

export const claimDetail = claim.extend({
  campaign: marketDetail,
  placements: z.array(placement.extend({ captions: z.array(caption) })),
  clips: z.array(creatorClip),
});
export type ClaimDetail = z.output<typeof claimDetail>;

// ── Caption templates ───────────────────────────────────────────────────────────────────────────────────────────

export const templateStates = ['draft', 'reviewed'] as const;
/** Text with `{{title}}`, `{{code}}`, `{{link}}`, `{{hook}}`, `{{hashtags}}`, `{{episodes}}`; a line whose placeholder is empty is left out. */
export const templateInput = z.object({
  name: z.string().trim().min(1).max(100),
  /** Null serves every channel that has none of its own. */
  channel: channel.nullable().default(null),
  language,
  text: z.string().trim().min(1).max(5000),
  hashtags: z.array(z.string().trim().min(1).max(60)).max(30).default([]),
});
export const captionTemplate = templateInput.extend({
  id: z.string(),
  channel: channel.nullable(),
  hashtags: z.array(z.string()),
  state: z.enum(templateStates),
  /** Shipped with Hookline. */
  builtIn: z.boolean(),
  reviewedBy: z.string().nullable(),
  reviewedAt: instant.nullable(),
  updatedAt: instant,
});
export type CaptionTemplate = z.output<typeof captionTemplate>;

// ── Routes ──────────────────────────────────────────────────────────────────────────────────────────────────────

const campaignParams = z.object({ campaignId: z.string() });
const offerParams = campaignParams.extend({ offerId: z.string() });
const claimParams = z.object({ claimId: z.string() });
const placementParams = z.object({ placementId: z.string() });
const clipParams = z.object({ creatorClipId: z.string() });
const templateParams = z.object({ templateId: z.string() });
const campaignGone = ['campaigns.campaign_not_found'] as const;
const claimGone = ['campaigns.claim_not_found'] as const;
const placementGone = ['campaigns.placement_not_found'] as const;
const clipGone = ['campaigns.creator_clip_not_found'] as const;
const templateGone = ['campaigns.template_not_found'] as const;
const notAParty = ['creators.not_a_party'] as const;
const fieldErrors = [
  'campaigns.dates_invalid',
  'campaigns.zone_unknown',
  'campaigns.terms_invalid',
  'campaigns.languages_repeated',
  'links.destination_not_allowed',
  'links.destination_malformed',
  'catalog.work_not_found',
] as const;
const obstacles = [
  'campaigns.not_open',
  'campaigns.not_started',
  'campaigns.embargoed',
  'campaigns.over',
  'campaigns.budget_reached',
  'campaigns.channel_refused',
  'campaigns.account_required',
  'campaigns.rights_refused',
  'creators.suspended',
  'creators.terms_not_accepted',
] as const;

const staff = ['owner', 'operator', 'editor', 'viewer'] as const;
const everybody = [...staff, 'agency', 'creator'] as const;

export const campaignsContract = defineContract({
  module: 'campaigns',
  schemas: {
    Campaign: campaign,
    CampaignSummary: campaignSummary,
    NewCampaign: campaignInput,
    CampaignTerms: terms,
    Offer: offer,
    MarketEntry: marketEntry,
    MarketDetail: marketDetail,
    Claim: claim,
    ClaimDetail: claimDetail,
    Placement: placement,
    Caption: caption,
    CreatorClip: creatorClip,
    CaptionTemplate: captionTemplate,
  },
  permissions: {
    'campaigns.read': staff,
    'campaigns.write': ['owner', 'operator'],
    'campaigns.publish': ['owner', 'operator'],
    'campaigns.decide_claims': ['owner', 'operator'],
    'campaigns.browse': everybody,
    'campaigns.set_agency_shares': ['owner', 'operator', 'agency'],
    'campaigns.claim': ['creator'],
    'campaigns.read_claims': everybody,
    'campaigns.make_clips': ['owner', 'operator', 'creator'],
    'campaigns.write_templates': ['owner', 'operator', 'editor'],
    'campaigns.review_templates': ['owner', 'operator'],
  },
  routes: {
    listCampaigns: {
      id: 'campaigns.list_campaigns',
      method: 'GET',
      path: '/api/v1/campaigns',
      summary: 'Campaigns, newest change first, with what to know of each.',
      access: 'campaigns.read',
      query: pageQuery.extend({
        query: z.string().max(200).optional(),
        state: z.enum(campaignStates).optional(),
        workId: z.string().max(60).optional(),
        trashed: z.stringbool().default(false),
      }),
      response: pageOf(campaignSummary),
    },
    createCampaign: {
      id: 'campaigns.create_campaign',
      method: 'POST',
      path: '/api/v1/campaigns',
      summary: 'Draft a campaign for a work.',
      access: 'campaigns.write',
      body: campaignInput,
      response: campaign,
      status: 201,
      errors: fieldErrors,
      example: {
        workId: 'wrk_01…',
        name: '她从火中归来 · 抖音',
        terms: { currency: 'CNY', orderShareBps: 5000, holdDays: 30, words: [{ language: 'zh-CN', text: '每笔付费订单分成 50%。' }] },
        channels: ['douyin', 'kuaishou'],
        startsAt: '2026-12-01T00:00:00+08:00',
      },
    },
    getCampaign: {
      id: 'campaigns.get_campaign',
      method: 'GET',
      path: '/api/v1/campaigns/:campaignId',
      summary: 'One campaign with the history of its terms and states.',
      access: 'campaigns.read',
      params: campaignParams,
      response: campaign,
      errors: campaignGone,
    },
    updateCampaign: {
      id: 'campaigns.update_campaign',
      method: 'PATCH',
      path: '/api/v1/campaigns/:campaignId',
      summary:
        'Change a campaign; fields left out stay. Terms of a published one become a new version from now on, and its creators are told.',
      access: 'campaigns.write',
      params: campaignParams,
      body: campaignChange,
      response: campaign,
      errors: [...campaignGone, ...fieldErrors, 'campaigns.campaign_changed', 'campaigns.currency_fixed', 'campaigns.campaign_over'],
    },
    publishCampaign: {
      id: 'campaigns.publish_campaign',
      method: 'POST',
      path: '/api/v1/campaigns/:campaignId/publish',
      summary: 'Show a draft to creators.',
      access: 'campaigns.publish',
      params: campaignParams,
      response: campaign,
      errors: [...campaignGone, 'campaigns.state_refused', 'campaigns.no_pay', 'campaigns.rights_refused', 'campaigns.over'],
    },
    pauseCampaign: {
      id: 'campaigns.pause_campaign',
      method: 'POST',
      path: '/api/v1/campaigns/:campaignId/pause',
      summary: 'Take no new claims; codes and links go on.',
      access: 'campaigns.publish',
      params: campaignParams,
      body: z.object({ reason: z.string().trim().max(500).default('') }).prefault({}),
      response: campaign,
      errors: [...campaignGone, 'campaigns.state_refused'],
    },
    resumeCampaign: {
      id: 'campaigns.resume_campaign',
      method: 'POST',
      path: '/api/v1/campaigns/:campaignId/resume',
      summary: 'Open a paused campaign again.',
      access: 'campaigns.publish',
      params: campaignParams,
      response: campaign,
      errors: [...campaignGone, 'campaigns.state_refused', 'campaigns.budget_reached', 'campaigns.over'],
    },
    endCampaign: {
      id: 'campaigns.end_campaign',
      method: 'POST',
      path: '/api/v1/campaigns/:campaignId/end',
      summary:
        'End for good: later touches do not count, conversions of earlier ones do within their windows, links land somewhere useful.',
      access: 'campaigns.publish',
      params: campaignParams,
      body: z.object({ reason: z.string().trim().max(500).default('') }).prefault({}),
      response: campaign,
      errors: [...campaignGone, 'campaigns.state_refused'],
    },
    trashCampaign: {
      id: 'campaigns.trash_campaign',
      method: 'POST',
      path: '/api/v1/campaigns/:campaignId/trash',
      summary: 'Put a draft aside; it can be restored.',
      access: 'campaigns.write',
      params: campaignParams,
      response: campaign,
      errors: [...campaignGone, 'campaigns.not_draft'],
    },
    restoreCampaign: {
      id: 'campaigns.restore_campaign',
      method: 'POST',
      path: '/api/v1/campaigns/:campaignId/restore',
      summary: 'Take a draft back from the trash.',
      access: 'campaigns.write',
      params: campaignParams,
      response: campaign,
      errors: campaignGone,
    },
    deleteCampaign: {
      id: 'campaigns.delete_campaign',
      method: 'DELETE',
      path: '/api/v1/campaigns/:campaignId',
      summary: 'Delete a trashed draft for good.',
      access: 'campaigns.write',
      params: campaignParams,
      response: z.object({}),
      errors: [...campaignGone, 'campaigns.not_trashed'],
    },
    setOffers: {
      id: 'campaigns.set_offers',
      method: 'PUT',
      path: '/api/v1/campaigns/:campaignId/offers',
      summary: 'The hooks and clips on offer, in order, the whole list at once.',
      access: 'campaigns.write',
      params: campaignParams,
      body: z.object({ offers: z.array(offerInput).max(200) }),
      response: campaign,
      errors: [...campaignGone, 'campaigns.offer_unknown', 'campaigns.offer_repeated', 'campaigns.campaign_over'],
    },
    setAgencyShares: {
      id: 'campaigns.set_agency_shares',
      method: 'PUT',
      path: '/api/v1/campaigns/:campaignId/agency-shares',
      summary: 'What agencies keep of what their creators earn, within the most that the terms allow; an agency sets only its own.',
      access: 'campaigns.set_agency_shares',
      params: campaignParams,
      body: z.object({
        /** A null agency is the share of those that have none of their own. */
        shares: z
          .array(z.object({ agencyId: z.string().nullable(), shareBps: bps }))
          .min(1)
          .max(500),
      }),
      response: z.object({ defaultBps: bps, agencies: z.array(z.object({ agencyId: z.string(), shareBps: bps })) }),
      errors: [...campaignGone, ...notAParty, 'campaigns.agency_share_too_high', 'campaigns.agency_unknown', 'campaigns.campaign_over'],
    },
    getPoster: {
      id: 'campaigns.get_poster',
      method: 'GET',
      path: '/api/v1/campaigns/:campaignId/poster',
      summary: "The drama's cover.",
      access: 'campaigns.browse',
      params: campaignParams,
      produces: 'image/*',
      errors: [...campaignGone, 'campaigns.poster_missing'],
    },
    getOfferVideo: {
      id: 'campaigns.get_offer_video',
      method: 'GET',
      path: '/api/v1/campaigns/:campaignId/offers/:offerId/video',
      summary: 'The offer to watch; ranges are answered, and 503 while it is being made.',
      access: 'campaigns.browse',
      params: offerParams,
      produces: 'video/mp4',
      errors: [...campaignGone, 'campaigns.offer_not_found', 'campaigns.preview_not_ready', 'campaigns.preview_failed'],
    },
    listMarket: {
      id: 'campaigns.list_market',
      method: 'GET',
      path: '/api/v1/market',
      summary: 'Campaigns that can be taken, by pay, trend or newness; `query` finds words of a title, and pinyin.',
      access: 'campaigns.browse',
      query: pageQuery.extend({
        query: z.string().max(200).optional(),
        genre: z.enum(genres).optional(),
        channel: channel.optional(),
        territory: territory.optional(),
        sort: z.enum(['new', 'pay', 'trend']).default('new'),
      }),
      response: pageOf(marketEntry),
      errors: notAParty,
    },
    getMarketCampaign: {
      id: 'campaigns.get_market_campaign',
      method: 'GET',
      path: '/api/v1/market/:campaignId',
      summary: 'One campaign as creators see it: terms in words, offers, rules, and what stands in the way of taking it.',
      access: 'campaigns.browse',
      params: campaignParams,
      response: marketDetail,
      errors: [...campaignGone, ...notAParty],
    },
    createClaim: {
      id: 'campaigns.create_claim',
      method: 'POST',
      path: '/api/v1/campaigns/:campaignId/claims',
      summary:
        'Take a campaign: codes and links for the chosen channels at once, or a request where approval is by hand. Asking twice is asking once.',
      access: 'campaigns.claim',
      params: campaignParams,
      body: z.object({ channels: z.array(channel).min(1).max(channels.length).optional() }).prefault({}),
      response: claimDetail,
      status: 201,
      idempotent: true,
      errors: [...campaignGone, ...notAParty, ...obstacles],
      example: { channels: ['douyin'] },
    },
    listClaims: {
      id: 'campaigns.list_claims',
      method: 'GET',
      path: '/api/v1/claims',
      summary: "Claims, newest first; an agency sees its creators', a creator their own.",
      access: 'campaigns.read_claims',
      query: pageQuery.extend({
        campaignId: z.string().max(60).optional(),
        creatorId: z.string().max(60).optional(),
        state: z.enum(claimStates).optional(),
      }),
      response: pageOf(claim),
      errors: notAParty,
    },
    decideClaims: {
      id: 'campaigns.decide_claims',
      method: 'POST',
      path: '/api/v1/claims/decisions',
      summary: 'Approve or refuse requests, many at once; those that cannot be decided say why.',
      access: 'campaigns.decide_claims',
      body: z.object({
        claimIds: z.array(z.string()).min(1).max(200),
        decision: z.enum(['approve', 'refuse']),
        /** Why it is refused, in words that the creator reads. */
        note: z.string().trim().max(500).default(''),
      }),
      response: z.object({ claims: z.array(claim), failed: z.array(z.object({ claimId: z.string(), reason })) }),
      errors: [...claimGone, 'campaigns.note_required'],
    },
    withdrawClaim: {
      id: 'campaigns.withdraw_claim',
      method: 'POST',
      path: '/api/v1/claims/:claimId/withdraw',
      summary: 'Give a campaign back: its codes end now, what was earned stays.',
      access: 'campaigns.claim',
      params: claimParams,
      response: claim,
      errors: [...claimGone, ...notAParty, 'campaigns.claim_closed'],
    },
    addPlacements: {
      id: 'campaigns.add_placements',
      method: 'POST',
      path: '/api/v1/claims/:claimId/placements',
      summary: 'Codes and links for more channels of an approved claim.',
      access: 'campaigns.claim',
      params: claimParams,
      body: z.object({ channels: z.array(channel).min(1).max(channels.length) }),
      response: claimDetail,
      errors: [...claimGone, ...notAParty, ...obstacles, 'campaigns.claim_not_approved'],
    },
    listMyClaims: {
      id: 'campaigns.list_my_claims',
      method: 'GET',
      path: '/api/v1/my/claims',
      summary: "The creator's own claims, newest first.",
      access: 'campaigns.claim',
      query: pageQuery.extend({ state: z.enum(claimStates).optional() }),
      response: pageOf(claim),
      errors: notAParty,
    },
    getMyClaim: {
      id: 'campaigns.get_my_claim',
      method: 'GET',
      path: '/api/v1/my/claims/:claimId',
      summary: 'One claim with its codes, links, captions and clips.',
      access: 'campaigns.claim',
      params: claimParams,
      query: z.object({ language: language.optional() }),
      response: claimDetail,
      errors: [...claimGone, ...notAParty],
    },
    listPlacements: {
      id: 'campaigns.list_placements',
      method: 'GET',
      path: '/api/v1/placements',
      summary: "Placements, newest first; an agency sees its creators', a creator their own.",
      access: 'campaigns.read_claims',
      query: pageQuery.extend({
        campaignId: z.string().max(60).optional(),
        creatorId: z.string().max(60).optional(),
        claimId: z.string().max(60).optional(),
        channel: channel.optional(),
      }),
      response: pageOf(placement),
      errors: notAParty,
    },
    getPlacement: {
      id: 'campaigns.get_placement',
      method: 'GET',
      path: '/api/v1/placements/:placementId',
      summary: 'One placement.',
      access: 'campaigns.read_claims',
      params: placementParams,
      response: placement,
      errors: [...placementGone, ...notAParty],
    },
    getPlacementQr: {
      id: 'campaigns.get_placement_qr',
      method: 'GET',
      path: '/api/v1/placements/:placementId/qr',
      summary: 'The link as a QR, as SVG or PNG.',
      access: 'campaigns.read_claims',
      params: placementParams,
      query: z.object({
        format: z.enum(['svg', 'png']).default('svg'),
        /** Pixels a side of the PNG. */
        size: z.coerce.number().int().min(128).max(2048).default(512),
        download: z.stringbool().default(false),
      }),
      produces: 'image/*',
      errors: [...placementGone, ...notAParty],
    },
    listCaptions: {
      id: 'campaigns.list_captions',
      method: 'GET',
      path: '/api/v1/placements/:placementId/captions',
      summary: "Captions ready to paste, from reviewed templates and the drama's own translations.",
      access: 'campaigns.read_claims',
      params: placementParams,
      query: z.object({ language: language.optional() }),
      response: z.object({
        items: z.array(caption),
        /** Languages for which the drama has a title of its own. */
        languages: z.array(z.string()),
        /** Whether a language model is set that could translate into others. */
        canTranslate: z.boolean(),
      }),
      errors: [...placementGone, ...notAParty],
    },
    translateCaption: {
      id: 'campaigns.translate_caption',
      method: 'POST',
      path: '/api/v1/placements/:placementId/captions/translations',
      summary: 'A caption in another language by the language model that is set; marked as machine-made.',
      access: 'campaigns.make_clips',
      params: placementParams,
      body: z.object({ language, from: language.optional() }),
      response: caption,
      limit: { quota: 'campaigns.translate_caption', requests: 30, windowSeconds: 60 },
      errors: [...placementGone, ...notAParty, 'campaigns.no_model', 'campaigns.no_caption', 'campaigns.translation_failed'],
    },
    createCreatorClip: {
      id: 'campaigns.create_creator_clip',
      method: 'POST',
      path: '/api/v1/placements/:placementId/clips',
      summary:
        "The offer's clip with this creator's code and QR on its end card; asking again gives the one that is there, or tries a failed one again.",
      access: 'campaigns.make_clips',
      params: placementParams,
      body: z.object({ offerId: z.string() }),
      response: creatorClip,
      status: 202,
      errors: [
        ...placementGone,
        ...notAParty,
        'campaigns.offer_not_found',
        'campaigns.offer_not_ready',
        'campaigns.placement_over',
        'campaigns.embargoed',
        'creators.suspended',
        'creators.terms_not_accepted',
      ],
      example: { offerId: 'ofr_01…' },
    },
    listCreatorClips: {
      id: 'campaigns.list_creator_clips',
      method: 'GET',
      path: '/api/v1/placements/:placementId/clips',
      summary: 'The clips made for a placement and for the clips of its channel.',
      access: 'campaigns.read_claims',
      params: placementParams,
      response: z.object({ items: z.array(creatorClip) }),
      errors: [...placementGone, ...notAParty],
    },
    getCreatorClip: {
      id: 'campaigns.get_creator_clip',
      method: 'GET',
      path: '/api/v1/creator-clips/:creatorClipId',
      summary: 'One stamped clip with its progress.',
      access: 'campaigns.read_claims',
      params: clipParams,
      response: creatorClip,
      errors: [...clipGone, ...notAParty],
    },
    cancelCreatorClip: {
      id: 'campaigns.cancel_creator_clip',
      method: 'POST',
      path: '/api/v1/creator-clips/:creatorClipId/cancel',
      summary: 'Stop making a clip.',
      access: 'campaigns.make_clips',
      params: clipParams,
      response: creatorClip,
      errors: [...clipGone, ...notAParty],
    },
    getCreatorClipVideo: {
      id: 'campaigns.get_creator_clip_video',
      method: 'GET',
      path: '/api/v1/creator-clips/:creatorClipId/video',
      summary: 'The stamped clip; ranges are answered; `download=1` names the file.',
      access: 'campaigns.read_claims',
      params: clipParams,
      query: z.object({ download: z.stringbool().default(false) }),
      produces: 'video/mp4',
      errors: [...clipGone, ...notAParty, 'campaigns.clip_not_ready'],
    },
    listTemplates: {
      id: 'campaigns.list_templates',
      method: 'GET',
      path: '/api/v1/caption-templates',
      summary: 'Caption templates, those that ship with Hookline first.',
      access: 'campaigns.read',
      query: z.object({ channel: channel.optional(), language: language.optional() }),
      response: z.object({ items: z.array(captionTemplate) }),
    },
    createTemplate: {
      id: 'campaigns.create_template',
      method: 'POST',
      path: '/api/v1/caption-templates',
      summary: 'Draft a caption template; creators see it once it is reviewed.',
      access: 'campaigns.write_templates',
      body: templateInput,
      response: captionTemplate,
      status: 201,
      errors: ['campaigns.placeholder_unknown'],
      example: {
        name: '抖音 · 悬念',
        channel: 'douyin',
        language: 'zh-CN',
        text: '《{{title}}》{{hook}}\n搜索码 {{code}}\n{{hashtags}}',
        hashtags: ['短剧'],
      },
    },
    updateTemplate: {
      id: 'campaigns.update_template',
      method: 'PATCH',
      path: '/api/v1/caption-templates/:templateId',
      summary: 'Change a template; it is a draft again until somebody reviews it.',
      access: 'campaigns.write_templates',
      params: templateParams,
      body: templateInput.partial(),
      response: captionTemplate,
      errors: [...templateGone, 'campaigns.placeholder_unknown', 'campaigns.template_built_in'],
    },
    deleteTemplate: {
      id: 'campaigns.delete_template',
      method: 'DELETE',
      path: '/api/v1/caption-templates/:templateId',
      summary: 'Remove a template of your own.',
      access: 'campaigns.write_templates',
      params: templateParams,
      response: z.object({}),
      errors: [...templateGone, 'campaigns.template_built_in'],
    },
    reviewTemplate: {
      id: 'campaigns.review_template',
      method: 'POST',
      path: '/api/v1/caption-templates/:templateId/review',
      summary: 'Say that a template may be used, or take that back.',
      access: 'campaigns.review_templates',
      params: templateParams,
      body: z.object({ reviewed: z.boolean().default(true) }).prefault({}),
      response: captionTemplate,
      errors: [...templateGone, 'campaigns.template_built_in'],
    },
    previewTemplate: {
      id: 'campaigns.preview_template',
      method: 'POST',
      path: '/api/v1/caption-templates/preview',
      summary: 'What a template would give for a campaign, with a code made up.',
      access: 'campaigns.write_templates',
      body: templateInput.extend({ campaignId: z.string().optional() }),
      response: caption,
      errors: [...campaignGone, 'campaigns.placeholder_unknown'],
    },
  },
});
