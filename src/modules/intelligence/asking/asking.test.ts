/** Questions over what is kept: answered from the index, with a model that is checked, and kept for whoever asked. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAiServer, type AiServer, type ChatBehaviour } from '../../../../test/support/ai-server.ts';
import { openIntelligence, type TestIntelligence } from '../../../../test/support/intelligence.ts';
import { createChatModel } from '../../../platform/ai/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { topicFilters } from '../topics/contract.ts';
import { askScope } from './contract.ts';

const anywhere = askScope.parse({});
const report = `Micro-dramas at mid-year
Screen Ledger · 2025-08-01 09:00

The micro-short drama market in China reached 50.44 billion yuan in 2024. Directors of long series have moved into the format.
By June 2025, the user base of micro-short dramas had reached 696 million.
`;
const policy = `郑州出台微短剧扶持政策
河南日报 · 2025-07-01 09:00

郑州市对优秀微短剧给予每部最高50万元的奖励。
`;

let extractive: TestIntelligence;
beforeAll(async () => {
  extractive = await openIntelligence();
}, 120_000);
afterAll(() => extractive.close());

async function give(house: TestIntelligence, actor: Actor, name: string, text: string): Promise<string> {
  const taken = await house.intelligence.uploadMarketFile(actor, { filename: name }, new TextEncoder().encode(text));
  await house.runJobs();
  return (await house.intelligence.getMarketFile(actor, taken.file.id)).documents[0]!.id;
}
function ask(house: TestIntelligence, actor: Actor, question: string, more = {}) {
  house.house.clock.advance(1);
  return house.intelligence.ask(actor, { question, scope: anywhere, model: true, ...more });
}

test('without a model an answer is what documents say, and says so', async () => {
  const { actor, actors } = await extractive.tenant();
  const reportId = await give(extractive, actor, 'report.txt', report);
  await give(extractive, actor, 'policy.txt', policy);
  const answer = await ask(extractive, actor, '2025年6月微短剧用户有多少？');
  expect(answer).toMatchObject({ kind: 'extractive', model: null, fallback: null, otherLanguage: true, language: 'zh', dropped: 0 });
  expect(answer.sentences.map(({ text }) => text)).toEqual(['By June 2025, the user base of micro-short dramas had reached 696 million.']);
  expect(answer.sentences[0]!.citations).toMatchObject([{ documentId: reportId, intact: true, quote: answer.sentences[0]!.text }]);
  expect((await ask(extractive, actor, 'Which city gives awards?')).sentences.map(({ text }) => text).join()).toContain('郑州');
  expect((await ask(extractive, actor, 'How many users does Netflix have?')).sentences).toEqual([]);

  const { items } = await extractive.intelligence.listAnswers(actor, { limit: 2 });
  expect(items.map(({ question }) => question)).toEqual(['How many users does Netflix have?', 'Which city gives awards?']);
  expect((await extractive.intelligence.listAnswers(actors.editor, { limit: 10 })).items).toEqual([]);
  await expect(extractive.intelligence.getAnswer(actors.editor, answer.id)).rejects.toMatchObject({
    code: 'intelligence.answer_not_found',
  });
  await expect(ask(extractive, actor, '？？')).rejects.toMatchObject({ code: 'intelligence.question_empty' });
  await extractive.intelligence.removeAnswer(actor, answer.id);
  await expect(extractive.intelligence.getAnswer(actor, answer.id)).rejects.toMatchObject({ code: 'intelligence.answer_not_found' });
});

test('a question may be asked within a topic, a language or days, and never beyond the organisation', async () => {
  const { actor } = await extractive.tenant();
  const { actor: stranger } = await extractive.tenant();
  await give(extractive, actor, 'report.txt', report);
  const about = { nameZh: '扶持政策', nameEn: '', query: '补贴', filters: topicFilters.parse({}) };
  const topic = await extractive.intelligence.createTopic(actor, about);
  await extractive.runJobs();
  const question = 'How large was the market in 2024?';
  const within = async (scope: object) => (await ask(extractive, actor, question, { scope: askScope.parse(scope) })).sentences.length;
  expect(await within({})).toBe(1);
  expect(await within({ topicId: topic.id })).toBe(0);
  expect(await within({ language: 'zh' })).toBe(0);
  expect(await within({ from: '2025-08-01', until: '2025-08-01' })).toBe(1);
  expect(await within({ until: '2025-07-31' })).toBe(0);
  expect((await ask(extractive, stranger, question)).sentences).toEqual([]);
  await expect(ask(extractive, stranger, question, { scope: askScope.parse({ topicId: topic.id }) })).rejects.toMatchObject({
    code: 'intelligence.topic_not_found',
  });
  await expect(within({ from: '2025-08-02', until: '2025-08-01' })).rejects.toMatchObject({ code: 'intelligence.days_reversed' });
});

const said = (sentences: { text: string; passages: number[] }[]): { kind: 'answer'; content: string } => ({
  kind: 'answer',
  content: JSON.stringify({ sentences }),
});
async function withModel<T>(server: AiServer, work: (house: TestIntelligence, actor: Actor) => Promise<T>): Promise<T> {
  const house = await openIntelligence({ chat: createChatModel(server.endpoint({ timeoutMs: 1000 }), { wait: async () => undefined }) });
  try {
    const { actor } = await house.tenant();
    await give(house, actor, 'report.txt', report);
    return await work(house, actor);
  } finally {
    await house.close();
    await server.close();
  }
}

test('of a model that lies only what its passages bear is shown, and the rest is counted', async () => {
  const all = [1, 2, 3, 4];
  const server = await startAiServer({
    chat: [
      said([
        { text: '2024年中国微短剧市场规模为504.4亿元。', passages: all },
        { text: '2024年市场规模达到5044亿元。', passages: all },
        { text: 'Netflix 进入了这一市场。', passages: all },
        { text: '截至2025年6月，用户规模达6.96亿。', passages: [9] },
      ]),
      said([{ text: 'Everything doubled in 2030.', passages: all }]),
      said([]),
      { kind: 'status', status: 401 },
    ],
  });
  await withModel(server, async (house, actor) => {
    const answer = await ask(house, actor, '2024年市场规模有多大？');
    expect(answer).toMatchObject({ kind: 'model', model: 'test-model', dropped: 3, fallback: null, otherLanguage: false });
    expect(answer.sentences).toMatchObject([{ text: '2024年中国微短剧市场规模为504.4亿元。', citations: [{ intact: true }] }]);
    expect(answer.sentences[0]!.citations[0]!.quote).toContain('50.44 billion yuan');
    expect(server.chats[0]!.body.messages.at(-1)!.content).toContain('50.44 billion yuan');
    for (const fallback of ['intelligence.model_unsupported', 'intelligence.model_silent', 'ai.refused']) {
      const next = await ask(house, actor, '2024年市场规模有多大？');
      expect(next).toMatchObject({ kind: 'extractive', fallback });
      expect(next.sentences.map(({ text }) => text).join()).toContain('50.44 billion yuan');
    }
    expect(await ask(house, actor, '2024年市场规模有多大？', { model: false })).toMatchObject({ kind: 'extractive', fallback: null });
  });
}, 120_000);

test('a model that fails, in whatever way, leaves an answer of what documents say, and says why', async () => {
  const good = JSON.stringify({ sentences: [{ text: '2024年中国微短剧市场规模为504.4亿元。', passages: [1] }] });
  const cases: [ChatBehaviour, string][] = [
    [{ kind: 'prose', content: good }, 'ai.prose_answer'],
    [{ kind: 'fenced', content: good }, 'ai.fenced_answer'],
    [{ kind: 'truncated', content: good }, 'ai.truncated_answer'],
    [{ kind: 'answer', content: '{"sentences": "many"}' }, 'ai.broken_schema'],
    [{ kind: 'answer', content: '' }, 'ai.empty_answer'],
    [{ kind: 'answer', content: JSON.stringify({ sentences: [{ text: 'x'.repeat(801), passages: [1] }] }) }, 'ai.broken_schema'],
    [{ kind: 'no_choices' }, 'ai.bad_shape'],
    [{ kind: 'not_json' }, 'ai.bad_json'],
    [{ kind: 'not_utf8' }, 'ai.not_utf8'],
    [{ kind: 'wrong_content_type' }, 'ai.wrong_content_type'],
    [{ kind: 'huge', bytes: 1_000_000 }, 'ai.answer_too_large'],
    [{ kind: 'hang_up' }, 'ai.unreachable'],
    [{ kind: 'never' }, 'ai.timed_out'],
    [{ kind: 'half_then_never' }, 'ai.timed_out'],
    [{ kind: 'status', status: 429 }, 'ai.rate_limited'],
    [{ kind: 'status', status: 500 }, 'ai.server_failed'],
    [{ kind: 'redirect', to: 'http://127.0.0.1:9/' }, 'ai.unreachable'],
    [said([{ text: 'I’m sorry, but I can’t help with that.', passages: [1] }]), 'intelligence.model_unsupported'],
  ];
  const plan: ChatBehaviour[] = [];
  const server = await startAiServer({ chat: plan });
  await withModel(server, async (house, actor) => {
    for (const [behaviour, fallback] of cases) {
      plan.splice(0, plan.length, behaviour);
      const answer = await ask(house, actor, '2024年市场规模有多大？');
      expect(answer, JSON.stringify(behaviour).slice(0, 80)).toMatchObject({ kind: 'extractive', model: 'test-model', fallback });
      expect(answer.sentences.map(({ text }) => text).join()).toContain('50.44 billion yuan');
    }
    // A repaired answer counts.
    plan.splice(
      0,
      plan.length,
      ...server.chats.map(() => ({ kind: 'empty' }) as const),
      { kind: 'prose', content: good },
      { kind: 'answer', content: good },
    );
    expect(await ask(house, actor, '2024年市场规模有多大？')).toMatchObject({ kind: 'model', fallback: null });
  });
}, 120_000);

test('every name, number and time of a sentence stands in what it cites, and an answer in the other language says so', async () => {
  const all = [1, 2, 3];
  const lies = [
    'In 2024 the market in China reached 50.44 billion US dollars.',
    'In 2024 the market in China reached over 50.44 billion yuan.',
    'In 2025 the market in China reached 50.44 billion yuan.',
    'In 2024 the market in Japan reached 50.44 billion yuan.',
    'In 2024 the market of Hongguo in China reached 50.44 billion yuan.',
    'In 2024 the market in China reached 50.44 billion yuan, says Goldman Sachs.',
    '2024年市场规模为504.4亿元，据国家统计局。',
    '2024年市场规模为504.4亿元，《某报告》称。',
    '2024年市场规模为五千零四十四亿元。',
    'In 2024 the market in China reached 50.44 billion yuan, twice as much as before.',
  ];
  const truth = 'In 2024 the micro-short drama market in China reached 50.44 billion yuan.';
  const server = await startAiServer({
    chat: lies.map((text) =>
      said([
        { text, passages: all },
        { text: truth, passages: all },
      ]),
    ),
  });
  await withModel(server, async (house, actor) => {
    for (const lie of lies) {
      const answer = await ask(house, actor, '2024年市场规模有多大？');
      expect(
        answer.sentences.map(({ text }) => text),
        lie,
      ).toEqual([truth]);
      expect(answer).toMatchObject({ kind: 'model', dropped: 1, otherLanguage: true });
    }
  });
}, 120_000);

test('giving a question up stops the model', async () => {
  const server = await startAiServer({ chat: [{ kind: 'never' }] });
  await withModel(server, async (house, actor) => {
    const stop = new AbortController();
    const asking = house.intelligence.ask(actor, { question: 'How large was the market?', scope: anywhere, model: true }, stop.signal);
    stop.abort();
    await expect(asking).rejects.toMatchObject({ code: 'ai.cancelled' });
    expect((await house.intelligence.listAnswers(actor, { limit: 5 })).items).toEqual([]);
  });
}, 120_000);
