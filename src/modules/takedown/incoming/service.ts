/** Notices that others send us: taken in, decided, told to whoever put the link up, answered, forwarded, restored. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { systemActor, type Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { dateIn, instantFromIso } from '../../../platform/time.ts';
import type { TellIncoming } from '../cases/tend.ts';
import { tidyUrl } from '../cases/urls.ts';
import { takedownErrors } from '../errors.ts';
import { checkCounterNotice, checkNotice, isMailAddress } from '../law/check.ts';
import type { CounterContent, Jurisdiction, NoticeContent, NoticeLanguage } from '../law/contract.ts';
import { laws } from '../law/laws.ts';
import type { OurLink, TakedownParts } from '../service/parts.ts';
import type { ActParams } from '../tables.ts';
import * as trail from '../trail/repo.ts';
import type { IncomingAct, IncomingDetail, IncomingNotice, incomingRoutes, OwnNotice } from './contract.ts';
import { createIncomingPresenter } from './present.ts';
import * as repo from './repo.ts';
import { incomingClocksEnded, letterFor, nextIncoming, statementFor, type IncomingMove } from './rules.ts';

type Listing = z.output<typeof incomingRoutes.listIncoming.query>;
type Given = { jurisdiction: Jurisdiction; language: NoticeLanguage; content: NoticeContent };
type Letter = { to: string; subject: string; text: string };
const place = z.object({ due: z.iso.datetime().nullable(), id: z.string().max(60) });
const ownPlace = z.object({ id: z.string().max(60) });

export const subjectOf = (row: Pick<repo.IncomingRow, 'id' | 'number' | 'notifier_name'>): { id: string; title: string } => ({
  id: row.id,
  title: `N-${row.number} ${row.notifier_name}`,
});

export function createIncomingUses(parts: TakedownParts) {
  const { db, clock, audit, mail, notifications, ours, webhooks } = parts;
  const present = createIncomingPresenter(parts);

  async function lock(trx: Trx, organisationId: string, id: string): Promise<repo.IncomingRow> {
    const row = await repo.lockIncoming(trx, organisationId, id);
    if (!row) throw takedownErrors.incoming_not_found({ id });
    return row;
  }

  /** Keeps a notice with what it names of ours, starts its clock, and tells staff. */
  async function take(
    trx: Trx,
    actor: Actor,
    given: Given,
    way: 'public' | 'entered',
    found: ReadonlyMap<string, OurLink | null>,
    receivedAt: Date,
  ): Promise<repo.IncomingRow> {
    const { organisationId } = actor;
    const { sender } = given.content;
    const now = clock.now();
    const id = newId('incomingNotice', now.getTime());
    const email = sender.email.toLowerCase();
    await repo.insertIncoming(trx, {
      id,
      organisation_id: organisationId,
      number: await trail.drawNumber(trx, organisationId, 'incoming'),
      state: 'received',
      jurisdiction: given.jurisdiction,
      language: given.language,
      way,
      notifier_name: sender.name,
      notifier_organisation: sender.organisation,
      notifier_email: email,
      content: JSON.stringify(given.content),
      statement: null,
      counter: null,
      counter_at: null,
      next_due_at: null,
      received_at: receivedAt,
      decided_at: null,
      updated_at: now,
    });
    await repo.insertTargets(
      trx,
      [...found].map(([url, link]) => {
        // Another organisation's link is as unknown here as anybody's.
        const own = link?.organisationId === organisationId ? link : null;
        return {
          organisation_id: organisationId,
          incoming_id: id,
          url,
          link_id: own?.linkId ?? null,
          placement_id: own?.placementId ?? null,
          creator_id: own?.creatorId ?? null,
          title: own?.title ?? '',
          state: own === null ? ('unknown' as const) : own.ended ? ('ended' as const) : ('live' as const),
        };
      }),
    );
    const row = (await repo.findIncoming(trx, organisationId, id))!;
    await trail.recordAct(trx, actor, { subjectId: id, at: receivedAt, act: 'receive', to: 'received' });
    await trail.startClocks(trx, {
      organisationId,
      subjectId: id,
      jurisdiction: given.jurisdiction,
      startsWith: 'notice_received',
      at: receivedAt,
      zone: null,
    });
    await repo.refreshDue(trx, id);
    await audit.record(trx, actor, way === 'public' ? 'takedown.submit_notice' : 'takedown.enter_incoming', subjectOf(row), {
      links: found.size,
    });
    const { suspended } = (await repo.countsOf(trx, organisationId, [email])).get(email)!;
    if (!suspended) {
      const to = { organisationId, link: `/cases/incoming/${id}` };
      await notifications.notifyStaff(trx, {
        ...to,
        kind: 'incoming_notice',
        params: { notifier: sender.organisation || sender.name, count: found.size },
      });
      const data = {
        incomingId: id,
        number: Number(row.number),
        jurisdiction: given.jurisdiction,
        links: found.size,
        at: receivedAt.toISOString(),
      };
      await webhooks.emit(trx, [{ organisationId, type: 'takedown.incoming_notice', data }]);
    }
    return row;
  }

  async function findAll(trx: Trx, content: NoticeContent): Promise<Map<string, OurLink | null>> {
    const found = new Map<string, OurLink | null>();
    for (const { url: given } of content.links) {
      const url = tidyUrl(given);
      if (url !== null && !found.has(url)) found.set(url, await ours.find(trx, url));
    }
    return found;
  }

  function requireNotifier({ content: { sender } }: Given): void {
    if (sender.name === '' || !isMailAddress(sender.email)) throw takedownErrors.notifier_needed({});
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

    /** From anybody. One notice for each organisation whose links it names. Throws not_ours, notifier_needed. */
    submitNotice: (given: Given): Promise<z.output<typeof incomingRoutes.submitNotice.response>> =>
      db.transaction(async (trx) => {
        requireNotifier(given);
        const found = await findAll(trx, given.content);
        const organisations = [...new Set([...found.values()].flatMap((link) => link?.organisationId ?? []))];
        if (organisations.length === 0) throw takedownErrors.not_ours({});
        const now = clock.now();
        const receipts: string[] = [];
        for (const organisationId of organisations) {
          const own = new Map([...found].filter(([, link]) => link?.organisationId === organisationId));
          const actor = { ...systemActor(organisationId), name: given.content.sender.name };
          receipts.push((await take(trx, actor, given, 'public', own, now)).id);
        }
        return { receipt: receipts.join(','), missing: checkNotice(given.jurisdiction, given.content), receivedAt: now.toISOString() };
      }),

    /** Throws act_in_future, notifier_needed. */
    enterIncoming: (actor: Actor, given: Given & { receivedAt?: string | undefined }): Promise<IncomingDetail> =>
      db.transaction(async (trx) => {
        if (given.content.sender.name === '') throw takedownErrors.notifier_needed({});
        const now = clock.now();
        const receivedAt = given.receivedAt === undefined ? now : instantFromIso(given.receivedAt);
        if (receivedAt.getTime() > now.getTime() + 60_000) throw takedownErrors.act_in_future({ at: given.receivedAt! });
        const { receivedAt: _at, ...notice } = given;
        const row = await take(trx, actor, notice, 'entered', await findAll(trx, given.content), receivedAt);
        return present.detail(trx, actor.organisationId, row.id);
      }),

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
