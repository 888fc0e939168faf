/** Briefings: begun, written, issued in versions, exported. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import type { CitationKey } from '../citations/contract.ts';
import { readCitations } from '../citations/read.ts';
import { intelligenceErrors } from '../errors.ts';
import { findClaims, listClaimsOf } from '../figures/read.ts';
import type { ProgrammeDetail } from '../programmes/contract.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import type { TopicGroup } from '../topics/contract.ts';
import * as topicsRepo from '../topics/repo/topics.ts';
import {
  addTo,
  chartOf,
  chartsOf,
  figureItem,
  findingItem,
  headingOf,
  keysOf,
  programmeItems,
  stands,
  type NewChart,
  type NewItem,
} from './compose.ts';
import { briefLimits, type BriefDetail, type briefsRoutes, type BriefSummary, type SectionInput } from './contract.ts';
import { exportBrief, type ExportFormat } from './export/index.ts';
import { citedIn, presentBrief, presentSummary, type FindingsById } from './present.ts';
import * as repo from './repo.ts';
import type { KeptItem, KeptSection } from './tables.ts';

/** What of other areas a briefing is made of. */
export type BriefSources = {
  presentFindingsById: FindingsById;
  getProgramme(actor: Actor, id: string): Promise<ProgrammeDetail>;
  getTopicInsights(actor: Actor, topicId: string, query: object): Promise<{ groups: TopicGroup[] }>;
};
type Addition = z.output<typeof briefsRoutes.addToBrief.body>;

const place = z.object({ id: z.string().max(60) });
const sentencesOfTheme = 2;
const findingsOfTopic = 5;

