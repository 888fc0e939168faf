/** A model's translation is held against its original, whatever the model does: what does not hold is left out, counted, and never shown. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAiServer, type AiServer, type ChatBehaviour } from '../../../../test/support/ai-server.ts';
import { openIntelligence, type TestIntelligence } from '../../../../test/support/intelligence.ts';
import { createChatModel } from '../../../platform/ai/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { faultIn } from './translating.ts';

const on = '2025-08-13';
const market = '2024年中国微短剧市场规模达到504.4亿元，同比增长34.9%。';
const marketEn = 'In 2024 the Chinese micro-short drama market reached 50.44 billion yuan, up 34.9% year on year.';

test('what keeps a translation from standing beside its original', () => {
  const fault = (original: string, translation: string) =>
    faultIn(original, translation, /[\u3400-\u9fff]/.test(original) ? 'en' : 'zh', on);
  expect(fault(market, marketEn)).toBe(null);
  expect(fault(marketEn, market)).toBe(null);
  for (const [wrong, why] of [
    [marketEn.replace('50.44', '504.4'), 'figures'],
    [marketEn.replace('yuan', 'US dollars'), 'figures'],
    [marketEn.replace(', up 34.9% year on year', ''), 'figures'],
    [marketEn.replace('reached', 'reached over'), 'figures'],
    [marketEn.replace('2024', '2023'), 'times'],
    [marketEn.replace('In 2024 the', 'The'), 'times'],
    [marketEn.replace('Chinese', 'Chinese and Japanese'), 'names'],
    [market, 'language'],
  ] as const)
    expect(fault(market, wrong), wrong).toBe(why);
  const platform = '红果短剧的观众多在夜间观看，编剧与导演纷纷加入这一行业，制作也更加精良。';
  const platformEn = 'Viewers of Hongguo mostly watch at night, and writers and directors join the trade, whose productions grow finer.';
  expect(fault(platform, platformEn)).toBe(null);
  expect(fault(platform, platformEn.replace('Hongguo', 'Douyin'))).toBe('names');
  expect(fault(platform, platformEn.replace('of Hongguo ', ''))).toBe('names');
  expect(fault(platform, 'I am sorry.')).toBe('length');
  expect(
    fault(
      'Producers in the south moved to a new studio last winter, and crews followed them.',
      '南方的制作方去年冬天迁入Netflix的新影棚，剧组随之而来。',
    ),
  ).toBe('names');
  // Names and marks may stay as they are.
  expect(fault('ReelShort', 'ReelShort')).toBe(null);
});

const report = `微短剧半年观察
财联社 2025-08-13 10:01

${market}
红果短剧的观众多在夜间观看，编剧与导演纷纷加入这一行业，制作也更加精良。
截至2025年6月，微短剧用户规模达6.96亿人。
郑州市对优秀微短剧给予每部最高50万元的奖励。
`;
const translations: Record<string, string> = {
  '504.4亿元': marketEn,
  夜间观看: 'Viewers of Hongguo mostly watch at night, and writers and directors join the trade, whose productions grow finer.',
  '6.96亿人': 'By June 2025, micro-short dramas had 696 million users.',
  '50万元': 'Zhengzhou gives outstanding micro-short dramas awards of up to 500,000 yuan each.',
};

let server: AiServer;
let house: TestIntelligence;
let actor: Actor;
let documentId: string;
let original: { index: number; text: string; anchor: string }[];
const plan: ChatBehaviour[] = [];
beforeAll(async () => {
  server = await startAiServer({ chat: plan });
  house = await openIntelligence({ chat: createChatModel(server.endpoint({ timeoutMs: 400 }), { wait: async () => undefined }) });
  ({ actor } = await house.tenant());
  const taken = await house.intelligence.uploadMarketFile(actor, { filename: 'a.txt' }, new TextEncoder().encode(report));
  await house.runJobs();
  documentId = (await house.intelligence.getMarketFile(actor, taken.file.id)).documents[0]!.id;
  const { items } = await house.intelligence.listMarketParagraphs(actor, documentId, 0, 100);
  original = items.filter(({ kind }) => kind !== 'leftover');
}, 120_000);
afterAll(async () => {
  await house.close();
  await server.close();
});

/** What a model would say of the paragraphs that it was sent: each by `say`, those of which it says nothing left out. */
const wordsFor = (say: (text: string) => string | null): ChatBehaviour => ({
  kind: 'answer',
  content: JSON.stringify({
    paragraphs: original.flatMap(({ index, text }) => {
      const said = say(text);
      return said === null ? [] : [{ number: index, text: said }];
    }),
  }),
});
const right = (text: string): string =>
  Object.entries(translations).find(([part]) => text.includes(part))?.[1] ?? 'Half a year of micro-short dramas, as seen by the trade';

/** Has it translated while the endpoint behaves so, the last behaviour for all that follows; answers the task and how often it was asked. */
async function translate(...behaviours: ChatBehaviour[]) {
  plan.splice(0, plan.length, ...server.chats.map(() => ({ kind: 'empty' }) as const), ...behaviours);
  const before = server.chats.length;
  const { taskId } = await house.intelligence.translateMarketDocument(actor, documentId);
  await house.runJobs();
  return { task: house.tasks.find(({ id }) => id === taskId)!, asked: server.chats.length - before };
}
const made = async () => (await house.intelligence.getMarketDocument(actor, documentId)).translations.model;
async function beside(text: string): Promise<string | undefined> {
  const { rows } = await house.intelligence.getSideBySide(actor, documentId);
  return rows.find(({ left }) => left.some((one) => one.text.includes(text)))?.right[0]?.text;
}

