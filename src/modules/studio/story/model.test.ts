import { afterEach, describe, expect, it } from 'vitest';
import { makeEpisode } from '../../../../test/bench/hooks/generate.ts';
import { startAiServer, type AiServer, type ChatBehaviour } from '../../../../test/support/ai-server.ts';
import { createChatModel, type AiEndpoint } from '../../../platform/ai/index.ts';
import type { Cue } from '../contract.ts';
import { tellStory, tellStoryWithModel } from './index.ts';
import { scenesOf } from './model.ts';

const { input } = makeEpisode({ seed: 77, language: 'zh', heldOut: false, marks: { words: true, sound: true, picture: true } });
const lines = input.cues.length;

let server: AiServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function tell(chat: ChatBehaviour[], overrides: Partial<AiEndpoint> = {}) {
  server = await startAiServer({ chat });
  return tellStoryWithModel(input, tellStory(input), createChatModel(server.endpoint(overrides), { wait: async () => undefined }));
}

const content = (hooks: object[], beats: object[] = []): string => JSON.stringify({ beats, hooks });
const hook = (from: number, to: number, strength = 1): object => ({ from, to, strength, reason: '她的身份暴露了' });
const good = content([hook(3, 5)], [{ kind: 'reveal', from: 3, to: 5, reason: '揭露' }]);

describe('the story with a language model', () => {
  it('takes line numbers, never times, and snaps, measures and ranks what the model marks', async () => {
    const { story, engine } = await tell([{ kind: 'answer', content: good }]);
    expect(engine).toMatchObject({ story: 'model', notes: [{ code: 'model_used' }] });
    const marked = story.hooks.find((item) => item.evidence[0]!.code === 'model_says')!;
    expect(marked.startMs).toBeLessThanOrEqual(input.cues[2]!.startMs + 120);
    expect(marked.endMs).toBeLessThanOrEqual(input.durationMs);
    expect(marked.evidence[0]!.cueIds).toContain(input.cues[4]!.id);
    expect(story.beats.some((beat) => beat.kind === 'reveal' && beat.evidence[0]!.code === 'model_says')).toBe(true);
    const sorted = [...story.hooks].sort((a, b) => a.startMs - b.startMs);
    for (const [i, item] of sorted.entries()) expect(item.startMs).toBeGreaterThanOrEqual(sorted[i - 1]?.endMs ?? 0);
    const sent = JSON.stringify(server!.chats[0]!.body.messages);
    expect(sent).toContain(input.cues[0]!.text);
    expect(sent).not.toContain(String(input.cues[5]!.startMs));
  });

  it('uses a repaired answer', async () => {
    const { engine } = await tell([
      { kind: 'answer', content: content([hook(1, 4), hook(3, 6)]) },
      { kind: 'answer', content: good },
    ]);
    expect(engine.story).toBe('model');
    expect(server!.chats[1]!.body.messages.at(-1)!.content).toContain('overlap');
  });

  it.each<[string, string, ChatBehaviour, Partial<AiEndpoint>]>([
    ['code fences', 'model_failed_ai_fenced_answer', { kind: 'fenced', content: good }, {}],
    ['prose around it', 'model_failed_ai_prose_answer', { kind: 'prose', content: good }, {}],
    [
      'an ignored schema',
      'model_failed_ai_broken_schema',
      { kind: 'answer', content: '{"hooks":[{"start":"00:01:02,000","end":"00:01:09,000"}]}' },
      {},
    ],
    ['unknown ids', 'model_failed_ai_broken_rules', { kind: 'answer', content: content([hook(lines + 50, lines + 60)]) }, {}],
    ['a range the wrong way round', 'model_failed_ai_broken_rules', { kind: 'answer', content: content([hook(5, 3)]) }, {}],
    ['overlaps', 'model_failed_ai_broken_rules', { kind: 'answer', content: content([hook(1, 4), hook(3, 6)]) }, {}],
    ['a time-out', 'model_failed_ai_timed_out', { kind: 'never' }, { timeoutMs: 80 }],
    ['429', 'model_failed_ai_rate_limited', { kind: 'status', status: 429 }, {}],
    ['500', 'model_failed_ai_server_failed', { kind: 'status', status: 500 }, {}],
    ['an empty answer', 'model_failed_ai_empty_answer', { kind: 'answer', content: '' }, {}],
    ['truncated JSON', 'model_failed_ai_truncated_answer', { kind: 'truncated', content: good }, {}],
    ['a huge answer', 'model_failed_ai_answer_too_large', { kind: 'huge', bytes: 900_000 }, {}],
    ['an answer that is not UTF-8', 'model_failed_ai_not_utf8', { kind: 'not_utf8' }, {}],
    ['the wrong content type', 'model_failed_ai_wrong_content_type', { kind: 'wrong_content_type' }, {}],
    ['a broken connection', 'model_failed_ai_unreachable', { kind: 'hang_up' }, {}],
    ['no choices', 'model_failed_ai_bad_shape', { kind: 'no_choices' }, {}],
    ['nothing found', 'model_found_nothing', { kind: 'answer', content: content([]) }, {}],
  ])('keeps the built-in story after %s and says why', async (_name, code, behaviour, overrides) => {
    const { story, engine } = await tell([behaviour], overrides);
    expect(engine).toMatchObject({ story: 'builtin', notes: [{ code }] });
    expect(story).toEqual(tellStory(input));
  });

  it('is not asked where there are no words', async () => {
    server = await startAiServer({ chat: [{ kind: 'answer', content: good }] });
    const { engine } = await tellStoryWithModel(
      { ...input, cues: [] },
      tellStory({ ...input, cues: [] }),
      createChatModel(server.endpoint()),
    );
    expect(engine.notes[0]!.code).toBe('model_needs_words');
    expect(server.chats).toHaveLength(0);
  });

  it('parts long dialogue into scenes that cover every line once, at pauses', () => {
    const cues: Cue[] = Array.from({ length: 300 }, (_, i) => ({
      id: `c${i}`,
      startMs: i * 2000 + (i >= 70 ? 9000 : 0),
      endMs: i * 2000 + 1500 + (i >= 70 ? 9000 : 0),
      text: '一句话',
    }));
    const scenes = scenesOf(cues);
    expect(scenes.flat().map((line) => line.number)).toEqual(cues.map((_, i) => i + 1));
    expect(scenes[0]!.at(-1)!.number).toBe(70);
    expect(Math.max(...scenes.map((scene) => scene.length))).toBeLessThanOrEqual(80);
  });
});
