import type { ColumnType, GeneratedAlways } from 'kysely';
import type { MetricId } from '../claims/metrics.ts';
import type { ClaimStands, FindingDetail, FindingHypothesis, FindingItem, FindingState } from './contract.ts';
import type { FindingKind } from './finding.ts';

type Json<T> = ColumnType<T, string, string>;

/** What a look at metrics left out: claims there are and were compared, findings there were and are kept. */
export type Cut = { metrics: readonly MetricId[]; claims: number; compared: number; found: number; kept: number };

/** Tables of contradictions as SQL sees them. */
export type ContradictionsTables = {
  market_findings: {
    organisation_id: string;
    id: string;
    kind: FindingKind;
    disposition: FindingItem['disposition'];
    severity: number;
    ratio: number | null;
    metric: MetricId;
    hypotheses: Json<FindingHypothesis[]>;
    state: FindingState;
    settlement: ColumnType<FindingItem['settlement'], string | null, string | null>;
    found_at: Date;
    changed_at: Date;
    vanished_at: Date | null;
  };
  market_finding_claims: {
    organisation_id: string;
    finding_id: string;
    position: number;
    place: string;
    claim_id: string;
    document_id: string;
    copy_of: number | null;
    suspected: boolean;
  };
  market_settled_claims: {
    organisation_id: string;
    finding_id: string;
    place: string;
    state: ClaimStands;
    reading_low: number | null;
    reading_high: number | null;
    reason: string;
    by_id: string | null;
    by_name: string;
    settled_at: Date;
  };
  market_finding_acts: {
    id: GeneratedAlways<bigint>;
    organisation_id: string;
    finding_id: string;
    at: Date;
    by_id: string | null;
    by_name: string;
    act: FindingDetail['history'][number]['act'];
    reason: string;
  };
  market_checks: {
    organisation_id: string;
    metrics: MetricId[];
    first_touched_at: Date | null;
    touched_at: Date | null;
    checked_at: Date | null;
    cuts: Json<Record<string, Cut>>;
  };
};
