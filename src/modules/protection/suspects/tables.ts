import type { ColumnType } from 'kysely';
import type { Int8, Json, Note } from '../references/tables.ts';
import type { Capture, CopyReport, Sighting, Suspect } from './contract.ts';

/** Tables of suspects as SQL sees them. */
export type SuspectTables = {
  protection_suspects: {
    id: string;
    organisation_id: string;
    name: string;
    sha256: string;
    size_bytes: Int8;
    media_type: string;
    asset_id: string;
    duration_ms: number | null;
    width: number | null;
    height: number | null;
    state: Suspect['state'];
    task_id: string | null;
    error: Json<Note | null>;
    features_asset_id: string | null;
    features_sha256: string | null;
    features_version: number | null;
    searched_seq: ColumnType<bigint | null, bigint | number | null, bigint | number | null>;
    scanned_at: Date | null;
    url: string | null;
    host: string | null;
    account: string | null;
    created_at: Date;
  };
  protection_sightings: {
    id: string;
    organisation_id: string;
    suspect_id: string | null;
    way: Sighting['way'];
    state: Sighting['state'];
    url: string | null;
    host: string | null;
    account: string | null;
    filename: string | null;
    note: string;
    batch_id: string | null;
    report_id: string | null;
    task_id: string | null;
    error: Json<Note | null>;
    capture: Json<Capture | null>;
    created_at: Date;
  };
  protection_reports: {
    id: string;
    organisation_id: string;
    source: CopyReport['from'];
    user_id: string | null;
    party_id: string | null;
    name: string | null;
    url: string;
    title: string;
    note: string;
    contact: string | null;
    state: 'waiting' | 'looking' | 'dismissed';
    reason: ColumnType<string, string | undefined, string>;
    sighting_id: string | null;
    times: ColumnType<number, number | undefined, number>;
    created_at: Date;
    decided_at: Date | null;
  };
};
