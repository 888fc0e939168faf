/** What other modules ask of placements and campaigns: facts as history, names, descriptions. */
import type { Trx } from '../../../platform/db/index.ts';
import { instantFromIso } from '../../../platform/time.ts';
import type { CampaignState, Placement, Terms } from '../contract.ts';
import * as campaignRepo from '../repo/campaigns.ts';
import * as repo from '../repo/claims.ts';
import { agencyShareHistory } from '../rules/as-of.ts';
import { sameLanguage } from '../rules/captions.ts';
import type { PlacementRow } from '../tables.ts';
import { titleOf } from './load.ts';
import type { CampaignsParts } from './parts.ts';

/** What a campaign allowed, from an instant until the next entry. */
export type SettingsFact = {
  from: Date;
  currency: string;
  startsAt: Date;
  endsAt: Date | null;
  embargoUntil: Date | null;
  /** ISO 3166-1 alpha-2; empty means everywhere. */
  territories: string[];
  channels: string[];
  requireFiledAccount: boolean;
};
/** Everything that a decision depends on; lists rise by `from`, and each entry holds until the next. */
export type PlacementFacts = {
  placementId: string;
  claimId: string;
  campaignId: string;
  workId: string;
  creatorId: string;
  agencyId: string | null;
  channel: string;
  accountId: string | null;
  hookId: string | null;
  clipId: string | null;
  codeId: string;
  linkId: string;
  validFrom: Date;
  /** When the claim was withdrawn or the campaign ended. */
  validUntil: Date | null;
  campaign: {
    settings: SettingsFact[];
    states: { from: Date; state: CampaignState }[];
    terms: { from: Date; version: number; terms: Terms }[];
    agencyShares: { from: Date; shareBps: number }[];
  };
};
export type PlacementOf = Pick<
  PlacementFacts,
  'placementId' | 'campaignId' | 'workId' | 'creatorId' | 'accountId' | 'codeId' | 'linkId'
> & {
  channel: Placement['channel'];
  code: string;
};
const pageSize = 1000;

export function createFactUses(parts: CampaignsParts) {
  const { db } = parts;

  function factsOf(row: PlacementRow, history: campaignRepo.History): PlacementFacts {
    const currency = history.terms.at(-1)?.terms.currency ?? '';
    return {
      placementId: row.id,
      claimId: row.claim_id,
      campaignId: row.campaign_id,
      workId: row.work_id,
      creatorId: row.creator_id,
      agencyId: row.agency_id,
      channel: row.channel,
      accountId: row.account_id,
      hookId: row.hook_id,
      clipId: row.clip_id,
      codeId: row.code_id,
      linkId: row.link_id,
      validFrom: row.valid_from,
      validUntil: row.valid_until,
      campaign: {
        settings: history.settings.map(({ valid_from: from, settings }) => ({
          from,
          currency,
          startsAt: instantFromIso(settings.startsAt),
          endsAt: settings.endsAt === null ? null : instantFromIso(settings.endsAt),
          embargoUntil: settings.embargoUntil === null ? null : instantFromIso(settings.embargoUntil),
          territories: settings.territories,
          channels: settings.channels,
          requireFiledAccount: settings.requireFiledAccount,
        })),
        states: history.states.map((each) => ({ from: each.valid_from, state: each.state })),
        terms: history.terms.map((each) => ({ from: each.valid_from, version: each.version, terms: each.terms })),
        agencyShares: agencyShareHistory(
          row.agency_id,
          history.shares.map((each) => ({ from: each.valid_from, agencyId: each.agency_id || null, shareBps: each.share_bps })),
          history.terms.map((each) => ({ from: each.valid_from, mostBps: each.terms.agencyShareMaxBps })),
        ),
      },
    };
  }

  async function listAll(trx: Trx, organisationId: string, filter: repo.PlacementFilter): Promise<PlacementRow[]> {
    const rows: PlacementRow[] = [];
    for (let after: string | null = null; ;) {
      const page: PlacementRow[] = await repo.listPlacements(trx, organisationId, filter, { after, limit: pageSize });
      rows.push(...page);
      if (page.length < pageSize) return rows;
      after = page.at(-1)!.id;
    }
  }

  return {
    /** Facts of placements, by id; unknown ids are left out. A deciding caller reads them in its own transaction. */
    async placementFacts(trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, PlacementFacts>> {
      const rows = await repo.findPlacements(trx, organisationId, [...new Set(ids)]);
      const histories = await campaignRepo.loadHistories(trx, organisationId, [...new Set(rows.map((row) => row.campaign_id))]);
      return new Map(rows.map((row) => [row.id, factsOf(row, histories.get(row.campaign_id)!)]));
    },

    /** The placements of a creator, a campaign or an agency, the newest first. */
    async placementsOf(
      trx: Trx,
      organisationId: string,
      of: { creatorId: string } | { campaignId: string } | { agencyId: string },
    ): Promise<PlacementOf[]> {
      return (await listAll(trx, organisationId, of)).map((row) => ({
        placementId: row.id,
        campaignId: row.campaign_id,
        workId: row.work_id,
        creatorId: row.creator_id,
        channel: row.channel as Placement['channel'],
        accountId: row.account_id,
        codeId: row.code_id,
        linkId: row.link_id,
        code: row.code,
      }));
    },

    /** What a placement stands for in a viewer's language, and where its link leads; null where there is none. */
    describePlacement: (organisationId: string, placementId: string, language: string | null) =>
      db.read(async (trx) => {
        const [row] = await repo.findPlacements(trx, organisationId, [placementId]);
        if (!row) return null;
        const work = (await parts.catalog.findWorks(trx, organisationId, [row.work_id])).get(row.work_id) ?? null;
        const spoken = language === null ? undefined : work?.texts.find((text) => sameLanguage(text.language, language));
        return {
          workId: row.work_id,
          campaignId: row.campaign_id,
          title: spoken?.title ?? titleOf(work),
          titles: (work?.texts ?? []).map((text) => ({ language: text.language, title: text.title })),
          posterAssetId: work?.coverAssetId ?? null,
          destination: row.url,
        };
      }),

    /** A placement as whoever publishes for it needs it; null where there is none. */
    async findMaterial(trx: Trx, organisationId: string, placementId: string) {
      const [row] = await repo.findPlacements(trx, organisationId, [placementId]);
      if (!row) return null;
      const work = (await parts.catalog.findWorks(trx, organisationId, [row.work_id])).get(row.work_id) ?? null;
      return {
        placementId: row.id,
        creatorId: row.creator_id,
        channel: row.channel as Placement['channel'],
        title: titleOf(work),
        codeShown: row.code_shown,
        url: row.url,
      };
    },

    campaignNames: async (trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, string>> =>
      new Map((await campaignRepo.findCampaigns(trx, organisationId, [...new Set(ids)])).map((row) => [row.id, row.name])),

    /** Names of hooks and clips as they were offered, by the studio's id; also of those that are gone. */
    offerNames: (trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, string>> =>
      campaignRepo.listOfferNames(trx, organisationId, ids),
  };
}
export type FactUses = ReturnType<typeof createFactUses>;
