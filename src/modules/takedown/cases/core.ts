/** What every act on a case goes through: the machine decides, clocks and links follow, the time line keeps it. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { instantFromIso } from '../../../platform/time.ts';
import { takedownErrors } from '../errors.ts';
import type { TakedownParts } from '../service/parts.ts';
import type { ActParams, Before } from '../tables.ts';
import * as trail from '../trail/repo.ts';
import type { CaseState, Outcome, Reason } from './contract.ts';
import { clocksEnded, linksMoved, nextState, type StateAct } from './machine.ts';
import * as repo from './repo/cases.ts';
import * as notices from './repo/notices.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** Clocks that end within so long are due soon, and people are reminded of them. */
export const soonMs = 3 * dayMs;
/** What a machine's and a person's clock may differ by. */
const skewMs = 60_000;

export const subjectOf = (row: repo.CaseRow): { id: string; title: string } => ({ id: row.id, title: `#${row.number} ${row.title}` });
/** A name for a letter's subject line. */
export const referenceOf = (row: Pick<repo.CaseRow, 'number'>, ordinal: number): string =>
  ordinal > 1 ? `HK-${row.number}/${ordinal}` : `HK-${row.number}`;

export function createCaseCore(parts: TakedownParts) {
  const { clock } = parts;

  /** Throws case_not_found. */
  async function requireCase(trx: Trx, organisationId: string, id: string): Promise<repo.CaseRow> {
    const [row] = await repo.findCases(trx, organisationId, [id]);
    if (!row) throw takedownErrors.case_not_found({ id });
    return row;
  }
  /** Held until the transaction ends. Throws case_not_found. */
  async function lockCase(trx: Trx, organisationId: string, id: string): Promise<repo.CaseRow> {
    const row = await repo.lockCase(trx, organisationId, id);
    if (!row) throw takedownErrors.case_not_found({ id });
    return row;
  }

  /** When something happened, by what a person says: not in the future, and not before the case or its notice. */
  function whenHappened(said: string | undefined, notBefore: Date): Date {
    const now = clock.now();
    if (said === undefined) return now;
    const at = instantFromIso(said);
    if (at.getTime() > now.getTime() + skewMs) throw takedownErrors.act_in_future({ at: said });
    // People say minutes, the house keeps milliseconds.
    if (at.getTime() < notBefore.getTime() - skewMs) throw takedownErrors.act_before({ at: said, since: notBefore.toISOString() });
    return at < notBefore ? notBefore : at;
  }

  async function snapshot(trx: Trx, row: repo.CaseRow): Promise<Before> {
    const links = await repo.listLinks(trx, row.id);
    const clocks = (await trail.listClocks(trx, [row.id])).get(row.id) ?? [];
    return {
      links: links.map((link) => ({ id: link.id, state: link.state, removedAt: link.removed_at?.toISOString() ?? null })),
      clocks: clocks.map(({ id, state }) => ({ id: String(id), state })),
      outcome: row.outcome,
      attention: row.attention,
      removedAt: row.removed_at?.toISOString() ?? null,
      nextCheckAt: row.next_check_at?.toISOString() ?? null,
    };
  }

  /** Says which notice needs a person, where one does; else keeps `rest`. */
  async function refreshAttention(trx: Trx, row: repo.CaseRow, rest: string | null): Promise<void> {
    const all = await notices.listNotices(trx, [row.id]);
    const last = all.filter(({ state }) => state !== 'draft').at(-1);
    const attention = all.some(({ state }) => state === 'unknown')
      ? 'notice_unknown'
      : all.some(({ state }) => state === 'handed_out')
        ? 'notice_handed_out'
        : last?.state === 'failed'
          ? 'notice_failed'
          : rest;
    if (attention !== row.attention) await repo.updateCase(trx, row.id, { attention });
  }

  /**
   * Moves a locked case by an act, with its clocks and links, and keeps what an undo needs. Throws case_state. `before` is the state
   * that a closed case had.
   */
  async function move(
    trx: Trx,
    actor: Actor,
    row: repo.CaseRow,
    act: StateAct,
    how: { at: Date; note?: string; params?: ActParams; outcome?: Outcome | null; before?: CaseState | null; linkIds?: readonly string[] },
  ): Promise<repo.CaseRow> {
    const to = nextState(row.state, act, how.before ?? null);
    if (to === null) throw takedownErrors.case_state({ state: row.state, act });
    const before = await snapshot(trx, row);
    const now = clock.now();
    await trail.endClocks(trx, row.id, clocksEnded(act));
    const moved = linksMoved(act);
    if (moved) {
      const named = how.linkIds && how.linkIds.length > 0 ? new Set(how.linkIds) : null;
      const ids = before.links.filter((link) => moved.from.includes(link.state) && (named?.has(link.id) ?? true)).map(({ id }) => id);
      await repo.updateLinks(trx, ids, { state: moved.to, ...(moved.to === 'removed' && { removed_at: how.at }) });
    }
    const change = {
      state: to,
      updated_at: now,
      ...(act === 'close' || act === 'withdraw' ? { outcome: how.outcome ?? null, next_check_at: null } : {}),
      ...(act === 'reopen' && { outcome: null }),
      ...(act === 'remove' && { removed_at: how.at }),
    };
    await repo.updateCase(trx, row.id, change);
    await trail.recordAct(trx, actor, {
      subjectId: row.id,
      at: how.at,
      act,
      from: row.state,
      to,
      note: how.note ?? '',
      params: how.params ?? {},
      before,
    });
    // What a person was asked for is answered by whatever they did, unless a notice still asks.
    await refreshAttention(trx, row, null);
    await repo.refreshDue(trx, row.id);
    return { ...row, ...change };
  }

  return { requireCase, lockCase, whenHappened, refreshAttention, move };
}
export type CaseCore = ReturnType<typeof createCaseCore>;

/** A reason for people, as it is stored. */
export const reasonOf = (code: string, params: Reason['params'] = {}): Reason => ({ code, params });
