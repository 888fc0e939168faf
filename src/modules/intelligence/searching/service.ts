import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { intelligenceErrors } from '../errors.ts';
import { presentDocuments } from '../library/present.ts';
import * as library from '../library/repo.ts';
import type { Absorber, IntelligenceParts } from '../service/parts.ts';
import type { SearchAnswer, SearchFacets, SearchHit, SearchQuery } from './contract.ts';
import { entryOf } from './entry.ts';
import { marksIn, mergeMarks, passagesOf } from './passages.ts';
import { readQuery } from './query.ts';
import { rankAll, verify, type Hit, type Wanted } from './ranking.ts';
import { createRenewing } from './renewing.ts';
import * as repo from './repo.ts';
import { facetHash, monthHashes } from './words.ts';

/** Documents are wished for so many times as stories are shown, since copies are one; then, where that was not enough, more. */
const wishes = [2, 8];
const verifiedAtOnce = 100;
/** Days are narrowed by their months as long as those are so few. */
const mostMonths = 60;
const mostFacets = 100;
const renewEverySeconds = 60;
/** Of a topic the latest so many documents are searched. */
const mostOfTopic = 5000;
/** Of a hit so many paragraphs are looked through for passages. */
const mostParagraphs = 400;

/** The use-cases of searching. */
export function createSearchingUses(parts: IntelligenceParts) {
  const { db, clock } = parts;
  const { lookForOutdated, ...renewing } = createRenewing(parts);
  parts.jobs.every('intelligence.renew_search', renewEverySeconds, lookForOutdated);

  return {
    ...renewing,

    /** Throws search_empty, topic_not_found. */
    async searchMarketDocuments(actor: Actor, asked: SearchQuery): Promise<SearchAnswer> {
      const query = readQuery(asked.q);
      if (query.must.length === 0) throw intelligenceErrors.search_empty({});
      const { organisationId } = actor;
      return db.transaction(async (trx) => {
        const among = asked.topicId === undefined ? null : await repo.listTopicDocuments(trx, organisationId, asked.topicId, mostOfTopic);
        if (asked.topicId !== undefined && among === null) throw intelligenceErrors.topic_not_found({ id: asked.topicId });
        const outdated = await repo.isOutdated(trx, organisationId);
        const today = clock.now().toISOString().slice(0, 10);
        const wanted: Wanted = {
          ...query,
          facets: [facetHash('organisation', organisationId), ...facetsOf(asked)],
          from: asked.from ?? null,
          until: asked.until ?? null,
          // What is not yet indexed anew is not known by its month.
          months: outdated ? null : monthsOf(asked, today),
          monthsKnown: !outdated,
          among,
        };
        const { families, ...found } = await findFamilies(trx, organisationId, wanted, today, asked.offset + asked.limit + 1);
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
          ...found,
          renewing: outdated,
          nextOffset: next < families.length ? next : null,
          also: [...query.also],
        };
      });
    },

    listSearchFacets: (actor: Actor): Promise<SearchFacets> => db.read((trx) => repo.countFacets(trx, actor.organisationId, mostFacets)),
  };
}

type Found = Pick<SearchAnswer, 'total' | 'exact' | 'ranked'> & { families: Hit[][] };

/** The stories that have the words, the best first, with their copies behind the best of them: `needed` of them if there are so many. */
async function findFamilies(trx: Trx, organisationId: string, wanted: Wanted, today: string, needed: number): Promise<Found> {
  const inText = [...wanted.must, ...wanted.not].some(({ needsText }) => needsText);
  for (const [attempt, times] of wishes.entries()) {
    const ranking = await rankAll(trx, organisationId, wanted, today, needed * times);
    const families = new Map<string, Hit[]>();
    let looked = 0;
    let kept = 0;
    for (; looked < ranking.hits.length && !(inText && families.size >= needed); looked += verifiedAtOnce) {
      const some = ranking.hits.slice(looked, looked + verifiedAtOnce);
      const there = inText
        ? await verify(
            trx,
            some.map((hit) => hit.document_id),
            wanted,
          )
        : null;
      for (const hit of some) {
        if (there && !there.has(hit.document_id)) continue;
        kept += 1;
        const family = families.get(hit.family_id);
        if (family) family.push(hit);
        else families.set(hit.family_id, [hit]);
      }
    }
    const ordered = [...families.values()];
    const all = ranking.rest === 0 && looked >= ranking.hits.length;
    // Beyond, something that was not scored may be better.
    const last = ordered[needed - 1]?.[0];
    const sure = all || (last !== undefined && last.score >= ranking.rest);
    if (!sure && !ranking.exact && attempt < wishes.length - 1) continue;
    const total = all ? kept : ranking.total;
    return { families: ordered, total, exact: ranking.exact && (all || !inText), ranked: sure ? total : Math.min(total, ranking.scored) };
  }
  throw new Error('no attempt at ranking');
}

/** The months of the days that are asked for; null where all of the time is, or too much of it. */
function monthsOf({ from, until }: SearchQuery, today: string): number[] | null {
  if (from === undefined) return null;
  // Somewhere the day after has begun.
  const months = monthHashes(from, until ?? new Date(Date.parse(today) + 86_400_000).toISOString());
  return months.length > mostMonths ? null : months;
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