export function createBriefsUses(parts: IntelligenceParts, sources: BriefSources) {
  const { db, clock, audit } = parts;
  const key = (): string => newId('brief', clock.nowMs()).slice(4);

  async function present(trx: Trx, row: repo.BriefRow, version: number | null = null): Promise<BriefDetail> {
    const versions = await repo.listVersions(trx, row.organisation_id, row.id);
    const issued = version === null ? null : await repo.findVersion(trx, row.organisation_id, row.id, version);
    if (issued === undefined) throw intelligenceErrors.brief_version_not_found({ version: version! });
    return presentBrief(trx, row, versions, issued, sources.presentFindingsById);
  }
  /** Throws brief_not_found. */
  async function find(trx: Trx, actor: Actor, id: string, lock = false): Promise<repo.BriefRow> {
    const row = await repo.findBrief(trx, actor.organisationId, id, lock);
    if (!row) throw intelligenceErrors.brief_not_found({ id });
    return row;
  }
  /** What is newly cited must be there and whole; what was cited before may have broken since and is shown so. Throws citation_unknown. */
  async function refuseUnknown(
    trx: Trx,
    organisationId: string,
    before: readonly KeptSection[],
    after: readonly KeptSection[],
  ): Promise<void> {
    const name = ({ documentId, anchor, start, end }: CitationKey): string => `${documentId} ${anchor} ${start} ${end}`;
    const known = new Set(citedIn(before).map(name));
    const fresh = citedIn(after).filter((citation) => !known.has(name(citation)));
    const broken = (await readCitations(trx, organisationId, fresh)).find(({ intact }) => !intact);
    if (broken) throw intelligenceErrors.citation_unknown({ document: broken.documentId });
  }
  async function write(
    trx: Trx,
    actor: Actor,
    row: repo.BriefRow,
    change: Partial<Pick<repo.BriefRow, 'title' | 'language' | 'sections'>>,
  ) {
    const after = { ...row, ...change, revision: row.revision + 1, updated_at: clock.now(), updated_by_name: actor.name.slice(0, 200) };
    const { title, language, revision, updated_at, updated_by_name } = after;
    await repo.updateBrief(trx, row.id, {
      title,
      language,
      revision,
      updated_at,
      updated_by_name,
      sections: JSON.stringify(after.sections),
    });
    return after;
  }

  /** What is added, as a section of its own. Throws figure_not_found, figures_apart, finding_not_found. */
  async function added(trx: Trx, row: repo.BriefRow, addition: Addition, programme: ProgrammeDetail | null): Promise<KeptSection> {
    const { organisation_id: organisationId, language } = row;
    const items = (kind: 'insights' | 'contradictions' | 'programmes', of: readonly NewItem[]): KeptSection => ({
      kind,
      key: key(),
      heading: headingOf(language, kind),
      items: of.map((item) => ({ ...item, key: key() })),
    });
    const chart = (of: NewChart): KeptSection => ({
      kind: 'figures',
      key: key(),
      heading: headingOf(language, 'figures'),
      charts: [{ ...of, key: key() }],
    });
    switch (addition.kind) {
      case 'insights':
        return items('insights', [addition.item]);
      case 'figures':
        return chart(addition.chart);
      case 'figure': {
        const [claim] = await findClaims(trx, organisationId, [addition.figureId]);
        const item = claim && (await figureItem(trx, organisationId, claim));
        if (!item) throw intelligenceErrors.figure_not_found({ id: addition.figureId });
        return items('insights', [item]);
      }
      case 'series': {
        const claims = await findClaims(trx, organisationId, addition.figureIds);
        if (claims.length === 0) throw intelligenceErrors.figure_not_found({ id: addition.figureIds[0]! });
        const made = chartOf(language, claims);
        if (made === null) throw intelligenceErrors.figures_apart({});
        return chart(made);
      }
      case 'programmes':
        return items('programmes', programmeItems(programme!));
      case 'contradictions': {
        const [finding] = await sources.presentFindingsById(trx, organisationId, [addition.findingId]);
        const item = finding && (await findingItem(trx, organisationId, language, finding));
        if (!item) throw intelligenceErrors.finding_not_found({ id: addition.findingId });
        return items('contradictions', [item]);
      }
    }
  }

  /** A briefing of what a topic has to say. */
  async function composed(
    trx: Trx,
    actor: Actor,
    language: 'zh' | 'en',
    topicId: string,
    groups: readonly TopicGroup[],
  ): Promise<KeptSection[]> {
    const { organisationId } = actor;
    const documents = (await topicsRepo.listInsights(trx, { organisationId, topicId, userId: null }, 200)).map((document) => document.id);
    const known = await listClaimsOf(trx, organisationId, documents);
    const contested = await repo.listContested(trx, organisationId, documents);
    // What is off by ten would stand there as if it were true; it has its place among the contradictions.
    const [off, claims] = [known.filter((claim) => contested.has(claim.id)), known.filter((claim) => !contested.has(claim.id))];
    const items = groups.flatMap(({ sentences }) =>
      // The briefing's own language first; what there is none of in it is quoted in the other.
      sentences
        .filter(({ citations: [lead] }) => !off.some(({ citation }) => within(citation, lead!)))
        .toSorted((a, b) => Number(b.language === language) - Number(a.language === language))
        .slice(0, sentencesOfTheme)
        .map(({ text, citations }): KeptItem => ({ key: key(), text, citations: citations.slice(0, 3).map(keyOf), ref: null })),
    );
    const charts = chartsOf(language, claims)
      .slice(0, 4)
      .map((chart) => ({ ...chart, key: key() }));
    const findingIds = await repo.listFindingsOfTopic(trx, organisationId, topicId, findingsOfTopic);
    const findings: KeptItem[] = [];
    for (const finding of await sources.presentFindingsById(trx, organisationId, findingIds)) {
      const item = await findingItem(trx, organisationId, language, finding);
      if (item) findings.push({ ...item, key: key() });
    }
    const sections: KeptSection[] = [{ kind: 'text', key: key(), heading: headingOf(language, 'text'), body: '' }];
    if (items.length > 0) sections.push({ kind: 'insights', key: key(), heading: headingOf(language, 'insights'), items });
    if (charts.length > 0) sections.push({ kind: 'figures', key: key(), heading: headingOf(language, 'figures'), charts });
    if (findings.length > 0)
      sections.push({ kind: 'contradictions', key: key(), heading: headingOf(language, 'contradictions'), items: findings });
    return sections;
  }

  return {
    listBriefs: (
      actor: Actor,
      query: { cursor?: string | undefined; limit: number; archived: boolean },
    ): Promise<{ items: BriefSummary[]; nextCursor: string | null }> => {
      const beforeId = query.cursor === undefined ? null : decodeCursor(place, query.cursor).id;
      return db.read(async (trx) => {
        const rows = await repo.listBriefs(trx, actor.organisationId, { beforeId, limit: query.limit + 1, archived: query.archived });
        const items = rows.slice(0, query.limit).map(presentSummary);
        return { items, nextCursor: rows.length > query.limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      });
    },

    /** Throws topic_not_found. */
    createBrief: async (actor: Actor, input: { title: string; language: 'zh' | 'en'; topicId: string | null }): Promise<BriefDetail> => {
      const groups = input.topicId === null ? [] : (await sources.getTopicInsights(actor, input.topicId, {})).groups;
      return db.transaction(async (trx) => {
        const now = clock.now();
        const { title, language, topicId } = input;
        const made: KeptSection[] =
          topicId === null
            ? [{ kind: 'text', key: key(), heading: headingOf(language, 'text'), body: '' }]
            : await composed(trx, actor, language, topicId, groups);
        const sections: KeptSection[] = [...made, { kind: 'sources', key: key(), heading: headingOf(language, 'sources') }];
        const row: repo.BriefRow = {
          id: newId('brief', clock.nowMs()),
          organisation_id: actor.organisationId,
          title,
          language,
          topic_id: topicId,
          sections,
          revision: 1,
          version: 0,
          issued_revision: null,
          created_at: now,
          updated_at: now,
          updated_by_name: actor.name.slice(0, 200),
          archived_at: null,
        };
        await repo.insertBrief(trx, { ...row, sections: JSON.stringify(sections) });
        await audit.record(trx, actor, 'intelligence.create_brief', { id: row.id, title }, { language });
        return present(trx, row);
      });
    },

    /** Throws brief_not_found, brief_version_not_found. */
    getBrief: (actor: Actor, id: string, version: number | null): Promise<BriefDetail> =>
      db.read(async (trx) => present(trx, await find(trx, actor, id), version)),

    /** Throws brief_not_found, brief_changed, citation_unknown. */
    updateBrief: (
      actor: Actor,
      id: string,
      input: { title: string; language: 'zh' | 'en'; sections: SectionInput[]; expectedRevision: number },
    ): Promise<BriefDetail> =>
      db.transaction(async (trx) => {
        const row = await find(trx, actor, id, true);
        if (row.revision !== input.expectedRevision) throw intelligenceErrors.brief_changed({ revision: row.revision });
        const sections = withHouse(input.sections, row.sections);
        await refuseUnknown(trx, actor.organisationId, row.sections, sections);
        const after = await write(trx, actor, row, { title: input.title, language: input.language, sections });
        await audit.record(trx, actor, 'intelligence.update_brief', { id, title: after.title }, { revision: after.revision });
        return present(trx, after);
      }),

    /**
     * Throws brief_not_found, citation_unknown, figure_not_found, figures_apart, finding_not_found, programme_not_found, brief_full,
     * brief_has_it.
     */
    addToBrief: async (actor: Actor, id: string, addition: Addition): Promise<BriefDetail & { added: string[] }> => {
      const programme = addition.kind === 'programmes' ? await sources.getProgramme(actor, addition.programmeId) : null;
      return db.transaction(async (trx) => {
        const row = await find(trx, actor, id, true);
        const section = await added(trx, row, addition, programme);
        if (stands(row.sections, section)) throw intelligenceErrors.brief_has_it({ title: row.title });
        const sections = addTo(row.sections, section);
        if (isFull(sections)) throw intelligenceErrors.brief_full({ most: briefLimits.itemsPerSection });
        await refuseUnknown(trx, actor.organisationId, row.sections, sections);
        const after = await write(trx, actor, row, { sections });
        await audit.record(trx, actor, 'intelligence.add_to_brief', { id, title: row.title }, { kind: section.kind });
        return { ...(await present(trx, after)), added: keysOf(row.sections, section) };
      });
    },

    /** Throws brief_not_found, brief_changed, brief_broken, brief_unsupported, brief_empty, brief_full. */
    issueBrief: (actor: Actor, id: string, { note, expectedRevision }: { note: string; expectedRevision: number }): Promise<BriefDetail> =>
      db.transaction(async (trx) => {
        const row = await find(trx, actor, id, true);
        if (row.revision !== expectedRevision) throw intelligenceErrors.brief_changed({ revision: row.revision });
        if (row.version >= briefLimits.versions) throw intelligenceErrors.brief_full({ most: briefLimits.versions });
        refuseUnfit(await present(trx, row));
        const version = row.version + 1;
        const { title, language, sections } = row;
        await repo.insertVersion(trx, {
          organisation_id: actor.organisationId,
          brief_id: id,
          version,
          title,
          language,
          sections: JSON.stringify(sections),
          note,
          issued_at: clock.now(),
          issued_by_name: actor.name.slice(0, 200),
        });
        const after = { ...row, version, issued_revision: row.revision };
        await repo.updateBrief(trx, id, { version, issued_revision: row.revision });
        await audit.record(trx, actor, 'intelligence.issue_brief', { id, title }, { version });
        return present(trx, after, version);
      }),

    /** Throws brief_not_found. */
    archiveBrief: (actor: Actor, id: string, archived: boolean): Promise<BriefDetail> =>
      db.transaction(async (trx) => {
        const row = await find(trx, actor, id, true);
        const after = { ...row, archived_at: archived ? (row.archived_at ?? clock.now()) : null };
        await repo.updateBrief(trx, id, { archived_at: after.archived_at });
        await audit.record(trx, actor, 'intelligence.archive_brief', { id, title: row.title }, { archived });
        return present(trx, after);
      }),

    /** Its citations are checked anew. Throws brief_not_found, brief_version_not_found, brief_broken. */
    exportBrief: async (
      actor: Actor,
      id: string,
      query: { format: ExportFormat; version?: number | undefined; broken: 'mark' | 'refuse' },
    ): Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string; filename: string }> => {
      const brief = await db.read(async (trx) => present(trx, await find(trx, actor, id), query.version ?? null));
      if (query.broken === 'refuse' && brief.broken > 0) throw intelligenceErrors.brief_broken({ count: brief.broken });
      return exportBrief(brief, query.format, clock.now());
    },
  };
}

