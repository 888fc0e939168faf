import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const up: Migration['up'] = async (db: Kysely<unknown>) => {
  // What the last look at each group of metrics left out: {metric: {metrics, claims, compared, found, kept}}.
  await sql`alter table market_checks add column cuts jsonb not null default '{}'`.execute(db);
};
