/** Bench of hooks: does the engine find planted turns, and the planted paywall episode? */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseFile } from '../../src/modules/studio/index.ts';
import { createMediaHost } from '../../src/platform/media/index.ts';
import { suggestPaywall, tellStory, type StoryInput } from '../../src/modules/studio/story/index.ts';
import { makeDrama, makeEpisode, makeEpisodes, seeded, type Episode } from './hooks/generate.ts';
import { renderEpisode } from './hooks/render.ts';

type Span = { startMs: number; endMs: number };

export function overlap(a: Span, b: Span): number {
  const shared = Math.max(0, Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs));
  const union = a.endMs - a.startMs + b.endMs - b.startMs - shared;
  return union > 0 ? shared / union : 0;
}

/** The eight seconds with the most energy: what "cut where it is loud" would give. */
function loudestWindow(input: StoryInput, lengthMs = 8000): Span {
  const { hopMs, momentaryLufs } = input.audio!.curve;
  const steps = Math.round(lengthMs / hopMs);
  const power = momentaryLufs.map((lufs) => (lufs === null ? 0 : 10 ** (lufs / 10)));
  let sum = power.slice(0, steps).reduce((total, value) => total + value, 0);
  let best = { sum, at: 0 };
  for (let i = steps; i < power.length; i += 1) {
    sum += power[i]! - power[i - steps]!;
    if (sum > best.sum) best = { sum, at: i - steps + 1 };
  }
  return { startMs: best.at * hopMs, endMs: best.at * hopMs + lengthMs };
}

function randomWindow(episode: Episode, lengthMs = 8000): Span {
  const startMs = seeded(episode.seed ^ 0x5bd1e995)() * (episode.input.durationMs - lengthMs);
  return { startMs, endMs: startMs + lengthMs };
}

const share = (hits: number, of: number): number => (of === 0 ? 0 : Math.round((1000 * hits) / of) / 1000);

/** Share of episodes whose first hook overlaps the planted turn by half or more, beside the two baselines. */
export function scoreEpisodes(episodes: readonly Episode[]): {
  episodes: number;
  top: number;
  meanIou: number;
  loudest: number;
  random: number;
} {
  const ious = episodes.map((episode) => overlap(tellStory(episode.input).hooks[0] ?? { startMs: 0, endMs: 0 }, episode.plant));
  const hit = (values: readonly number[]): number => share(values.filter((value) => value >= 0.5).length, values.length);
  return {
    episodes: episodes.length,
    top: hit(ious),
    meanIou: Math.round((1000 * ious.reduce((sum, value) => sum + value, 0)) / ious.length) / 1000,
    loudest: hit(episodes.map((episode) => overlap(loudestWindow(episode.input), episode.plant))),
    random: hit(episodes.map((episode) => overlap(randomWindow(episode), episode.plant))),
  };
}

export function scorePaywalls(dramas: number, firstSeed: number): { dramas: number; first: number; firstThree: number } {
  let first = 0;
  let firstThree = 0;
  for (let i = 0; i < dramas; i += 1) {
    const drama = makeDrama(firstSeed + i, i % 2 === 0 ? 'zh' : 'en');
    const told = drama.episodes.map(({ episodeId, number, input }) => ({
      episodeId,
      number,
      durationMs: input.durationMs,
      ...tellStory(input),
    }));
    const place = suggestPaywall(told).findIndex((suggestion) => suggestion.number === drama.planted);
    if (place === 0) first += 1;
    if (place >= 0 && place < 3) firstThree += 1;
  }
  return { dramas, first: share(first, dramas), firstThree: share(firstThree, dramas) };
}

function withoutWords(count: number, firstSeed: number): Episode[] {
  return Array.from({ length: count }, (_, i) =>
    makeEpisode({
      seed: firstSeed + i,
      language: i % 2 === 0 ? 'zh' : 'en',
      heldOut: true,
      marks: { words: false, sound: true, picture: true },
    }),
  );
}

/** The same question over real files: encoded, decoded in the one pass, cut, measured, told. */
export async function scoreFiles(episodes: readonly Episode[]): Promise<{ episodes: number; top: number; meanIou: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-bench-hooks-'));
  const host = createMediaHost({ isolation: 'thread' });
  try {
    const ious: number[] = [];
    for (const episode of episodes) {
      const file = join(folder, `${episode.seed}.mp4`);
      await renderEpisode(episode, file);
      const told = await analyseFile(host, { file, cues: episode.input.cues }, { signal: new AbortController().signal });
      ious.push(overlap(told.hooks[0] ?? { startMs: 0, endMs: 0 }, episode.plant));
      rmSync(file);
    }
    return {
      episodes: ious.length,
      top: share(ious.filter((value) => value >= 0.5).length, ious.length),
      meanIou: Math.round((1000 * ious.reduce((sum, value) => sum + value, 0)) / ious.length) / 1000,
    };
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Figures of the held-out half are the ones to quote. */
export async function run(): Promise<Record<string, unknown>> {
  const heldOut = makeEpisodes(60, 9000, true);
  return {
    tuned: scoreEpisodes(makeEpisodes(60, 1000, false)),
    heldOut: scoreEpisodes(heldOut),
    heldOutChinese: scoreEpisodes(heldOut.filter((episode) => episode.language === 'zh')),
    heldOutEnglish: scoreEpisodes(heldOut.filter((episode) => episode.language === 'en')),
    heldOutWordsOnly: scoreEpisodes(heldOut.filter((episode) => !episode.marks.sound && !episode.marks.picture)),
    heldOutFiles: await scoreFiles(makeEpisodes(8, 700, true)),
    withoutWords: scoreEpisodes(withoutWords(20, 5000)),
    paywall: scorePaywalls(12, 300),
  };
}
