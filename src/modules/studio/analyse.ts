import { basename, join } from 'node:path';
import type { Letterbox } from '../../platform/media/listeners/letterbox.ts';
import type { Loudness } from '../../platform/media/listeners/loudness.ts';
import type { SoundStretch } from '../../platform/media/listeners/speech.ts';
import type { ListenerSpec, MediaHost, PassResult, SheetFacts, Span } from '../../platform/media/index.ts';
import { systemClock, type Clock } from '../../platform/time.ts';
import { analysisVersion, type Analysis, type Audio, type Cue, type Quality } from './contract.ts';
import type { ShotsResult } from './shots/listener.ts';
import { tellStory, tellStoryWithModel, type StoryInput } from './story/index.ts';
import { cleanWords, readWords, wordListeners, type AiSettings, type WordsOptions } from './words/index.ts';

export type { AiSettings } from './words/index.ts';

export type AnalyseInput = {
  /** Where the file is; `file` is its name as its owner knows it. */
  path: string;
  file: string;
  /** Cues of a subtitle file; without them the other sources of words are tried in their order. */
  cues?: readonly Cue[] | null;
  /** Where the filmstrip and the key pictures go; not made when absent. */
  sheetsDirectory?: string;
  ai?: AiSettings;
  /** Others who want to watch the same pass, after the studio's own: they may read what those found. Names are not the studio's. */
  listeners?: readonly ListenerSpec[];
};

type Sheet = SheetFacts & { path: string };
export type AnalysedEpisode = {
  analysis: Analysis;
  sheets: { filmstrip: (Sheet & { everyMs: number }) | null; keyPictures: Sheet | null };
  /** What each of the input's `listeners` found, by name. */
  watched: Record<string, unknown>;
};

export type AnalyseOptions = { signal: AbortSignal; onProgress?(stage: string, fraction: number): void; clock?: Clock };

/** Of the whole analysis, what the decoding pass takes as a rule; the rest is words from outside and the story. */
const passShare = 0.9;
const round = Math.round;
// Down, not to the nearest: a clip takes the frames whose time is in [start, end), so a start rounded up loses its first frame.
const spanOf = ({ startMs, endMs }: Span): Span => ({ startMs: Math.floor(startMs), endMs: Math.floor(endMs) });

const platformListener = (name: string, options?: unknown): ListenerSpec => ({
  name,
  url: import.meta.resolve(`../../platform/media/listeners/${name}.ts`),
  options,
});

/** Finds shots and transitions in any pass that it joins (ShotsResult). */
export const shotsListener: ListenerSpec = { name: 'shots', url: import.meta.resolve('./shots/listener.ts') };

function listenersFor(input: AnalyseInput, options: WordsOptions): ListenerSpec[] {
  const measures = ['loudness', 'silences', 'speech', 'black', 'frozen', 'letterbox'].map((name) => platformListener(name));
  const sheets = input.sheetsDirectory
    ? [
        platformListener('filmstrip', { path: join(input.sheetsDirectory, 'filmstrip.jpg') }),
        platformListener('key-pictures', { path: join(input.sheetsDirectory, 'key-pictures.jpg'), spansFrom: 'shots' }),
      ]
    : [];
  const motion: ListenerSpec = { name: 'motion', url: import.meta.resolve('./story/motion-listener.ts') };
  return [shotsListener, motion, ...measures, ...sheets, ...wordListeners(options), ...(input.listeners ?? [])];
}

/** Analyses one episode in one decoding pass. Throws media errors for files that cannot be analysed, naming `file`. */
export async function analyseEpisode(host: MediaHost, input: AnalyseInput, options: AnalyseOptions): Promise<AnalysedEpisode> {
  const clock = options.clock ?? systemClock;
  const started = clock.monotonicMs();
  const wordsOptions: WordsOptions = { cues: input.cues ?? null, path: input.path, file: input.file, ai: input.ai, signal: options.signal };
  const pass = await host.pass(
    { file: input.path, label: input.file, listeners: listenersFor(input, wordsOptions) },
    { signal: options.signal, onProgress: (fraction) => options.onProgress?.('decode', fraction * passShare) },
  );
  options.onProgress?.('words', passShare);
  const audio = audioOf(pass);
  const shots = (pass.results['shots'] as ShotsResult).shots.map((shot) => ({ ...shot, ...spanOf(shot) }));
  const words = await readWords(pass, wordsOptions);
  options.onProgress?.('story', passShare + (1 - passShare) / 2);
  const quality = qualityOf(pass, audio);
  const durationMs = round(pass.end.durationMs);
  const motion = pass.results['motion'] as StoryInput['motion'];
  const story = await tell(
    { durationMs, shots, audio, cues: words.cues, language: words.language, quality, motion },
    input.ai,
    options.signal,
  );
  const { video } = pass.facts;
  const analysis: Analysis = {
    version: analysisVersion,
    file: input.file,
    container: pass.facts.container,
    sizeBytes: pass.facts.sizeBytes,
    durationMs,
    video:
      video && pass.end.frames > 0
        ? {
            width: video.width,
            height: video.height,
            fps: round((video.frameRate.num / video.frameRate.den) * 1000) / 1000,
            frames: pass.end.frames,
            durationMs,
            codec: video.codec,
            pixelFormat: video.pixelFormat,
            rotation: video.rotation,
            variableFrameRate: video.variableFrameRate,
          }
        : null,
    shots,
    audio,
    words,
    ...story,
    quality,
    timings: { decodeMs: round(pass.timings.decodeMs), totalMs: 0 },
  };
  analysis.timings.totalMs = round(clock.monotonicMs() - started);
  options.onProgress?.('story', 1);
  const watched = Object.fromEntries((input.listeners ?? []).map(({ name }) => [name, pass.results[name]]));
  return { analysis, sheets: sheetsOf(pass, input.sheetsDirectory), watched };
}

