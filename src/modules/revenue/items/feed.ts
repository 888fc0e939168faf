/**
 * From what was decided to what is to be divided. A reader of attribution's news, which it takes out in the transaction in which it
 * writes items: nothing is missed and nothing is lost; what is read twice is found unchanged the second time.
 */
import type { Trx } from '../../../platform/db/index.ts';
import type { DecidedSubject } from '../../attribution/index.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { ItemRow } from '../tables.ts';
import { dropItem, replanItem, tellItem, type ItemWrite } from './change.ts';
import { estimatePlans } from './estimate.ts';
import { markEstimates, type PlanKey } from './marks.ts';
import * as repo from './repo.ts';
import { loadResolver } from './resolve.ts';

const newsAtOnce = 1000;
const replannedAtOnce = 2000;
type FeedParts = Pick<RevenueParts, 'db' | 'clock' | 'log' | 'attribution' | 'ledger' | 'creators'>;

/** All organisations with news, agreed versions or estimates that wait; one that fails does not keep the others from theirs. */
export async function feedAll(parts: FeedParts, signal: AbortSignal): Promise<void> {
  const ids = await parts.db.read(async (trx) => [
    ...(await parts.attribution.organisationsWithNews(trx)),
    ...(await repo.listWaiting(trx, parts.clock.now())),
  ]);
  for (const id of new Set(ids)) {
    if (signal.aborted) return;
    try {
      await feedOrganisation(parts, id, signal);
    } catch (error) {
      parts.log.error('revenue.feed failed', { organisationId: id, error });
    }
  }
}

/** Feeds what one organisation has, and estimates it. What is left when it is stopped waits. */
export async function feedOrganisation(parts: FeedParts, organisationId: string, signal: AbortSignal): Promise<void> {
  await takeIn(parts, organisationId, () => !signal.aborted);
  await estimatePlans(parts, organisationId, signal);
}

/** Takes in what was decided and agreed just now, so that a settlement has it: some ten thousand items, beyond which they wait. */
export async function takeInNow(parts: FeedParts, organisationId: string): Promise<void> {
  let left = 20;
  await takeIn(parts, organisationId, () => left-- > 0);
}

/** In transactions of a thousand news each, then of as many items that a version may divide otherwise. */
async function takeIn(parts: FeedParts, organisationId: string, goOn: () => boolean): Promise<void> {
  for (let more = true; more && goOn();)
    more = await parts.db.transaction(async (trx) => {
      await repo.lockFeed(trx, organisationId);
      const taken = await parts.attribution.takeDecided(trx, organisationId, newsAtOnce);
      await write(trx, organisationId, await told(parts, trx, organisationId, taken.subjects));
      return taken.more;
    });
  for (let more = true; more && goOn();) more = await parts.db.transaction((trx) => replanSome(parts, trx, organisationId));
}

async function told(parts: FeedParts, trx: Trx, organisationId: string, subjects: readonly DecidedSubject[]): Promise<ItemWrite[]> {
  if (subjects.length === 0) return [];
  const now = parts.clock.now();
  const known = await repo.findItemsOf(trx, organisationId, subjects);
  const bySubject = Map.groupBy(known, (row) => row.id.split(':')[0]!);
  const resolve = await loadResolver(
    trx,
    organisationId,
    subjects.flatMap(({ items }) => items.map(({ campaignId, workId }) => ({ campaign_id: campaignId, work_id: workId }))),
  );
  return subjects.flatMap((subject) => {
    const before = new Map((bySubject.get(subject.id) ?? []).map((row) => [row.id, row]));
    const writes = subject.items.map((item) => {
      const id = idFor(item, before);
      const row = before.get(id) ?? null;
      before.delete(id);
      const by = resolve({
        campaign_id: item.campaignId,
        work_id: item.workId,
        kind: item.kind,
        currency: item.currency,
        occurred_at: item.occurredAt,
      });
      return tellItem(organisationId, id, item, by, row, now);
    });
    // What it was worth before and is not told any more.
    const gone = [...before.values()].map((row) => dropItem(row, now));
    return [...writes, ...gone].filter((each) => each !== null);
  });
}

/** An item keeps its currency: told in another one it is another item, and the first is no money any more. */
function idFor(item: DecidedSubject['items'][number], before: ReadonlyMap<string, ItemRow>): string {
  const row = before.get(item.id);
  return row && row.currency !== item.currency ? `${item.id}:${item.currency}` : item.id;
}

async function write(trx: Trx, organisationId: string, writes: readonly ItemWrite[]): Promise<void> {
  if (writes.length === 0) return;
  await repo.upsertItems(
    trx,
    writes.map(({ row }) => row),
  );
  const marks = new Map<string, PlanKey & { first: { occurredAt: Date; id: string } | null }>();
  const mark = (row: ItemRow, isNew: boolean): void => {
    if (row.plan_id === null || row.settled_settlement !== null) return;
    const key = `${row.plan_id} ${row.currency}`;
    const place = { occurredAt: row.occurred_at, id: row.id };
    const found = marks.get(key);
    const first = !isNew || found?.first === null ? null : found?.first && isBefore(found.first, place) ? found.first : place;
    marks.set(key, { planId: row.plan_id, currency: row.currency, first });
  };
  for (const { row, before } of writes) {
    if (before) mark(before, false);
    mark(row, before === null);
  }
  await markEstimates(trx, organisationId, [...marks.values()]);
}

const isBefore = (a: { occurredAt: Date; id: string }, b: { occurredAt: Date; id: string }): boolean =>
  a.occurredAt.getTime() === b.occurredAt.getTime() ? a.id < b.id : a.occurredAt < b.occurredAt;

/** Looks through some of what a version that was agreed may divide otherwise, from its first day on. Answers whether there is more. */
async function replanSome(parts: FeedParts, trx: Trx, organisationId: string): Promise<boolean> {
  await repo.lockFeed(trx, organisationId);
  const work = await repo.findReplan(trx, organisationId);
  if (!work) return false;
  const rows = await repo.listItemsOfScope(trx, organisationId, work, replannedAtOnce);
  const resolve = await loadResolver(trx, organisationId, rows);
  const now = parts.clock.now();
  await write(
    trx,
    organisationId,
    rows.flatMap((row) => replanItem(row, resolve(row), now) ?? []),
  );
  const last = rows.at(-1);
  if (rows.length < replannedAtOnce || !last) await repo.deleteReplan(trx, organisationId, work.plan_id);
  else await repo.moveReplan(trx, organisationId, work.plan_id, { occurredAt: last.occurred_at, id: last.id });
  return true;
}
