import type { ColumnType, Selectable } from 'kysely';
import type { AllowSubject } from './contract.ts';

/** The table of who may show what as SQL sees it. */
export type AllowTables = {
  allow_entries: {
    id: string;
    organisation_id: string;
    kind: AllowSubject['kind'];
    key: string;
    subject: ColumnType<AllowSubject, string, string>;
    work_id: string | null;
    /** YYYY-MM-DD. */
    starts_on: string | null;
    ends_on: string | null;
    note: string;
    created_at: Date;
    created_by_name: string;
    withdrawn_at: Date | null;
    withdrawn_by_name: string | null;
    withdraw_reason: string | null;
  };
};
export type AllowRow = Selectable<AllowTables['allow_entries']>;
