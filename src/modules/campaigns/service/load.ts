/** A campaign with everything that is shown of it or decided by it, of many at once. */
import type { FoundWork } from '../../catalog/index.ts';
import type { Trx } from '../../../platform/db/index.ts';
import type { Terms } from '../contract.ts';
import { campaignsErrors } from '../errors.ts';
import * as repo from '../repo/campaigns.ts';
import type { CampaignView } from '../rules/campaign.ts';
import type { CampaignRow, OfferRow, Settings } from '../tables.ts';
import type { CampaignsParts } from './parts.ts';

export type OfferView = { row: OfferRow; problem: 'gone' | 'not_rendered' | 'no_video' | null };
export type Loaded = {
  row: CampaignRow;
  history: repo.History;
  settings: Settings;
  terms: Terms;
  offers: OfferView[];
  /** Null where the work was deleted since. */
  work: FoundWork | null;
};

export function createLoading(parts: Pick<CampaignsParts, 'catalog' | 'studio'>) {
  /** An offer whose hook or clip is gone is still good once its body is made. */
  async function viewOffers(trx: Trx, organisationId: string, rows: readonly OfferRow[]): Promise<Map<string, OfferView>> {
    const of = (kind: OfferRow['kind']): string[] => rows.filter((row) => row.kind === kind).map((row) => row.source_id);
    const present = await parts.studio.findPresent(trx, organisationId, { hooks: of('hook'), clips: of('clip') });
    const bodies = await parts.studio.findBodies(
      trx,
      organisationId,
      rows.flatMap((row) => row.body_id ?? []),
    );
    return new Map(
      rows.map((row) => {
        const body = row.body_id ? bodies.get(row.body_id) : undefined;
        const problem = body?.assetId ? null : !present.has(row.source_id) ? 'gone' : body?.state === 'failed' ? 'not_rendered' : null;
        return [row.id, { row, problem }];
      }),
    );
  }

  async function loadMany(trx: Trx, organisationId: string, rows: readonly CampaignRow[]): Promise<Loaded[]> {
    const ids = rows.map((row) => row.id);
    const histories = await repo.loadHistories(trx, organisationId, ids);
    const offers = await repo.listOffers(trx, organisationId, ids);
    const views = await viewOffers(trx, organisationId, offers);
    const works = await parts.catalog.findWorks(trx, organisationId, [...new Set(rows.map((row) => row.work_id))]);
    return rows.map((row) => {
      const history = histories.get(row.id)!;
      return {
        row,
        history,
        settings: history.settings.at(-1)!.settings,
        terms: history.terms.at(-1)!.terms,
        offers: offers.filter((offer) => offer.campaign_id === row.id).map((offer) => views.get(offer.id)!),
        work: works.get(row.work_id) ?? null,
      };
    });
  }

  /** Throws campaigns.campaign_not_found, also for another organisation's. */
  async function requireRow(trx: Trx, organisationId: string, id: string, lock = false): Promise<CampaignRow> {
    const row = await (lock ? repo.lockCampaign : repo.findCampaign)(trx, organisationId, id);
    if (!row) throw campaignsErrors.campaign_not_found({ id });
    return row;
  }

  return {
    viewOffers,
    loadMany,
    requireRow,
    load: async (trx: Trx, organisationId: string, id: string, lock = false): Promise<Loaded> =>
      (await loadMany(trx, organisationId, [await requireRow(trx, organisationId, id, lock)]))[0]!,
  };
}
export type Loading = ReturnType<typeof createLoading>;

/** What the rules ask of a campaign as it stands. */
export function viewOf({ row, settings, terms }: Pick<Loaded, 'row' | 'settings' | 'terms'>): CampaignView {
  return { state: row.state, settings, terms, budgetMinor: row.budget_minor, spentMinor: row.spent_minor };
}

/** The title that stands for a work where only one fits: that of its own language, else the first. */
export function titleOf(work: Pick<FoundWork, 'texts' | 'originalLanguage'> | null): string {
  return (work?.texts.find((text) => text.language === work.originalLanguage) ?? work?.texts[0])?.title ?? '';
}
