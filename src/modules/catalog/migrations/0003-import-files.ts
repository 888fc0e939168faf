import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Files of conversions wait here, as any bytes do, until they are taken in. */
export const importFiles: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table assets drop constraint assets_role_check`.execute(db);
    await sql`alter table assets add constraint assets_role_check check (role in
      ('episode_video', 'cover', 'subtitle', 'filmstrip', 'key_pictures', 'clip', 'poster', 'import_file'))`.execute(db);
  },
};
