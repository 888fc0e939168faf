/** Publishing, pausing, ending, the budget, and what time does by itself. */
import { searchTokens } from '../../catalog/index.ts';
import type { Trx } from '../../../platform/db/index.ts';
import { systemActor, type Actor } from '../../../platform/http/actor.ts';
import type { Campaign } from '../contract.ts';
import { campaignsErrors } from '../errors.ts';
import * as repo from '../repo/campaigns.ts';
import { endPlacements } from '../repo/claims.ts';
import { endingDays, isShown, refusalOf } from '../rules/campaign.ts';
import { stateAfter, type CampaignAct } from '../rules/states.ts';
import { estimatePay, paysSomething } from '../rules/terms.ts';
import type { CampaignRow } from '../tables.ts';
import type { CampaignUses } from './campaigns.ts';
import { viewOf, type Loaded, type Loading } from './load.ts';
import type { OfferUses } from './offers.ts';
import { askRights, nameOf, type CampaignsParts } from './parts.ts';
import type { Telling } from './telling.ts';

const dayMs = 86_400_000;
const tendedAtOnce = 200;
/** Reasons that the machine gives; people's own words come otherwise. */
const machineReasons = { budget: 'budget_reached', date: 'end_date', work: 'work_deleted' } as const;

export function createStateUses(parts: CampaignsParts, loading: Loading, telling: Telling, campaigns: CampaignUses, offers: OfferUses) {
  const { db, clock, audit } = parts;

  /** Writes the step into the history; throws campaigns.state_refused. */
  async function step(trx: Trx, actor: Actor, row: CampaignRow, act: CampaignAct, reason: string): Promise<void> {
    const to = stateAfter(row.state, act);
    if (to === null || row.trashed_at !== null) throw campaignsErrors.state_refused({ name: row.name, state: row.state, act });
    const now = clock.now();
    const { organisationId } = actor;
    await repo.addState(trx, { organisationId, campaignId: row.id, at: now, state: to, reason, byName: nameOf(actor) });
    await repo.updateCampaign(trx, organisationId, row.id, {
      state: to,
      updated_at: now,
      ...(act === 'publish' ? { published_at: now } : {}),
    });
    await audit.record(trx, actor, `campaigns.${act}_campaign`, { id: row.id, title: row.name }, { reason });
  }

  const eventData = (row: CampaignRow, at: Date): Record<string, unknown> => ({
    campaignId: row.id,
    name: row.name,
    workId: row.work_id,
    at: at.toISOString(),
  });

  async function publish(trx: Trx, actor: Actor, id: string): Promise<Campaign> {
    const { organisationId } = actor;
    const loaded = await loading.load(trx, organisationId, id, true);
    const { row, settings } = loaded;
    if (!paysSomething(loaded.terms)) throw campaignsErrors.no_pay({ name: row.name });
    if (settings.endsAt && Date.parse(settings.endsAt) <= clock.nowMs()) throw campaignsErrors.over({ at: settings.endsAt });
    const rights = await askRights(parts, trx, organisationId, { workId: row.work_id, territories: settings.territories });
    if (rights.answer === 'no') throw campaignsErrors.rights_refused(refusalOf(rights));
    await step(trx, actor, row, 'publish', '');
    await offers.orderBodies(trx, organisationId, id);
    await parts.webhooks.emit(trx, { organisationId, type: 'campaign.published', data: eventData(row, clock.now()) });
    await announceIfShown(trx, { ...loaded, row: { ...row, state: 'published' } });
    return campaigns.getIn(trx, organisationId, id);
  }

  async function announceIfShown(trx: Trx, loaded: Loaded): Promise<void> {
    const { row } = loaded;
    if (row.announced_at !== null || !isShown(viewOf(loaded), clock.nowMs())) return;
    await repo.updateCampaign(trx, row.organisation_id, row.id, { announced_at: clock.now() });
    await telling.announce(trx, row.organisation_id, row.id, row.name);
  }

  async function pause(trx: Trx, actor: Actor, row: CampaignRow, reason: string): Promise<void> {
    await step(trx, actor, row, 'pause', reason);
    await telling.creators(trx, actor.organisationId, row.id, 'campaign_paused', { campaign: row.name });
  }

  async function end(trx: Trx, actor: Actor, row: CampaignRow, reason: string): Promise<void> {
    const { organisationId } = actor;
    await step(trx, actor, row, 'end', reason);
    const now = clock.now();
    await telling.creators(trx, organisationId, row.id, 'campaign_ended', { campaign: row.name });
    const ended = await endPlacements(trx, organisationId, { campaignId: row.id }, now);
    await letGo(
      trx,
      organisationId,
      ended.map((placement) => ({ codeId: placement.code_id, linkId: placement.link_id })),
      now,
    );
    await parts.webhooks.emit(trx, { organisationId, type: 'campaign.ended', data: eventData(row, now) });
  }

  /** Codes stop answering, and links lead to the page that says so. */
  async function letGo(trx: Trx, organisationId: string, ends: readonly { codeId: string; linkId: string }[], at: Date): Promise<void> {
    if (ends.length === 0) return;
    await parts.codes.retire(
      trx,
      organisationId,
      ends.map(({ codeId }) => codeId),
      at,
    );
    await parts.links.end(
      trx,
      organisationId,
      ends.map(({ linkId }) => linkId),
      { at, useful: null },
    );
  }

  const act = (actor: Actor, id: string, work: (trx: Trx, row: CampaignRow) => Promise<void>): Promise<Campaign> =>
    db.transaction(async (trx) => {
      await work(trx, await loading.requireRow(trx, actor.organisationId, id, true));
      return campaigns.getIn(trx, actor.organisationId, id);
    });

  /** What time has done to a campaign: it ends, its end comes near, its embargo is over. */
  async function tendOne(trx: Trx, organisationId: string, id: string): Promise<void> {
    const loaded = await loading.load(trx, organisationId, id, true);
    const { row } = loaded;
    const nowMs = clock.nowMs();
    if (row.state !== 'published' && row.state !== 'paused') return;
    const actor = systemActor(organisationId);
    if (row.ends_at && row.ends_at.getTime() <= nowMs) return end(trx, actor, row, machineReasons.date);
    await announceIfShown(trx, loaded);
    if (row.ends_at && row.ending_told_at === null && row.ends_at.getTime() - nowMs <= endingDays * dayMs) {
      await repo.updateCampaign(trx, organisationId, id, { ending_told_at: clock.now() });
      const params = { campaign: row.name, count: Math.max(1, Math.ceil((row.ends_at.getTime() - nowMs) / dayMs)) };
      await telling.creators(trx, organisationId, id, 'campaign_ending', params);
      await parts.notifications.notifyStaff(trx, { organisationId, kind: 'campaign_ending', params, link: `/campaigns/${id}` });
    }
  }

  return {
    publishCampaign: (actor: Actor, id: string): Promise<Campaign> => db.transaction((trx) => publish(trx, actor, id)),
    pauseCampaign: (actor: Actor, id: string, reason: string): Promise<Campaign> =>
      act(actor, id, (trx, row) => pause(trx, actor, row, reason)),
    endCampaign: (actor: Actor, id: string, reason: string): Promise<Campaign> =>
      act(actor, id, (trx, row) => end(trx, actor, row, reason)),
    resumeCampaign: (actor: Actor, id: string): Promise<Campaign> =>
      act(actor, id, async (trx, row) => {
        if (row.budget_minor !== null && row.spent_minor >= row.budget_minor) throw campaignsErrors.budget_reached({ name: row.name });
        if (row.ends_at && row.ends_at.getTime() <= clock.nowMs()) throw campaignsErrors.over({ at: row.ends_at.toISOString() });
        await step(trx, actor, row, 'resume', '');
      }),
    letGo,

    /**
     * Takes down what a campaign has cost so far, in minor units of its currency. When its budget is reached it is paused, and
     * staff and creators are told, once.
     */
    async noteBudget(trx: Trx, organisationId: string, campaignId: string, spentMinor: bigint): Promise<void> {
      const row = await repo.lockCampaign(trx, organisationId, campaignId);
      if (!row) return;
      await repo.updateCampaign(trx, organisationId, campaignId, { spent_minor: spentMinor });
      if (row.budget_minor === null || spentMinor < row.budget_minor || row.budget_reached_at !== null) return;
      await repo.updateCampaign(trx, organisationId, campaignId, { budget_reached_at: clock.now() });
      await parts.notifications.notifyStaff(trx, {
        organisationId,
        kind: 'budget_reached',
        params: { campaign: row.name },
        link: `/campaigns/${campaignId}`,
      });
      if (row.state === 'published') await pause(trx, systemActor(organisationId), row, machineReasons.budget);
    },

    /** Every minute: what time does to campaigns. One that fails does not stop the others. */
    async tend(signal: AbortSignal): Promise<void> {
      for (let after = ''; !signal.aborted;) {
        const rows = await db.read((trx) => repo.listRunning(trx, after, tendedAtOnce));
        for (const row of rows) {
          if (signal.aborted) return;
          if (!isDue(row, clock.nowMs())) continue;
          try {
            await db.transaction((trx) => tendOne(trx, row.organisation_id, row.id));
          } catch (error) {
            parts.log.error('campaigns.tend_failed', { campaignId: row.id, error });
          }
        }
        if (rows.length < tendedAtOnce) return;
        after = rows.at(-1)!.id;
      }
    },

    /** Every quarter of an hour: titles and genres as the catalogue has them now. */
    async refresh(signal: AbortSignal): Promise<void> {
      for (let after = ''; !signal.aborted;) {
        const rows = await db.read((trx) => repo.listRunning(trx, after, tendedAtOnce));
        for (const organisationId of new Set(rows.map((row) => row.organisation_id))) {
          const own = rows.filter((row) => row.organisation_id === organisationId);
          await db.transaction(async (trx) => {
            const works = await parts.catalog.findWorks(trx, organisationId, [...new Set(own.map((row) => row.work_id))]);
            const histories = await repo.loadHistories(
              trx,
              organisationId,
              own.map((row) => row.id),
            );
            for (const row of own) {
              const work = works.get(row.work_id);
              if (!work) continue;
              await repo.setFound(trx, organisationId, row.id, {
                genres: work.genres,
                tokens: searchTokens([...work.texts.map((text) => text.title), row.name]),
                payBps: estimatePay(histories.get(row.id)!.terms.at(-1)!.terms).comparableBps,
              });
            }
          });
        }
        if (rows.length < tendedAtOnce) return;
        after = rows.at(-1)!.id;
      }
    },

    /** The campaigns of a work, of every state. */
    listOfWork: (trx: Trx, organisationId: string, workId: string) => repo.listOfWork(trx, organisationId, workId),

    /** Before a work goes: drafts go with it, what ran is ended and stays, as decisions stand on it. */
    async onWorkDeleted(trx: Trx, actor: Actor, workId: string): Promise<void> {
      for (const row of await repo.listOfWork(trx, actor.organisationId, workId)) {
        if (row.state === 'draft') await repo.deleteCampaign(trx, actor.organisationId, row.id);
        else if (row.state !== 'ended') await end(trx, actor, row, machineReasons.work);
      }
    },
  };
}
export type StateUses = ReturnType<typeof createStateUses>;

function isDue(row: CampaignRow, nowMs: number): boolean {
  const endsMs = row.ends_at?.getTime() ?? Number.POSITIVE_INFINITY;
  return endsMs <= nowMs || (row.ending_told_at === null && endsMs - nowMs <= endingDays * dayMs) || row.announced_at === null;
}
