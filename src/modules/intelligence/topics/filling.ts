/** A topic's query held against the documents that were there before it. */
import type { JobContext } from '../../../platform/jobs/index.ts';
import { claimWordsOf } from '../figures/read.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { fits, matchable, readTopicQuery } from './query.ts';
import * as repo from './repo/topics.ts';

/** As many documents as are held against a query between two looks at the clock: some 5 KB each, a few dozen milliseconds in all. */
const atOnce = 100;

/** Fills a topic. Ends early where it was put away or its query was changed since; whoever changed it has it filled anew. */
export function createFilling({ db, clock }: Pick<IntelligenceParts, 'db' | 'clock'>) {
  return async ({ topicId }: { topicId: string }, context: JobContext): Promise<void> => {
    const { organisationId } = context;
    const topic = await db.read((trx) => repo.findTopic(trx, organisationId, topicId));
    const query = topic && topic.removed_at === null ? readTopicQuery(topic.query) : null;
    if (!topic || query === null) return;
    const total = await db.read((trx) => repo.countDocuments(trx, organisationId));
    let beforeId: string | null = null;
    let done = 0;
    while (!context.signal.aborted) {
      const from: string | null = beforeId;
      const rows: repo.ScannedRow[] = await db.read((trx) => repo.scanDocuments(trx, organisationId, from, atOnce));
      if (rows.length === 0) break;
      const ids = rows.map(({ id }) => id);
      const words = await db.read((trx) => claimWordsOf(trx, organisationId, ids));
      const held = rows.map((row) => ({ id: row.id, fits: fits(query, topic.filters, seenAs(row, words.get(row.id) ?? [])) }));
      const goesOn = await db.transaction(async (trx) => {
        const now = await repo.lockTopic(trx, organisationId, topicId);
        if (!now || now.removed_at !== null || now.updated_at.getTime() !== topic.updated_at.getTime()) return false;
        await repo.putFits(trx, { organisationId, topicId }, held, clock.now());
        return true;
      });
      if (!goesOn) return;
      done += rows.length;
      beforeId = ids.at(-1)!;
      context.progress('documents', Math.min(1, done / Math.max(1, total)));
      if (rows.length < atOnce) break;
    }
    if (context.signal.aborted) return;
    await db.transaction(async (trx) => {
      const now = await repo.lockTopic(trx, organisationId, topicId);
      if (now?.task_id === context.taskId) await repo.updateTopic(trx, topicId, { task_id: null });
    });
  };
}

/** A document that is kept, as queries see it. */
export function seenAs(row: repo.ScannedRow, claims: readonly { metric: string; region: string | null }[]) {
  return matchable(
    { title: row.title, language: row.language, publishedAt: row.published_at, paragraphs: [{ kind: 'text', text: row.text }] },
    { sourceId: row.source_id, claims, day: row.published_on },
  );
}
