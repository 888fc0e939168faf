/** What members want to be told of, and telling them: one message for all that came in one run. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { MetricId } from '../claims/metrics.ts';
import { taxonomy } from '../claims/taxonomy.ts';
import { intelligenceErrors } from '../errors.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { topicLimits, type AlertSubject, type MarketAlert } from './contract.ts';
import * as repo from './repo/alerts.ts';
import * as topicsRepo from './repo/topics.ts';

/** A run of reading is over when nothing came for so long; one that does not end is told of all the same. */
const quietMs = 2 * 60_000;
const longestWaitMs = 30 * 60_000;
const keepMs = 180 * 24 * 3600_000;
/** More alerts of one member than this are told in one message. */
const oneByOne = 3;
const atOnce = 200;

export function createAlertUses(parts: IntelligenceParts) {
  const { db, clock, audit } = parts;

  async function present(trx: Trx, organisationId: string, rows: readonly repo.AlertRow[]): Promise<MarketAlert[]> {
    const topics = new Map((await topicsRepo.listTopics(trx, organisationId)).map((topic) => [topic.id, topic]));
    return rows.map((row) => {
      const topic = row.topic_id === null ? undefined : topics.get(row.topic_id);
      return {
        id: row.id,
        subject: {
          kind: row.kind,
          topicId: row.topic_id,
          topicName: topic ? { zh: topic.name_zh, en: topic.name_en } : null,
          metric: row.metric as MarketAlert['subject']['metric'],
          region: row.region,
        },
        muted: row.muted,
        lastToldAt: row.last_told_at?.toISOString() ?? null,
        createdAt: row.created_at.toISOString(),
      };
    });
  }
  const personOf = (actor: Actor): string => {
    if (actor.kind !== 'person' || actor.id === null) throw intelligenceErrors.alert_person({});
    return actor.id;
  };
  async function own(trx: Trx, actor: Actor, id: string): Promise<repo.AlertRow> {
    const row = await repo.findAlert(trx, actor.organisationId, actor.id ?? '', id);
    if (!row) throw intelligenceErrors.alert_not_found({ id });
    return row;
  }

  return {
    /** Writes down which contradictions are news to whom; telling follows when it is quiet. */
    noteFindings: (organisationId: string, findingIds: readonly string[]): Promise<void> =>
      db.transaction(async (trx) => {
        const now = clock.now();
        const rows = (await repo.listWaking(trx, organisationId, findingIds)).map(({ alert_id, finding_id, metric }) => {
          const { zh, en } = taxonomy[metric as MetricId];
          return { organisation_id: organisationId, alert_id, subject_id: finding_id, title: `${zh} / ${en}`, at: now, told_at: null };
        });
        await repo.insertNews(trx, rows);
        await repo.withdrawFindings(trx, organisationId, findingIds);
      }),

    listAlerts: (actor: Actor): Promise<{ items: MarketAlert[] }> =>
      db.read(async (trx) => ({
        items: await present(trx, actor.organisationId, await repo.listAlerts(trx, actor.organisationId, actor.id ?? '')),
      })),

    /** Throws topic_not_found, too_many_alerts, alert_person. */
    createAlert: (actor: Actor, subject: AlertSubject): Promise<MarketAlert> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const userId = personOf(actor);
        const topicId = subject.kind === 'metric' ? null : subject.topicId;
        const topic = topicId === null ? null : await topicsRepo.findTopic(trx, organisationId, topicId);
        if (topicId !== null && (!topic || topic.removed_at !== null)) throw intelligenceErrors.topic_not_found({ id: topicId });
        if ((await repo.listAlerts(trx, organisationId, userId)).length >= topicLimits.alertsPerMember)
          throw intelligenceErrors.too_many_alerts({ most: topicLimits.alertsPerMember });
        const row = await repo.insertAlert(trx, {
          id: newId('alert', clock.nowMs()),
          organisation_id: organisationId,
          user_id: userId,
          kind: subject.kind,
          topic_id: topicId,
          metric: subject.kind === 'metric' ? subject.metric : null,
          region: subject.kind === 'metric' ? subject.region : null,
          muted: false,
          last_told_at: null,
          created_at: clock.now(),
        });
        const title = topic ? topic.name_zh || topic.name_en : subject.kind;
        await audit.record(trx, actor, 'intelligence.create_alert', { id: row.id, title }, { kind: subject.kind });
        return (await present(trx, organisationId, [row]))[0]!;
      }),

    /** What comes while an alert is muted is not told later. Throws alert_not_found. */
    updateAlert: (actor: Actor, id: string, { muted }: { muted: boolean }): Promise<MarketAlert> =>
      db.transaction(async (trx) => {
        const row = await own(trx, actor, id);
        await repo.setMuted(trx, id, muted);
        await repo.forgetNews(trx, id, clock.now());
        await audit.record(trx, actor, 'intelligence.update_alert', { id, title: row.kind }, { muted });
        return (await present(trx, actor.organisationId, [{ ...row, muted }]))[0]!;
      }),

    /** Throws alert_not_found. */
    removeAlert: (actor: Actor, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await own(trx, actor, id);
        await repo.deleteAlert(trx, id);
        await audit.record(trx, actor, 'intelligence.remove_alert', { id, title: row.kind }, {});
      }),
  };
}

