/** What is promised of questions: answers of cited sentences, kept with the question. */
import { z } from 'zod';
import { calendarDate, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { citation } from '../citations/contract.ts';
import { languages } from '../library/contract.ts';

const id = z.string().max(60);
const count = z.number().int().min(0);

/** Within what is asked: all documents, those of a topic, or those that filters let through. */
export const askScope = z.object({
  topicId: id.nullable().default(null),
  sourceId: id.nullable().default(null),
  language: z.enum(languages).nullable().default(null),
  from: calendarDate.nullable().default(null),
  until: calendarDate.nullable().default(null),
});
export type AskScope = z.output<typeof askScope>;

export const answerSentence = z.object({ text: z.string(), citations: z.array(citation) });
export const marketAnswer = z.object({
  id: z.string(),
  question: z.string(),
  /** Of the question. */
  language: z.enum(languages),
  scope: askScope.extend({ topicName: z.object({ zh: z.string(), en: z.string() }).nullable() }),
  /** `extractive`: sentences as the documents have them. `model`: a model's sentences, each checked against its passages. */
  kind: z.enum(['extractive', 'model']),
  /** The model that wrote it, or that was asked in vain. */
  model: z.string().nullable(),
  /** Why the model's words are not shown, where one was asked: a code of the house, `ai.timed_out`, `intelligence.model_unsupported`. */
  fallback: z.string().nullable(),
  sentences: z.array(answerSentence),
  /** Sentences of the model that its passages did not bear. */
  dropped: count,
  /** The question is in one language and what it is answered with in the other. */
  otherLanguage: z.boolean(),
  /** Documents that search found, and of those how many were read. */
  found: count,
  considered: count,
  askedAt: instant,
  askedBy: z.string(),
});
export type MarketAnswer = z.output<typeof marketAnswer>;

const answerParams = z.object({ answerId: id });
const missing = ['intelligence.answer_not_found'] as const;

export const askingRoutes = {
  ask: {
    id: 'intelligence.ask',
    method: 'POST',
    path: '/api/v1/market/answers',
    summary: 'Ask a question in either language; the answer is cited sentences, or none where no document answers.',
    access: 'intelligence.read',
    body: z.object({
      question: z.string().trim().min(2).max(500),
      scope: askScope.prefault({}),
      /** False leaves the model out where one is set. */
      model: z.boolean().default(true),
    }),
    response: marketAnswer,
    status: 201,
    errors: ['intelligence.topic_not_found', 'intelligence.question_empty', 'intelligence.days_reversed'],
    example: { question: '2025年6月微短剧用户有多少？' },
    limit: { quota: 'market_ask', requests: 60, windowSeconds: 60 },
  },
  listAnswers: {
    id: 'intelligence.list_answers',
    method: 'GET',
    path: '/api/v1/market/answers',
    summary: 'What one asked before, newest first; the citations of each are read anew.',
    access: 'intelligence.read',
    query: pageQuery.extend({ topicId: id.optional() }),
    response: pageOf(marketAnswer),
  },
  getAnswer: {
    id: 'intelligence.get_answer',
    method: 'GET',
    path: '/api/v1/market/answers/:answerId',
    summary: 'An answer with its citations, read anew.',
    access: 'intelligence.read',
    params: answerParams,
    response: marketAnswer,
    errors: missing,
  },
  removeAnswer: {
    id: 'intelligence.remove_answer',
    method: 'DELETE',
    path: '/api/v1/market/answers/:answerId',
    summary: 'Forget a question that one asked, with its answer.',
    access: 'intelligence.read',
    params: answerParams,
    response: z.object({}),
    errors: missing,
  },
  getAskingModel: {
    id: 'intelligence.get_asking_model',
    method: 'GET',
    path: '/api/v1/market/asking',
    summary: 'Whether a model writes answers, and which.',
    access: 'intelligence.read',
    response: z.object({ model: z.string().nullable() }),
  },
} as const satisfies Record<string, Route>;
