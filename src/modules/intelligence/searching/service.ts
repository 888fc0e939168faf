import type { Actor } from '../../../platform/http/actor.ts';
import { intelligenceErrors } from '../errors.ts';
import { presentDocuments } from '../library/present.ts';
import * as library from '../library/repo.ts';
import type { Absorber, IntelligenceParts } from '../service/parts.ts';
import type { SearchAnswer, SearchFacets, SearchHit, SearchQuery } from './contract.ts';
import { entryOf } from './entry.ts';
import { marksIn, mergeMarks, passagesOf } from './passages.ts';
import { readQuery } from './query.ts';
import { scoreOf } from './rank.ts';
import * as repo from './repo.ts';
import { facetHash } from './words.ts';

/** So many of the latest and of those with the words in their titles are ranked: the limit of what a page of results looks at. */
const mostRanked = 160;
const mostFacets = 100;
/** Of a topic the latest so many documents are searched. */
const mostOfTopic = 5000;
/** Of a hit so many paragraphs are looked through for passages. */
const mostParagraphs = 400;

/** The use-cases of searching. */
export function createSearchingUses(parts: IntelligenceParts) {
  const { db, clock } = parts;

  return {
    /** Throws search_empty, topic_not_found. */
    async searchMarketDocuments(actor: Actor, asked: SearchQuery): Promise<SearchAnswer> {
      const query = readQuery(asked.q);
      if (query.must.length === 0) throw intelligenceErrors.search_empty({});
      const { organisationId } = actor;
      return db.transaction(async (trx) => {
        const among = asked.topicId === undefined ? null : await repo.listTopicDocuments(trx, organisationId, asked.topicId, mostOfTopic);
        if (asked.topicId !== undefined && among === null) throw intelligenceErrors.topic_not_found({ id: asked.topicId });
        const wanted = {
          ...query,
          facets: [facetHash('organisation', organisationId), ...facetsOf(asked)],
          from: asked.from ?? null,
          until: asked.until ?? null,
          among,
        };
        const { total, exact, candidates } = await repo.findCandidates(trx, organisationId, wanted, mostRanked);
        const today = clock.now().toISOString().slice(0, 10);
        const ranked = candidates
          .filter(({ verified }) => verified)
          .map((one) => ({ ...one, score: scoreOf(one, today) }))
          .toSorted((a, b) => b.score - a.score || (a.document_id < b.document_id ? 1 : -1));
        const families = [...Map.groupBy(ranked, (one) => one.family_id).values()];
        const page = families.slice(asked.offset, asked.offset + asked.limit);
        const ids = page.map(([best]) => best!.document_id);
        const rows = new Map((await library.listDocumentsById(trx, organisationId, ids)).map((row) => [row.id, row]));
        const shown = page.filter(([best]) => rows.has(best!.document_id));
        const documents = await presentDocuments(
          trx,
          organisationId,
          shown.map(([best]) => rows.get(best!.document_id)!),
        );
        const paragraphs = Map.groupBy(await library.listParagraphsOf(trx, ids, mostParagraphs), (row) => row.document_id);
        const items = shown.map(([best, ...copies], index): SearchHit => ({
          document: documents[index]!,
          titleMarks: mergeMarks(marksIn(documents[index]!.title, query.must)),
          passages: passagesOf(
            // The title is shown above its passages already.
            (paragraphs.get(best!.document_id) ?? []).filter(({ kind, text }) => kind !== 'heading' || text !== documents[index]!.title),
            query.must,
          ),
          copies: copies.length,
          score: best!.score,
        }));
        const next = asked.offset + asked.limit;
        return {
          items,
          total: total > candidates.length ? total : ranked.length,
          exact,
          ranked: ranked.length,
          nextOffset: next < families.length ? next : null,
          also: [...query.also],
        };
      });
    },

    listSearchFacets: (actor: Actor): Promise<SearchFacets> => db.read((trx) => repo.countFacets(trx, actor.organisationId, mostFacets)),
  };
}

function facetsOf({ language, publisher, sourceId, metric, region }: SearchQuery): number[] {
  return [
    language === undefined ? [] : facetHash('language', language),
    publisher === undefined ? [] : facetHash('publisher', publisher),
    sourceId === undefined ? [] : facetHash('source', sourceId),
    metric === undefined ? [] : facetHash('metric', metric),
    region === undefined ? [] : facetHash('region', region),
  ].flat();
}

/** Keeps the index beside the documents. */
export function searchAbsorber({ clock }: Pick<IntelligenceParts, 'clock'>): Absorber {
  return {
    async absorb(trx, organisationId, documents) {
      const days = new Map(
        (
          await library.listDocumentsById(
            trx,
            organisationId,
            documents.map(({ id }) => id),
          )
        ).map((row) => [row.id, row.published_on]),
      );
      const today = clock.now().toISOString().slice(0, 10);
      await repo.insertEntries(
        trx,
        organisationId,
        documents.map((stored) => entryOf(organisationId, stored, days.get(stored.id) ?? today)),
      );
    },
    forget: (trx, organisationId, documentIds) => repo.deleteEntries(trx, organisationId, documentIds),
    moved: (trx, organisationId, moves) => repo.moveEntries(trx, organisationId, moves),
  };
}
