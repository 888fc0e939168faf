/** Questions: documents that may answer are found, read, and answered from; what is said is kept with its passages. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import type { Citation } from '../citations/contract.ts';
import { keyOf, readCitations } from '../citations/read.ts';
import { intelligenceErrors } from '../errors.ts';
import { listClaimsOf } from '../figures/read.ts';
import * as libraryRepo from '../library/repo.ts';
import { loadDocuments } from '../library/stored.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import * as topicsRepo from '../topics/repo/topics.ts';
import { findCandidates } from './candidates.ts';
import type { AskScope, MarketAnswer } from './contract.ts';
import { answerFrom, passagesFor } from './extract.ts';
import { askModel, type ModelAnswer } from './model.ts';
import { readQuestion } from './question.ts';
import * as repo from './repo.ts';
import type { KeptSentence } from './tables.ts';
import type { AnswerDocument } from './passages.ts';

/** So many documents are read for an answer, and so many passages shown to a model: some 6,000 tokens. */
const mostRead = 24;
const mostShown = 28;
const keptQuestions = 500;
const place = z.object({ id: z.string().max(60) });

type Asking = { question: string; scope: AskScope; model: boolean };
type Read = { ids: string[]; documents: AnswerDocument[]; found: number };

export function createAskingUses(parts: IntelligenceParts) {
  const { db, clock, audit, chat } = parts;
  const asker = (actor: Actor): string | null => (actor.kind === 'person' ? actor.id : null);

  /** The documents that may answer. Throws topic_not_found. */
  async function gather(trx: Trx, organisationId: string, question: string, scope: AskScope): Promise<Read> {
    if (scope.topicId !== null) {
      const topic = await topicsRepo.findTopic(trx, organisationId, scope.topicId);
      if (!topic || topic.removed_at !== null) throw intelligenceErrors.topic_not_found({ id: scope.topicId });
    }
    const candidates = await findCandidates(trx, organisationId, question, scope, mostRead);
    const loaded = await loadDocuments(trx, organisationId, candidates.ids);
    const ids = candidates.ids.filter((id) => loaded.has(id));
    const families = new Map((await libraryRepo.listDocumentsById(trx, organisationId, ids)).map((row) => [row.id, row.family_id]));
    const claims = Map.groupBy(await listClaimsOf(trx, organisationId, ids), ({ documentId }) => documentId);
    const documents = ids.map((id) => ({
      document: loaded.get(id)!,
      claims: (claims.get(id) ?? []).map(({ claim }) => claim),
      familyId: families.get(id),
    }));
    return { ids, documents, found: candidates.found };
  }

  async function present(trx: Trx, organisationId: string, rows: readonly repo.AnswerRow[]): Promise<MarketAnswer[]> {
    const keys = rows.flatMap(({ sentences }) => sentences.flatMap(({ citations }) => citations));
    const citations = await readCitations(trx, organisationId, keys);
    const topics = new Map((await topicsRepo.listTopics(trx, organisationId)).map((topic) => [topic.id, topic]));
    let at = 0;
    const next = (count: number): Citation[] => citations.slice(at, (at += count));
    return rows.map((row) => {
      const topic = row.topic_id === null ? undefined : topics.get(row.topic_id);
      return {
        id: row.id,
        question: row.question,
        language: row.language,
        scope: { ...row.scope, topicName: topic ? { zh: topic.name_zh, en: topic.name_en } : null },
        kind: row.kind,
        model: row.model,
        fallback: row.fallback,
        sentences: row.sentences.map(({ text, citations: own }) => ({ text, citations: next(own.length) })),
        dropped: row.dropped,
        otherLanguage: row.other_language,
        found: row.found,
        considered: row.considered,
        askedAt: row.asked_at.toISOString(),
        askedBy: row.asked_by_name,
      };
    });
  }

  return {
    getAskingModel: async (): Promise<{ model: string | null }> => ({ model: chat?.model ?? null }),

    /**
     * Without a model, or where its words do not hold, the answer is extractive and says so. Throws question_empty, topic_not_found,
     * days_reversed, ai.cancelled.
     */
    ask: async (actor: Actor, { question, scope, model }: Asking, signal?: AbortSignal): Promise<MarketAnswer> => {
      const { organisationId } = actor;
      if (scope.from !== null && scope.until !== null && scope.from > scope.until)
        throw intelligenceErrors.days_reversed({ from: scope.from, until: scope.until });
      const asked = readQuestion(question);
      if (asked.concepts.length + asked.words.length + asked.values.length === 0) throw intelligenceErrors.question_empty({});
      const read = await db.transaction((trx) => gather(trx, organisationId, question, scope));
      const asksModel = model && chat !== null && read.documents.length > 0;
      // Outside any transaction: a model may take a minute.
      const said = asksModel ? await withModel(question, read, signal) : null;
      const sentences = said?.kind === 'answered' ? said.sentences : extracted(question, read);
      const row: repo.AnswerRow = {
        id: newId('answer', clock.nowMs()),
        organisation_id: organisationId,
        user_id: asker(actor),
        asked_by_name: actor.name.slice(0, 200),
        question,
        language: asked.language,
        scope,
        topic_id: scope.topicId,
        kind: said?.kind === 'answered' ? 'model' : 'extractive',
        model: said ? chat!.model : null,
        fallback: said?.kind === 'failed' ? said.code : null,
        sentences: sentences.map(({ text, citations }) => ({ text, citations })),
        dropped: said?.dropped ?? 0,
        other_language: sentences.length > 0 && sentences.every(({ language }) => language !== asked.language),
        found: read.found,
        considered: read.documents.length,
        asked_at: clock.now(),
      };
      return db.transaction(async (trx) => {
        await repo.insertAnswer(trx, { ...row, scope: JSON.stringify(row.scope), sentences: JSON.stringify(row.sentences) });
        await repo.trimAnswers(trx, organisationId, row.user_id, keptQuestions);
        const params = { kind: row.kind, sentences: row.sentences.length };
        await audit.record(trx, actor, 'intelligence.ask', { id: row.id, title: question.slice(0, 200) }, params);
        return (await present(trx, organisationId, [row]))[0]!;
      });
    },

    listAnswers: (
      actor: Actor,
      query: { cursor?: string | undefined; limit: number; topicId?: string | undefined },
    ): Promise<{ items: MarketAnswer[]; nextCursor: string | null }> => {
      const beforeId = query.cursor === undefined ? null : decodeCursor(place, query.cursor).id;
      return db.read(async (trx) => {
        const page = { beforeId, limit: query.limit + 1, topicId: query.topicId ?? null };
        const rows = await repo.listAnswers(trx, actor.organisationId, asker(actor), page);
        const items = await present(trx, actor.organisationId, rows.slice(0, query.limit));
        return { items, nextCursor: rows.length > query.limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      });
    },

    /** Throws answer_not_found. */
    getAnswer: (actor: Actor, id: string): Promise<MarketAnswer> =>
      db.read(async (trx) => {
        const row = await repo.findAnswer(trx, actor.organisationId, asker(actor), id);
        if (!row) throw intelligenceErrors.answer_not_found({ id });
        return (await present(trx, actor.organisationId, [row]))[0]!;
      }),

    /** Throws answer_not_found. */
    removeAnswer: (actor: Actor, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await repo.findAnswer(trx, actor.organisationId, asker(actor), id);
        if (!row) throw intelligenceErrors.answer_not_found({ id });
        await repo.deleteAnswer(trx, id);
        await audit.record(trx, actor, 'intelligence.remove_answer', { id, title: row.question.slice(0, 200) }, {});
      }),
  };

  async function withModel(
    question: string,
    read: Read,
    signal: AbortSignal | undefined,
  ): Promise<(Extract<ModelAnswer, { kind: 'failed' }> | { kind: 'answered'; dropped: number; sentences: Said[] }) | null> {
    const passages = passagesFor(question, read.documents, mostShown);
    if (passages.length === 0) return null;
    const shown = passages.map(({ text, document }) => {
      const { title, source, publishedAt } = read.documents[document]!.document;
      return { text, title, source, publishedOn: publishedAt?.slice(0, 10) ?? null };
    });
    const answer = await askModel(chat!, question, shown, signal);
    if (answer.kind === 'failed') return answer;
    return {
      kind: 'answered',
      dropped: answer.dropped,
      sentences: answer.sentences.map(({ text, passages: cited }) => ({
        text,
        language: /[\u3400-\u9fff]{2}/.test(text) ? 'zh' : 'en',
        citations: cited.map((index) => keyIn(read, passages[index]!)),
      })),
    };
  }
}

type Said = KeptSentence & { language: 'zh' | 'en' };

function extracted(question: string, read: Read): Said[] {
  return answerFrom(question, read.documents).sentences.map(({ text, citations }) => ({
    text,
    // What is quoted is in the language of its document, whatever the words around the quote are in.
    language: read.documents[citations[0]!.document]!.document.language,
    citations: citations.map((citation) => keyIn(read, citation)),
  }));
}

function keyIn(read: Read, citation: { document: number; paragraph: number; start: number; end: number }) {
  return keyOf(read.ids[citation.document]!, read.documents[citation.document]!.document, citation);
}
