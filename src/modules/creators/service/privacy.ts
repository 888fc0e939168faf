import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { creatorsErrors } from '../errors.ts';
import * as accounts from '../repo/accounts.ts';
import * as repo from '../repo/creators.ts';
import { accountStates } from '../contract.ts';
import type { CreatorsTables } from '../tables.ts';

const tables = (trx: Trx) => trx.withTables<CreatorsTables>();

/** What of creators people may have, and have erased. Their records of money are other modules' and stay. */
export const privacyDoors = {
  /** What channels call the accounts of creators, by creator. */
  async accountIdsOf(trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<Map<string, readonly string[]>> {
    const rows = await tables(trx)
      .selectFrom('channel_accounts')
      .select(['creator_id', 'external_id'])
      .where('organisation_id', '=', organisationId)
      .where(sql<boolean>`creator_id = any(${[...creatorIds]}::text[])`)
      .where('external_id', 'is not', null)
      .execute();
    const found = Map.groupBy(rows, (row) => row.creator_id);
    return new Map(creatorIds.map((id) => [id, (found.get(id) ?? []).map((row) => row.external_id!)]));
  },

  /** Everything that is kept of a creator here. Throws creator_not_found. */
  async recordsOf(trx: Trx, organisationId: string, creatorId: string): Promise<Record<string, unknown>> {
    const [profile] = await repo.findCreators(trx, organisationId, [creatorId]);
    if (!profile) throw creatorsErrors.creator_not_found({ id: creatorId });
    const acceptances = await tables(trx)
      .selectFrom('creator_terms_acceptances')
      .select(['version', 'texts_sha256', 'accepted_at'])
      .where('organisation_id', '=', organisationId)
      .where('creator_id', '=', creatorId)
      .orderBy('id')
      .execute();
    // What staff noted for themselves about a person is told to that person too: it is about them.
    return { profile, accounts: await accounts.listAccountsOf(trx, creatorId, [...accountStates]), termsAccepted: acceptances };
  },
};

/** Empties name, mail, words and accounts of a creator who has left. */
export async function emptyCreator(trx: Trx, organisationId: string, creatorId: string): Promise<void> {
  await tables(trx)
    .updateTable('creators')
    .set({ name: `#${creatorId.slice(-6)}`, bio: '', note: '', email: null, suspend_reason: '' })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', creatorId)
    .execute();
  await tables(trx)
    .updateTable('channel_account_periods')
    .set({ external_id: null })
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`account_id in (select id from channel_accounts where creator_id = ${creatorId})`)
    .execute();
  await tables(trx)
    .updateTable('channel_accounts')
    .set({ handle: sql<string>`'#' || id`, external_id: null, url: null, followers: null, refusal_note: '', state: 'withdrawn' })
    .where('organisation_id', '=', organisationId)
    .where('creator_id', '=', creatorId)
    .execute();
  await tables(trx).deleteFrom('party_users').where('organisation_id', '=', organisationId).where('creator_id', '=', creatorId).execute();
}