function keyOf({ documentId, anchor, start, end }: CitationKey): CitationKey {
  return { documentId, anchor, start, end };
}

/** Whether a stretch lies in another. */
function within(inner: CitationKey, outer: CitationKey): boolean {
  return inner.documentId === outer.documentId && inner.anchor === outer.anchor && inner.start >= outer.start && inner.end <= outer.end;
}

/** What the house wrote stays known by the item's key, so that an edited sentence is told from one that was not touched. */
function withHouse(sections: readonly SectionInput[], before: readonly KeptSection[]): KeptSection[] {
  const house = new Map(
    before.flatMap((section) => ('items' in section ? section.items.map((item) => [item.key, item.house] as const) : [])),
  );
  return sections.map((section) => {
    if (!('items' in section)) return section;
    const items = section.items.map((item): KeptItem => {
      const own = house.get(item.key);
      return own === undefined ? item : { ...item, house: own };
    });
    return { ...section, items };
  });
}

function isFull(sections: readonly KeptSection[]): boolean {
  return (
    sections.length > briefLimits.sections ||
    sections.some((section) =>
      'items' in section ? section.items.length > briefLimits.itemsPerSection : section.kind === 'figures' && section.charts.length > 12,
    )
  );
}

/** Throws brief_empty, brief_broken, brief_unsupported. */
function refuseUnfit({ sections, broken }: BriefDetail): void {
  const items = sections.flatMap((section) => ('items' in section ? section.items : []));
  const says = sections.some(
    (section) => (section.kind === 'text' && section.body !== '') || (section.kind === 'figures' && section.charts.length > 0),
  );
  if (items.length === 0 && !says) throw intelligenceErrors.brief_empty({});
  if (broken > 0) throw intelligenceErrors.brief_broken({ count: broken });
  const unsupported = items.flatMap((item) => item.unsupported);
  if (unsupported.length > 0) throw intelligenceErrors.brief_unsupported({ numbers: unsupported.slice(0, 5).join(', ') });
}
