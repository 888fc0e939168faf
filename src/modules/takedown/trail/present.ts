import type { CaseClock, TimelineEntry } from '../cases/contract.ts';
import type { ActRow, ClockRow } from './repo.ts';

export function presentClock(row: ClockRow): CaseClock {
  return {
    code: row.code,
    label: row.label,
    kind: row.kind,
    startedAt: row.started_at.toISOString(),
    earliestAt: row.earliest_at?.toISOString() ?? null,
    dueAt: row.due_at.toISOString(),
    zone: row.zone,
    certain: row.certain,
    state: row.state,
  };
}

export function presentAct(row: ActRow): Omit<TimelineEntry, 'from' | 'to'> & { from: string | null; to: string | null } {
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    by: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    act: row.act,
    from: row.from_state,
    to: row.to_state,
    note: row.note,
    params: row.params,
    undone: row.undone,
  };
}
