/** A topic's page: its documents, what they say in groups, their headline figures, and what is new there. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { Citation, CitationKey } from '../citations/contract.ts';
import { readCitations } from '../citations/read.ts';
import { intelligenceErrors } from '../errors.ts';
import { listClaimsOf } from '../figures/read.ts';
import { presentDocuments } from '../library/present.ts';
import * as libraryRepo from '../library/repo.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { themes, type HeadlineFigure, type Theme, type TopicDocument, type TopicGroup } from './contract.ts';
import { headlines, type TopicClaim } from './headlines.ts';
import { mergeSentences, type Said } from './merge.ts';
import * as repo from './repo/topics.ts';
import { themeOf } from './themes.ts';
import { besideOf } from './translations.ts';

/** Of a topic, so many of the latest documents are looked at for its sentences, and so many sentences of a theme are shown. */
const documentsLooked = 200;
const shownOfTheme = 12;
const mostCitations = 8;

const place = z.object({ on: z.iso.date(), id: z.string().max(60) });
type Sentence = { key: CitationKey; citation: Citation; group: string; fresh: boolean };

export function createTopicPage({ db, clock, audit }: IntelligenceParts) {
  const reader = (actor: Actor): string | null => (actor.kind === 'person' ? actor.id : null);

  /** Throws topic_not_found. */
  async function find(trx: Trx, actor: Actor, id: string): Promise<repo.TopicRow> {
    const row = await repo.findTopic(trx, actor.organisationId, id);
    if (!row || row.removed_at !== null) throw intelligenceErrors.topic_not_found({ id });
    return row;
  }

  return {
    /** Throws topic_not_found. */
    listTopicDocuments: (
      actor: Actor,
      id: string,
      query: { cursor?: string | undefined; limit: number; placed: 'in' | 'pinned' | 'excluded'; fresh?: boolean | undefined },
    ): Promise<{ items: TopicDocument[]; nextCursor: string | null }> => {
      const before = query.cursor === undefined ? null : decodeCursor(place, query.cursor);
      return db.read(async (trx) => {
        await find(trx, actor, id);
        const topic = { organisationId: actor.organisationId, topicId: id, userId: reader(actor) };
        const page = { placed: query.placed, fresh: query.fresh ?? false, before, limit: query.limit + 1 };
        const rows = await repo.listPlaced(trx, topic, page);
        const shown = rows.slice(0, query.limit);
        const documents = await libraryRepo.listDocumentsById(
          trx,
          actor.organisationId,
          shown.map(({ document_id }) => document_id),
        );
        const onWire = new Map((await presentDocuments(trx, actor.organisationId, documents)).map((document) => [document.id, document]));
        const last = shown.at(-1);
        return {
          items: shown.map((row) => ({
            document: onWire.get(row.document_id)!,
            placed: row.placed ?? 'query',
            fresh: row.fresh,
            addedAt: row.added_at.toISOString(),
          })),
          nextCursor: rows.length > shown.length && last ? encodeCursor({ on: last.published_on, id: last.document_id }) : null,
        };
      });
    },

    /** Answers null where the document is no longer in the topic. Throws topic_not_found, document_not_found. */
    placeTopicDocument: (
      actor: Actor,
      id: string,
      documentId: string,
      placed: 'query' | 'pinned' | 'excluded',
    ): Promise<{ placed: 'query' | 'pinned' | 'excluded' | null }> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const topic = await find(trx, actor, id);
        const document = await libraryRepo.findDocument(trx, organisationId, documentId);
        if (!document) throw intelligenceErrors.document_not_found({ id: documentId });
        const at = { organisationId, topicId: id };
        await repo.placeDocument(trx, at, documentId, placed === 'query' ? null : placed, clock.now());
        const title = topic.name_zh || topic.name_en;
        await audit.record(trx, actor, 'intelligence.place_topic_document', { id, title }, { document: document.title, placed });
        const now = await repo.findPlaced(trx, at, documentId);
        return { placed: now ? (now.placed ?? 'query') : null };
      }),

    /** Sentences whose passage no longer says them are left out. Throws topic_not_found. */
    getTopicInsights: (
      actor: Actor,
      id: string,
      query: { language?: 'zh' | 'en' | undefined; fresh?: boolean | undefined },
    ): Promise<{ groups: TopicGroup[]; looked: number; documents: number }> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        await find(trx, actor, id);
        const rows = await repo.listInsights(trx, { organisationId, topicId: id, userId: reader(actor) }, documentsLooked);
        const counts = await repo.countTopics(trx, organisationId, [id], null);
        const chosen = rows.filter(
          (row) => (query.language === undefined || row.language === query.language) && (!query.fresh || row.fresh),
        );
        const said = await sentencesOf(trx, organisationId, chosen);
        const byTheme = Map.groupBy(said, ({ text, source }) => themeOf(text, source.group));
        const groups = themes.flatMap((theme) => groupOf(theme, byTheme.get(theme) ?? []));
        await besideOf(trx, organisationId, groups);
        return { groups, looked: chosen.length, documents: counts.get(id)?.documents ?? 0 };
      }),

    /** Throws topic_not_found. */
    getTopicFigures: (actor: Actor, id: string): Promise<{ items: HeadlineFigure[] }> =>
      db.read(async (trx) => {
        await find(trx, actor, id);
        const { organisationId } = actor;
        const rows = await repo.listInsights(trx, { organisationId, topicId: id, userId: null }, documentsLooked);
        const ids = rows.map((row) => row.id);
        const claims = (await listClaimsOf(trx, organisationId, ids)).map(({ claim, citation: key, familyId }) => ({
          ...claim,
          key,
          familyId,
        }));
        const chosen = headlines(claims);
        const citations = await readCitations(
          trx,
          organisationId,
          chosen.map(({ claim }) => claim.key),
        );
        return {
          items: chosen.flatMap(({ claim, sources, others }, at) =>
            citations[at]!.intact ? [{ ...valueOf(claim), citation: citations[at]!, sources, others }] : [],
          ),
        };
      }),

    /** Throws topic_not_found. */
    visitTopic: (actor: Actor, id: string): Promise<{ previousAt: string | null }> =>
      db.transaction(async (trx) => {
        await find(trx, actor, id);
        const userId = reader(actor);
        if (userId === null) return { previousAt: null };
        const before = await repo.visit(trx, { organisationId: actor.organisationId, topicId: id }, userId, clock.now());
        return { previousAt: before?.toISOString() ?? null };
      }),
  };
}

