import type { Trx } from '../db/index.ts';

type VisitorTables = { visitor_keys: { day: string; sealed: string; created_at: Date } };
export type SealedKey = { readonly day: string; readonly sealed: string };

/** Keeps keys for days that have none; another process's come first. */
export async function insertKeys(trx: Trx, keys: readonly SealedKey[], now: Date): Promise<void> {
  if (keys.length === 0) return;
  await trx
    .withTables<VisitorTables>()
    .insertInto('visitor_keys')
    .values(keys.map((key) => ({ ...key, created_at: now })))
    .onConflict((conflict) => conflict.column('day').doNothing())
    .execute();
}

export function selectKeys(trx: Trx): Promise<SealedKey[]> {
  return trx.withTables<VisitorTables>().selectFrom('visitor_keys').select(['day', 'sealed']).orderBy('day').execute();
}

/** Forgets the keys of days before this one and answers with how many there were. */
export async function deleteKeysBefore(trx: Trx, day: string): Promise<number> {
  const { numDeletedRows } = await trx
    .withTables<VisitorTables>()
    .deleteFrom('visitor_keys')
    .where('day', '<', day)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
