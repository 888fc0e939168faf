import type { Moment } from '../studio/index.ts';
import type { ColumnType, Selectable } from 'kysely';
import type { CampaignState, ClaimState, Destinations, LinkRules, Terms } from './contract.ts';

type Json<T> = ColumnType<T, string, string>;
type Int8 = ColumnType<bigint, bigint, bigint>;
type Made = ColumnType<Date, Date, never>;

/** What decisions ask of a campaign beside its terms and state; kept as history. */
export type Settings = {
  startsAt: string;
  endsAt: string | null;
  embargoUntil: string | null;
  zone: string;
  territories: string[];
  channels: string[];
  requireFiledAccount: boolean;
  codeScope: 'channel' | 'clip';
};

export type OfferFacts = Pick<Moment, 'title' | 'line' | 'durationMs' | 'score' | 'hookId' | 'clipId' | 'recipe'>;

/** The tables as SQL sees them. Written by migrations/, read by the repos of this folder alone. */
export type CampaignsTables = {
  campaigns: {
    id: string;
    organisation_id: string;
    work_id: string;
    name: string;
    state: CampaignState;
    terms_version: number;
    currency: string;
    rules: Json<{ language: string; text: string }[]>;
    budget_minor: ColumnType<bigint | null, bigint | null, bigint | null>;
    spent_minor: Int8;
    budget_reached_at: Date | null;
    approval: 'automatic' | 'by_hand';
    destinations: Json<Destinations>;
    link_rules: ColumnType<LinkRules | null, string | null, string | null>;
    starts_at: Date;
    ends_at: Date | null;
    ending_told_at: Date | null;
    announced_at: Date | null;
    genres: string[];
    search_tokens: string[];
    pay_bps: number;
    published_at: Date | null;
    trashed_at: Date | null;
    created_at: Made;
    updated_at: Date;
  };
  campaign_terms: {
    organisation_id: string;
    campaign_id: string;
    version: number;
    valid_from: Date;
    terms: Json<Terms>;
    by_name: string;
  };
  campaign_states: {
    organisation_id: string;
    campaign_id: string;
    position: number;
    valid_from: Date;
    state: CampaignState;
    reason: string;
    by_name: string;
  };
  campaign_settings: { organisation_id: string; campaign_id: string; position: number; valid_from: Date; settings: Json<Settings> };
  campaign_agency_shares: {
    organisation_id: string;
    campaign_id: string;
    agency_id: string;
    position: number;
    valid_from: Date;
    share_bps: number;
    by_name: string;
  };
  campaign_offers: {
    id: string;
    organisation_id: string;
    campaign_id: string;
    kind: 'hook' | 'clip';
    source_id: string;
    note: string;
    position: number;
    body_id: string | null;
    facts: Json<OfferFacts>;
    removed_at: Date | null;
    created_at: Made;
  };
  claims: {
    id: string;
    organisation_id: string;
    campaign_id: string;
    creator_id: string;
    agency_id: string | null;
    state: ClaimState;
    channels: string[];
    note: string;
    requested_at: Date;
    decided_at: Date | null;
    decided_by: string | null;
    withdrawn_at: Date | null;
  };
  placements: {
    id: string;
    organisation_id: string;
    claim_id: string;
    campaign_id: string;
    work_id: string;
    creator_id: string;
    agency_id: string | null;
    channel: string;
    account_id: string | null;
    offer_id: string;
    hook_id: string | null;
    clip_id: string | null;
    code_id: string;
    code: string;
    code_shown: string;
    link_id: string;
    url: string;
    valid_from: Date;
    valid_until: Date | null;
    created_at: Made;
  };
  creator_clips: {
    id: string;
    organisation_id: string;
    placement_id: string;
    claim_id: string;
    campaign_id: string;
    creator_id: string;
    offer_id: string;
    stamped_id: string;
    name: string;
    told_at: Date | null;
    created_at: Made;
  };
  caption_templates: {
    id: string;
    organisation_id: string;
    name: string;
    channel: string | null;
    language: string;
    text: string;
    hashtags: string[];
    state: 'draft' | 'reviewed';
    reviewed_by: string | null;
    reviewed_at: Date | null;
    created_at: Made;
    updated_at: Date;
  };
};

export type CampaignRow = Omit<Selectable<CampaignsTables['campaigns']>, 'search_tokens'>;
export type TermsRow = Selectable<CampaignsTables['campaign_terms']>;
export type StateRow = Selectable<CampaignsTables['campaign_states']>;
export type SettingsRow = Selectable<CampaignsTables['campaign_settings']>;
export type ShareRow = Selectable<CampaignsTables['campaign_agency_shares']>;
export type OfferRow = Selectable<CampaignsTables['campaign_offers']>;
export type ClaimRow = Selectable<CampaignsTables['claims']>;
export type PlacementRow = Selectable<CampaignsTables['placements']>;
export type CreatorClipRow = Selectable<CampaignsTables['creator_clips']>;
export type TemplateRow = Selectable<CampaignsTables['caption_templates']>;