/** `analyseEpisode` for the command line: the document alone. */
export async function analyseFile(
  host: MediaHost,
  input: { file: string; cues?: readonly Cue[] | null; ai?: AiSettings },
  options: AnalyseOptions,
): Promise<Analysis> {
  const { analysis } = await analyseEpisode(
    host,
    { path: input.file, file: basename(input.file), cues: input.cues, ai: input.ai },
    options,
  );
  return { ...analysis, file: input.file };
}

type Told = Pick<Analysis, 'beats' | 'hooks' | 'cliffhanger' | 'suggestions' | 'engine'>;

async function tell(input: StoryInput, ai: AiSettings | undefined, signal: AbortSignal): Promise<Told> {
  const builtIn = tellStory(input);
  if (!ai?.chat) return { ...builtIn, engine: { story: 'builtin', notes: [] } };
  const { story, engine } = await tellStoryWithModel(input, builtIn, ai.chat, { signal });
  return { ...story, engine: { story: engine.story, notes: engine.notes } };
}

/** The same picture and sound with other words: an analysis anew without decoding, for a subtitle track that changed. */
export async function retellEpisode(
  analysis: Analysis,
  cues: readonly Cue[],
  ai: AiSettings | undefined,
  signal: AbortSignal,
): Promise<Analysis> {
  const words = cleanWords(cues, analysis.durationMs);
  const { durationMs, shots, audio, quality } = analysis;
  return {
    ...analysis,
    words,
    ...(await tell({ durationMs, shots, audio, cues: words.cues, language: words.language, quality }, ai, signal)),
  };
}

function audioOf(pass: PassResult): Audio | null {
  const facts = pass.facts.audio;
  const loudness = pass.results['loudness'] as Loudness;
  if (!facts || !loudness) return null;
  return {
    codec: facts.codec,
    sampleRate: facts.sampleRate,
    channels: facts.channels,
    integratedLufs: loudness.integratedLufs,
    loudnessRange: loudness.loudnessRange,
    truePeakDbtp: loudness.truePeakDbtp,
    curve: { hopMs: loudness.hopMs, momentaryLufs: loudness.momentaryLufs },
    silences: (pass.results['silences'] as Span[]).map(spanOf),
    classes: (pass.results['speech'] as SoundStretch[]).map((stretch) => ({ kind: stretch.kind, ...spanOf(stretch) })),
  };
}

/** Technical findings of picture and sound; what to do about them is said by the suggestions. */
function qualityOf(pass: PassResult, audio: Audio | null): Quality[] {
  const whole = { startMs: 0, endMs: round(pass.end.durationMs) };
  const found: Quality[] = [
    ...(pass.results['black'] as Span[]).map((span) => ({ kind: 'black' as const, ...spanOf(span), params: {} })),
    ...(pass.results['frozen'] as Span[]).map((span) => ({ kind: 'frozen' as const, ...spanOf(span), params: {} })),
    ...(pass.results['letterbox'] as Letterbox[]).map((bars) => ({ kind: 'letterbox' as const, ...spanOf(bars), params: { ...bars.box } })),
  ];
  if (!pass.facts.audio && pass.facts.video) found.push({ kind: 'no_sound', ...whole, params: {} });
  const peak = audio?.truePeakDbtp ?? null;
  const loudness = audio?.integratedLufs ?? null;
  if (peak !== null && peak > -1) found.push({ kind: peak > 0 ? 'clipping' : 'true_peak', ...whole, params: { truePeakDbtp: peak } });
  // A phone's loudspeaker needs about −16 LUFS; a step of 3 LU is heard as another volume.
  if (loudness !== null && loudness < -19) found.push({ kind: 'too_quiet', ...whole, params: { integratedLufs: loudness } });
  if (loudness !== null && loudness > -13) found.push({ kind: 'too_loud', ...whole, params: { integratedLufs: loudness } });
  if (pass.damage.undecodablePackets > 0 || pass.damage.truncated)
    found.push({ kind: 'damaged', ...whole, params: { packets: pass.damage.undecodablePackets } });
  return found.toSorted((a, b) => a.startMs - b.startMs);
}

function sheetsOf(pass: PassResult, directory: string | undefined): AnalysedEpisode['sheets'] {
  if (!directory) return { filmstrip: null, keyPictures: null };
  const filmstrip = pass.results['filmstrip'] as (SheetFacts & { everyMs: number }) | null;
  const keyPictures = pass.results['key-pictures'] as SheetFacts | null;
  return {
    filmstrip: filmstrip && { ...filmstrip, path: join(directory, 'filmstrip.jpg') },
    keyPictures: keyPictures && { ...keyPictures, path: join(directory, 'key-pictures.jpg') },
  };
}
