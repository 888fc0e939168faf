import type { ColumnType, Generated, Selectable } from 'kysely';
import type { CitationKey } from '../citations/contract.ts';
import type { ProgrammeState, ProgrammeEdits, StoredSummary } from './record.ts';
import type { ProgrammeFact, WorkProfile } from './words/contract.ts';

type Json<T> = ColumnType<T, string, string>;
type JsonOrNull<T> = ColumnType<T | null, string | null, string | null>;
export type KeptFact = ProgrammeFact<CitationKey>;
/** What an undo brings back: the state and edits as they were, and what had been merged. */
export type ActBefore = {
  state: ProgrammeState;
  edits: ProgrammeEdits;
  merged?: { id: string; state: ProgrammeState; into: string | null }[];
  moved?: { documentId: string; ordinal: number; programmeId: string }[];
};

/** The tables of programmes as SQL sees them. */
export type ProgrammeTables = {
  market_programmes: {
    id: string;
    organisation_id: string;
    state: ProgrammeState;
    keys: string[];
    base: JsonOrNull<KeptFact>;
    edits: Json<ProgrammeEdits>;
    summary: Json<StoredSummary>;
    revision: number;
    merged_into: string | null;
    created_at: Date;
    updated_at: Date;
  };
  market_programme_sources: {
    organisation_id: string;
    programme_id: string;
    document_id: string;
    ordinal: number;
    family_id: string;
    fact: Json<KeptFact>;
  };
  market_programme_acts: {
    id: Generated<bigint>;
    organisation_id: string;
    programme_id: string;
    at: Date;
    actor_name: string;
    act: string;
    fields: string[];
    before: Json<ActBefore>;
    undone: Generated<boolean>;
  };
  market_work_profiles: { organisation_id: string; work_id: string; profile: Json<WorkProfile>; revision: number; updated_at: Date };
  market_programme_follows: {
    organisation_id: string;
    work_id: string;
    programme_id: string;
    user_id: string;
    told_on: string | null;
    told_days: number | null;
    created_at: Date;
  };
  market_programme_checks: {
    organisation_id: string;
    work_id: string;
    programme_id: string;
    key: string;
    done_at: Date | null;
    done_by: string | null;
    assignee_id: string | null;
    note: string;
  };
};
export type ProgrammeRow = Selectable<ProgrammeTables['market_programmes']>;
export type SourceRow = Selectable<ProgrammeTables['market_programme_sources']>;
export type ActRow = Selectable<ProgrammeTables['market_programme_acts']>;
export type FollowRow = Selectable<ProgrammeTables['market_programme_follows']>;
export type CheckRow = Selectable<ProgrammeTables['market_programme_checks']>;
