import type { ColumnType, Generated, Selectable } from 'kysely';
import type { z } from 'zod';
import type { accountStates, agencyStates, Channel, creatorStates, partyKinds, refusalReasons, termsText } from './contract.ts';

type Json<T> = ColumnType<T, string, string>;
type Made = ColumnType<Date, Date, never>;
export type TermsText = z.output<typeof termsText>;

/** The module's tables as SQL sees them. Written by migrations/, read by the repos of this folder alone. */
export type CreatorsTables = {
  agencies: {
    id: string;
    organisation_id: string;
    name: string;
    state: (typeof agencyStates)[number];
    contact_email: string | null;
    signup_token: string | null;
    created_at: Made;
  };
  creators: {
    id: string;
    organisation_id: string;
    name: string;
    bio: Generated<string>;
    note: Generated<string>;
    email: string | null;
    state: (typeof creatorStates)[number];
    agency_id: string | null;
    suspended_at: Date | null;
    suspend_reason: Generated<string>;
    accepted_terms: number | null;
    accepted_at: Date | null;
    joined_at: Date;
  };
  creator_belongings: {
    id: Generated<bigint>;
    organisation_id: string;
    creator_id: string;
    agency_id: string | null;
    from_at: Made;
    until_at: Date | null;
  };
  party_users: { organisation_id: string; user_id: string; creator_id: string | null; agency_id: string | null; joined_at: Made };
  creator_invitations: {
    id: string;
    organisation_id: string;
    kind: (typeof partyKinds)[number];
    source: 'invitation' | 'signup' | 'confirmation';
    email: string | null;
    agency_id: string | null;
    confirms_id: string | null;
    token_hash: string;
    created_at: Made;
    expires_at: Date;
    accepted_at: Date | null;
    cancelled_at: Date | null;
  };
  creator_signups: { organisation_id: string; signup_token: string };
  creator_terms: {
    organisation_id: string;
    version: number;
    texts: Json<TermsText[]>;
    note: string;
    published_at: Made;
    published_by: string;
  };
  creator_terms_acceptances: {
    id: Generated<bigint>;
    organisation_id: string;
    creator_id: string;
    user_id: string;
    version: number;
    texts_sha256: string;
    accepted_at: Made;
  };
  channel_accounts: {
    id: string;
    organisation_id: string;
    creator_id: string;
    channel: Channel;
    handle: string;
    external_id: string | null;
    identity: ColumnType<string, never, never>;
    url: string | null;
    followers: number | null;
    state: (typeof accountStates)[number];
    refusal_reason: (typeof refusalReasons)[number] | null;
    refusal_note: Generated<string>;
    filed_at: Date;
    decided_at: Date | null;
    decided_by: string | null;
  };
  channel_account_periods: {
    id: Generated<bigint>;
    organisation_id: string;
    account_id: string;
    /** What the channel called the account in this stretch. */
    external_id: string | null;
    from_at: Made;
    until_at: Date | null;
  };
};

export type AgencyRow = Selectable<CreatorsTables['agencies']>;
export type CreatorRow = Selectable<CreatorsTables['creators']>;
export type InvitationRow = Selectable<CreatorsTables['creator_invitations']>;
export type TermsRow = Selectable<CreatorsTables['creator_terms']>;
export type AccountRow = Selectable<CreatorsTables['channel_accounts']>;
export type PeriodRow = Selectable<CreatorsTables['channel_account_periods']>;
