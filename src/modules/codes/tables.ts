import type { ColumnType, Generated, Selectable } from 'kysely';
import type { CodeForm } from './word.ts';

type Int8 = ColumnType<bigint, bigint | number, bigint | number>;

/** The codes' tables as SQL sees them. Written by migrations/, read by repo.ts alone. */
export type CodesTables = {
  code_counters: { form: CodeForm; length: number; shard: number; next: Int8; active: Int8; ended: Int8 };
  search_codes: {
    id: string;
    organisation_id: string;
    code: string;
    form: CodeForm;
    length: number;
    shard: number;
    placement_id: string;
    issued_at: Date;
    expires_at: Date | null;
    retired_at: Date | null;
    ends_at: ColumnType<Date | null, never, never>;
    quarantine_days: number;
    free_from: Date | null;
    counted: Generated<boolean>;
    superseded: Generated<boolean>;
  };
  code_settings: {
    organisation_id: string;
    form: CodeForm;
    planned: number;
    quarantine_days: number;
    reserved: string[];
    updated_at: Date;
  };
};

export type CodeRow = Selectable<CodesTables['search_codes']>;
export type SettingsRow = Selectable<CodesTables['code_settings']>;
