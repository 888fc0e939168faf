import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startAiServer, type AiServer, type ChatBehaviour, type SpeechBehaviour } from '../../../test/support/ai-server.ts';
import { createChatModel, chatEndpoint, createSpeechToText, speechEndpoint, type AiEndpoint } from './index.ts';
import { createGate, retryAfterMs } from './http.ts';
import { readSpoken } from './transcribe.ts';

const schema = z.object({ colour: z.enum(['red', 'blue']), size: z.number() });
const good = JSON.stringify({ colour: 'red', size: 2 });
const question = { name: 'colour', messages: [{ role: 'user' as const, content: 'Which?' }], schema };

let server: AiServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function ask(chat: ChatBehaviour[], overrides: Partial<AiEndpoint> = {}, check?: (value: z.output<typeof schema>) => string[]) {
  server = await startAiServer({ chat });
  const waits: number[] = [];
  const model = createChatModel(server.endpoint(overrides), { wait: async (ms) => void waits.push(ms) });
  return { answer: await model.ask({ ...question, check }), waits, chats: server.chats };
}

describe('chat', () => {
  it('takes a good answer at once and sends the schema natively where the model is declared capable', async () => {
    const { answer, chats } = await ask([{ kind: 'answer', content: good }]);
    expect(answer).toMatchObject({ ok: true, value: { colour: 'red', size: 2 }, repaired: false });
    expect(chats[0]!.body.response_format?.type).toBe('json_schema');
    expect(chats[0]!.authorization).toBe('Bearer sk-test-secret');
  });

  it('writes the schema into the prompt where the model is not declared capable', async () => {
    const { chats } = await ask([{ kind: 'answer', content: good }], { structured: 'prompt' });
    expect(chats[0]!.body.response_format).toBeUndefined();
    expect(chats[0]!.body.messages[0]!.content).toContain('"enum":["red","blue"]');
  });

  it.each<[string, ChatBehaviour]>([
    ['ai.fenced_answer', { kind: 'fenced', content: good }],
    ['ai.prose_answer', { kind: 'prose', content: good }],
    ['ai.truncated_answer', { kind: 'truncated', content: good }],
    ['ai.truncated_answer', { kind: 'answer', content: '{"colour":"red","si' }],
    ['ai.broken_schema', { kind: 'answer', content: '{"color":"red"}' }],
    ['ai.empty_answer', { kind: 'answer', content: '  ' }],
  ])('asks once more after %s, saying what was wrong', async (code, bad) => {
    const mended = await ask([bad, { kind: 'answer', content: good }]);
    expect(mended.answer).toMatchObject({ ok: true, repaired: true });
    expect(mended.chats).toHaveLength(2);
    expect(mended.chats[1]!.body.messages.at(-1)!.content).toContain('cannot be used');
    await server!.close();
    const twice = await ask([bad]);
    expect(twice.answer).toMatchObject({ ok: false, repaired: true, error: { code } });
    expect(twice.chats).toHaveLength(2);
  });

  it('tells the model which rule it broke', async () => {
    const { answer, chats } = await ask([{ kind: 'answer', content: good }], {}, (value) => (value.size === 2 ? ['size must be odd'] : []));
    expect(answer).toMatchObject({ ok: false, error: { code: 'ai.broken_rules' } });
    expect(chats[1]!.body.messages.at(-1)!.content).toContain('size must be odd');
  });

  it.each<[string, ChatBehaviour, Partial<AiEndpoint>]>([
    ['ai.timed_out', { kind: 'never' }, { timeoutMs: 80 }],
    ['ai.timed_out', { kind: 'half_then_never' }, { timeoutMs: 80 }],
    ['ai.answer_too_large', { kind: 'huge', bytes: 1_000_000 }, {}],
    ['ai.not_utf8', { kind: 'not_utf8' }, {}],
    ['ai.wrong_content_type', { kind: 'wrong_content_type' }, {}],
    ['ai.bad_shape', { kind: 'no_choices' }, {}],
    ['ai.refused', { kind: 'status', status: 401 }, {}],
    ['ai.rejected', { kind: 'status', status: 400 }, {}],
    ['ai.unreachable', { kind: 'redirect', to: 'http://127.0.0.1:9/steal' }, {}],
  ])('gives up with %s', async (code, bad, overrides) => {
    const { answer } = await ask([bad], overrides);
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(answer)).not.toContain('sk-test-secret');
  });

  it.each<[string, ChatBehaviour]>([
    ['ai.bad_json', { kind: 'not_json' }],
    ['ai.bad_json', { kind: 'empty' }],
  ])('asks once more when the body is no JSON (%s)', async (code, bad) => {
    const { answer, chats } = await ask([bad]);
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(chats).toHaveLength(2);
  });

  it('waits as Retry-After says after 429 and goes on', async () => {
    const { answer, waits } = await ask([
      { kind: 'status', status: 429, retryAfter: '7' },
      { kind: 'status', status: 503 },
      { kind: 'answer', content: good },
    ]);
    expect(answer.ok).toBe(true);
    expect(waits).toEqual([7000, 1000]);
  });

  it.each([429, 500, 503])('gives up after three times %i', async (status) => {
    const { answer, chats } = await ask([{ kind: 'status', status }]);
    expect(answer).toMatchObject({ ok: false, error: { code: status === 429 ? 'ai.rate_limited' : 'ai.server_failed' } });
    expect(chats).toHaveLength(3);
  });

  it('does not wait longer than half a minute, whatever Retry-After says', async () => {
    const { answer, waits } = await ask([{ kind: 'status', status: 429, retryAfter: '3600' }]);
    expect(answer.ok).toBe(false);
    expect(waits).toEqual([]);
  });

  it('tries again when the connection breaks', async () => {
    const { answer } = await ask([{ kind: 'hang_up' }, { kind: 'answer', content: good }]);
    expect(answer.ok).toBe(true);
  });

  it('stops when cancelled, also while waiting for an answer', async () => {
    server = await startAiServer({ chat: [{ kind: 'never' }] });
    const stop = new AbortController();
    const asking = createChatModel(server.endpoint()).ask({ ...question, signal: stop.signal });
    stop.abort();
    await expect(asking).rejects.toMatchObject({ code: 'ai.cancelled' });
  });
});

