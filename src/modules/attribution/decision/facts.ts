/** What a decision must know of a placement: kept as history by the campaigns, so that the past is judged by what held then. */
import type { Terms } from '../../campaigns/index.ts';

type CampaignState = 'draft' | 'published' | 'paused' | 'ended';
export type CampaignFacts = {
  readonly currency: string;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly embargoUntil: Date | null;
  /** ISO 3166-1 alpha-2; empty means everywhere. */
  readonly territories: readonly string[];
  readonly channels: readonly string[];
  readonly requireFiledAccount: boolean;
};
export type PlacementFacts = {
  readonly placementId: string;
  readonly claimId: string;
  readonly campaignId: string;
  readonly workId: string;
  readonly creatorId: string;
  readonly agencyId: string | null;
  readonly channel: string;
  readonly accountId: string | null;
  readonly hookId: string | null;
  readonly clipId: string | null;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly campaign: {
    /** Rising by `from`; each holds until the next. */
    readonly settings: readonly ({ readonly from: Date } & CampaignFacts)[];
    readonly states: readonly { readonly from: Date; readonly state: CampaignState }[];
    readonly terms: readonly { readonly from: Date; readonly version: number; readonly terms: Terms }[];
    readonly agencyShares: readonly { readonly from: Date; readonly shareBps: number }[];
  };
};

/** When an account was approved (报备 through), rising by `from`. */
export type AccountPeriods = readonly { readonly from: Date; readonly until: Date | null }[];

/** The entry that held at an instant, of a list that rises by `from`; the first where all are later, undefined of an empty list. */
export function heldAt<Entry extends { readonly from: Date }>(list: readonly Entry[], at: Date): Entry | undefined {
  let found = list[0];
  for (const entry of list) {
    if (entry.from.getTime() > at.getTime()) break;
    found = entry;
  }
  return found;
}