/** Tells what is due; the periodic work calls it. Answers how many alerts spoke. */
export function createTelling({ db, clock, people, notifications }: IntelligenceParts) {
  return async (): Promise<number> =>
    db.transaction(async (trx) => {
      const now = clock.nowMs();
      const due = await repo.listDue(trx, new Date(now - quietMs), new Date(now - longestWaitMs), atOnce);
      await repo.deleteNewsBefore(trx, new Date(now - keepMs));
      if (due.length === 0) return 0;
      await repo.markTold(
        trx,
        due.map(({ id }) => id),
        clock.now(),
      );
      for (const own of Map.groupBy(due, (alert) => `${alert.organisation_id} ${alert.user_id}`).values()) {
        const { organisation_id: organisationId, user_id: userId } = own[0]!;
        // Whoever is no longer a member is told nothing.
        if ((await people.findMembership(trx, organisationId, userId)) === null) continue;
        const topics = new Map((await topicsRepo.listTopics(trx, organisationId)).map((topic) => [topic.id, topic]));
        const to = { organisationId, userIds: [userId] };
        if (own.length > oneByOne) {
          const count = own.reduce((sum, { news }) => sum + Number(news), 0);
          await notifications.notify(trx, { ...to, kind: 'market_news', params: { count, latest: own[0]!.title }, link: '/market' });
        } else for (const alert of own) await tellOne(notifications, trx, to, alert, topics);
      }
      return due.length;
    });
}

/** Names in both languages: who reads it may read either. */
async function tellOne(
  { notify }: IntelligenceParts['notifications'],
  trx: Trx,
  to: { organisationId: string; userIds: readonly string[] },
  alert: repo.DueRow,
  topics: ReadonlyMap<string, topicsRepo.TopicRow>,
): Promise<void> {
  const news = { count: Number(alert.news), latest: alert.title };
  if (alert.kind === 'contradictions') {
    await notify(trx, { ...to, kind: 'market_contradictions', params: news, link: '/market/contradictions' });
  } else if (alert.kind === 'topic') {
    const named = topics.get(alert.topic_id!);
    const topic = [named?.name_zh, named?.name_en].filter(Boolean).join(' / ');
    await notify(trx, { ...to, kind: 'market_topic', params: { ...news, topic }, link: `/market/topics/${alert.topic_id}` });
  } else {
    const { zh, en } = taxonomy[alert.metric as MetricId];
    const region = alert.region === null ? '' : `&region=${encodeURIComponent(alert.region)}`;
    const params = { ...news, metric: `${zh} / ${en}`, region: alert.region ?? '' };
    await notify(trx, { ...to, kind: 'market_figures', params, link: `/market/figures?metric=${alert.metric}${region}` });
  }
}
