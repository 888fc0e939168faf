import type { Trx } from '../../platform/db/index.ts';
import type { LinksTables } from './tables.ts';

const tables = (trx: Trx) => trx.withTables<LinksTables>();

export type JournalPosition = { readonly segment: number; readonly offset: number };

/** How far a journal is loaded, held until the transaction ends; null where nothing of it is. */
export async function lockPosition(trx: Trx, journalId: string, now: Date): Promise<JournalPosition> {
  await tables(trx)
    .insertInto('click_journals')
    .values({ id: journalId, segment: 0, at_offset: 0, loaded: 0, updated_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const row = await tables(trx)
    .selectFrom('click_journals')
    .select(['segment', 'at_offset'])
    .where('id', '=', journalId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { segment: Number(row.segment), offset: Number(row.at_offset) };
}

export async function findPosition(trx: Trx, journalId: string): Promise<JournalPosition | null> {
  const row = await tables(trx)
    .selectFrom('click_journals')
    .select(['segment', 'at_offset'])
    .where('id', '=', journalId)
    .executeTakeFirst();
  return row ? { segment: Number(row.segment), offset: Number(row.at_offset) } : null;
}

export async function movePosition(trx: Trx, journalId: string, to: JournalPosition, loaded: number, now: Date): Promise<void> {
  await tables(trx)
    .updateTable('click_journals')
    .set((eb) => ({ segment: to.segment, at_offset: to.offset, loaded: eb('loaded', '+', BigInt(loaded)), updated_at: now }))
    .where('id', '=', journalId)
    .execute();
}

export type Reject = { readonly segment: number; readonly offset: number; readonly payload: string; readonly reason: string };

export async function insertRejects(trx: Trx, journalId: string, rejects: readonly Reject[], now: Date): Promise<void> {
  if (rejects.length === 0) return;
  await tables(trx)
    .insertInto('click_rejects')
    .values(
      rejects.map(({ segment, offset, payload, reason }) => ({
        journal_id: journalId,
        segment,
        at_offset: offset,
        payload,
        reason,
        created_at: now,
      })),
    )
    .execute();
}

/** Forgets journals that have not moved for long; their files are gone. */
export async function deleteOldPositions(trx: Trx, before: Date): Promise<void> {
  await tables(trx).deleteFrom('click_journals').where('updated_at', '<', before).execute();
}
