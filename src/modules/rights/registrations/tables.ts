import type { ColumnType, Generated, Selectable } from 'kysely';
import type { RegisteredKind, RegisteredOwner, RegistrationSummary, TimeStamp, WorkIdentifier } from './contract.ts';

type Json<T> = ColumnType<T, string, string>;
type Int8 = ColumnType<bigint, bigint | number, bigint | number>;
type Made = ColumnType<Date, Date, never>;

/** The tables of registrations as SQL sees them. Written by migrations/0002-registrations.ts. */
export type RegistrationTables = {
  registration_numbers: { organisation_id: string; work_id: string; last: number };
  registrations: {
    id: string;
    organisation_id: string;
    work_id: string;
    number: number;
    basis: RegistrationSummary['basis'];
    of_registration_id: string | null;
    title: string;
    work_kind: RegistrationSummary['work']['kind'];
    zone: string;
    root: string;
    leaves: number;
    asset_count: number;
    bytes: Int8;
    owners: Json<RegisteredOwner[]>;
    identifiers: Json<WorkIdentifier[]>;
    iscc: string | null;
    manifest_sha256: string;
    held: boolean;
    registered_at: Made;
    registered_by_name: string;
  };
  registration_assets: {
    registration_id: string;
    position: number;
    path: string;
    kind: RegisteredKind;
    sha256: string;
    bytes: Int8;
    media_type: string;
    included: boolean;
  };
  registration_holds: { registration_id: string; asset_id: string; goes_with_work: boolean };
  registration_stamps: {
    id: string;
    organisation_id: string;
    registration_id: string;
    authority: string;
    state: TimeStamp['state'];
    attempts: Generated<number>;
    next_try_at: Date | null;
    claimed_until: Date | null;
    query: string | null;
    reply: string | null;
    anchors: Generated<string>;
    stamped_at: Date | null;
    accuracy_ms: number | null;
    policy: string | null;
    serial: string | null;
    signer: string | null;
    anchor: string | null;
    fingerprint: string | null;
    error: Json<NonNullable<TimeStamp['error']>> | null;
    created_at: Made;
  };
  work_identifiers: {
    organisation_id: string;
    work_id: string;
    position: number;
    scheme: WorkIdentifier['scheme'];
    value: string;
  };
};
export type RegistrationRow = Selectable<RegistrationTables['registrations']>;
export type RegisteredAssetRow = Selectable<RegistrationTables['registration_assets']>;
export type StampRow = Selectable<RegistrationTables['registration_stamps']>;
