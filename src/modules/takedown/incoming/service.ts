/** Notices that others send us: taken in, decided, told to whoever put the link up, answered, forwarded, restored. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { dateIn, instantFromIso } from '../../../platform/time.ts';
import type { TellIncoming } from '../cases/tend.ts';
import { tidyUrl } from '../cases/urls.ts';
import { takedownErrors } from '../errors.ts';
import { checkCounterNotice, checkNotice, isMailAddress } from '../law/check.ts';
import type { CounterContent } from '../law/contract.ts';
import { laws } from '../law/laws.ts';
import type { TakedownParts } from '../service/parts.ts';
import type { ActParams } from '../tables.ts';
import * as trail from '../trail/repo.ts';
import type { IncomingAct, IncomingDetail, IncomingNotice, incomingRoutes, OwnNotice } from './contract.ts';
import { createIncomingPresenter } from './present.ts';
import * as repo from './repo.ts';
import { createIntakeUses, subjectOf } from './intake.ts';
import { incomingClocksEnded, letterFor, nextIncoming, statementFor, type IncomingMove } from './rules.ts';

type Listing = z.output<typeof incomingRoutes.listIncoming.query>;
type Letter = { to: string; subject: string; text: string };
const place = z.object({ due: z.iso.datetime().nullable(), id: z.string().max(60) });
const ownPlace = z.object({ id: z.string().max(60) });

export function createIncomingUses(parts: TakedownParts) {
  const { db, clock, audit, mail, notifications, ours } = parts;
  const present = createIncomingPresenter(parts);

  async function lock(trx: Trx, organisationId: string, id: string): Promise<repo.IncomingRow> {
    const row = await repo.lockIncoming(trx, organisationId, id);
    if (!row) throw takedownErrors.incoming_not_found({ id });
    return row;
  }

  /** Moves a locked notice by an act. Throws incoming_state. */
  async function move(
    trx: Trx,
    actor: Actor,
    row: repo.IncomingRow,
    act: IncomingMove,
    note: string,
    params: ActParams = {},
  ): Promise<void> {
    const to = nextIncoming(row.state, act);
    if (to === null) throw takedownErrors.incoming_state({ state: row.state, act });
    const now = clock.now();
    await trail.endClocks(trx, row.id, incomingClocksEnded(act));
    await repo.updateIncoming(trx, row.id, { state: to, updated_at: now });
    await trail.recordAct(trx, actor, { subjectId: row.id, at: now, act, from: row.state, to, note, params });
  }
  const start = (trx: Trx, row: repo.IncomingRow, startsWith: 'measure' | 'counter_notice', at: Date): Promise<void> =>
    trail.startClocks(trx, {
      organisationId: row.organisation_id,
      subjectId: row.id,
      jurisdiction: row.jurisdiction,
      startsWith,
      at,
      zone: null,
    });

  /** Tells the people behind links, each once a link's title. */
  async function tellCreators(
    trx: Trx,
    row: repo.IncomingRow,
    targets: readonly repo.TargetRow[],
    what: 'link_ended' | 'link_restored',
  ): Promise<void> {
    for (const [creatorId, own] of Map.groupBy(targets, (target) => target.creator_id)) {
      if (creatorId === null) continue;
      const to = {
        organisationId: row.organisation_id,
        userIds: await ours.userIdsOf(trx, row.organisation_id, creatorId),
        link: '/creator/notices',
      };
      const title = own[0]!.title;
      if (what === 'link_restored') await notifications.notify(trx, { ...to, kind: what, params: { title } });
      else
        await notifications.notify(trx, { ...to, kind: what, params: { title, notifier: row.notifier_organisation || row.notifier_name } });
    }
  }

  async function measure(trx: Trx, actor: Actor, row: repo.IncomingRow, given: Extract<IncomingAct, { act: 'measure' }>): Promise<void> {
    const targets = (await repo.listTargets(trx, [row.id])).get(row.id) ?? [];
    const wanted = new Set(given.urls.map((url) => tidyUrl(url) ?? url));
    const chosen = targets.filter((target) => wanted.has(target.url) && target.link_id !== null);
    if (chosen.length === 0) throw takedownErrors.not_ours({});
    const ended = new Set(
      await ours.end(
        trx,
        row.organisation_id,
        chosen.map((target) => target.link_id!),
      ),
    );
    await repo.updateTargets(
      trx,
      chosen.map(({ id }) => id),
      { state: 'ended' },
    );
    await repo.updateTargets(
      trx,
      chosen.filter((target) => ended.has(target.link_id!)).map(({ id }) => id),
      { ended_by_us: true },
    );
    await move(trx, actor, row, 'measure', given.facts, { links: chosen.length });
    const now = clock.now();
    await repo.updateIncoming(trx, row.id, {
      statement: JSON.stringify(statementFor(row.jurisdiction, given)),
      decided_at: now,
      abusive: false,
    });
    await start(trx, row, 'measure', now);
    await tellCreators(trx, row, chosen, 'link_ended');
  }

  async function restore(trx: Trx, actor: Actor, row: repo.IncomingRow, note: string): Promise<void> {
    const running = ((await trail.listClocks(trx, [row.id])).get(row.id) ?? []).find(
      ({ code, state }) => code === 'counter_wait' && state === 'running',
    );
    const until = running?.earliest_at ?? null;
    // A court, or the sender who gives in, may end the wait: then the note says so.
    if (until !== null && until.getTime() > clock.nowMs() && note === '') throw takedownErrors.too_early({ until: until.toISOString() });
    await move(trx, actor, row, 'restore', note);
    const targets = ((await repo.listTargets(trx, [row.id])).get(row.id) ?? []).filter((target) => target.ended_by_us);
    await ours.restore(
      trx,
      row.organisation_id,
      targets.map((target) => target.link_id!),
    );
    await repo.updateTargets(
      trx,
      targets.map(({ id }) => id),
      { state: 'restored', ended_by_us: false },
    );
    await tellCreators(trx, row, targets, 'link_restored');
  }

  async function counter(trx: Trx, actor: Actor, row: repo.IncomingRow, content: CounterContent, note: string): Promise<void> {
    await move(trx, actor, row, 'counter', note, { reason: content.reason });
    await repo.updateIncoming(trx, row.id, { counter: JSON.stringify(content), counter_at: clock.now() });
    await repo.refreshDue(trx, row.id);
  }

  async function apply(trx: Trx, actor: Actor, row: repo.IncomingRow, given: IncomingAct): Promise<void> {
    switch (given.act) {
      case 'measure':
        return measure(trx, actor, row, given);
      case 'restore':
        return restore(trx, actor, row, given.note);
      case 'counter':
        return counter(trx, actor, row, given.content, given.note);
      case 'forward':
        await move(trx, actor, row, 'forward', given.note);
        // The time runs from when the counter-notice came to us.
        return start(trx, row, 'counter_notice', row.counter_at ?? clock.now());
      case 'reject':
        await move(trx, actor, row, 'reject', given.note, { abusive: given.abusive });
        return repo.updateIncoming(trx, row.id, { decided_at: clock.now(), abusive: given.abusive });
      case 'note':
        return trail.recordAct(trx, actor, { subjectId: row.id, at: clock.now(), act: 'note', note: given.note });
      case 'sue':
        return move(trx, actor, row, 'sue', given.note, { court: given.court, number: given.number });
      default:
        return move(trx, actor, row, given.act, given.note);
    }
  }

  /** What whoever sent the notice is written; null where it is nothing, or nobody can be written to. */
  function letterOf(row: repo.IncomingRow, given: IncomingAct, suspended: boolean): Letter | null {
    if (suspended || !isMailAddress(row.notifier_email)) return null;
    if (given.act !== 'acknowledge' && given.act !== 'ask' && given.act !== 'measure' && given.act !== 'reject' && given.act !== 'forward')
      return null;
    const missing = checkNotice(row.jurisdiction, row.content).map(({ label }) => `- ${label[row.language]}`);
    const more =
      given.act === 'ask'
        ? [...missing, given.note].join('\n')
        : given.act === 'forward'
          ? counterText(row)
          : given.act === 'measure'
            ? given.urls.join('\n')
            : given.note;
    return { to: row.notifier_email, ...letterFor(given.act, row.language, `N-${row.number}`, more) };
  }

  async function notifierOf(trx: Trx, row: repo.IncomingRow): Promise<repo.NotifierCounts> {
    return (await repo.countsOf(trx, row.organisation_id, [row.notifier_email])).get(row.notifier_email)!;
  }

  async function requireOwn(trx: Trx, actor: Actor, incomingId: string): Promise<string[]> {
    const mine = await ours.creatorIdsOf(trx, actor);
    const [own] = await repo.listOfCreators(trx, actor.organisationId, mine, { beforeId: null, id: incomingId, limit: 1 });
    if (!own) throw takedownErrors.incoming_not_found({ id: incomingId });
    return mine;
  }

  const tellIncoming: TellIncoming = async (trx, due) => {
    const row = await repo.findIncoming(trx, due.organisation_id, due.subject_id);
    if (!row || row.state === 'closed') return;
    const params = { notifier: row.notifier_organisation || row.notifier_name, day: dateIn(due.zone, new Date(due.due_at.getTime() - 1)) };
    await notifications.notifyStaff(trx, {
      organisationId: due.organisation_id,
      kind: 'incoming_due',
      params,
      link: `/cases/incoming/${row.id}`,
    });
    await repo.refreshDue(trx, row.id);
  };

  return {
    tellIncoming,
    countOpenIncoming: repo.countOpen,

    ...createIntakeUses(parts, present),

    /** Throws incoming_not_found. */
    getIncoming: (actor: Actor, id: string): Promise<IncomingDetail> => db.read((trx) => present.detail(trx, actor.organisationId, id)),

    listIncoming: (actor: Actor, query: Listing): Promise<{ items: IncomingNotice[]; nextCursor: string | null }> => {
      const at = query.cursor === undefined ? null : decodeCursor(place, query.cursor);
      return db.read(async (trx) => {
        const { state, show, sort, limit } = query;
        const after = at && { due: at.due === null ? null : instantFromIso(at.due), id: at.id };
        const rows = await repo.listIncoming(trx, actor.organisationId, { state, show, sort, after, limit: limit + 1 });
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        return {
          items: await present.many(trx, page),
          nextCursor: rows.length > page.length ? encodeCursor({ due: last!.next_due_at?.toISOString() ?? null, id: last!.id }) : null,
        };
      });
    },

    /** Throws incoming_not_found, incoming_state, not_ours, too_early. Mails go out when it is written down; a lost one is not the act's failure. */
    async actOnIncoming(actor: Actor, id: string, given: IncomingAct): Promise<IncomingDetail> {
      const { letter, detail } = await db.transaction(async (trx) => {
        const row = await lock(trx, actor.organisationId, id);
        await apply(trx, actor, row, given);
        await repo.refreshDue(trx, id);
        await audit.record(trx, actor, 'takedown.act_on_incoming', subjectOf(row), { act: given.act });
        const { suspended } = await notifierOf(trx, row);
        return { letter: letterOf(row, given, suspended), detail: await present.detail(trx, actor.organisationId, id) };
      });
      if (letter !== null && mail.configured) await mail.send(letter);
      return detail;
    },

    /** Throws incoming_not_found. */
    setNotifier: (actor: Actor, id: string, given: { suspended: boolean; note: string }): Promise<IncomingDetail> =>
      db.transaction(async (trx) => {
        const row = await lock(trx, actor.organisationId, id);
        await repo.setNotifier(trx, actor.organisationId, row.notifier_email, given.suspended, given.note, clock.now());
        await trail.recordAct(trx, actor, {
          subjectId: id,
          at: clock.now(),
          act: given.suspended ? 'suspend_notifier' : 'readmit_notifier',
          note: given.note,
        });
        await audit.record(trx, actor, 'takedown.set_notifier', subjectOf(row), { suspended: given.suspended });
        return present.detail(trx, actor.organisationId, id);
      }),

    listMyNotices: (
      actor: Actor,
      query: { cursor?: string | undefined; limit: number },
    ): Promise<{ items: OwnNotice[]; nextCursor: string | null }> => {
      const beforeId = query.cursor === undefined ? null : decodeCursor(ownPlace, query.cursor).id;
      return db.read(async (trx) => {
        const mine = await ours.creatorIdsOf(trx, actor);
        const rows = await repo.listOfCreators(trx, actor.organisationId, mine, { beforeId, limit: query.limit + 1 });
        const page = rows.slice(0, query.limit);
        return {
          items: await present.own(trx, page, mine),
          nextCursor: rows.length > page.length ? encodeCursor({ id: page.at(-1)!.id }) : null,
        };
      });
    },

    /** Throws incoming_not_found, incoming_state. */
    answerNotice: (actor: Actor, id: string, content: CounterContent): Promise<OwnNotice> =>
      db.transaction(async (trx) => {
        const mine = await requireOwn(trx, actor, id);
        const row = await lock(trx, actor.organisationId, id);
        await counter(trx, actor, row, content, '');
        await audit.record(trx, actor, 'takedown.answer_notice', subjectOf(row), {
          missing: checkCounterNotice(row.jurisdiction, content).length,
        });
        const to = { organisationId: actor.organisationId, link: `/cases/incoming/${id}` };
        await notifications.notifyStaff(trx, {
          ...to,
          kind: 'counter_received',
          params: { notifier: row.notifier_organisation || row.notifier_name },
        });
        return (await present.own(trx, [await lock(trx, actor.organisationId, id)], mine))[0]!;
      }),
  };
}
export type IncomingUses = ReturnType<typeof createIncomingUses>;

/** A counter-notice as it is forwarded: its law's elements, each with what was said. */
function counterText(row: repo.IncomingRow): string {
  const said = row.counter;
  if (said === null) return '';
  const values: Readonly<Record<string, string>> = {
    name: [said.name, said.address, said.phone, said.email].filter((part) => part !== '').join(', '),
    address: [said.name, said.address, said.phone].filter((part) => part !== '').join(', '),
    material: [said.material, ...said.urls].filter((part) => part !== '').join('\n'),
    proof: said.proof,
    explanation: said.explanation,
    signature: said.signature,
    identityNumber: said.identityNumber,
  };
  const lines = laws[row.jurisdiction].counterElements.map(({ label, field }) => {
    const value = field.startsWith('statements.')
      ? said.statements[field.slice(11) as keyof typeof said.statements]
        ? '✓'
        : ''
      : (values[field] ?? '');
    return value === '' ? '' : `${label[row.language]}: ${value}`;
  });
  return [...lines, said.explanation].filter((part) => part !== '').join('\n');
}
