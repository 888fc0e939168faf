import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startAiServer, type AiServer, type SeenSpeech, type SpeechBehaviour } from '../../../../test/support/ai-server.ts';
import { makeCaptionedVideo } from '../../../../test/support/captions.ts';
import { makeVideo, type MakeSubtitles } from '../../../../test/support/media.ts';
import { loadListeners, runPass } from '../../../platform/media/index.ts';
import type { Cue, Words } from '../contract.ts';
import { createSpeechToText } from '../../../platform/ai/index.ts';
import { readWords, wordListeners, type WordsOptions } from './index.ts';
import { sameness } from './captions.ts';
import { hearSpeech } from './speech.ts';
import { findTesseract } from './tesseract.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookline-words-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let server: AiServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function words(path: string, options: Partial<WordsOptions> = {}): Promise<{ words: Words; results: Record<string, unknown> }> {
  const all: WordsOptions = { cues: null, path, file: 'episode.mp4', aiTools: { wait: async () => undefined }, ...options };
  const pass = await runPass(path, await loadListeners(wordListeners(all)));
  return { words: await readWords(pass, all), results: pass.results };
}

const codes = (found: Words): string[] => found.notes.map((note) => note.code);

/** Bursts of tone with pauses between: half a second on, half a second off. */
async function plainVideo(name: string, extra: { subtitles?: MakeSubtitles[]; sound?: boolean } = {}): Promise<string> {
  const path = join(folder, name);
  await makeVideo({
    path,
    width: 64,
    height: 96,
    fps: 10,
    frames: 40,
    draw: (frame, index) => void frame.y.fill(60 + index),
    subtitles: extra.subtitles,
    sound:
      extra.sound === false
        ? null
        : {
            sampleRate: 48_000,
            channels: 1,
            seconds: 4,
            fill: ([left], start) =>
              left!.forEach((_, i) => (left![i] = Math.floor((start + i) / 24_000) % 2 === 0 ? 0.3 * Math.sin((start + i) / 20) : 0)),
          },
  });
  return path;
}

const sidecar: Cue[] = [
  { id: 'c1', startMs: 500, endMs: 1500, text: '你终于来了' },
  { id: 'c2', startMs: 3800, endMs: 9000, text: '住手' },
];
const verbose = JSON.stringify({
  language: 'zh',
  segments: [
    { start: 0.5, end: 1.5, text: '你是谁' },
    { start: 2, end: 60, text: '我是你爹' },
  ],
});
const asr = (plan: AiServer): WordsOptions['ai'] => ({ chat: null, transcription: { ...plan.endpoint(), timeoutSeconds: 5 } });

