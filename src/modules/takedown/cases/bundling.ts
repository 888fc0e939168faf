/** From matches or typed addresses to cases: one act bundles hundreds of links by their host. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { formatMs, instantFromIso } from '../../../platform/time.ts';
import { takedownErrors } from '../errors.ts';
import { mostNoticeLinks } from '../law/contract.ts';
import type { TakedownParts } from '../service/parts.ts';
import * as trail from '../trail/repo.ts';
import type { Bundled, NewCaseLink, Reason } from './contract.ts';
import { reasonOf, subjectOf, type CaseCore } from './core.ts';
import type { HostUses } from './hosts.ts';
import { titleOf } from './present.ts';
import * as repo from './repo/cases.ts';
import type { HostRow } from './repo/hosts.ts';
import * as notices from './repo/notices.ts';
import { tidyUrl, urlKey } from './urls.ts';

/** A link before it is in a case. */
type Candidate = Pick<
  repo.LinkRow,
  'url' | 'account' | 'work_id' | 'match_id' | 'suspect_id' | 'captured_at' | 'sha256' | 'score_bps' | 'location' | 'transformations'
>;
type Skipped = Bundled['skipped'][number];
const mostSegments = 8;

export function createBundlingUses(parts: TakedownParts, core: CaseCore, hosts: HostUses) {
  const { db, clock, audit, catalog, protection } = parts;

  /** Throws work_not_found. */
  async function titlesOf(trx: Trx, organisationId: string, workIds: readonly string[]): Promise<Map<string, string>> {
    const ids = [...new Set(workIds)];
    const works = await catalog.findWorks(trx, organisationId, ids);
    const unknown = ids.find((id) => !works.has(id));
    if (unknown !== undefined) throw takedownErrors.work_not_found({ id: unknown });
    return new Map(ids.map((id) => [id, titleOf(works.get(id)!)]));
  }

  const rowOf = (row: repo.CaseRow, candidate: Candidate, id: string, now: Date) => ({
    id,
    organisation_id: row.organisation_id,
    case_id: row.id,
    host_id: row.host_id,
    ...candidate,
    url_key: urlKey(candidate.url),
    state: 'listed' as const,
    notice_id: null,
    last_check: null,
    noticed_at: null,
    removed_at: null,
    created_at: now,
  });

  async function openCase(trx: Trx, actor: Actor, host: HostRow, title: string, note: string): Promise<repo.CaseRow> {
    const now = clock.now();
    const row = await repo.insertCase(trx, {
      id: newId('case', now.getTime()),
      organisation_id: actor.organisationId,
      number: await trail.drawNumber(trx, actor.organisationId, 'case'),
      title: title.slice(0, 300),
      host_id: host.id,
      jurisdiction: host.jurisdiction,
      language: host.language,
      state: 'draft',
      owner_id: actor.kind === 'person' ? actor.id : null,
      outcome: null,
      attention: null,
      next_due_at: null,
      next_check_at: null,
      notice_sent_at: null,
      removed_at: null,
      created_at: now,
      updated_at: now,
    });
    await trail.recordAct(trx, actor, { subjectId: row.id, at: now, act: 'create', to: 'draft', note });
    await audit.record(trx, actor, 'takedown.create_case', subjectOf(row), { host: host.name });
    return row;
  }

  /** Puts candidates into a case; answers with those that it or another notice has already. */
  async function add(
    trx: Trx,
    actor: Actor,
    row: repo.CaseRow,
    candidates: readonly Candidate[],
  ): Promise<{ added: repo.LinkRow[]; skipped: Skipped[] }> {
    const now = clock.now();
    const noticed = await notices.noticedKeys(
      trx,
      row.organisation_id,
      row.host_id,
      candidates.map(({ url }) => urlKey(url)),
    );
    const fresh = candidates.filter(({ url }) => !noticed.has(urlKey(url)));
    // Ids of one moment sort by chance: sorted first, they keep the order in which the links were given.
    const ids = fresh.map(() => newId('caseLink', now.getTime())).sort();
    const added = await repo.insertLinks(
      trx,
      fresh.map((candidate, index) => rowOf(row, candidate, ids[index]!, now)),
    );
    const stored = new Set(added.map((link) => link.url_key));
    // Of two matches at one address the first is the link; the other is in the case by it.
    const matches = fresh.filter(({ match_id: id, url }) => id !== null && stored.has(urlKey(url))).map(({ match_id: id }) => id!);
    if (matches.length > 0) await protection.markInCase(trx, actor, matches, row.id);
    const skipped: Skipped[] = candidates.flatMap((candidate) => {
      const key = urlKey(candidate.url);
      const why: Reason | null = noticed.has(key) ? reasonOf('noticed_before') : stored.has(key) ? null : reasonOf('in_case');
      return why ? [{ matchId: candidate.match_id, url: candidate.url, reason: why }] : [];
    });
    if (added.length > 0) {
      await repo.updateCase(trx, row.id, { updated_at: now });
      await trail.recordAct(trx, actor, { subjectId: row.id, at: now, act: 'add_links', params: { count: added.length } });
      await audit.record(trx, actor, 'takedown.add_case_links', subjectOf(row), { links: added.length });
    }
    return { added, skipped };
  }

  /** Leaves out what somebody may show. */
  async function withoutAllowed(
    trx: Trx,
    organisationId: string,
    candidates: readonly Candidate[],
  ): Promise<{ left: Candidate[]; skipped: Skipped[] }> {
    const left: Candidate[] = [];
    const skipped: Skipped[] = [];
    for (const candidate of candidates) {
      const allowed = await whyAllowed(parts, trx, organisationId, candidate);
      if (allowed) skipped.push({ matchId: candidate.match_id, url: candidate.url, reason: reasonOf('allowed', { by: allowed.code }) });
      else left.push(candidate);
    }
    return { left, skipped };
  }

  /** One case for each host, and more where a host has more links than a notice takes; open drafts are filled up first. */
  async function bundle(
    trx: Trx,
    actor: Actor,
    candidates: readonly Candidate[],
    titles: ReadonlyMap<string, string>,
    note: string,
  ): Promise<Bundled> {
    const { left, skipped } = await withoutAllowed(trx, actor.organisationId, candidates);
    const hostOf = await hosts.hostsOf(
      trx,
      actor,
      left.map(({ url }) => url),
    );
    const result: Bundled = { cases: [], added: 0, skipped };
    for (const [hostId, of] of Map.groupBy(left, ({ url }) => hostOf.get(url)!.id)) {
      const host = hostOf.get(of[0]!.url)!;
      const drafts = await repo.lockDraftOf(trx, actor.organisationId, hostId);
      const counts = await repo.countLinks(
        trx,
        drafts.map(({ id }) => id),
      );
      const known = new Set<string>();
      for (const draft of drafts) for (const link of await repo.listLinks(trx, draft.id)) known.add(link.url_key);
      result.skipped.push(
        ...of
          .filter(({ url }) => known.has(urlKey(url)))
          .map(({ match_id: matchId, url }) => ({ matchId, url, reason: reasonOf('in_case') })),
      );
      const rest = of.filter(({ url }) => !known.has(urlKey(url)));
      while (rest.length > 0) {
        const draft = drafts.shift();
        const room = mostNoticeLinks - Object.values(draft ? (counts.get(draft.id) ?? {}) : {}).reduce((sum, count) => sum + count, 0);
        if (draft && room <= 0) continue;
        const taken = rest.splice(0, room);
        // A case without a single new link would say nothing.
        const noticed = draft
          ? null
          : await notices.noticedKeys(
              trx,
              actor.organisationId,
              hostId,
              taken.map(({ url }) => urlKey(url)),
            );
        if (noticed && taken.every(({ url }) => noticed.has(urlKey(url)))) {
          result.skipped.push(...taken.map(({ match_id: matchId, url }) => ({ matchId, url, reason: reasonOf('noticed_before') })));
          continue;
        }
        const names = [...new Set(taken.flatMap(({ work_id: id }) => (id === null ? [] : [titles.get(id) ?? ''])))].filter(
          (name) => name !== '',
        );
        const title = [names.slice(0, 3).join('、') + (names.length > 3 ? '…' : ''), host.name].filter((part) => part !== '').join(' · ');
        const row = draft ?? (await openCase(trx, actor, host, title, note));
        const done = await add(trx, actor, row, taken);
        result.skipped.push(...done.skipped);
        result.added += done.added.length;
        if (done.added.length > 0 || !draft)
          result.cases.push({
            id: row.id,
            number: Number(row.number),
            host: { id: host.id, name: host.name },
            added: done.added.length,
            created: !draft,
          });
      }
    }
    return result;
  }

  function typed(links: readonly NewCaseLink[]): { candidates: Candidate[]; skipped: Skipped[] } {
    const skipped: Skipped[] = [];
    const byKey = new Map<string, Candidate>();
    for (const link of links) {
      const url = tidyUrl(link.url);
      if (url === null) skipped.push({ matchId: null, url: link.url, reason: reasonOf('no_address') });
      else if (byKey.has(urlKey(url))) skipped.push({ matchId: null, url, reason: reasonOf('twice') });
      else
        byKey.set(urlKey(url), {
          url,
          account: link.account || null,
          work_id: link.workId,
          match_id: null,
          suspect_id: null,
          captured_at: null,
          sha256: null,
          score_bps: null,
          location: link.location,
          transformations: [],
        });
    }
    return { candidates: [...byKey.values()], skipped };
  }
  const workIdsOf = (candidates: readonly Candidate[]): string[] => candidates.flatMap(({ work_id: id }) => (id === null ? [] : [id]));

  return {
    /** Throws work_not_found, too_many_hosts. */
    createCase: (actor: Actor, given: { links: readonly NewCaseLink[]; note: string }): Promise<Bundled> =>
      db.transaction(async (trx) => {
        const { candidates, skipped } = typed(given.links);
        const titles = await titlesOf(trx, actor.organisationId, workIdsOf(candidates));
        const made = await bundle(trx, actor, candidates, titles, given.note);
        if (made.cases.length === 0) await audit.record(trx, actor, 'takedown.create_case', null, { links: 0 });
        return { ...made, skipped: [...skipped, ...made.skipped] };
      }),

    /** Throws protection.match_not_found, too_many_hosts. */
    createCasesFromMatches: (actor: Actor, given: { matchIds: readonly string[]; note: string }): Promise<Bundled> =>
      db.transaction(async (trx) => {
        const found = await protection.matchesForCase(trx, actor.organisationId, given.matchIds);
        const skipped: Skipped[] = [];
        const byKey = new Map<string, Candidate>();
        const leave = (matchId: string, url: string | null, code: string): void =>
          void skipped.push({ matchId, url, reason: reasonOf(code) });
        for (const match of found) {
          const url = match.url === null ? null : tidyUrl(match.url);
          if (match.state === 'case') leave(match.matchId, match.url, 'in_case');
          else if (url === null) leave(match.matchId, match.url, 'no_address');
          else if (byKey.has(urlKey(url))) leave(match.matchId, url, 'twice');
          else
            byKey.set(urlKey(url), {
              url,
              account: match.account || null,
              work_id: match.workId,
              match_id: match.matchId,
              suspect_id: match.suspectId,
              captured_at: match.capturedAt === null ? null : instantFromIso(match.capturedAt),
              sha256: match.sha256,
              score_bps: Math.round(match.score * 10_000),
              location: locationOf(match),
              transformations: [...match.transformations],
            });
        }
        const titles = new Map(found.map(({ workId, workTitle }) => [workId, workTitle]));
        const made = await bundle(trx, actor, [...byKey.values()], titles, given.note);
        if (made.cases.length === 0) await audit.record(trx, actor, 'takedown.create_cases_from_matches', null, { matches: 0 });
        return { ...made, skipped: [...skipped, ...made.skipped] };
      }),

    /** Throws case_not_found, case_state, work_not_found. */
    addCaseLinks: (actor: Actor, caseId: string, links: readonly NewCaseLink[]): Promise<Bundled> =>
      db.transaction(async (trx) => {
        const row = await core.lockCase(trx, actor.organisationId, caseId);
        if (row.state === 'closed') throw takedownErrors.case_state({ state: row.state, act: 'add_links' });
        const { candidates, skipped } = typed(links);
        await titlesOf(trx, actor.organisationId, workIdsOf(candidates));
        const { left, skipped: allowed } = await withoutAllowed(trx, actor.organisationId, candidates);
        const hostOf = await hosts.hostsOf(
          trx,
          actor,
          left.map(({ url }) => url),
        );
        const mine = left.filter(({ url }) => hostOf.get(url)!.id === row.host_id);
        const others = left.filter(({ url }) => hostOf.get(url)!.id !== row.host_id);
        const room =
          mostNoticeLinks - Object.values((await repo.countLinks(trx, [row.id])).get(row.id) ?? {}).reduce((sum, count) => sum + count, 0);
        const done = await add(trx, actor, row, mine.slice(0, Math.max(0, room)));
        if (done.added.length === 0) await audit.record(trx, actor, 'takedown.add_case_links', subjectOf(row), { links: 0 });
        const host = mine.length > 0 ? hostOf.get(mine[0]!.url)! : null;
        const of = (list: readonly Candidate[], code: string): Skipped[] =>
          list.map(({ url }) => ({ matchId: null, url, reason: reasonOf(code) }));
        return {
          cases: host
            ? [{ id: row.id, number: Number(row.number), host: { id: host.id, name: host.name }, added: done.added.length, created: false }]
            : [],
          added: done.added.length,
          skipped: [
            ...skipped,
            ...allowed,
            ...of(others, 'other_host'),
            ...of(mine.slice(Math.max(0, room)), 'case_full'),
            ...done.skipped,
          ],
        };
      }),

    /** Throws link_not_found, link_noticed. */
    removeCaseLink: (actor: Actor, linkId: string): Promise<void> =>
      db.transaction(async (trx) => {
        const found = await repo.findLink(trx, actor.organisationId, linkId);
        if (!found) throw takedownErrors.link_not_found({ id: linkId });
        const row = await core.lockCase(trx, actor.organisationId, found.case_id);
        const link = (await repo.findLink(trx, actor.organisationId, linkId))!;
        if (link.state !== 'listed' || link.notice_id !== null) throw takedownErrors.link_noticed({ url: link.url.slice(0, 200) });
        await repo.deleteLink(trx, linkId);
        if (link.match_id !== null) await protection.markInCase(trx, actor, [link.match_id], null);
        await trail.recordAct(trx, actor, {
          subjectId: row.id,
          at: clock.now(),
          act: 'remove_link',
          params: { url: link.url.slice(0, 300) },
        });
        await audit.record(trx, actor, 'takedown.remove_case_link', subjectOf(row), { url: link.url.slice(0, 300) });
      }),
  };
}

