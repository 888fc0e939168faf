import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a channel calls an account says who a creator is: the log lets go of that too, when the creator is erased. */
export const erasedAccounts: Migration = {
  async up(db: Kysely<never>) {
    await sql
      .raw(
        `create or replace function attribution_events_guard() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then raise exception 'the event log keeps every event'; end if;
    if new.erased_at is null
      or (to_jsonb(new) - '{viewer_id,device_id,match_keys,click_id,account_external_id,erased_at}'::text[])
        is distinct from (to_jsonb(old) - '{viewer_id,device_id,match_keys,click_id,account_external_id,erased_at}'::text[])
      or (new.account_external_id is not null and new.account_external_id is distinct from old.account_external_id)
    then raise exception 'the event log is not changed'; end if;
    return new;
  end $$`,
      )
      .execute(db);
  },
};
