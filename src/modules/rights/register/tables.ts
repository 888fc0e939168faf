import type { ColumnType, Generated, Selectable } from 'kysely';
import type { RightKind, ScopeWords } from '../words/contract.ts';
import type { exclusivities, linkKinds, partyKinds, rightsDocumentKinds, RightsChange } from './contract.ts';

type Json<T> = ColumnType<T, string, string>;
export type StoredHoldback = { id: string; binds: 'grantor' | 'grantee'; scope: ScopeWords };

/** The tables of the register as SQL sees them. */
export type RegisterTables = {
  rights_parties: {
    id: string;
    organisation_id: string;
    name: string;
    kind: (typeof partyKinds)[number];
    country: string | null;
    contact: string;
    note: string;
    is_self: boolean;
    link_kind: (typeof linkKinds)[number] | null;
    link_id: string | null;
    created_at: Date;
    updated_at: Date;
    withdrawn_at: Date | null;
    withdrawn_by_name: string | null;
    withdraw_reason: string | null;
  };
  rights_works: { organisation_id: string; work_id: string; title: string; kind: string; updated_at: Date };
  rights_deeds: {
    id: string;
    organisation_id: string;
    work_id: string;
    right_kind: RightKind;
    from_party_id: string | null;
    to_party_id: string;
    share_n: bigint;
    share_d: bigint;
    /** YYYY-MM-DD. */
    effective_on: string;
    zone: string;
    note: string;
    corrects: string | null;
    created_at: Date;
    created_by_name: string;
    voided_at: Date | null;
    voided_by_name: string | null;
    void_reason: string | null;
  };
  rights_licences: {
    id: string;
    organisation_id: string;
    work_id: string;
    rights: RightKind[];
    grantors: string[];
    grantee: string;
    scope: Json<ScopeWords>;
    exclusivity: (typeof exclusivities)[number];
    sublicensing: number;
    holdbacks: Json<StoredHoldback[]>;
    fee_note: string;
    note: string;
    signed_at: Date | null;
    ended_at: Date | null;
    ended_by_name: string | null;
    end_reason: string | null;
    over_at: Date | null;
    version: number;
    created_at: Date;
    updated_at: Date;
  };
  rights_documents: {
    id: string;
    organisation_id: string;
    work_id: string;
    kind: (typeof rightsDocumentKinds)[number];
    name: string;
    media_type: string;
    asset_id: string;
    sha256: string;
    size_bytes: bigint;
    proves: string[];
    uploaded_at: Date;
    uploaded_by_name: string;
  };
  rights_changes: {
    id: Generated<bigint>;
    organisation_id: string;
    work_id: string | null;
    subject_id: string;
    what: RightsChange['what'];
    at: Date;
    by_name: string;
    reason: string;
    fields: Json<RightsChange['fields']>;
  };
};
export type PartyRow = Selectable<RegisterTables['rights_parties']>;
export type DeedRow = Selectable<RegisterTables['rights_deeds']>;
export type LicenceRow = Selectable<RegisterTables['rights_licences']>;
export type DocumentRow = Selectable<RegisterTables['rights_documents']>;
export type ChangeRow = Selectable<RegisterTables['rights_changes']>;