const wav = new Uint8Array([82, 73, 70, 70, 1, 2, 3]);
const verbose = JSON.stringify({
  language: 'zh',
  text: '你好 世界',
  segments: [
    { id: 0, start: 0.5, end: 1.25, text: ' 你好' },
    { id: 1, start: 1.5, end: 2, text: '世界', speaker: 1 },
  ],
});
const srt = '1\n00:00:00,500 --> 00:00:01,250\n你好\n\n2\n00:00:01,500 --> 00:00:02,000\n世界\n';

async function hear(speech: SpeechBehaviour[], overrides: Partial<AiEndpoint> = {}) {
  server = await startAiServer({ speech });
  return createSpeechToText(server.endpoint(overrides), { wait: async () => undefined }).transcribe(wav, { language: 'zh' });
}

describe('speech to text', () => {
  it('reads verbose_json segments with times and speakers', async () => {
    const spoken = await hear([{ kind: 'answer', body: verbose }]);
    expect(spoken).toEqual({
      language: 'zh',
      timed: true,
      segments: [
        { startMs: 500, endMs: 1250, text: '你好' },
        { startMs: 1500, endMs: 2000, text: '世界', speaker: '1' },
      ],
    });
    expect(server!.speeches[0]).toMatchObject({
      authorization: 'Bearer sk-test-secret',
      fields: { model: 'test-model', response_format: 'verbose_json', language: 'zh' },
      file: { name: 'speech.wav', bytes: wav },
    });
  });

  it.each<[string[], string]>([
    [['verbose_json'], srt],
    [['verbose_json', 'srt'], JSON.stringify({ text: '你好世界' })],
  ])('falls back when the server refuses %j', async (formats, body) => {
    const spoken = await hear([{ kind: 'refuse_format', formats, body, contentType: body === srt ? 'text/plain' : 'application/json' }]);
    expect(spoken.segments[0]!.text).toContain('你好');
    expect(spoken.timed).toBe(body === srt);
    expect(server!.speeches).toHaveLength(formats.length + 1);
  });

  it.each<[string, SpeechBehaviour, Partial<AiEndpoint>]>([
    ['ai.timed_out', { kind: 'never' }, { timeoutMs: 80 }],
    ['ai.answer_too_large', { kind: 'huge', bytes: 1_000_000 }, {}],
    ['ai.not_utf8', { kind: 'not_utf8' }, {}],
    ['ai.wrong_content_type', { kind: 'wrong_content_type' }, {}],
    ['ai.speech_unreadable', { kind: 'not_json' }, {}],
    ['ai.speech_unreadable', { kind: 'empty' }, {}],
    ['ai.rate_limited', { kind: 'status', status: 429 }, {}],
    ['ai.unreachable', { kind: 'hang_up' }, {}],
  ])('throws %s', async (code, bad, overrides) => {
    await expect(hear([bad], overrides)).rejects.toMatchObject({ code });
  });

  it('reads text with times even when JSON was asked for, and drops segments that are none', () => {
    expect(readSpoken(srt).segments).toHaveLength(2);
    expect(
      readSpoken(
        JSON.stringify({ segments: [{ start: 2, end: 1, text: 'x' }, { text: 'no times' }, { start: '1.0', end: '2.0', text: 'ok' }] }),
      ).segments,
    ).toEqual([{ startMs: 1000, endMs: 2000, text: 'ok' }]);
  });
});

describe('small parts', () => {
  it('reads Retry-After in seconds and as a date', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(retryAfterMs('3', now)).toBe(3000);
    expect(retryAfterMs('Thu, 01 Jan 2026 00:00:10 GMT', now)).toBe(10_000);
    expect(retryAfterMs('soon', now)).toBeNull();
    expect(retryAfterMs(null, now)).toBeNull();
  });

  it('never runs more tasks at once than the gate is wide', async () => {
    const gate = createGate(2);
    let running = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 9 }, () =>
        gate(async () => {
          most = Math.max(most, ++running);
          await Promise.resolve();
          running -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
  });

  it('fills what an owner left open with what suits the kind of call', () => {
    const connection = { baseUrl: 'http://localhost:1234/v1/', apiKey: '', model: 'm' };
    expect(chatEndpoint(connection)).toMatchObject({
      baseUrl: 'http://localhost:1234/v1',
      apiKey: null,
      structured: 'prompt',
      timeoutMs: 60_000,
      concurrency: 2,
    });
    expect(speechEndpoint({ ...connection, apiKey: 'k', timeoutSeconds: 5, concurrency: 1, jsonSchema: true })).toMatchObject({
      apiKey: 'k',
      structured: 'json_schema',
      timeoutMs: 5000,
      concurrency: 1,
    });
  });
});
