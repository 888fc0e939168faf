/** Settlements as people see them, with what the one who asks may do now. */
import type { Actor } from '../../../platform/http/actor.ts';
import type { SettlementRow } from '../tables.ts';
import type { Settlement, SettlementDetail, SettlementSummary } from './contract.ts';

/** Whether it was approved: from then on it is posted to its end, whatever comes between. */
export const isApproved = (row: Pick<SettlementRow, 'approved_at'>): boolean => row.approved_at !== null;

export function presentSettlement(row: SettlementRow, actor: Actor): Settlement {
  const summary = row.summary as SettlementSummary | null;
  const approvers = actor.kind === 'person' && (actor.role === 'owner' || actor.role === 'operator');
  return {
    id: row.id,
    period: row.period,
    currency: row.currency as Settlement['currency'],
    run: row.run,
    state: row.state,
    cutAt: row.cut_at.toISOString(),
    made: { by: { userId: row.made_by, name: row.made_by_name }, at: row.made_at.toISOString() },
    approved: row.approved_at && {
      by: { userId: row.approved_by ?? '', name: row.approved_by_name ?? '' },
      at: row.approved_at.toISOString(),
    },
    postedAt: row.posted_at?.toISOString() ?? null,
    progress: progressOf(row),
    failure: row.failure as Settlement['failure'],
    seal: row.seal_seq === null ? null : { seq: row.seal_seq.toString(), hash: row.seal_hash!, root: row.seal_root! },
    netMinor: summary?.totals.netMinor ?? null,
    can: {
      approve: approvers && row.state === 'ready' && row.made_by !== actor.id,
      cancel: !isApproved(row) && ['computing', 'ready', 'failed'].includes(row.state),
      retry: row.state === 'failed',
    },
  };
}

export const presentDetail = (row: SettlementRow, actor: Actor): SettlementDetail => ({
  ...presentSettlement(row, actor),
  summary: row.summary as SettlementSummary | null,
});

function progressOf(row: SettlementRow): Settlement['progress'] {
  const progress = row.progress as Settlement['progress'];
  return progress && { stage: progress.stage, done: progress.done, total: progress.total };
}
