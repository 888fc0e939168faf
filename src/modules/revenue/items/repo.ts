import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { ItemRow } from '../tables.ts';
import { tables } from './tables.ts';

/** Where a listing in the order in which items count goes on. */
export type ItemPlace = { readonly occurredAt: Date; readonly id: string };

type Reading = {
  organisationId: string;
  currency: string;
  /** Null for what no plan divides. */
  planId: string | null;
  /** Only what occurred before. */
  before: Date;
  /** Only what was fed until then. */
  cutAt: Date;
  after: ItemPlace | null;
  limit: number;
};

/**
 * Open items of a plan in the order in which they count (by when they occurred, then by id), a page at a time: those that were never
 * settled and are money and not held, and those that were settled and are something else by now (also no money at all: `valid` says).
 */
export async function readOpenItems(trx: Trx, of: Reading): Promise<ItemRow[]> {
  let query = tables(trx)
    .selectFrom('revenue_items')
    .selectAll()
    .where('organisation_id', '=', of.organisationId)
    .where('currency', '=', of.currency)
    .where('plan_id', of.planId === null ? 'is' : '=', of.planId)
    // In the words of the index.
    .where(sql<boolean>`(settled_revision is null or settled_revision <> revision)`)
    .where(sql<boolean>`(settled_revision is not null or (valid and not held))`)
    .where('occurred_at', '<', of.before)
    .where('fed_at', '<=', of.cutAt);
  if (of.after !== null) query = query.where(sql<boolean>`(occurred_at, id) > (${of.after.occurredAt}, ${of.after.id})`);
  return query.orderBy('occurred_at').orderBy('id').limit(of.limit).execute();
}
