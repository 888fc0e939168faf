import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

// users, sessions, sign_in_methods and verifications are better-auth's user, session, account and verification under the
// house's names; a test asks better-auth whether it finds everything it needs.
const statements = [
  `create table users (
    id text primary key,
    name text not null,
    -- Lower case always: better-auth looks e-mails up in lower case.
    email text not null check (email = lower(email)),
    email_verified boolean not null default false,
    image text,
    -- The language of mails; null until the person is seen with one.
    language text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- Serves sign-in by e-mail, and the rule of one account an e-mail.
    constraint users_email_unique unique (email)
  )`,
  `create table sessions (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    -- Serves every request that carries a cookie.
    token text not null constraint sessions_token_unique unique,
    expires_at timestamptz not null,
    ip_address text,
    user_agent text,
    -- Where the person works now; the wall itself is the membership, which is looked up each time.
    active_organisation_id text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  // Serves ending all sessions of a person.
  `create index sessions_user_id on sessions (user_id)`,
  // Serves sweeping expired sessions.
  `create index sessions_expires_at on sessions (expires_at)`,
  `create table sign_in_methods (
    id text primary key,
    account_id text not null,
    provider_id text not null,
    user_id text not null references users (id) on delete cascade,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    -- scrypt, with its salt.
    password text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- One password a person; serves finding it too.
    constraint sign_in_methods_provider_unique unique (user_id, provider_id)
  )`,
  `create table verifications (
    id text primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  // Serves better-auth's look-up of what is being verified.
  `create index verifications_identifier on verifications (identifier)`,

  `create table organisations (
    id text primary key,
    name text not null,
    slug text not null constraint organisations_slug_unique unique,
    created_at timestamptz not null default now()
  )`,
  `create table members (
    id text primary key,
    organisation_id text not null references organisations (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    role text not null check (role in ('owner', 'editor', 'viewer')),
    created_at timestamptz not null default now(),
    -- A person is in an organisation once; serves listing members.
    constraint members_person_unique unique (organisation_id, user_id)
  )`,
  // Serves the organisations of the person who sends a request.
  `create index members_user_id on members (user_id)`,
  `create table invitations (
    id text primary key,
    organisation_id text not null references organisations (id) on delete cascade,
    email text not null check (email = lower(email)),
    role text not null check (role in ('owner', 'editor', 'viewer')),
    -- SHA-256 of the link's token; the token itself is nowhere. Serves opening the link.
    token_hash text not null constraint invitations_token_unique unique,
    invited_by text,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    accepted_at timestamptz,
    cancelled_at timestamptz
  )`,
  // Inviting somebody again replaces the open invitation; serves listing the open ones.
  `create unique index invitations_open_unique on invitations (organisation_id, email) where accepted_at is null and cancelled_at is null`,
  `create table one_time_links (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    purpose text not null check (purpose in ('reset_password')),
    -- SHA-256 of the link's token. Serves opening the link.
    token_hash text not null constraint one_time_links_token_unique unique,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
  // Serves ending the other links of a person when one is used.
  `create index one_time_links_user_id on one_time_links (user_id)`,
  `create table api_keys (
    id text primary key,
    organisation_id text not null references organisations (id) on delete cascade,
    name text not null,
    role text not null check (role in ('owner', 'editor', 'viewer')),
    -- The first characters of the secret, by which people tell keys apart.
    prefix text not null,
    -- SHA-256 of the secret, which has 256 random bits of its own. Serves every request that carries a key.
    secret_hash text not null constraint api_keys_secret_unique unique,
    created_by text,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
  )`,
  // Serves listing the keys of an organisation.
  `create index api_keys_organisation_id on api_keys (organisation_id) where revoked_at is null`,
  `create table sign_in_windows (
    -- 'address:…' or 'account:…' with a hash, so that the table holds nobody's e-mail.
    key text primary key,
    count integer not null,
    expires_at timestamptz not null
  )`,
  // Serves sweeping windows that are over, which keeps the table bounded.
  `create index sign_in_windows_expires_at on sign_in_windows (expires_at)`,
];

export const people: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
