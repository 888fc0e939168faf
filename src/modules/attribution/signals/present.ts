/** Suspects as people read them, and what is told of them. */
import type { Trx } from '../../../platform/db/index.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { SignalRow, SuspectRow } from '../edge-tables.ts';
import type { Suspect } from './contract.ts';
import * as repo from './repo.ts';
import { weightOf } from './score.ts';

export const unique = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];

/** Suspects with their signals, their creators' names and the decisions whose earnings they hold. */
export async function presentSuspects(parts: EdgeParts, trx: Trx, organisationId: string, rows: readonly SuspectRow[]): Promise<Suspect[]> {
  const signals = new Map<string, SignalRow[]>();
  for (const row of await repo.selectSignals(
    trx,
    rows.map(({ id }) => id),
  ))
    signals.set(row.suspect_id, [...(signals.get(row.suspect_id) ?? []), row]);
  const names = await parts.creators.creatorNames(trx, organisationId, unique(rows.map(({ creator_id }) => creator_id)));
  const held = await repo.selectHeld(trx, organisationId, rows);
  return rows.map((row) => presentSuspect(row, signals.get(row.id) ?? [], names.get(row.creator_id ?? '') ?? null, held.get(row.id) ?? []));
}

function presentSuspect(row: SuspectRow, signals: readonly SignalRow[], creatorName: string | null, held: Suspect['held']): Suspect {
  return {
    id: row.id,
    subject: row.subject_kind,
    subjectId: row.subject_id,
    placementId: row.placement_id,
    creatorId: row.creator_id,
    creatorName,
    agencyId: row.agency_id,
    campaignId: row.campaign_id,
    channel: row.channel,
    score: row.score_bps / 10_000,
    state: row.state,
    signals: signals.map((signal) => ({
      id: `${signal.suspect_id}:${signal.kind}`,
      kind: signal.kind,
      strength: signal.strength_bps / 10_000,
      weight: weightOf(signal.kind),
      evidence: signal.evidence,
      firstSeenAt: signal.first_seen_at.toISOString(),
      lastSeenAt: signal.last_seen_at.toISOString(),
    })),
    held: row.state === 'held' || row.state === 'confirmed' ? held : [],
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    note: row.note,
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  };
}
