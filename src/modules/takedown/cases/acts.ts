/** What people write down about a case: what the host did, counter-notices, suits, money, closing; and the way back. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { instantFromIso } from '../../../platform/time.ts';
import { takedownErrors } from '../errors.ts';
import { checkCounterNotice } from '../law/check.ts';
import type { CounterContent } from '../law/contract.ts';
import { laws } from '../law/laws.ts';
import type { TakedownParts } from '../service/parts.ts';
import type { ActParams, Before } from '../tables.ts';
import * as trail from '../trail/repo.ts';
import type { CaseAct, CaseState } from './contract.ts';
import { dayMs, subjectOf, type CaseCore } from './core.ts';
import { mayUndo, nextState, type StateAct } from './machine.ts';
import * as repo from './repo/cases.ts';
import { findHosts } from './repo/hosts.ts';
import * as notices from './repo/notices.ts';

type Moving = Extract<CaseAct, { act: StateAct }>;
const moving = (given: CaseAct): given is Moving =>
  ['acknowledge', 'remove', 'refuse', 'wait', 'reinstate', 'sue', 'close', 'reopen'].includes(given.act);

export function createActUses(parts: TakedownParts, core: CaseCore) {
  const { db, clock, audit, people, webhooks, protection } = parts;

  const emit = (
    trx: Trx,
    row: repo.CaseRow,
    type: 'takedown.links_removed' | 'takedown.counter_notice' | 'takedown.case_closed',
    more: Record<string, unknown> = {},
  ): Promise<void> =>
    webhooks.emit(trx, [
      {
        organisationId: row.organisation_id,
        type,
        data: { caseId: row.id, number: Number(row.number), state: row.state, at: clock.now().toISOString(), ...more },
      },
    ]);

  /** The legal time after a counter-notice, from when it was received. */
  async function startWaiting(trx: Trx, row: repo.CaseRow): Promise<void> {
    const received = (await repo.listCounters(trx, row.id)).at(-1)?.received_at ?? clock.now();
    const host = (await findHosts(trx, row.organisation_id, [row.host_id])).get(row.host_id)!;
    await trail.startClocks(trx, {
      organisationId: row.organisation_id,
      subjectId: row.id,
      jurisdiction: row.jurisdiction,
      startsWith: 'counter_notice',
      at: received,
      zone: host.zone,
    });
    await repo.refreshDue(trx, row.id);
  }

  async function refuseOpenNotices(trx: Trx, row: repo.CaseRow): Promise<void> {
    const open = (await notices.listNotices(trx, [row.id])).find(({ state }) => ['sending', 'unknown', 'handed_out'].includes(state));
    // What may be out has to be known first: a closed case would hide it.
    if (open) throw takedownErrors.notice_state({ state: open.state });
  }

  async function change(trx: Trx, actor: Actor, row: repo.CaseRow, given: Moving): Promise<void> {
    const { act } = given;
    const at = core.whenHappened('at' in given ? given.at : undefined, row.notice_sent_at ?? row.created_at);
    const params: ActParams =
      given.act === 'acknowledge'
        ? { reference: given.reference }
        : given.act === 'sue'
          ? { court: given.court, number: given.number }
          : given.act === 'close'
            ? { outcome: given.outcome }
            : {};
    let before: CaseState | null = null;
    if (given.act === 'reopen') before = ((await trail.findLastMove(trx, row.id))?.from_state as CaseState | null | undefined) ?? null;
    if (given.act === 'close') await refuseOpenNotices(trx, row);
    const moved = await core.move(trx, actor, row, act, {
      at,
      note: given.note,
      params,
      before,
      ...(given.act === 'close' && { outcome: given.outcome }),
    });
    if (act === 'wait') await startWaiting(trx, moved);
    if (act === 'reopen' && moved.state !== 'draft') await repo.updateCase(trx, row.id, { next_check_at: new Date(clock.nowMs() + dayMs) });
    if (act === 'remove') await emit(trx, moved, 'takedown.links_removed');
    if (given.act === 'close') await closed(trx, actor, moved);
  }

  /** A case that never had a notice lets go of its matches; they are open again. */
  async function closed(trx: Trx, actor: Actor, row: repo.CaseRow): Promise<void> {
    const links = await repo.listLinks(trx, row.id, { states: ['listed'] });
    const free = links.flatMap((link) => link.match_id ?? []);
    if (free.length > 0) await protection.markInCase(trx, actor, free, null);
    const recovered = ((await repo.sumRecoveries(trx, [row.id])).get(row.id) ?? []).map(({ amount, currency }) => ({
      amountMinor: amount,
      currency,
    }));
    await emit(trx, row, 'takedown.case_closed', { outcome: row.outcome, recovered });
  }

  async function retakeMatches(trx: Trx, actor: Actor, row: repo.CaseRow): Promise<void> {
    const links = await repo.listLinks(trx, row.id, { states: ['listed'] });
    const matches = links.flatMap((link) => link.match_id ?? []);
    if (matches.length > 0) await protection.markInCase(trx, actor, matches, row.id);
  }

  async function undo(trx: Trx, actor: Actor, row: repo.CaseRow, note: string): Promise<void> {
    const last = await trail.findLastMove(trx, row.id);
    if (!last || last.before === null || last.from_state === null || !mayUndo(last.act)) throw takedownErrors.nothing_to_undo({});
    const before: Before = last.before;
    for (const [key, of] of Map.groupBy(before.links, (link) => `${link.state} ${link.removedAt ?? ''}`)) {
      const removedAt = of[0]!.removedAt;
      await repo.updateLinks(
        trx,
        of.map(({ id }) => id),
        { state: key.split(' ')[0] as (typeof of)[number]['state'], removed_at: removedAt === null ? null : instantFromIso(removedAt) },
      );
    }
    const known = new Set(before.clocks.map(({ id }) => id));
    for (const clockRow of (await trail.listClocks(trx, [row.id])).get(row.id) ?? [])
      if (!known.has(String(clockRow.id)) && clockRow.state === 'running') await trail.setClockState(trx, clockRow.id, 'stopped');
    for (const { id, state } of before.clocks) await trail.setClockState(trx, BigInt(id), state);
    await repo.updateCase(trx, row.id, {
      state: last.from_state as CaseState,
      outcome: before.outcome,
      removed_at: before.removedAt === null ? null : instantFromIso(before.removedAt),
      next_check_at: before.nextCheckAt === null ? null : instantFromIso(before.nextCheckAt),
      updated_at: clock.now(),
    });
    if (last.act === 'counter') {
      const counter = (await repo.listCounters(trx, row.id)).at(-1);
      if (counter) await repo.undoCounter(trx, counter.id);
    }
    if (last.act === 'close') await retakeMatches(trx, actor, row);
    await trail.markUndone(trx, last.id);
    await trail.recordAct(trx, actor, { subjectId: row.id, at: clock.now(), act: 'undo', note, params: { act: last.act } });
    await core.refreshAttention(trx, row, before.attention);
    await repo.refreshDue(trx, row.id);
  }

  async function write(trx: Trx, actor: Actor, row: repo.CaseRow, given: Exclude<CaseAct, Moving>): Promise<void> {
    const now = clock.now();
    if (given.act === 'undo') return undo(trx, actor, row, given.note);
    if (given.act === 'assign') {
      const member = given.userId === null ? null : await people.findMembership(trx, row.organisation_id, given.userId);
      if (given.userId !== null && (!member || member.role === 'agency' || member.role === 'creator'))
        throw takedownErrors.member_not_found({ id: given.userId });
      await repo.updateCase(trx, row.id, { owner_id: given.userId, updated_at: now });
      const name = given.userId === null ? '' : ((await people.usersOf(trx, [given.userId])).get(given.userId)?.name ?? '');
      return trail.recordAct(trx, actor, { subjectId: row.id, at: now, act: 'assign', params: { name } });
    }
    if (given.act === 'recover') {
      await repo.insertRecovery(trx, {
        organisation_id: row.organisation_id,
        case_id: row.id,
        amount_minor: BigInt(given.amountMinor),
        currency: given.currency,
        note: given.note,
        at: now,
      });
      await repo.updateCase(trx, row.id, { updated_at: now });
      return trail.recordAct(trx, actor, {
        subjectId: row.id,
        at: now,
        act: 'recover',
        note: given.note,
        params: { amountMinor: given.amountMinor, currency: given.currency },
      });
    }
    if (given.act === 'escalate') {
      if (row.state === 'draft' || row.state === 'closed') throw takedownErrors.case_state({ state: row.state, act: 'escalate' });
      await repo.updateCase(trx, row.id, { escalation: row.escalation + 1, updated_at: now });
      return trail.recordAct(trx, actor, { subjectId: row.id, at: now, act: 'escalate', note: given.note, params: { step: given.step } });
    }
    return trail.recordAct(trx, actor, { subjectId: row.id, at: now, act: 'note', note: given.note });
  }

  return {
    /** Throws case_not_found, case_state, notice_state, nothing_to_undo, act_in_future, act_before, member_not_found. */
    actOnCase: (actor: Actor, caseId: string, given: CaseAct): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await core.lockCase(trx, actor.organisationId, caseId);
        if (moving(given)) await change(trx, actor, row, given);
        else await write(trx, actor, row, given);
        await audit.record(trx, actor, 'takedown.act_on_case', subjectOf(row), { act: given.act });
      }),

    /**
     * Takes in a counter-notice; where it has all that its law asks for the legal time begins at once. Throws case_not_found, case_state,
     * link_not_found, act_in_future, act_before.
     */
    takeCounterNotice: (
      actor: Actor,
      caseId: string,
      given: { receivedAt: string; linkIds: readonly string[]; content: CounterContent; note: string },
    ): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await core.lockCase(trx, actor.organisationId, caseId);
        const at = core.whenHappened(given.receivedAt, row.notice_sent_at ?? row.created_at);
        if (nextState(row.state, 'counter') === null && row.state !== 'counter_notice')
          throw takedownErrors.case_state({ state: row.state, act: 'counter' });
        const links = new Set((await repo.listLinks(trx, row.id)).map(({ id }) => id));
        const unknown = given.linkIds.find((id) => !links.has(id));
        if (unknown !== undefined) throw takedownErrors.link_not_found({ id: unknown });
        await repo.insertCounter(trx, {
          organisation_id: row.organisation_id,
          case_id: row.id,
          received_at: at,
          link_ids: [...given.linkIds],
          content: JSON.stringify(given.content),
          note: given.note,
        });
        const missing = checkCounterNotice(row.jurisdiction, given.content);
        const params = { missing: missing.length, reason: given.content.reason };
        const countered =
          row.state === 'counter_notice' ? row : await core.move(trx, actor, row, 'counter', { at, note: given.note, params });
        if (row.state === 'counter_notice')
          await trail.recordAct(trx, actor, { subjectId: row.id, at, act: 'counter_again', note: given.note, params });
        if (missing.length === 0)
          await startWaiting(trx, await core.move(trx, actor, countered, 'wait', { at, params: { law: laws[row.jurisdiction].id } }));
        await emit(trx, countered, 'takedown.counter_notice', { missing: missing.map(({ code }) => code) });
        await audit.record(trx, actor, 'takedown.take_counter_notice', subjectOf(row), { missing: missing.length });
      }),

    /** Throws case_not_found, case_state. */
    updateCase: (
      actor: Actor,
      caseId: string,
      change: {
        title?: string | undefined;
        jurisdiction?: repo.CaseRow['jurisdiction'] | undefined;
        language?: repo.CaseRow['language'] | undefined;
      },
    ): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await core.lockCase(trx, actor.organisationId, caseId);
        if ((change.jurisdiction !== undefined || change.language !== undefined) && row.state !== 'draft')
          throw takedownErrors.case_state({ state: row.state, act: 'update' });
        const given = {
          ...(change.title !== undefined && { title: change.title }),
          ...(change.jurisdiction !== undefined && { jurisdiction: change.jurisdiction }),
          ...(change.language !== undefined && { language: change.language }),
        };
        await repo.updateCase(trx, row.id, { ...given, updated_at: clock.now() });
        // A draft follows: its words are made of both.
        const draft = await notices.findDraft(trx, row.id, 'notice');
        const { title: _title, ...words } = given;
        if (draft && Object.keys(words).length > 0) await notices.updateNotice(trx, draft.id, words);
        await audit.record(trx, actor, 'takedown.update_case', subjectOf(row), { changed: Object.keys(given) });
      }),
  };
}
export type ActUses = ReturnType<typeof createActUses>;
