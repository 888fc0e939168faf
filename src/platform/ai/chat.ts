/** Structured answers from a chat model: the schema is checked after every answer, and a wrong one is asked for again once. */
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { aiErrors } from './errors.ts';
import { createGate, postToEndpoint, type AiTools } from './http.ts';
import type { AiEndpoint } from './settings.ts';

type Message = { role: 'system' | 'user' | 'assistant'; content: string };
type Question<Value> = {
  /** Names the schema for servers that take one: letters, digits, underscores. */
  name: string;
  messages: readonly Message[];
  schema: z.ZodType<Value>;
  /** What the schema cannot say; each returned sentence is told to the model when it is asked again. */
  check?: (value: Value) => string[];
  maxTokens?: number;
  signal?: AbortSignal;
};
/** A wrong answer is an outcome that the caller goes on from, not a throw; only cancelling throws. */
type Answer<Value> = { ok: true; value: Value; repaired: boolean } | { ok: false; error: AppError; repaired: boolean };
export type ChatModel = { readonly model: string; ask<Value>(question: Question<Value>): Promise<Answer<Value>> };

const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});

const mostComplaints = 12;

function readCompletion(text: string): string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw aiErrors.bad_json({}, error);
  }
  const parsed = completion.safeParse(json);
  if (!parsed.success) throw aiErrors.bad_shape({}, parsed.error);
  const choice = parsed.data.choices[0]!;
  const content = choice.message.content ?? '';
  if (choice.finish_reason === 'length') throw aiErrors.truncated_answer();
  if (content.trim() === '') throw aiErrors.empty_answer();
  return content;
}

type Reading<Value> = { value: Value } | { error: AppError; complaints: string[] };

/** Takes an answer apart. Fences and prose are named as such: a model that adds them is told to leave them out. */
function readAnswer<Value>(content: string, question: Pick<Question<Value>, 'schema' | 'check'>): Reading<Value> {
  const body = content.trim();
  if (body.startsWith('```'))
    return { error: aiErrors.fenced_answer(), complaints: ['Answer with the JSON object alone, without code fences.'] };
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    if (body.startsWith('{') && !body.endsWith('}'))
      return { error: aiErrors.truncated_answer({}, error), complaints: ['The JSON object was cut off. Answer shorter and whole.'] };
    const prose = !/^[[{]/.test(body) || !/[\]}]$/.test(body);
    const failure = prose ? aiErrors.prose_answer({}, error) : aiErrors.bad_json({}, error);
    return { error: failure, complaints: ['Answer with one valid JSON object and nothing before or after it.'] };
  }
  const parsed = question.schema.safeParse(json);
  if (!parsed.success) {
    const complaints = parsed.error.issues.slice(0, mostComplaints).map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`);
    return { error: aiErrors.broken_schema({ first: complaints[0] ?? '' }), complaints };
  }
  const complaints = (question.check?.(parsed.data) ?? []).slice(0, mostComplaints);
  if (complaints.length > 0) return { error: aiErrors.broken_rules({ first: complaints[0]! }), complaints };
  return { value: parsed.data };
}

/** Told to the model again: these are worth a second answer; a time-out or a refusal is not. */
export const repairable: ReadonlySet<string> = new Set([
  'ai.bad_json',
  'ai.empty_answer',
  'ai.truncated_answer',
  'ai.fenced_answer',
  'ai.prose_answer',
  'ai.broken_schema',
  'ai.broken_rules',
]);

/** A chat model behind an endpoint. `ask` never throws but for `ai.cancelled`. */
export function createChatModel(endpoint: AiEndpoint, tools: AiTools = {}): ChatModel {
  const gate = createGate(endpoint.concurrency);
  const send = async (question: Question<never>, messages: readonly Message[], schema: unknown): Promise<string> => {
    const format =
      endpoint.structured === 'json_schema'
        ? { response_format: { type: 'json_schema', json_schema: { name: question.name, strict: true, schema } } }
        : {};
    const data = JSON.stringify({ model: endpoint.model, messages, temperature: 0, max_tokens: question.maxTokens ?? 4000, ...format });
    const request = {
      path: '/chat/completions',
      body: () => ({ data, contentType: 'application/json' }),
      accept: /\bjson\b/,
      signal: question.signal,
    };
    return readCompletion((await gate(() => postToEndpoint(endpoint, request, tools))).text);
  };
  const attempt = async <Value>(
    question: Question<Value>,
    messages: readonly Message[],
    schema: unknown,
  ): Promise<{ content: string; reading: Reading<Value> }> => {
    try {
      const content = await send(question as unknown as Question<never>, messages, schema);
      return { content, reading: readAnswer(content, question) };
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'ai.cancelled') throw error;
      return { content: '', reading: { error, complaints: ['The answer was empty or cut off. Answer with one whole JSON object.'] } };
    }
  };
  return {
    model: endpoint.model,
    async ask(question) {
      const schema = z.toJSONSchema(question.schema, { io: 'input' });
      const injected: Message = {
        role: 'system',
        content: `Answer with one JSON object that fits this JSON Schema, and nothing else: no prose, no code fences.\n${JSON.stringify(schema)}`,
      };
      const messages = endpoint.structured === 'prompt' ? [injected, ...question.messages] : [...question.messages];
      const first = await attempt(question, messages, schema);
      if ('value' in first.reading) return { ok: true, value: first.reading.value, repaired: false };
      if (!repairable.has(first.reading.error.code)) return { ok: false, error: first.reading.error, repaired: false };
      const shown: Message[] = first.content === '' ? [] : [{ role: 'assistant', content: first.content.slice(0, 8000) }];
      const again: Message = {
        role: 'user',
        content: `That answer cannot be used:\n- ${first.reading.complaints.join('\n- ')}\nAnswer again with one corrected JSON object.`,
      };
      const second = await attempt(question, [...messages, ...shown, again], schema);
      if ('value' in second.reading) return { ok: true, value: second.reading.value, repaired: true };
      return { ok: false, error: second.reading.error, repaired: true };
    },
  };
}
