import type { ColumnType } from 'kysely';
import type { ErrorParams } from '../../../platform/errors.ts';

export type Note = { code: string; params: ErrorParams };
export type Json<T> = ColumnType<T, string | null, string | null>;
export type Int8 = ColumnType<bigint, bigint | number, bigint | number>;

/** Tables of references as SQL sees them. */
export type ReferenceTables = {
  protection_references: {
    id: string;
    organisation_id: string;
    work_id: string;
    episode_id: string;
    video_sha256: string;
    state: 'ready' | 'failed';
    version: number;
    seq: Int8;
    duration_ms: number | null;
    pictures: number | null;
    asset_id: string | null;
    object_sha256: string | null;
    size_bytes: ColumnType<bigint | null, bigint | number | null, bigint | number | null>;
    error: Json<Note | null>;
    made_at: Date;
  };
  protection_settings: {
    organisation_id: string;
    reference_seq: ColumnType<bigint, bigint | number | undefined, bigint | number>;
    completing_task_id: string | null;
    searching_task_id: string | null;
    report_enabled: ColumnType<boolean, boolean | undefined, boolean>;
    report_token: string | null;
    invitation: ColumnType<string, string | undefined, string>;
    told_at: Date | null;
  };
};
