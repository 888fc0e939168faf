/** Topics: begun, changed, put away and brought back, with what each counts. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { intelligenceErrors } from '../errors.ts';
import { claimWordsOf } from '../figures/read.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { topicLimits, type MarketTopic, type TopicChange, type TopicFilters, type TopicInput } from './contract.ts';
import { seenAs } from './filling.ts';
import { fillTopicJob } from './jobs.ts';
import { explain, fits, readTopicQuery, type TopicQuery } from './query.ts';
import * as alertsRepo from './repo/alerts.ts';
import * as repo from './repo/topics.ts';

/** How many of the latest documents a preview looks at. */
const previewed = 300;

/** Throws topic_query, days_reversed. */
function readQuery(query: string, { from, until }: TopicFilters): TopicQuery {
  if (from !== null && until !== null && from > until) throw intelligenceErrors.days_reversed({ from, until });
  const read = readTopicQuery(query);
  if (read === null) throw intelligenceErrors.topic_query({ most: topicLimits.terms });
  return read;
}

export function createTopicBook({ db, clock, audit, jobs }: IntelligenceParts) {
  const titleOf = (row: repo.TopicRow): string => row.name_zh || row.name_en;

  async function present(trx: Trx, actor: Actor, rows: readonly repo.TopicRow[]): Promise<MarketTopic[]> {
    const { organisationId } = actor;
    const ids = rows.map(({ id }) => id);
    const userId = actor.kind === 'person' ? actor.id : null;
    const counts = await repo.countTopics(trx, organisationId, ids, userId);
    const findings = await repo.countOpenFindings(trx, organisationId, ids);
    const alerts = userId === null ? [] : await alertsRepo.listAlerts(trx, organisationId, userId);
    return rows.map((row) => {
      const count = counts.get(row.id);
      return {
        id: row.id,
        nameZh: row.name_zh,
        nameEn: row.name_en,
        query: row.query,
        filters: row.filters,
        documents: count?.documents ?? 0,
        sources: count?.sources ?? 0,
        fresh: count?.fresh ?? 0,
        contradictions: findings.get(row.id) ?? 0,
        latestAt: count?.latest ?? null,
        alertId: alerts.find(({ kind, topic_id }) => kind === 'topic' && topic_id === row.id)?.id ?? null,
        taskId: row.task_id,
        createdAt: row.created_at.toISOString(),
        updatedAt: row.updated_at.toISOString(),
      };
    });
  }
  const presentOne = async (trx: Trx, actor: Actor, row: repo.TopicRow): Promise<MarketTopic> => (await present(trx, actor, [row]))[0]!;

  /** Throws topic_not_found. */
  async function lock(trx: Trx, actor: Actor, id: string): Promise<repo.TopicRow> {
    const row = await repo.lockTopic(trx, actor.organisationId, id);
    if (!row || row.removed_at !== null) throw intelligenceErrors.topic_not_found({ id });
    return row;
  }
  /** Has a topic filled by a task; the one that may be filling it stops by itself. */
  async function fill(trx: Trx, row: repo.TopicRow): Promise<repo.TopicRow> {
    const subject = { id: row.id, title: titleOf(row) };
    const taskId = await jobs.enqueue(trx, fillTopicJob, { topicId: row.id }, { organisationId: row.organisation_id, subject });
    await repo.updateTopic(trx, row.id, { task_id: taskId });
    return { ...row, task_id: taskId };
  }
  async function refuseTooMany(trx: Trx, organisationId: string): Promise<void> {
    if ((await repo.listTopics(trx, organisationId)).length >= topicLimits.topics)
      throw intelligenceErrors.too_many_topics({ most: topicLimits.topics });
  }

  return {
    listTopics: (actor: Actor): Promise<{ items: MarketTopic[] }> =>
      db.read(async (trx) => {
        const items = await present(trx, actor, await repo.listTopics(trx, actor.organisationId));
        return { items: items.toSorted((a, b) => (b.latestAt ?? '').localeCompare(a.latestAt ?? '') || b.id.localeCompare(a.id)) };
      }),

    /** Throws topic_not_found. */
    getTopic: (actor: Actor, id: string): Promise<MarketTopic> =>
      db.read(async (trx) => {
        const row = await repo.findTopic(trx, actor.organisationId, id);
        if (!row || row.removed_at !== null) throw intelligenceErrors.topic_not_found({ id });
        return presentOne(trx, actor, row);
      }),

    /** Throws topic_query, days_reversed, too_many_topics. */
    createTopic: (actor: Actor, input: TopicInput): Promise<MarketTopic> => {
      readQuery(input.query, input.filters);
      return db.transaction(async (trx) => {
        await refuseTooMany(trx, actor.organisationId);
        const now = clock.now();
        const row: repo.TopicRow = {
          id: newId('topic', clock.nowMs()),
          organisation_id: actor.organisationId,
          name_zh: input.nameZh,
          name_en: input.nameEn,
          query: input.query,
          filters: input.filters,
          task_id: null,
          created_at: now,
          updated_at: now,
          removed_at: null,
        };
        await repo.insertTopic(trx, { ...row, filters: JSON.stringify(row.filters) });
        await audit.record(trx, actor, 'intelligence.create_topic', { id: row.id, title: titleOf(row) }, { query: row.query });
        return presentOne(trx, actor, await fill(trx, row));
      });
    },

    /** Throws topic_not_found, topic_query, topic_unnamed, days_reversed. */
    updateTopic: (actor: Actor, id: string, change: TopicChange): Promise<MarketTopic> =>
      db.transaction(async (trx) => {
        const row = await lock(trx, actor, id);
        const after: repo.TopicRow = {
          ...row,
          name_zh: change.nameZh ?? row.name_zh,
          name_en: change.nameEn ?? row.name_en,
          query: change.query ?? row.query,
          filters: change.filters ?? row.filters,
          updated_at: clock.now(),
        };
        if (after.name_zh === '' && after.name_en === '') throw intelligenceErrors.topic_unnamed({});
        readQuery(after.query, after.filters);
        const asks = after.query !== row.query || JSON.stringify(after.filters) !== JSON.stringify(row.filters);
        const { name_zh, name_en, query, filters, updated_at } = after;
        await repo.updateTopic(trx, id, { name_zh, name_en, query, filters: JSON.stringify(filters), updated_at });
        await audit.record(trx, actor, 'intelligence.update_topic', { id, title: titleOf(after) }, { query });
        // A task that is filling it stops at the new time of change; an unfinished one is begun anew.
        return presentOne(trx, actor, asks || row.task_id !== null ? await fill(trx, after) : after);
      }),

    /** Its alerts go with it. Throws topic_not_found. */
    removeTopic: (actor: Actor, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await lock(trx, actor, id);
        await repo.updateTopic(trx, id, { removed_at: clock.now(), updated_at: clock.now(), task_id: null });
        await alertsRepo.deleteAlertsOf(trx, actor.organisationId, id);
        await audit.record(trx, actor, 'intelligence.remove_topic', { id, title: titleOf(row) }, {});
      }),

    /** Throws topic_not_found, too_many_topics. */
    restoreTopic: (actor: Actor, id: string): Promise<MarketTopic> =>
      db.transaction(async (trx) => {
        const row = await repo.lockTopic(trx, actor.organisationId, id);
        if (!row) throw intelligenceErrors.topic_not_found({ id });
        if (row.removed_at === null) return presentOne(trx, actor, row);
        await refuseTooMany(trx, actor.organisationId);
        const after = { ...row, removed_at: null, updated_at: clock.now() };
        await repo.updateTopic(trx, id, { removed_at: null, updated_at: after.updated_at });
        await audit.record(trx, actor, 'intelligence.restore_topic', { id, title: titleOf(row) }, {});
        return presentOne(trx, actor, await fill(trx, after));
      }),

    /** Throws topic_query, days_reversed. */
    previewTopic: (actor: Actor, given: { query: string; filters: TopicFilters }) => {
      const query = readQuery(given.query, given.filters);
      return db.read(async (trx) => {
        const rows = await repo.scanDocuments(trx, actor.organisationId, null, previewed);
        const words = await claimWordsOf(
          trx,
          actor.organisationId,
          rows.map(({ id }) => id),
        );
        const fitting = rows.filter((row) => fits(query, given.filters, seenAs(row, words.get(row.id) ?? [])));
        return {
          terms: query.terms.map(explain),
          looked: rows.length,
          fitting: fitting.length,
          examples: fitting
            .slice(0, 8)
            .map((row) => ({ id: row.id, title: row.title, source: row.publisher, publishedAt: row.published_at })),
        };
      });
    },
  };
}
