import type { ColumnType, Generated } from 'kysely';
import type { Role } from '../../platform/http/contract.ts';
import type { Actor } from '../../platform/http/actor.ts';

/** Identity's tables as SQL sees them. Written by migrations/, read by the repos of this folder alone. */
export type IdentityTables = {
  users: {
    id: string;
    name: string;
    email: string;
    email_verified: Generated<boolean>;
    image: string | null;
    language: string | null;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  sessions: { id: string; user_id: string; token: string; expires_at: Date; active_organisation_id: string | null };
  sign_in_methods: {
    id: string;
    account_id: string;
    provider_id: string;
    user_id: string;
    password: string | null;
    updated_at: Generated<Date>;
  };
  organisations: { id: string; name: string; slug: string; created_at: Generated<Date> };
  members: { id: string; organisation_id: string; user_id: string; role: Role; created_at: Generated<Date> };
  invitations: {
    id: string;
    organisation_id: string;
    email: string;
    role: Role;
    token_hash: string;
    invited_by: string | null;
    created_at: Generated<Date>;
    expires_at: Date;
    accepted_at: Date | null;
    cancelled_at: Date | null;
  };
  one_time_links: {
    id: string;
    user_id: string;
    purpose: 'reset_password';
    token_hash: string;
    created_at: Generated<Date>;
    expires_at: Date;
    used_at: Date | null;
  };
  api_keys: {
    id: string;
    organisation_id: string;
    name: string;
    role: Role;
    scopes: string[] | null;
    prefix: string;
    secret_hash: string;
    created_by: string | null;
    created_at: Generated<Date>;
    expires_at: Date | null;
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  sign_in_windows: { key: string; count: number; expires_at: Date };
  audit_events: {
    id: string;
    seq: Generated<bigint>;
    organisation_id: string;
    at: Date;
    actor_kind: Actor['kind'];
    actor_id: string | null;
    actor_name: string;
    action: string;
    subject_id: string | null;
    subject_title: string | null;
    params: ColumnType<Record<string, unknown>, string, never>;
    request_id: string | null;
  };
};
