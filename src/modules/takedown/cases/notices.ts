/** Notices before they go out: filled in from what is known, changed by people, thrown away. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { dateIn } from '../../../platform/time.ts';
import { takedownErrors } from '../errors.ts';
import { noticeContent, noticeSender, type NoticeContent, type NoticeLanguage } from '../law/contract.ts';
import { laws } from '../law/laws.ts';
import { lumenOf } from '../law/lumen.ts';
import type { RegistrationFact, TakedownParts } from '../service/parts.ts';
import * as trail from '../trail/repo.ts';
import type { LinkState, Notice, NoticeKind } from './contract.ts';
import { subjectOf, type CaseCore } from './core.ts';
import { mayAct } from './machine.ts';
import { earlierOf, presentNotice, titleOf } from './present.ts';
import * as repo from './repo/cases.ts';
import { findHosts, findSender } from './repo/hosts.ts';
import * as notices from './repo/notices.ts';

/** Which links a letter of a kind names. */
const statesOf: Readonly<Record<NoticeKind, readonly LinkState[]>> = {
  notice: ['listed'],
  follow_up: ['noticed', 'refused'],
  withdrawal: ['noticed', 'removed', 'refused'],
};

export function createNoticeUses(parts: TakedownParts, core: CaseCore) {
  const { db, clock, audit, catalog } = parts;

  async function load(
    trx: Trx,
    organisationId: string,
    noticeId: string,
  ): Promise<{ row: notices.NoticeRow; of: repo.CaseRow; earlier: notices.NoticeRow | null }> {
    const row = await notices.findNotice(trx, organisationId, noticeId);
    if (!row) throw takedownErrors.notice_not_found({ id: noticeId });
    const of = await core.requireCase(trx, organisationId, row.case_id);
    return { row, of, earlier: earlierOf(await notices.listNotices(trx, [of.id])) };
  }
  async function present(trx: Trx, organisationId: string, noticeId: string): Promise<Notice> {
    const { row, of, earlier } = await load(trx, organisationId, noticeId);
    return presentNotice(of, row, earlier);
  }
  /** A notice with its case, both held. Throws notice_not_found, and notice_state where it is no draft. */
  async function lockDraft(trx: Trx, organisationId: string, noticeId: string): Promise<{ row: notices.NoticeRow; of: repo.CaseRow }> {
    const found = await notices.findNotice(trx, organisationId, noticeId);
    if (!found) throw takedownErrors.notice_not_found({ id: noticeId });
    const of = await core.lockCase(trx, organisationId, found.case_id);
    const row = (await notices.lockNotice(trx, organisationId, noticeId))!;
    if (row.state !== 'draft') throw takedownErrors.notice_state({ state: row.state });
    return { row, of };
  }

  async function contentFor(
    trx: Trx,
    of: repo.CaseRow,
    links: readonly repo.LinkRow[],
    registrations: ReadonlyMap<string, RegistrationFact>,
  ): Promise<NoticeContent> {
    const found = await findSender(trx, of.organisation_id);
    const workIds = [...new Set(links.map((link) => link.work_id).filter((id) => id !== null))];
    const works = await catalog.findWorks(trx, of.organisation_id, workIds);
    const signature = found?.signature ?? '';
    // Whoever signs makes the statements; without a signature nobody has.
    const made = signature !== '';
    const words = wordsOf[of.language];
    return noticeContent.parse({
      sender: found?.sender ?? noticeSender.parse({}),
      works: workIds.map((workId) => ({
        workId,
        title: works.has(workId) ? titleOf(works.get(workId)!).slice(0, 300) : '',
        registration: registrations.has(workId) ? words.registration(registrations.get(workId)!).slice(0, 300) : '',
      })),
      links: links.map((link) => ({
        linkId: link.id,
        url: link.url,
        account: link.account ?? '',
        work: Math.max(0, link.work_id === null ? 0 : workIds.indexOf(link.work_id)),
        location: link.location,
        capturedAt: link.captured_at?.toISOString() ?? null,
        sha256: link.sha256,
      })),
      evidence: evidenceOf(of.language, links, [...registrations.values()]),
      reasons: workIds.length > 0 ? words.reasons : '',
      statements: { goodFaith: made, accuracy: made, perjury: made, authority: made },
      signature,
      signedOn: dateIn(laws[of.jurisdiction].zone, clock.now()),
    });
  }

  return {
    load,
    present,
    lockDraft,

    /** Throws case_not_found, case_state, nothing_to_notice. */
    async prepareNotice(actor: Actor, caseId: string, kind: NoticeKind): Promise<Notice> {
      const { organisationId } = actor;
      const workIds = await db.read(async (trx) => {
        await core.requireCase(trx, organisationId, caseId);
        return (await repo.worksOfCases(trx, [caseId])).get(caseId) ?? [];
      });
      // Rights read for themselves, so they are asked before the transaction.
      const registrations = await parts.registrationsOf(actor, workIds);
      return db.transaction(async (trx) => {
        const of = await core.lockCase(trx, organisationId, caseId);
        const possible = kind === 'notice' ? mayAct(of.state, 'send') : of.state !== 'draft' && of.state !== 'closed';
        if (!possible) throw takedownErrors.case_state({ state: of.state, act: kind });
        const links = (await repo.listLinks(trx, caseId, { states: statesOf[kind] })).filter(
          (link) => kind !== 'notice' || link.notice_id === null,
        );
        if (links.length === 0) throw takedownErrors.nothing_to_notice({});
        const host = (await findHosts(trx, organisationId, [of.host_id])).get(of.host_id)!;
        const content = await contentFor(trx, of, links, registrations);
        const now = clock.now();
        const change = {
          way: host.way,
          jurisdiction: of.jurisdiction,
          language: of.language,
          recipient: host.address ?? host.form_url ?? '',
          content: JSON.stringify(content),
        };
        const draft = await notices.findDraft(trx, caseId, kind);
        if (draft) await notices.updateNotice(trx, draft.id, change);
        const id = draft?.id ?? newId('notice', now.getTime());
        if (!draft)
          await notices.insertNotice(trx, {
            id,
            organisation_id: organisationId,
            case_id: caseId,
            kind,
            state: 'draft',
            ...change,
            subject: '',
            body: '',
            content_sha256: null,
            reference: null,
            error: null,
            sending_at: null,
            sent_at: null,
            sent_by: null,
            sent_by_name: null,
            created_at: now,
          });
        await trail.recordAct(trx, actor, { subjectId: caseId, at: now, act: 'prepare', params: { kind, links: links.length } });
        await audit.record(trx, actor, 'takedown.prepare_notice', subjectOf(of), { kind, links: links.length });
        return present(trx, organisationId, id);
      });
    },

    getNotice: (actor: Actor, noticeId: string): Promise<Notice> => db.read((trx) => present(trx, actor.organisationId, noticeId)),

    /** Which links it names is the case's; what is said of them is the person's. Throws notice_not_found, notice_state. */
    updateNotice: (
      actor: Actor,
      noticeId: string,
      change: { content: NoticeContent; language?: NoticeLanguage | undefined },
    ): Promise<Notice> =>
      db.transaction(async (trx) => {
        const { row, of } = await lockDraft(trx, actor.organisationId, noticeId);
        const said = new Map(change.content.links.map((link) => [link.linkId, link]));
        const works = change.content.works.length;
        const links = row.content.links.map((link) => {
          const given = link.linkId === null ? undefined : said.get(link.linkId);
          const work = given?.work ?? link.work;
          return {
            ...link,
            account: given?.account ?? link.account,
            location: given?.location ?? link.location,
            work: work < works ? work : 0,
          };
        });
        await notices.updateNotice(trx, noticeId, {
          content: JSON.stringify({ ...change.content, links }),
          ...(change.language !== undefined && { language: change.language }),
        });
        await audit.record(trx, actor, 'takedown.update_notice', subjectOf(of));
        return present(trx, actor.organisationId, noticeId);
      }),

    /** Throws notice_not_found, notice_state. */
    deleteNotice: (actor: Actor, noticeId: string): Promise<void> =>
      db.transaction(async (trx) => {
        const { of } = await lockDraft(trx, actor.organisationId, noticeId);
        await notices.deleteNotice(trx, noticeId);
        await audit.record(trx, actor, 'takedown.delete_notice', subjectOf(of));
      }),

    /** A notice as a file: its name, media type and text. */
    exportNotice: (
      actor: Actor,
      noticeId: string,
      format: 'text' | 'csv' | 'json' | 'lumen',
    ): Promise<{ name: string; type: string; text: string }> =>
      db.read(async (trx) => {
        const { row, of, earlier } = await load(trx, actor.organisationId, noticeId);
        const shown = presentNotice(of, row, earlier);
        const host = (await findHosts(trx, actor.organisationId, [of.host_id])).get(of.host_id)!;
        const base = `notice-${of.number}-${row.ordinal}`;
        if (format === 'text')
          return { name: `${base}.txt`, type: 'text/plain; charset=utf-8', text: `${shown.preview.subject}\n\n${shown.preview.text}\n` };
        if (format === 'csv') return { name: `${base}.csv`, type: 'text/csv; charset=utf-8', text: csvOf(row.content) };
        if (format === 'json')
          return { name: `${base}.json`, type: 'application/json; charset=utf-8', text: `${JSON.stringify(shown, null, 2)}\n` };
        const links = await repo.listLinks(trx, of.id, { noticeId });
        const removed = links.filter(({ state }) => state === 'removed').length;
        const lumen = lumenOf({
          jurisdiction: row.jurisdiction,
          language: row.language,
          content: row.content,
          subject: shown.preview.subject,
          text: shown.preview.text,
          recipient: host.name,
          sentOn: shown.sentAt?.slice(0, 10) ?? null,
          actionTaken: removed === 0 ? (of.state === 'refused' ? 'No' : 'Unspecified') : removed === links.length ? 'Yes' : 'Partial',
        });
        return { name: `${base}-lumen.json`, type: 'application/json; charset=utf-8', text: `${JSON.stringify(lumen, null, 2)}\n` };
      }),
  };
}
export type NoticeUses = ReturnType<typeof createNoticeUses>;