/** Why a link may be shown: by its match's decision or by who shows it; null where nobody allows it. */
export async function whyAllowed(
  { protection }: TakedownParts,
  trx: Trx,
  organisationId: string,
  link: Pick<repo.LinkRow, 'match_id' | 'work_id' | 'url' | 'account'>,
): Promise<Reason | null> {
  const byMatch = link.match_id === null ? null : await protection.allowedNow(trx, organisationId, link.match_id);
  if (byMatch) return { code: byMatch.code, params: byMatch.params };
  const found = await protection.whoAllows(trx, organisationId, {
    workId: link.work_id ?? '',
    url: link.url,
    account: link.account,
    platform: null,
    texts: [],
  });
  return found ? { code: found.reason.code, params: found.reason.params } : null;
}

/** Which seconds of the copy are which of ours, e.g. `0:12.000–0:45.000 ↔ E3 1:02.000–1:35.000`. */
function locationOf(match: {
  episodeNumber: number;
  segments: readonly { suspectStartMs: number; suspectEndMs: number; referenceStartMs: number; referenceEndMs: number }[];
}): string {
  const shown = match.segments.slice(0, mostSegments).map((segment) => {
    const copy = `${formatMs(segment.suspectStartMs)}–${formatMs(segment.suspectEndMs)}`;
    return `${copy} ↔ E${match.episodeNumber} ${formatMs(segment.referenceStartMs)}–${formatMs(segment.referenceEndMs)}`;
  });
  return [...shown, ...(match.segments.length > mostSegments ? ['…'] : [])].join('; ');
}