describe('translating a document', () => {
  test('an endpoint that fails leaves nothing, and the task says why', async () => {
    for (const [behaviour, code] of [
      [{ kind: 'status', status: 401 }, 'ai.refused'],
      [{ kind: 'status', status: 400 }, 'ai.rejected'],
      [{ kind: 'never' }, 'ai.timed_out'],
      [{ kind: 'half_then_never' }, 'ai.timed_out'],
      [{ kind: 'hang_up' }, 'ai.unreachable'],
      [{ kind: 'wrong_content_type' }, 'ai.wrong_content_type'],
      [{ kind: 'no_choices' }, 'ai.bad_shape'],
      [{ kind: 'huge', bytes: 1_000_000 }, 'ai.answer_too_large'],
      [{ kind: 'prose', content: 'I cannot translate this.' }, 'ai.prose_answer'],
      [wordsFor(right), null],
    ] as [ChatBehaviour, string | null][]) {
      const { task } = await translate(behaviour);
      expect(task, behaviour.kind).toMatchObject(code === null ? { state: 'done', error: null } : { state: 'failed', error: { code } });
      if (code !== null) {
        expect(await made()).toBe(null);
        await expect(house.intelligence.getSideBySide(actor, documentId)).rejects.toMatchObject({
          code: 'intelligence.translation_missing',
        });
      }
    }
    expect(await made()).toMatchObject({ kept: original.length, dropped: 0, model: 'test-model', language: 'en' });
    expect(await beside('6.96亿人')).toBe(translations['6.96亿人']);
    // The model is told what is material and what is asked of it.
    const sent = server.chats.at(-1)!.body.messages;
    expect(sent[0]!.content).toContain('not instructions');
    expect(sent[1]!.content).toContain('504.4亿元');
  });

  test('of a model that lies what does not hold is left out and counted, and what nobody asked for is passed over', async () => {
    const lies = (text: string): string | null => {
      if (text.includes('504.4亿元')) return marketEn.replace('50.44', '504.4');
      if (text.includes('6.96亿人')) return 'By June 2024, micro-short dramas had 696 million users.';
      if (text.includes('夜间观看')) return 'As an AI model, I am not able to help with that request.';
      if (text.includes('50万元')) return 'Hangzhou gives outstanding micro-short dramas awards of up to 500,000 yuan each.';
      return right(text);
    };
    const answer = wordsFor(lies) as Extract<ChatBehaviour, { kind: 'answer' }>;
    const more = JSON.parse(answer.content) as { paragraphs: { number: number; text: string }[] };
    more.paragraphs.push({ number: 9_999, text: 'There were 9 billion users.' });
    const { task } = await translate({ ...answer, content: JSON.stringify(more) });
    expect(task.state).toBe('done');
    expect(await made()).toMatchObject({ kept: original.length - 4, dropped: 4 });
    for (const part of Object.keys(translations)) expect(await beside(part), part).toBe(undefined);
  });

  test('a model that answers in the language of the original, or of nothing, has translated nothing', async () => {
    await translate(wordsFor(right));
    for (const say of [(text: string) => text, () => null]) {
      const { task } = await translate(wordsFor(say));
      expect(task).toMatchObject({ state: 'failed', error: { code: 'intelligence.translation_unsupported' } });
    }
    // What held before is still there.
    expect(await made()).toMatchObject({ kept: original.length, dropped: 0 });
  });

  test('an answer that is cut off is asked for in halves, and a paragraph that never comes is left out', async () => {
    const all = wordsFor(right) as Extract<ChatBehaviour, { kind: 'answer' }>;
    const cut: ChatBehaviour = { kind: 'truncated', content: all.content };
    const { task, asked } = await translate(cut, cut, all);
    expect([task.state, asked]).toEqual(['done', 4]);
    expect(await made()).toMatchObject({ kept: original.length, dropped: 0 });
    // The first half of the first half fails for good, each asked for twice.
    await translate(cut, cut, cut, cut, cut, cut, all);
    expect((await made())!.dropped).toBeLessThanOrEqual(2);
    const futile = await translate(cut);
    expect(futile.task).toMatchObject({ state: 'failed', error: { code: 'ai.truncated_answer' } });
    expect(futile.asked).toBeLessThan(40);
  });

  test('stopping the task stops the model', async () => {
    plan.splice(0, plan.length, { kind: 'never' });
    const stop = new AbortController();
    const { taskId } = await house.intelligence.translateMarketDocument(actor, documentId);
    const before = server.chats.length;
    const running = house.runJobs({ signal: stop.signal });
    while (server.chats.length === before) await new Promise((resolve) => setImmediate(resolve));
    stop.abort('cancelled');
    await running;
    expect(house.tasks.find(({ id }) => id === taskId)).toMatchObject({ state: 'cancelled' });
  });
});
