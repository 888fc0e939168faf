import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What rights and protection keep: papers, bundles and proofs, suspects with what was read of them, fingerprints, pictures side by side. */
export const protectionFiles: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table assets drop constraint assets_role_check`.execute(db);
    await sql`alter table assets add constraint assets_role_check check (role in
      ('episode_video', 'cover', 'subtitle', 'filmstrip', 'key_pictures', 'clip', 'poster', 'import_file',
       'document', 'evidence', 'suspect', 'fingerprint', 'strip'))`.execute(db);
  },
};
