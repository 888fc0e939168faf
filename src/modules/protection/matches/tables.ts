import type { ColumnType, Generated } from 'kysely';
import type { ErrorParams } from '../../../platform/errors.ts';
import type { Json } from '../references/tables.ts';
import type { MatchSegmentView, MatchState, MatchStrip, MatchView } from './contract.ts';

/** Who decided and why, as it is kept: `by` is a name, null where the allow-list did. */
export type StoredDecision = {
  by: string | null;
  reason: string;
  allowed: { code: string; params: ErrorParams } | null;
  at: string;
};

/** Tables of matches as SQL sees them. */
export type MatchTables = {
  protection_matches: {
    id: string;
    organisation_id: string;
    suspect_id: string;
    work_id: string;
    episode_id: string;
    video_sha256: string;
    score_bps: number;
    copied_ms: number;
    segments: ColumnType<MatchSegmentView[], string, string>;
    transformations: ColumnType<MatchView['transformations'], string, string>;
    edits: ColumnType<MatchView['edits'], string, string>;
    remake: Json<MatchView['remake']>;
    state: MatchState;
    decision: Json<StoredDecision | null>;
    case_id: string | null;
    strip: Json<MatchStrip | null>;
    strip_asset_id: string | null;
    is_current: boolean;
    is_told: Generated<boolean>;
    found_at: Date;
  };
  protection_decisions: {
    id: Generated<bigint>;
    organisation_id: string;
    match_id: string;
    from_state: MatchState;
    to_state: MatchState;
    before: Json<StoredDecision | null>;
    by: string | null;
    reason: string;
    at: Date;
    is_undone: Generated<boolean>;
  };
};
