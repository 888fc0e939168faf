/**
 * Notices that go out, at most once. What is about to be sent is written down first, with every address that it names, in the
 * transaction that asks whether anybody may show them; a process that dies between the mail server and the mark leaves a notice of
 * which nobody knows, and a person is asked rather than a second one sent.
 */
import { createHash } from 'node:crypto';
import type { Trx } from '../../../platform/db/index.ts';
import { isAppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { takedownErrors } from '../errors.ts';
import { composeNotice } from '../law/letter.ts';
import type { TakedownParts } from '../service/parts.ts';
import * as trail from '../trail/repo.ts';
import { whyAllowed } from './bundling.ts';
import type { Notice, Reason } from './contract.ts';
import { dayMs, reasonOf, subjectOf, type CaseCore } from './core.ts';
import { isReady } from './hosts.ts';
import { mayAct } from './machine.ts';
import type { NoticeUses } from './notices.ts';
import { earlierOf, frameOf } from './present.ts';
import * as repo from './repo/cases.ts';
import { findHosts, type HostRow } from './repo/hosts.ts';
import * as notices from './repo/notices.ts';

/** After so long a notice that is being sent was left by a process that died: the mailer itself gives up within a minute. */
export const stuckMs = 10 * 60_000;

export const isPerson = (actor: Actor): boolean => actor.kind === 'person';

export function createSendingUses(parts: TakedownParts, core: CaseCore, uses: NoticeUses) {
  const { db, clock, audit, mail, webhooks } = parts;
  const domain = new URL(parts.baseUrl).hostname;

  /** The links that a letter names and that still stand as it needs them. */
  async function namedLinks(trx: Trx, of: repo.CaseRow, row: notices.NoticeRow): Promise<repo.LinkRow[]> {
    const named = new Set(row.content.links.map(({ linkId }) => linkId));
    const links = (await repo.listLinks(trx, of.id)).filter(({ id }) => named.has(id));
    if (row.kind === 'notice') return links.filter((link) => link.state === 'listed' && link.notice_id === null);
    const states = row.kind === 'follow_up' ? ['noticed', 'refused'] : ['noticed', 'removed', 'refused'];
    return links.filter(({ state }) => states.includes(state));
  }

  /** Of a withdrawal it does not matter who may show what: it takes a notice back. */
  async function refuseAllowed(trx: Trx, of: repo.CaseRow, row: notices.NoticeRow, links: readonly repo.LinkRow[]): Promise<void> {
    if (row.kind === 'withdrawal') return;
    for (const link of links) {
      const allowed = await whyAllowed(parts, trx, of.organisation_id, link);
      if (allowed) throw takedownErrors.link_allowed({ url: link.url.slice(0, 300), reason: allowed.code });
    }
  }

  /** Takes the addresses for this notice. Throws link_noticed_before for the first that another one named. */
  async function reserve(trx: Trx, of: repo.CaseRow, noticeId: string, links: readonly repo.LinkRow[]): Promise<void> {
    const taken = await notices.reserve(
      trx,
      links.map((link) => ({
        organisation_id: of.organisation_id,
        host_id: of.host_id,
        url_key: link.url_key,
        notice_id: noticeId,
        link_id: link.id,
      })),
    );
    const before = links.find((link) => taken.has(link.url_key));
    if (before) throw takedownErrors.link_noticed_before({ url: before.url.slice(0, 300) });
    await repo.updateLinks(
      trx,
      links.map(({ id }) => id),
      { notice_id: noticeId },
    );
  }

  /** First half: everything is checked, and written down as being sent. */
  async function begin(
    trx: Trx,
    actor: Actor,
    noticeId: string,
  ): Promise<{ row: notices.NoticeRow; host: HostRow; subject: string; body: string }> {
    const { row, of } = await uses.lockDraft(trx, actor.organisationId, noticeId);
    const possible = row.kind === 'notice' ? mayAct(of.state, 'send') : of.state !== 'draft' && of.state !== 'closed';
    if (!possible) throw takedownErrors.case_state({ state: of.state, act: row.kind });
    const host = (await findHosts(trx, actor.organisationId, [of.host_id])).get(of.host_id)!;
    if (!isReady(host)) throw takedownErrors.host_not_ready({ host: host.name });
    if (host.way === 'mail' && !mail.configured) throw takedownErrors.mail_not_configured({});
    const links = await namedLinks(trx, of, row);
    if (links.length === 0) throw takedownErrors.nothing_to_notice({});
    const ids = new Set(links.map(({ id }) => id));
    const content = { ...row.content, links: row.content.links.filter(({ linkId }) => linkId !== null && ids.has(linkId)) };
    const earlier = earlierOf(await notices.listNotices(trx, [of.id]));
    const letter = composeNotice(row.jurisdiction, row.language, content, frameOf(of, row, earlier));
    if (letter.missing.length > 0)
      throw takedownErrors.elements_missing({
        count: letter.missing.length,
        first: letter.missing[0]!.code,
        elements: letter.missing.map(({ code }) => code).join(', '),
      });
    await refuseAllowed(trx, of, row, links);
    // The same words about the same links are the same notice, whatever its number and its day.
    const said = JSON.stringify([
      of.host_id,
      row.kind,
      row.kind === 'notice' ? 0 : row.ordinal,
      row.jurisdiction,
      row.language,
      { ...content, signedOn: null, links: links.map((link) => link.url_key) },
    ]);
    const sha256 = createHash('sha256').update(said).digest('hex');
    if (await notices.isOut(trx, actor.organisationId, sha256))
      throw takedownErrors.link_noticed_before({ url: links[0]!.url.slice(0, 300) });
    if (row.kind === 'notice') await reserve(trx, of, noticeId, links);
    const byMail = host.way === 'mail';
    const now = clock.now();
    const change = {
      state: byMail ? ('sending' as const) : ('handed_out' as const),
      way: host.way,
      recipient: host.address ?? host.form_url ?? '',
      content: JSON.stringify(content),
      subject: letter.subject,
      body: letter.text,
      content_sha256: sha256,
      sending_at: now,
      sent_by: actor.id,
      sent_by_name: actor.name,
      ...(byMail && { reference: `<${noticeId}@${domain}>` }),
    };
    await notices.updateNotice(trx, noticeId, change);
    await core.refreshAttention(trx, of, of.attention);
    await audit.record(trx, actor, 'takedown.send_notice', subjectOf(of), {
      kind: row.kind,
      host: host.name,
      links: links.length,
      way: host.way,
    });
    if (!byMail)
      await trail.recordAct(trx, actor, { subjectId: of.id, at: now, act: 'hand_out', params: { kind: row.kind, links: links.length } });
    return { row: { ...row, ...change, content }, host, subject: letter.subject, body: letter.text };
  }

  /** It went out: its links are noticed, clocks start, others are told. */
  async function markSent(
    trx: Trx,
    actor: Actor,
    of: repo.CaseRow,
    row: notices.NoticeRow,
    at: Date,
    reference: string | null,
  ): Promise<void> {
    await notices.updateNotice(trx, row.id, { state: 'sent', sent_at: at, error: null, ...(reference !== null && { reference }) });
    const params = { kind: row.kind, way: row.way, to: row.recipient.slice(0, 300), links: row.content.links.length };
    const host = (await findHosts(trx, of.organisation_id, [of.host_id])).get(of.host_id)!;
    if (row.kind === 'notice') {
      const links = await repo.listLinks(trx, of.id, { noticeId: row.id });
      await repo.updateLinks(
        trx,
        links.map(({ id }) => id),
        { state: 'noticed', noticed_at: at },
      );
      // While a counter-notice or a suit runs the state stays theirs: the notice was on its way before.
      if (mayAct(of.state, 'send')) await core.move(trx, actor, of, 'send', { at, params });
      else await trail.recordAct(trx, actor, { subjectId: of.id, at, act: 'send', params });
      await trail.startClocks(trx, {
        organisationId: of.organisation_id,
        subjectId: of.id,
        jurisdiction: row.jurisdiction,
        startsWith: 'notice_sent',
        at,
        zone: host.zone,
      });
      const next = new Date(clock.nowMs() + dayMs);
      await repo.updateCase(trx, of.id, { notice_sent_at: of.notice_sent_at ?? at, next_check_at: next, checks: 0 });
      await repo.refreshDue(trx, of.id);
    } else if (row.kind === 'follow_up') await trail.recordAct(trx, actor, { subjectId: of.id, at, act: 'follow_up', params });
    else {
      const ids = row.content.links.flatMap(({ linkId }) => linkId ?? []);
      await repo.updateLinks(trx, ids, { state: 'withdrawn' });
      const left = await repo.listLinks(trx, of.id, { states: ['noticed', 'removed', 'refused', 'listed'], limit: 1 });
      if (left.length === 0 && of.state !== 'closed') await core.move(trx, actor, of, 'withdraw', { at, params, outcome: 'withdrawn' });
      else await trail.recordAct(trx, actor, { subjectId: of.id, at, act: 'withdraw_links', params });
    }
    const fresh = await core.requireCase(trx, of.organisation_id, of.id);
    await core.refreshAttention(trx, fresh, null);
    const data = {
      caseId: of.id,
      number: Number(of.number),
      noticeId: row.id,
      kind: row.kind,
      host: host.name,
      jurisdiction: row.jurisdiction,
      links: row.content.links.length,
      at: at.toISOString(),
    };
    await webhooks.emit(trx, [{ organisationId: of.organisation_id, type: 'takedown.notice_sent', data }]);
  }

  /** It certainly did not go out: its addresses are free again. */
  async function markNotSent(
    trx: Trx,
    actor: Actor,
    of: repo.CaseRow,
    row: notices.NoticeRow,
    state: 'failed' | 'cancelled',
    error: Reason | null,
    note = '',
  ): Promise<void> {
    await notices.updateNotice(trx, row.id, { state, error: error === null ? null : JSON.stringify(error) });
    await notices.release(trx, row.id);
    const links = await repo.listLinks(trx, of.id, { noticeId: row.id });
    if (row.kind === 'notice')
      await repo.updateLinks(
        trx,
        links.map(({ id }) => id),
        { notice_id: null },
      );
    await trail.recordAct(trx, actor, {
      subjectId: of.id,
      at: clock.now(),
      act: 'not_sent',
      note,
      params: { kind: row.kind, reason: error?.code ?? '' },
    });
    await core.refreshAttention(trx, await core.requireCase(trx, of.organisation_id, of.id), null);
  }

  async function markUnknown(trx: Trx, actor: Actor, of: repo.CaseRow, row: notices.NoticeRow, why: string): Promise<void> {
    await notices.updateNotice(trx, row.id, { state: 'unknown', error: JSON.stringify(reasonOf('mail_unknown', { reason: why })) });
    await trail.recordAct(trx, actor, { subjectId: of.id, at: clock.now(), act: 'unknown', params: { kind: row.kind } });
    await core.refreshAttention(trx, of, of.attention);
    await parts.notifications.notifyStaff(trx, {
      organisationId: of.organisation_id,
      kind: 'notice_unknown',
      params: { case: subjectOf(of).title },
      link: `/cases/${of.id}`,
    });
  }

  /** A notice that is being sent, with its case, both held; null where somebody has written its end down already. */
  async function lockSending(
    trx: Trx,
    organisationId: string,
    noticeId: string,
  ): Promise<{ row: notices.NoticeRow; of: repo.CaseRow } | null> {
    const found = await notices.findNotice(trx, organisationId, noticeId);
    if (!found) return null;
    const of = await core.lockCase(trx, organisationId, found.case_id);
    const row = (await notices.lockNotice(trx, organisationId, noticeId))!;
    return row.state === 'sending' ? { row, of } : null;
  }

  async function sendNotice(actor: Actor, noticeId: string): Promise<Notice> {
    if (!isPerson(actor)) throw takedownErrors.person_needed({});
    const { organisationId } = actor;
    const begun = await db.transaction((trx) => begin(trx, actor, noticeId));
    if (begun.host.way === 'mail') {
      const replyTo = begun.row.content.sender.email;
      const delivery = await mail.deliver({
        to: begun.host.address!,
        subject: begun.subject,
        text: begun.body,
        messageId: begun.row.reference!,
        ...(replyTo !== '' && { replyTo }),
      });
      await db.transaction(async (trx) => {
        const held = await lockSending(trx, organisationId, noticeId);
        if (!held) return;
        if (delivery.outcome === 'taken') await markSent(trx, actor, held.of, held.row, clock.now(), null);
        else if (delivery.outcome === 'refused')
          await markNotSent(trx, actor, held.of, held.row, 'failed', reasonOf('mail_refused', { reason: delivery.reason }));
        else await markUnknown(trx, actor, held.of, held.row, delivery.reason);
      });
    }
    return db.read((trx) => uses.present(trx, organisationId, noticeId));
  }

  return {
    /**
     * Throws notice_not_found, notice_state, case_state, person_needed, elements_missing, link_allowed, link_noticed_before,
     * host_not_ready, mail_not_configured, nothing_to_notice; a mail that a server refuses is the notice's error, not the caller's.
     */
    sendNotice,

    /** Throws notice_not_found, notice_state, person_needed, act_in_future, act_before. */
    confirmNotice: (
      actor: Actor,
      noticeId: string,
      said: { sent: boolean; at?: string | undefined; reference: string; note: string },
    ): Promise<Notice> =>
      db.transaction(async (trx) => {
        if (!isPerson(actor)) throw takedownErrors.person_needed({});
        const found = await notices.findNotice(trx, actor.organisationId, noticeId);
        if (!found) throw takedownErrors.notice_not_found({ id: noticeId });
        const of = await core.lockCase(trx, actor.organisationId, found.case_id);
        const row = (await notices.lockNotice(trx, actor.organisationId, noticeId))!;
        if (row.state !== 'unknown' && row.state !== 'handed_out') throw takedownErrors.notice_state({ state: row.state });
        if (said.sent)
          await markSent(trx, actor, of, row, core.whenHappened(said.at, row.sending_at!), said.reference === '' ? null : said.reference);
        else
          await markNotSent(
            trx,
            actor,
            of,
            row,
            row.state === 'unknown' ? 'failed' : 'cancelled',
            row.state === 'unknown' ? reasonOf('not_sent') : null,
            said.note,
          );
        await audit.record(trx, actor, 'takedown.confirm_notice', subjectOf(of), { sent: said.sent, reference: said.reference });
        return uses.present(trx, actor.organisationId, noticeId);
      }),

    /** What a process that died left in the middle: nobody knows, so a person is asked. Answers how many. */
    async settleStuck(
      actorOf: (organisationId: string) => Actor,
      of: { caseId?: string; olderThanMs: number } = { olderThanMs: stuckMs },
    ): Promise<number> {
      const before = new Date(clock.nowMs() - of.olderThanMs);
      const stuck = await db.read((trx) => notices.listStuck(trx, before, of.caseId ?? null, 50));
      for (const { id, organisation_id: organisationId } of stuck)
        await db.transaction(async (trx) => {
          const held = await lockSending(trx, organisationId, id);
          if (held) await markUnknown(trx, actorOf(organisationId), held.of, held.row, 'interrupted');
        });
      return stuck.length;
    },
  };
}
export type SendingUses = ReturnType<typeof createSendingUses>;

/** A failure of a case in a batch as a reason for people; what nobody foresaw is thrown on. */
export function asReason(error: unknown): Reason {
  if (isAppError(error)) return { code: error.code, params: error.params };
  throw error;
}
