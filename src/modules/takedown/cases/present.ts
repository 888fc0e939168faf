/** Cases, links and notices as they are told. */
import type { Trx } from '../../../platform/db/index.ts';
import type { FoundWork } from '../../catalog/index.ts';
import { composeNotice } from '../law/letter.ts';
import type { TakedownParts } from '../service/parts.ts';
import { presentClock } from '../trail/present.ts';
import * as trail from '../trail/repo.ts';
import type { CaseLink, Notice, TakedownCase } from './contract.ts';
import { reasonOf, referenceOf } from './core.ts';
import { isReady } from './hosts.ts';
import * as repo from './repo/cases.ts';
import { findHosts } from './repo/hosts.ts';
import * as notices from './repo/notices.ts';

/** The title in the work's own language. */
export function titleOf(work: Pick<FoundWork, 'texts' | 'originalLanguage'>): string {
  return (work.texts.find((text) => text.language === work.originalLanguage) ?? work.texts[0])?.title ?? '';
}

/** Cases with what is counted of them; the rows are of one organisation. */
export async function presentCases(parts: TakedownParts, trx: Trx, rows: readonly repo.CaseRow[]): Promise<TakedownCase[]> {
  if (rows.length === 0) return [];
  const organisationId = rows[0]!.organisation_id;
  const ids = rows.map(({ id }) => id);
  const hosts = await findHosts(
    trx,
    organisationId,
    rows.map((row) => row.host_id),
  );
  const counts = await repo.countLinks(trx, ids);
  const workIds = await repo.worksOfCases(trx, ids);
  const works = await parts.catalog.findWorks(trx, organisationId, [...new Set([...workIds.values()].flat())]);
  const clocks = await trail.listClocks(trx, ids);
  const recovered = await repo.sumRecoveries(trx, ids);
  const drafts = new Map(
    (await notices.listNotices(trx, ids))
      .filter(({ state, kind }) => state === 'draft' && kind === 'notice')
      .map((row) => [row.case_id, row]),
  );
  const people = await parts.people.usersOf(trx, [...new Set(rows.flatMap((row) => row.owner_id ?? []))]);
  const now = parts.clock.nowMs();
  return rows.map((row) => {
    const host = hosts.get(row.host_id)!;
    const own = counts.get(row.id) ?? {};
    const next = trail.nextClock(clocks.get(row.id) ?? []);
    const draft = drafts.get(row.id);
    return {
      id: row.id,
      number: Number(row.number),
      title: row.title,
      host: { id: host.id, name: host.name, way: host.way, ready: isReady(host) },
      jurisdiction: row.jurisdiction,
      language: row.language,
      state: row.state,
      works: (workIds.get(row.id) ?? []).flatMap((id) => (works.has(id) ? [{ id, title: titleOf(works.get(id)!) }] : [])),
      owner: row.owner_id === null ? null : { id: row.owner_id, name: people.get(row.owner_id)?.name ?? '' },
      links: Object.values(own).reduce((sum, count) => sum + count, 0),
      counts: own,
      nextClock: next && presentClock(next),
      overdue: next !== null && next.due_at.getTime() <= now,
      escalation: row.escalation,
      attention: row.attention === null ? null : reasonOf(row.attention),
      missing: draft ? composeNotice(draft.jurisdiction, draft.language, draft.content).missing.length : null,
      outcome: row.outcome,
      recovered: (recovered.get(row.id) ?? []).map(({ amount, currency }) => ({
        amountMinor: amount,
        currency: currency as TakedownCase['recovered'][number]['currency'],
      })),
      createdAt: row.created_at.toISOString(),
      noticeSentAt: row.notice_sent_at?.toISOString() ?? null,
      updatedAt: row.updated_at.toISOString(),
    };
  });
}

export async function presentLinks(parts: TakedownParts, trx: Trx, of: repo.CaseRow, rows: readonly repo.LinkRow[]): Promise<CaseLink[]> {
  const works = await parts.catalog.findWorks(trx, of.organisation_id, [...new Set(rows.flatMap((row) => row.work_id ?? []))]);
  const accounts = [...new Set(rows.flatMap((row) => row.account ?? []))];
  const repeats = await repo.repeatsOf(trx, of.organisation_id, of.id, of.host_id, accounts);
  return rows.map((row) => {
    const work = row.work_id === null ? undefined : works.get(row.work_id);
    return {
      id: row.id,
      url: row.url,
      account: row.account,
      work: work ? { id: row.work_id!, title: titleOf(work) } : null,
      matchId: row.match_id,
      suspectId: row.suspect_id,
      capturedAt: row.captured_at?.toISOString() ?? null,
      sha256: row.sha256,
      score: row.score_bps === null ? null : row.score_bps / 10_000,
      location: row.location,
      transformations: row.transformations,
      state: row.state,
      noticeId: row.notice_id,
      lastCheck: row.last_check,
      repeats: row.account === null ? 0 : (repeats.get(row.account) ?? 0),
    };
  });
}

/** A notice; what went out reads as it was sent, a draft as it would. */
export function presentNotice(of: Pick<repo.CaseRow, 'number'>, row: notices.NoticeRow, earlier: notices.NoticeRow | null): Notice {
  const composed = composeNotice(row.jurisdiction, row.language, row.content, frameOf(of, row, earlier));
  const isDraft = row.state === 'draft';
  return {
    id: row.id,
    caseId: row.case_id,
    kind: row.kind,
    state: row.state,
    way: row.way,
    jurisdiction: row.jurisdiction,
    language: row.language,
    to: row.recipient,
    content: row.content,
    preview: isDraft ? composed : { ...composed, subject: row.subject, text: row.body, missing: [] },
    links: row.content.links.length,
    contentSha256: row.content_sha256,
    reference: row.reference,
    error: row.error,
    sentAt: row.sent_at?.toISOString() ?? null,
    sentBy: row.sent_by === null ? null : { id: row.sent_by, name: row.sent_by_name ?? '' },
    createdAt: row.created_at.toISOString(),
  };
}

/** What stands around a letter: its number, and the notice that a later letter refers to. */
export function frameOf(
  of: Pick<repo.CaseRow, 'number'>,
  row: Pick<notices.NoticeRow, 'kind' | 'ordinal'>,
  earlier: notices.NoticeRow | null,
) {
  return {
    reference: referenceOf(of, row.ordinal),
    kind: row.kind,
    earlier: earlier && { subject: earlier.subject, sentOn: earlier.sent_at?.toISOString().slice(0, 10) ?? '' },
  };
}

/** The first notice of a case that went out: later letters refer to it. */
export const earlierOf = (all: readonly notices.NoticeRow[]): notices.NoticeRow | null =>
  all.find(({ kind, state }) => kind === 'notice' && state === 'sent') ?? null;
