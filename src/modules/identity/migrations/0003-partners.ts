import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

// Operators, and the partners (agencies and creators) who have a place in the organisation without being of its staff.
const everyRole = `('owner', 'operator', 'editor', 'viewer', 'agency', 'creator')`;
const staff = `('owner', 'operator', 'editor', 'viewer')`;

const statements = [
  `alter table members drop constraint members_role_check`,
  `alter table members add constraint members_role_check check (role in ${everyRole})`,
  // Partners join by the doors of creators, which also make the record that says what is theirs.
  `alter table invitations drop constraint invitations_role_check`,
  `alter table invitations add constraint invitations_role_check check (role in ${everyRole})`,
  // A key belongs to the organisation; a partner's would be nobody's.
  `alter table api_keys drop constraint api_keys_role_check`,
  `alter table api_keys add constraint api_keys_role_check check (role in ${staff})`,
  // The only permissions that a key has; null for all of its role's.
  `alter table api_keys add column scopes text[] check (cardinality(scopes) between 1 and 100)`,
  // Serves telling all owners and operators of an organisation.
  `create index members_role on members (organisation_id, role)`,
];

export const partners: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
