/** The time line and the clocks of cases and incoming notices: both go through the same machine. */
import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { clocksFrom } from '../law/clocks.ts';
import type { ClockStart, Jurisdiction } from '../law/contract.ts';
import { laws } from '../law/laws.ts';
import type { ActParams, Before, ClockState, TakedownTables } from '../tables.ts';

export type ClockRow = Selectable<TakedownTables['takedown_clocks']>;
export type ActRow = Selectable<TakedownTables['takedown_acts']>;

const on = (trx: Trx) => trx.withTables<TakedownTables>();
/** The longest time line that is shown; what is older stays in the export. */
export const mostActs = 500;

export async function recordAct(
  trx: Trx,
  actor: Actor,
  act: {
    subjectId: string;
    at: Date;
    act: string;
    from?: string | null;
    to?: string | null;
    note?: string;
    params?: ActParams;
    before?: Before;
  },
): Promise<void> {
  await on(trx)
    .insertInto('takedown_acts')
    .values({
      organisation_id: actor.organisationId,
      subject_id: act.subjectId,
      at: act.at,
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_name: actor.name,
      act: act.act,
      from_state: act.from ?? null,
      to_state: act.to ?? null,
      note: act.note ?? '',
      params: JSON.stringify(act.params ?? {}),
      before: act.before ? JSON.stringify(act.before) : null,
    })
    .execute();
}

/** The latest ones, oldest first. */
export async function listActs(trx: Trx, subjectId: string, limit = mostActs): Promise<ActRow[]> {
  const rows = await on(trx)
    .selectFrom('takedown_acts')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse();
}

/** The last act that changed the state and was not taken back; `act` narrows it. */
export async function findLastMove(trx: Trx, subjectId: string, act?: string): Promise<ActRow | undefined> {
  let query = on(trx).selectFrom('takedown_acts').selectAll().where('subject_id', '=', subjectId).where('undone', '=', false);
  query = act === undefined ? query.where('to_state', 'is not', null) : query.where('act', '=', act);
  return query.orderBy('id', 'desc').limit(1).executeTakeFirst();
}

export async function markUndone(trx: Trx, id: bigint): Promise<void> {
  await on(trx).updateTable('takedown_acts').set({ undone: true }).where('id', '=', id).execute();
}

/** Starts the clocks of a law that begin with an act; one that runs already with its code is stopped, so that the later one counts. */
export async function startClocks(
  trx: Trx,
  of: { organisationId: string; subjectId: string; jurisdiction: Jurisdiction; startsWith: ClockStart; at: Date; zone: string | null },
): Promise<void> {
  const due = clocksFrom(laws[of.jurisdiction], of.startsWith, of.at, of.zone);
  if (due.length === 0) return;
  await endClocks(trx, of.subjectId, { met: [], stopped: due.map(({ rule }) => rule.code) });
  const rows: Insertable<TakedownTables['takedown_clocks']>[] = due.map(({ rule, earliestAt, dueAt, zone, certain }) => ({
    organisation_id: of.organisationId,
    subject_id: of.subjectId,
    code: rule.code,
    starts_with: rule.startsWith,
    label: JSON.stringify(rule.label),
    kind: rule.kind,
    started_at: of.at,
    earliest_at: earliestAt,
    due_at: dueAt,
    zone,
    certain,
    state: 'running',
    reminded_at: null,
    overdue_told_at: null,
  }));
  await on(trx).insertInto('takedown_clocks').values(rows).execute();
}

/** Ends running clocks: those that are met first, then those to be stopped. */
export async function endClocks(
  trx: Trx,
  subjectId: string,
  ended: { met: readonly string[]; stopped: readonly string[] | 'all' },
): Promise<void> {
  const set = async (state: ClockState, codes: readonly string[] | 'all'): Promise<void> => {
    if (codes !== 'all' && codes.length === 0) return;
    let query = on(trx).updateTable('takedown_clocks').set({ state }).where('subject_id', '=', subjectId).where('state', '=', 'running');
    if (codes !== 'all') query = query.where('code', 'in', [...codes]);
    await query.execute();
  };
  await set('met', ended.met);
  await set('stopped', ended.stopped);
}

export async function setClockState(trx: Trx, id: bigint, state: ClockState): Promise<void> {
  await on(trx).updateTable('takedown_clocks').set({ state }).where('id', '=', id).execute();
}

/** By subject, in the order in which they began. */
export async function listClocks(trx: Trx, subjectIds: readonly string[]): Promise<Map<string, ClockRow[]>> {
  if (subjectIds.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('takedown_clocks')
    .selectAll()
    .where('subject_id', '=', sql<string>`any(${subjectIds as string[]}::text[])`)
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, (row) => row.subject_id);
}

/** The running clock that ends first. */
export function nextClock(rows: readonly ClockRow[]): ClockRow | null {
  return rows.filter(({ state }) => state === 'running').sort((a, b) => a.due_at.getTime() - b.due_at.getTime())[0] ?? null;
}

/** Clocks that people have to be told of: that end before `soon` and nobody was reminded, or are over and nobody was told. Held. */
export async function takeDueClocks(trx: Trx, now: Date, soon: Date, limit: number): Promise<ClockRow[]> {
  return on(trx)
    .selectFrom('takedown_clocks')
    .selectAll()
    .where('state', '=', 'running')
    .where((eb) =>
      eb.or([
        eb.and([eb('due_at', '<=', soon), eb('due_at', '>', now), eb('reminded_at', 'is', null)]),
        eb.and([eb('due_at', '<=', now), eb('overdue_told_at', 'is', null)]),
      ]),
    )
    .orderBy('due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

export async function markTold(trx: Trx, id: bigint, what: 'reminded_at' | 'overdue_told_at', now: Date): Promise<void> {
  await on(trx)
    .updateTable('takedown_clocks')
    .set({ [what]: now })
    .where('id', '=', id)
    .execute();
}

/** Draws the next number of an organisation; whoever draws at once waits. */
export async function drawNumber(trx: Trx, organisationId: string, kind: 'case' | 'incoming'): Promise<bigint> {
  const { last } = await on(trx)
    .insertInto('takedown_counters')
    .values({ organisation_id: organisationId, kind, last: 1n })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'kind']).doUpdateSet((eb) => ({ last: eb('takedown_counters.last', '+', 1n) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}