/** What the house says of its own, in the language of the case. */
const wordsOf: Readonly<
  Record<
    NoticeLanguage,
    { registration(fact: RegistrationFact): string; compared(count: number): string; captured: string; reasons: string }
  >
> = {
  en: {
    registration: ({ id, registeredAt, root, authorities }) =>
      `${id}, ${registeredAt.slice(0, 10)}, Merkle root ${root}${authorities.length > 0 ? `, time-stamped by ${authorities.join(', ')}` : ''}`,
    compared: (count) =>
      `${count} of the addresses below were compared with the original by fingerprints of picture and sound; the parts that agree are given with each.`,
    captured: 'What was seen there was captured with its time and hash, and is available on request.',
    reasons: 'The material shows the works named above without leave of the owner of the rights.',
  },
  'zh-CN': {
    registration: ({ id, registeredAt, root, authorities }) =>
      `${id}，登记于 ${registeredAt.slice(0, 10)}，默克尔根 ${root}${authorities.length > 0 ? `，可信时间戳：${authorities.join('、')}` : ''}`,
    compared: (count) => `下列链接中有 ${count} 条经画面与声音指纹与原作比对，一致的时间段逐条列明。`,
    captured: '侵权内容已连同取证时间和哈希值固定，可应要求提供。',
    reasons: '上述链接未经权利人许可，通过信息网络传播下列作品。',
  },
};

function evidenceOf(language: NoticeLanguage, links: readonly repo.LinkRow[], registrations: readonly RegistrationFact[]): string {
  const words = wordsOf[language];
  const compared = links.filter((link) => link.match_id !== null).length;
  return [
    ...registrations.slice(0, 20).map(words.registration),
    ...(compared > 0 ? [words.compared(compared)] : []),
    ...(links.some((link) => link.captured_at !== null) ? [words.captured] : []),
  ]
    .join('\n')
    .slice(0, 5_000);
}

/** A cell that no spreadsheet runs as a formula (RFC 4180 quoting, and a quote before what begins one). */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
function csvOf(content: NoticeContent): string {
  const rows = content.links.map((link) => [
    link.url,
    link.account,
    content.works[link.work]?.title ?? '',
    content.works[link.work]?.originalUrls[0] ?? '',
    link.location,
    link.capturedAt ?? '',
    link.sha256 ?? '',
  ]);
  const head = ['infringing_url', 'account', 'work', 'original_url', 'location', 'captured_at', 'sha256'];
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