describe('where words come from', () => {
  it('takes the subtitle file and watches nothing', async () => {
    const path = await plainVideo('sidecar.mp4');
    const { words: found, results } = await words(path, { cues: sidecar });
    expect(found).toMatchObject({ source: 'sidecar', language: 'zh' });
    expect(found.cues.at(-1)!.endMs).toBe(4000);
    expect(codes(found)).toEqual(['cues_cut_at_end']);
    expect(results).toEqual({});
  });

  it('takes the Chinese text track of several', async () => {
    const track = (language: string, text: string): MakeSubtitles => ({
      codec: 'mov_text',
      language,
      cues: [{ startMs: 500, endMs: 1500, text }],
    });
    const path = await plainVideo('tracks.mp4', { subtitles: [track('eng', 'Who are you?'), track('chi', '你是谁?')] });
    const { words: found } = await words(path);
    expect(found).toMatchObject({ source: 'embedded', language: 'zh', cues: [{ text: '你是谁?' }] });
    expect(codes(found)).toEqual(['words_no_sidecar']);
  });

  it.skipIf(findTesseract() === null)('reads burned captions with their times, and not the watermark', { timeout: 120_000 }, async () => {
    const captions = [
      { startMs: 800, endMs: 2400, text: '你以为你是谁' },
      { startMs: 2400, endMs: 4200, text: '我才是真正的董事长' },
      { startMs: 5200, endMs: 7000, text: '这不可能,你早就死了' },
      { startMs: 7600, endMs: 9500, text: '保安,把他们全部赶出去' },
    ];
    const path = join(folder, 'captions.mp4');
    await makeCaptionedVideo({ path, seconds: 11, captions, watermark: '短剧频道' });
    const { words: found } = await words(path);
    expect(found).toMatchObject({ source: 'ocr', language: 'zh' });
    expect(found.cues).toHaveLength(captions.length);
    for (const [i, caption] of captions.entries()) {
      const cue = found.cues[i]!;
      expect(sameness(cue.text.replace(/\P{L}/gu, ''), caption.text.replace(/\P{L}/gu, ''))).toBeGreaterThanOrEqual(0.75);
      expect(Math.abs(cue.startMs - caption.startMs)).toBeLessThanOrEqual(340);
      expect(Math.abs(cue.endMs - caption.endMs)).toBeLessThanOrEqual(340);
    }
    expect(found.cues.some((cue) => cue.text.includes('频道'))).toBe(false);
  });

  it('hears speech through the endpoint, holds it inside the file and removes the sound it wrote', async () => {
    const path = await plainVideo('heard.mp4');
    server = await startAiServer({ speech: [{ kind: 'answer', body: verbose }] });
    const { words: found, results } = await words(path, { ai: asr(server) });
    expect(found).toMatchObject({
      source: 'asr',
      language: 'zh',
      cues: [
        { startMs: 500, endMs: 1500, text: '你是谁' },
        { startMs: 2000, endMs: 4000 },
      ],
    });
    const wav = Buffer.from(server.speeches[0]!.file.bytes);
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(24)).toBe(16_000);
    expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
    expect(Math.abs((wav.length - 44) / 32 - 4000)).toBeLessThan(60);
    expect(existsSync((results['speech-sound'] as { path: string }).path)).toBe(false);
  });

  it.each<[string, string, SpeechBehaviour]>([
    ['a server that fails', 'ai.server_failed', { kind: 'status', status: 500 }],
    ['an answer that is none', 'ai.speech_unreadable', { kind: 'not_json' }],
    ['a page instead of an answer', 'ai.wrong_content_type', { kind: 'wrong_content_type' }],
    ['a broken connection', 'ai.unreachable', { kind: 'hang_up' }],
  ])('goes on without words after %s and says so', async (_name, reason, behaviour) => {
    const path = await plainVideo('failing.mp4');
    server = await startAiServer({ speech: [behaviour] });
    const { words: found, results } = await words(path, { ai: asr(server) });
    expect(found).toMatchObject({ source: 'none', language: null, cues: [] });
    expect(found.notes).toContainEqual({ code: 'words_asr_failed', params: { reason } });
    expect(codes(found)).toContain('words_none');
    expect(existsSync((results['speech-sound'] as { path: string }).path)).toBe(false);
  });

  it('says that there are no words, and why, where nothing is set or heard', async () => {
    const silent = await plainVideo('silent.mp4', { sound: false });
    const { words: none } = await words(silent);
    expect(none.source).toBe('none');
    expect(codes(none)).toEqual(expect.arrayContaining(['words_no_sidecar', 'words_no_tracks', 'words_asr_not_set', 'words_none']));
    server = await startAiServer({ speech: [{ kind: 'answer', body: verbose }] });
    const { words: deaf } = await words(silent, { ai: asr(server) });
    expect(codes(deaf)).toContain('words_no_sound');
    expect(server.speeches).toHaveLength(0);
  });

  it('parts sound that is too large for one request at silences and puts the answers together again', async () => {
    const path = await plainVideo('long.mp4');
    const answer = (seen: SeenSpeech): SpeechBehaviour => ({
      kind: 'answer',
      body: JSON.stringify({ segments: [{ start: 0.1, end: (seen.file.bytes.length - 44) / 32_000 - 0.1, text: '一段' }] }),
    });
    server = await startAiServer({ speech: [answer] });
    const all: WordsOptions = { cues: null, path, file: 'long.mp4', ai: asr(server) };
    const pass = await runPass(path, await loadListeners(wordListeners(all)));
    const sound = pass.results['speech-sound'] as { path: string; durationMs: number };
    const silences = [
      { startMs: 500, endMs: 1000 },
      { startMs: 1500, endMs: 2000 },
      { startMs: 2500, endMs: 3000 },
      { startMs: 3500, endMs: 4000 },
    ];
    const heard = await hearSpeech(sound, createSpeechToText(server.endpoint()), { silences, speech: [], maxBytes: 2000 * 32 + 44 });
    expect(heard.parts).toBe(3);
    // Cut in the last middle of a silence that fits: 1750 within 2000, then 3750 within 3750.
    expect(heard.cues.map((cue) => cue.startMs - 100)).toEqual([0, 1750, 3750]);
    for (const [i, cue] of heard.cues.entries()) if (i > 0) expect(cue.startMs).toBeGreaterThan(heard.cues[i - 1]!.endMs);
    expect(Math.max(...server.speeches.map((seen) => seen.file.bytes.length))).toBeLessThanOrEqual(2000 * 32 + 44);
  });
});
