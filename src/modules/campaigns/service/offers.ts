import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { isAppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { Moment } from '../../studio/index.ts';
import type { Campaign, offerInput } from '../contract.ts';
import { campaignsErrors } from '../errors.ts';
import * as repo from '../repo/campaigns.ts';
import type { OfferFacts, OfferRow } from '../tables.ts';
import type { CampaignUses } from './campaigns.ts';
import type { Loading } from './load.ts';
import type { CampaignsParts } from './parts.ts';

type WantedOffer = z.output<typeof offerInput>;

const factsOf = ({ title, line, durationMs, score, hookId, clipId, recipe }: Moment): OfferFacts => ({
  title,
  line,
  durationMs,
  score,
  hookId,
  clipId,
  recipe,
});

export function createOfferUses(parts: CampaignsParts, loading: Loading, campaigns: CampaignUses) {
  const { db, clock, audit } = parts;

  /** The body that an offer's copies share, ordered where it is not there. Null where its episodes are gone: such an offer shows its problem. */
  async function orderBody(trx: Trx, organisationId: string, workId: string, row: OfferRow): Promise<string | null> {
    try {
      const { bodyId } = await parts.studio.orderBody(trx, { organisationId, workId, name: row.facts.title, recipe: row.facts.recipe });
      if (bodyId !== row.body_id) await repo.updateOffer(trx, organisationId, row.id, { body_id: bodyId });
      return bodyId;
    } catch (error) {
      if (isAppError(error) && error.kind !== 'bug') return row.body_id;
      throw error;
    }
  }

  async function setOffers(trx: Trx, actor: Actor, id: string, wanted: readonly WantedOffer[]): Promise<Campaign> {
    const { organisationId } = actor;
    const row = await loading.requireRow(trx, organisationId, id, true);
    if (row.state === 'ended') throw campaignsErrors.campaign_over({ name: row.name });
    const present = await repo.listOffers(trx, organisationId, [id]);
    const moments = await parts.studio.describeMoments(
      trx,
      organisationId,
      wanted.map(({ kind, sourceId }) => ({ kind, id: sourceId })),
    );
    const seen = new Set<string>();
    const kept = new Set<string>();
    for (const [index, offer] of wanted.entries()) {
      if (seen.has(offer.sourceId)) throw campaignsErrors.offer_repeated({ position: index + 1 });
      seen.add(offer.sourceId);
      const old = present.find((each) => (offer.id ? each.id === offer.id : each.source_id === offer.sourceId));
      const moment = moments.get(offer.sourceId);
      // What is offered already may stay when its hook is gone: its body is what creators get.
      const standsAlready = old?.source_id === offer.sourceId && old.kind === offer.kind;
      if (offer.id && !standsAlready) throw campaignsErrors.offer_unknown({ position: index + 1 });
      if (!standsAlready && (!moment || moment.workId !== row.work_id || moment.kind !== offer.kind))
        throw campaignsErrors.offer_unknown({ position: index + 1 });
      const values = { note: offer.note, position: index, ...(moment ? { facts: JSON.stringify(factsOf(moment)) } : {}) };
      if (old) {
        kept.add(old.id);
        await repo.updateOffer(trx, organisationId, old.id, values);
      } else
        await repo.insertOffer(trx, {
          id: newId('offer', clock.nowMs()),
          organisation_id: organisationId,
          campaign_id: id,
          kind: offer.kind,
          source_id: offer.sourceId,
          body_id: null,
          removed_at: null,
          created_at: clock.now(),
          ...values,
          facts: JSON.stringify(factsOf(moment!)),
        });
    }
    for (const gone of present) if (!kept.has(gone.id)) await repo.updateOffer(trx, organisationId, gone.id, { removed_at: clock.now() });
    await repo.updateCampaign(trx, organisationId, id, { updated_at: clock.now() });
    await audit.record(trx, actor, 'campaigns.set_offers', { id, title: row.name }, { count: wanted.length });
    if (row.state !== 'draft') await orderBodies(trx, organisationId, id);
    return campaigns.getIn(trx, organisationId, id);
  }

  /** Orders the bodies of a campaign's offers, so that the first creator waits as little as the hundredth. */
  async function orderBodies(trx: Trx, organisationId: string, id: string): Promise<void> {
    const row = await loading.requireRow(trx, organisationId, id);
    for (const offer of await repo.listOffers(trx, organisationId, [id])) await orderBody(trx, organisationId, row.work_id, offer);
  }

  return {
    orderBody,
    orderBodies,
    setOffers: (actor: Actor, id: string, wanted: readonly WantedOffer[]): Promise<Campaign> =>
      db.transaction((trx) => setOffers(trx, actor, id, wanted)),
  };
}
export type OfferUses = ReturnType<typeof createOfferUses>;
