/** The words of promotion as they go over the wire: campaigns, terms, offers, claims, placements, clips, captions. */
import { z } from 'zod';
import { currencies, instant } from '../../../platform/http/contract.ts';
import { genres, workKinds, workText } from '../../catalog/contract.ts';
import { channels } from '../../creators/contract.ts';
import { linkRules } from '../../links/contract.ts';

// ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** BCP 47, e.g. `zh-CN`, `en`. */
export const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
export const channel = z.enum(channels);
/** ISO 3166-1 alpha-2. */
export const territory = z.string().regex(/^[A-Z]{2}$/);
export const bps = z.number().int().min(0).max(10_000);
/** Minor units as a decimal string: money is never a JSON number. At most 15 digits, so that sums stay far from int8's end. */
const minor = z.string().regex(/^(0|[1-9]\d{0,14})$/);
const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** A reason as a code and its parameters; the client has the sentence. */
export const reason = z.object({ code: z.string(), params });
const worded = z.object({ language, text: z.string().trim().min(1).max(5000) });
const httpUrl = z.url({ protocol: /^https?$/ }).max(2000);
/** An app's own scheme is allowed where an app is opened. */
const appUrl = z.url().max(2000);

export { currencies };
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
