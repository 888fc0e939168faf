/** Documents that come in, held against every topic, and what alerts have to tell of them. */
import type { Trx } from '../../../platform/db/index.ts';
import { businessZone, dateIn, type Clock } from '../../../platform/time.ts';
import type { Absorber, StoredDocument } from '../service/parts.ts';
import { liesIn, regionMeant } from '../claims/regions.ts';
import { fits, matchable, readTopicQuery } from './query.ts';
import * as alertsRepo from './repo/alerts.ts';
import * as repo from './repo/topics.ts';

/** Topics as keepers of documents: part of the transaction that stores them. */
export function createTopicsAbsorber({ clock }: { readonly clock: Clock }): Absorber {
  return {
    async absorb(trx, organisationId, documents) {
      const topics = await repo.listTopics(trx, organisationId);
      const alerts = await alertsRepo.listSpeaking(trx, organisationId, ['topic', 'metric']);
      if (topics.length === 0 && alerts.length === 0) return;
      const now = clock.now();
      const today = dateIn(businessZone, now);
      const seen = documents.map(({ id, sourceId, document, claims }) => ({
        id,
        as: matchable(document, { sourceId, claims, day: today }),
      }));
      const byId = new Map(documents.map((document) => [document.id, document]));
      for (const topic of topics) {
        const query = readTopicQuery(topic.query);
        if (query === null) continue;
        const held = seen.map(({ id, as }) => ({ id, fits: fits(query, topic.filters, as) }));
        const added = await repo.putFits(trx, { organisationId, topicId: topic.id }, held, now);
        const listening = alerts.filter(({ kind, topic_id }) => kind === 'topic' && topic_id === topic.id);
        await tell(
          trx,
          listening,
          added.map((id) => byId.get(id)!),
          now,
        );
      }
      for (const alert of alerts.filter(({ kind }) => kind === 'metric')) await tell(trx, [alert], documents.filter(claimsOf(alert)), now);
    },
    // What names a document goes with it. What was not yet told of it is not told any more, if no copy of its story is left.
    forget: (trx, organisationId, documentIds) => alertsRepo.withdrawNews(trx, organisationId, documentIds),
    async dependents(trx, organisationId, documentId) {
      const names = await repo.listTopicNamesOf(trx, organisationId, documentId);
      return names.length === 0 ? [] : [{ kind: 'topic', count: names.length, examples: names.slice(0, 5) }];
    },
  };
}

function claimsOf({ metric, region }: alertsRepo.AlertRow): (document: StoredDocument) => boolean {
  return ({ claims }) => claims.some((claim) => claim.metric === metric && (region === null || liesIn(regionMeant(claim), region)));
}

/** Copies of a story are one piece of news: it is told by its family. */
async function tell(trx: Trx, alerts: readonly alertsRepo.AlertRow[], documents: readonly StoredDocument[], now: Date): Promise<void> {
  const rows = alerts.flatMap((alert) =>
    [...new Map(documents.map((document) => [document.familyId, document])).values()].map(({ familyId, document }) => ({
      organisation_id: alert.organisation_id,
      alert_id: alert.id,
      subject_id: familyId,
      title: document.title.slice(0, 300),
      at: now,
      told_at: null,
    })),
  );
  await alertsRepo.insertNews(trx, rows);
}
