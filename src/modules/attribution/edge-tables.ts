import type { ColumnType, Selectable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { ColumnMapping, FileImport, ImportTotals } from './imports/contract.ts';
import type { TableFacts } from './imports/table.ts';
import type { Puller } from './pull/contract.ts';
import type { SignalKind, Suspect } from './signals/contract.ts';
import type { Evidence } from './signals/facts.ts';

type Json<T> = ColumnType<T, string, string>;
type Int8 = ColumnType<bigint, bigint | number, bigint | number>;
type Made = ColumnType<Date, Date, never>;
export type StoredReason = { code: string; params: Record<string, string | number> };
/** What a puller was told, without its header's value. */
export type PullerSettings = Omit<
  Puller,
  'sourceId' | 'enabled' | 'hasHeaderValue' | 'lastAskedAt' | 'lastOkAt' | 'nextAt' | 'failures' | 'lastError' | 'lastCounts'
>;

/** The tables of files, pullers, signals and people's data as SQL sees them. */
export type EdgeTables = {
  attribution_import_mappings: {
    id: string;
    organisation_id: string;
    source_id: string;
    name: string;
    mapping: Json<ColumnMapping>;
    updated_at: Date;
  };
  attribution_file_imports: {
    id: string;
    organisation_id: string;
    source_id: string;
    asset_id: string | null;
    filename: string;
    size_bytes: Int8;
    state: FileImport['state'];
    facts: Json<TableFacts>;
    mapping: Json<ColumnMapping>;
    mapping_name: string | null;
    preview: Json<FileImport['preview']>;
    totals: Json<ImportTotals | null> | null;
    failure: Json<StoredReason | null> | null;
    task_id: string | null;
    progress_bps: number;
    applied_line: Int8;
    accepted: Int8;
    unchanged: Int8;
    created_at: Made;
    updated_at: Date;
  };
  attribution_import_errors: {
    import_id: string;
    line: Int8;
    position: number;
    field: string | null;
    code: string;
    params: Json<StoredReason['params']>;
  };
  attribution_pullers: {
    source_id: string;
    organisation_id: string;
    enabled: boolean;
    settings: Json<PullerSettings>;
    sealed_header: string | null;
    last_asked_at: Date | null;
    last_ok_at: Date | null;
    next_at: Date | null;
    failures: number;
    last_error: Json<StoredReason | null> | null;
    last_counts: Json<Puller['lastCounts']> | null;
  };
  attribution_suspects: {
    id: string;
    organisation_id: string;
    subject_kind: Suspect['subject'];
    subject_id: string;
    placement_id: string | null;
    creator_id: string | null;
    agency_id: string | null;
    campaign_id: string | null;
    channel: string | null;
    score_bps: number;
    state: Suspect['state'];
    released: Json<Released | null> | null;
    decided_by: string | null;
    decided_at: Date | null;
    note: string | null;
    first_seen_at: Date;
    last_seen_at: Date;
  };
  attribution_signals: {
    suspect_id: string;
    kind: SignalKind;
    strength_bps: number;
    evidence: Json<Evidence>;
    first_seen_at: Date;
    last_seen_at: Date;
  };
  attribution_signal_settings: { organisation_id: string; hold_at_bps: number; off: string[]; banned_referrers: string[] };
  attribution_signal_cursors: { organisation_id: string; looked_until: Date };
  attribution_creator_traces: { organisation_id: string; creator_id: string; match_key: string; seen_at: Date };
  attribution_privacy_settings: { organisation_id: string; touch_days: number; viewer_days: number };
  attribution_erasures: {
    id: string;
    organisation_id: string;
    kind: 'viewer' | 'creator';
    subject_id: string | null;
    conversions: number;
    touches: number;
    decisions: number;
    by_name: string;
    at: Date;
  };
};
/** Of each kind how strong it was and how much was counted when a person let it go. */
export type Released = Partial<Record<SignalKind, { strengthBps: number; counted: number }>>;
export type FileImportRow = Selectable<EdgeTables['attribution_file_imports']>;
export type PullerRow = Selectable<EdgeTables['attribution_pullers']>;
export type SuspectRow = Selectable<EdgeTables['attribution_suspects']>;
export type SignalRow = Selectable<EdgeTables['attribution_signals']>;

export const edgeTables = (trx: Trx) => trx.withTables<EdgeTables>();