function valueOf({ metric, measure, low, high, bound, unit, currency, period, basePeriod, region, entity, status }: TopicClaim) {
  return { metric, measure, low, high, bound, unit, currency, period, basePeriod, region, entity, status };
}

/** The kept core sentences of documents, read anew: each with its passage. */
async function sentencesOf(trx: Trx, organisationId: string, rows: readonly repo.InsightRow[]): Promise<Said<Sentence>[]> {
  const all = rows.flatMap((row) =>
    row.insights.flatMap(({ group, sentences }) =>
      sentences.map(({ anchor, start, end }) => ({ row, group, key: { documentId: row.id, anchor, start, end } })),
    ),
  );
  const citations = await readCitations(
    trx,
    organisationId,
    all.map(({ key }) => key),
  );
  return all.flatMap(({ row, group, key }, at) => {
    const citation = citations[at]!;
    if (citation.quote === null) return [];
    return [{ text: citation.quote, language: row.language, familyId: row.family_id, source: { key, citation, group, fresh: row.fresh } }];
  });
}

/** What more sources say comes first, then what has figures; none for a theme of which nothing is said. */
function groupOf(theme: Theme, said: readonly Said<Sentence>[]): TopicGroup[] {
  const merged = mergeSentences(said);
  if (merged.length === 0) return [];
  const weight = ({ lead, sources }: (typeof merged)[number]): number => sources * 2 + (/\d/.test(lead.text) ? 1 : 0);
  const sorted = merged.toSorted((a, b) => weight(b) - weight(a));
  const sentences = sorted.slice(0, shownOfTheme).map(({ lead, others, sources }) => ({
    text: lead.text,
    language: lead.language,
    citations: [lead, ...others].slice(0, mostCitations).map(({ source }) => source.citation),
    sources,
    fresh: lead.source.fresh,
    beside: null,
  }));
  return [{ theme, sentences, more: sorted.length - sentences.length }];
}
