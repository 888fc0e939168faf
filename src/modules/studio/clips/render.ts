/**
 * A recipe becomes an MP4. The order: open and plan (nothing is written yet), sound (measured, set, encoded), pictures
 * (decoded, framed, lettered, encoded; decoder and encoder work on threads of their own behind synchronous calls), then
 * the file is checked and moved to its place. Runs in a worker: plain data in, plain data out.
 */
import { rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Frame } from 'node-av/lib';
import { mediaErrors } from '../../../platform/media/errors.ts';
import { probe } from '../../../platform/media/probe.ts';
import type { MediaFacts, Rational } from '../../../platform/media/types.ts';
import { systemClock } from '../../../platform/time.ts';
import { recipe as recipeSchema } from '../contract.ts';
import type { Cue, Recipe, RecipeInput } from '../contract.ts';
import { AppError } from '../../../platform/errors.ts';
import { studioErrors } from '../errors.ts';
import { captionDocument, withoutMissing } from './captions.ts';
import type { TimedText } from './captions.ts';
import { cardDocument, cardLanguage, cardSettlesMs } from './card.ts';
import { planPath } from './follow.ts';
import { loadFont, makeFontsFolder, missingGlyphs, useOwnFontsOnly } from './fonts.ts';
import { assGraph, describedGraph, formatName, keptSize, planGeometry, shapeOf } from './graph.ts';
import type { Fit, Graph } from './graph.ts';
import { checkRecipe } from './limits.ts';
import { clipSampleRate } from './loudness.ts';
import type { LoudnessReport } from './loudness.ts';
import { watchAction } from './motion.ts';
import { openPictures } from './reader.ts';
import type { PictureReader } from './reader.ts';
import { encodeSound, gatherSound } from './sound.ts';
import { cueSpans, flattenCues, placeCues, planTimeline, ticksPerFrame, toSeconds } from './timeline.ts';
import type { PieceFrames, PlannedPiece, Timeline } from './timeline.ts';
import { claimPlace, countPictures, makeWorkFolder, openWriter } from './writer.ts';
import type { ClipWriter, EncodeQuality } from './writer.ts';

/** `label` is the name that errors carry; the path where it is absent. Facts save a probe. */
export type ClipSource = { path: string; label?: string; facts?: MediaFacts };
export type RenderInput = {
  recipe: RecipeInput;
  sources: Record<string, ClipSource>;
  /** Where the MP4 goes; its folder is made. Overwritten only by a whole file. */
  out: string;
  quality?: Partial<EncodeQuality>;
};
export type RenderContext = { signal?: AbortSignal; onProgress?(fraction: number): void; decoderThreads?: number };
export type RenderWarning = { code: string; params: Record<string, string | number> };
export type RenderResult = {
  path: string;
  sizeBytes: number;
  width: number;
  height: number;
  frameRate: Rational;
  /** Of the body and the end card. */
  bodyFrames: number;
  cardFrames: number;
  durationMs: number;
  /** Stretches of the body that carry words. */
  captions: number;
  loudness: LoudnessReport;
  warnings: RenderWarning[];
  timings: { soundMs: number; totalMs: number };
};

const defaultQuality: EncodeQuality = { preset: 'veryfast', crf: 20, threads: 0 };

type Work = {
  recipe: Recipe;
  timeline: Timeline;
  scans: PieceFrames[];
  readers: Map<string, PictureReader>;
  size: { width: number; height: number };
  fit: Fit;
  folder: string;
  warnings: RenderWarning[];
  turn: () => Promise<void>;
};

/**
 * Renders a recipe to `out`. Exactly the frames whose time is in each piece, once each, at the first piece's nominal
 * rate; cues of `recipe.cues` burned; the end card after them when it has a title, code or address. On any failure
 * nothing is left at `out`. Throws studio.clip_*, media.* (of a source), media.disk_full, media.cancelled.
 */
export async function renderClip(input: RenderInput, context: RenderContext = {}): Promise<RenderResult> {
  const startedMs = systemClock.monotonicMs();
  const recipe = readRecipe(input.recipe);
  const turn = async (): Promise<void> => {
    await setImmediate();
    if (context.signal?.aborted) throw mediaErrors.cancelled({ file: input.out });
  };
  await turn();
  const warnings = recipeWarnings(recipe);
  const sources = new Map(recipe.pieces.map((piece) => [piece.source, sourceOf(input, piece.source)]));
  const facts = new Map<string, MediaFacts>();
  for (const [name, source] of sources) facts.set(name, source.facts ?? (await probe(source.path, source.label ?? source.path)));
  const place = await claimPlace(input.out, [...sources.values()].map((source) => source.path));
  const readers = new Map<string, PictureReader>();
  useOwnFontsOnly();
  const folder = await makeWorkFolder();
  try {
    const threads = context.decoderThreads ?? Math.min(4, availableParallelism());
    for (const [name, source] of sources) readers.set(name, await openPictures(source.path, source.label ?? source.path, facts.get(name)!, threads));
    const scans = await scanPieces(recipe, readers, warnings, turn);
    const card = cardOf(recipe);
    const timeline = planTimeline(recipe.pieces, scans, card ? card.durationMs : 0);
    warnings.push(...lengthWarnings(recipe, toSeconds(timeline, timeline.end) * 1000));
    const size = recipe.reframe.mode === 'none' ? keptSize(readers.get(recipe.pieces[0]!.source)!.video) : { width: recipe.reframe.width, height: recipe.reframe.height };
    const work: Work = { recipe, timeline, scans, readers, size, fit: { mode: recipe.reframe.mode, ...size }, folder, warnings, turn };
    context.onProgress?.(0);
    const sound = await gatherSound(soundPieces(timeline, sources, facts), samplesAt(timeline, timeline.end), turn);
    const encoded = await encodeSound(sound, recipe.loudness, turn);
    const soundMs = systemClock.monotonicMs() - startedMs;
    const writer = await openWriter(place.part, input.out, size, timeline, encoded, { ...defaultQuality, ...input.quality });
    let captions: number;
    try {
      captions = await renderPictures(work, writer, card, (done) => context.onProgress?.(0.05 + 0.94 * done));
      await writer.finish();
    } finally {
      await writer.abandon();
    }
    const frames = timeline.bodyFrames + timeline.cardFrames;
    if ((await countPictures(place.part, input.out)) !== frames) throw studioErrors.clip_codec_failed({ step: 'check the finished file' });
    const sizeBytes = (await stat(place.part)).size;
    await turn();
    await place.commit();
    context.onProgress?.(1);
    return {
      path: place.out, sizeBytes, ...size, frameRate: timeline.frameRate, bodyFrames: timeline.bodyFrames, cardFrames: timeline.cardFrames,
      durationMs: Math.round(toSeconds(timeline, timeline.end) * 1000), captions, loudness: encoded.report, warnings, timings: { soundMs, totalMs: systemClock.monotonicMs() - startedMs },
    };
  } finally {
    for (const reader of readers.values()) await reader.close();
    await rm(folder, { recursive: true, force: true });
    await place.discard();
  }
}

function readRecipe(input: RecipeInput): Recipe {
  const parsed = recipeSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw studioErrors.clip_recipe_invalid({ path: issue.path.join('.'), reason: issue.message }, parsed.error);
}

function sourceOf(input: RenderInput, name: string): ClipSource {
  const source = input.sources[name];
  if (!source) throw mediaErrors.file_not_found({ file: name });
  return source;
}

/** The end card, or null when there is nothing to say on it. */
export function cardOf(recipe: Recipe): NonNullable<Recipe['endCard']> | null {
  const card = recipe.endCard;
  return card && card.durationMs > 0 && (card.title.trim() !== '' || card.code.trim() !== '' || card.url.trim() !== '') ? card : null;
}

function recipeWarnings(recipe: Recipe): RenderWarning[] {
  const error = checkRecipe({ ...recipe, endCard: cardOf(recipe), platform: 'generic' }).find((finding) => finding.severity === 'error');
  // A piece's end may lie far past its source's; only the real length, known later, can be too long.
  if (error && error.code !== 'studio.clip_too_long') throw new AppError(error.code, 'invalid', error.params);
  return [];
}

function lengthWarnings(recipe: Recipe, durationMs: number): RenderWarning[] {
  const findings = checkRecipe(recipe, durationMs);
  const error = findings.find((finding) => finding.severity === 'error');
  if (error) throw new AppError(error.code, error.code.endsWith('empty') ? 'invalid' : 'limit', error.params);
  return findings.map(({ code, params }) => ({ code, params }));
}

async function scanPieces(recipe: Recipe, readers: Map<string, PictureReader>, warnings: RenderWarning[], turn: () => Promise<void>): Promise<PieceFrames[]> {
  const scans: PieceFrames[] = [];
  for (const [index, piece] of recipe.pieces.entries()) {
    const reader = readers.get(piece.source)!;
    const frames = await reader.scan(piece.startMs, piece.endMs, turn);
    const endMs = (frames.endTick * 1000 * frames.timeBase.num) / frames.timeBase.den;
    const params = { file: reader.label, piece: index + 1, startMs: piece.startMs, endMs: piece.endMs };
    if (frames.ticks.length === 0) throw piece.startMs >= endMs - 1 ? studioErrors.clip_piece_beyond_end({ ...params, durationMs: Math.max(0, Math.round(endMs)) }) : studioErrors.clip_piece_empty(params);
    if (piece.endMs > endMs + (1000 * frames.frameRate.den) / frames.frameRate.num) warnings.push({ code: 'studio.clip_piece_shortened', params: { ...params, durationMs: Math.round(endMs) } });
    scans.push(frames);
    await turn();
  }
  return scans;
}

const samplesAt = (timeline: Timeline, tick: number): number => Math.round(toSeconds(timeline, tick) * clipSampleRate);

function soundPieces(timeline: Timeline, sources: Map<string, ClipSource>, facts: Map<string, MediaFacts>) {
  return timeline.pieces.map((piece) => {
    const source = sources.get(piece.source)!;
    return { path: source.path, label: source.label ?? source.path, gainDb: piece.gainDb, sourceStart: piece.sourceStart, from: samplesAt(timeline, piece.outStart), to: samplesAt(timeline, piece.outEnd), origin: facts.get(piece.source)!.video!.startMs / 1000 };
  });
}

/** Presentation time of every body frame, in milliseconds. */
function bodyTimes(timeline: Timeline): Float64Array {
  const perFrame = ticksPerFrame(timeline);
  return Float64Array.from(timeline.pieces.flatMap((piece) => Array.from({ length: piece.frames }, (_, n) => toSeconds(timeline, tickOf(piece, n, perFrame)) * 1000)));
}

const tickOf = (piece: PlannedPiece, n: number, perFrame: number): number => piece.outStart + (piece.offsets ? piece.offsets[n]! : n * perFrame);

/** The words of the body, snapped to its frames: a caption shows on exactly the frames whose time is in its stretch. */
function bodyTexts(work: Work): { captions: TimedText[]; openingLine: Recipe['openingLine'] } {
  const { recipe, timeline } = work;
  const times = bodyTimes(timeline);
  const endMs = toSeconds(timeline, timeline.bodyEnd) * 1000;
  const snap = (ms: number): number => {
    let [low, high] = [0, times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle]! < ms - 0.5) low = middle + 1;
      else high = middle;
    }
    return low < times.length ? times[low]! : endMs;
  };
  const cues: Record<string, Cue[]> = recipe.captions.preset === 'none' ? {} : (recipe.cues ?? {});
  const flat = flattenCues(placeCues(cueSpans(timeline), cues)).map((text) => ({ ...text, startMs: snap(text.startMs), endMs: snap(text.endMs) }));
  const font = loadFont('bold');
  const missing = missingGlyphs(font, [...flat.map((text) => text.text.replace(/[\r\n\t\u2028\u2029]/g, ' ')), recipe.openingLine?.text.replace(/[\r\n\t]/g, ' ') ?? '', recipe.endCard?.title ?? '', recipe.endCard?.code ?? '']);
  const gone = new Set(missing);
  if (missing.length > 0) work.warnings.push({ code: 'studio.clip_glyphs_missing', params: { characters: missing.slice(0, 20).join(' '), count: missing.length } });
  const opening = recipe.openingLine && { ...recipe.openingLine, text: withoutMissing(recipe.openingLine.text, gone), durationMs: Math.min(recipe.openingLine.durationMs, endMs) };
  return { captions: flat.map((text) => ({ ...text, text: withoutMissing(text.text, gone) })).filter((text) => text.endMs > text.startMs && text.text !== ''), openingLine: opening };
}

async function renderPictures(work: Work, writer: ClipWriter, card: ReturnType<typeof cardOf>, onProgress: (fraction: number) => void): Promise<number> {
  const { timeline, size, folder } = work;
  const { captions, openingLine } = bodyTexts(work);
  const document = captionDocument(size, captions, work.recipe.captions, openingLine, loadFont('bold'));
  const shape = { ...size, format: 'yuv420p', timeBase: timeline.timeBase };
  let letters: Graph | null = null;
  if (document) {
    await writeFile(join(folder, 'body.ass'), document.ass);
    letters = assGraph(shape, join(folder, 'body.ass'), makeFontsFolder(folder, 'body-fonts', ['bold']));
  }
  const total = timeline.bodyFrames + timeline.cardFrames;
  let count = 0;
  const last = new Frame();
  last.alloc();
  const put = (frame: Frame, tick: number, duration: number, key = false): void => {
    writer.picture(frame, tick, duration, key);
    if (++count % Math.max(1, Math.round(total / 100)) === 0) onProgress(count / total);
  };
  try {
    const shows = spanLookup(document?.spans ?? [], timeline);
    for (const piece of timeline.pieces) {
      await renderPiece(work, piece, (frame, tick, duration) => {
        if (card && tick + duration >= timeline.bodyEnd) {
          last.unref();
          last.ref(frame);
        }
        put(letters && shows(tick) ? letters.run(frame, tick) : frame, tick, duration);
      });
    }
    if (card) await renderCard(work, card, captions, last, put);
  } finally {
    letters?.free();
    last.free();
  }
  return captions.length;
}

/** Whether anything is written on the picture at a tick; asked with rising ticks. Other pictures need not be copied and drawn on. */
function spanLookup(spans: { startMs: number; endMs: number }[], timeline: Timeline): (tick: number) => boolean {
  return (tick) => {
    const ms = toSeconds(timeline, tick) * 1000;
    return spans.some((span) => ms >= span.startMs - 10 && ms < span.endMs + 10);
  };
}

/** How often each source frame of a piece is shown: once, unless the piece's rate is not the clip's. */
function repeatsOf(piece: PlannedPiece, frames: PieceFrames, rate: Rational): Uint16Array {
  const repeats = new Uint16Array(frames.ticks.length).fill(piece.mode === 'convert' ? 0 : 1);
  if (piece.mode !== 'convert') return repeats;
  for (let n = 0, at = 0; n < piece.frames; n++) {
    const seconds = (n * rate.den) / rate.num;
    while (at + 1 < frames.ticks.length && ((frames.ticks[at + 1]! - frames.ticks[0]!) * frames.timeBase.num) / frames.timeBase.den <= seconds + 1e-6) at++;
    repeats[at]!++;
  }
  return repeats;
}

async function renderPiece(work: Work, piece: PlannedPiece, put: (frame: Frame, tick: number, duration: number) => void): Promise<void> {
  const { timeline, fit } = work;
  const reader = work.readers.get(piece.source)!;
  const frames = work.scans[piece.index]!;
  const repeats = repeatsOf(piece, frames, timeline.frameRate);
  const perFrame = ticksPerFrame(timeline);
  const path = fit.mode === 'follow' ? await followPath(work, reader, frames) : null;
  let graph: { key: string; run: (frame: Frame, index: number) => Frame; free(): void } | null = null;
  const held = new Frame();
  held.alloc();
  let shown = 0;
  const show = (times: number): void => {
    for (let i = 0; i < times && shown < piece.frames; i++, shown++) {
      const tick = tickOf(piece, shown, perFrame);
      put(held, tick, (shown + 1 < piece.frames ? tickOf(piece, shown + 1, perFrame) : piece.outEnd) - tick);
    }
  };
  let at = 0;
  try {
    await reader.read(
      frames,
      (frame, index) => {
        // Frames that could not be decoded are stood in for by the one before, so that what follows stays in step with the sound.
        let missed = 0;
        for (; at < index; at++) missed += repeats[at]!;
        if (held.width > 0) show(missed);
        at = index + 1;
        if (repeats[index] === 0) return;
        const key = Object.values(shapeOf(frame)).join('/');
        if (graph?.key !== key) {
          graph?.free();
          graph = openGeometry(work, reader, frame, path, key);
        }
        const ready = graph.run(frame, index);
        held.unref();
        held.ref(ready);
        show(repeats[index]! + (shown === 0 ? missed : 0));
      },
      work.turn,
    );
    if (held.width === 0) throw mediaErrors.undecodable({ file: reader.label });
    if (shown < piece.frames) {
      work.warnings.push({ code: 'studio.clip_source_damaged', params: { file: reader.label, frames: piece.frames - shown } });
      show(piece.frames - shown);
    }
  } finally {
    (graph as { free(): void } | null)?.free();
    held.free();
  }
}

type Point = { x: number; y: number };

function openGeometry(work: Work, reader: PictureReader, frame: Frame, path: Point[] | null, key: string): { key: string; run: (frame: Frame, index: number) => Frame; free(): void } {
  const shape = shapeOf(frame);
  const geometry = planGeometry(shape, reader.video, work.fit);
  if (geometry.description === null) return { key, run: (same) => same, free: () => {} };
  const graph = describedGraph({ width: shape.width, height: shape.height, format: formatName(frame), timeBase: { num: 1, den: 1000 } }, geometry.description, 2, geometry.extra);
  const { travel } = geometry;
  let [x, y] = [-1, -1];
  return {
    key,
    run(picture, index) {
      if (travel && path) {
        const point = path[index] ?? path.at(-1)!;
        const [nextX, nextY] = [Math.round(travel.x * point.x), Math.round(travel.y * point.y)];
        if (nextX !== x) graph.command('crop@follow', 'x', String((x = nextX)));
        if (nextY !== y) graph.command('crop@follow', 'y', String((y = nextY)));
      }
      return graph.run(picture, index);
    },
    free: () => graph.free(),
  };
}

async function followPath(work: Work, reader: PictureReader, frames: PieceFrames): Promise<Point[]> {
  const action = await watchAction(reader, frames, work.fit, work.turn);
  return planPath(action, { framesPerSecond: frames.frameRate.num / frames.frameRate.den });
}

async function renderCard(work: Work, card: NonNullable<Recipe['endCard']>, captions: TimedText[], last: Frame, put: (frame: Frame, tick: number, duration: number, key?: boolean) => void): Promise<void> {
  const { timeline, size, folder } = work;
  const fonts = { regular: loadFont('regular'), bold: loadFont('bold') };
  const drawn = (text: string): string => withoutMissing(text, new Set(missingGlyphs(fonts.bold, [text])));
  const file = join(folder, 'card.ass');
  await writeFile(file, cardDocument(size, { ...card, title: drawn(card.title), code: drawn(card.code) }, cardLanguage(card, captions.map((caption) => caption.text)), fonts));
  const shape = { ...size, format: 'yuv420p', timeBase: timeline.timeBase };
  const [w, h] = [Math.max(2, Math.round(size.width / 32) * 2), Math.max(2, Math.round(size.height / 32) * 2)];
  const ground = describedGraph(shape, `scale=${w}:${h}:flags=area,gblur=sigma=${Math.max(1, w / 14)}:steps=3,lutyuv=y=(val-16)*0.42+20:u=(val-128)*0.8+128:v=(val-128)*0.8+128,scale=${size.width}:${size.height}:flags=bicubic,format=yuv420p`, 2);
  const letters = assGraph(shape, file, makeFontsFolder(folder, 'card-fonts', ['regular', 'bold']));
  try {
    const back = ground.run(last, 0);
    const perFrame = ticksPerFrame(timeline);
    const moving = Math.ceil((cardSettlesMs * timeline.frameRate.num) / (1000 * timeline.frameRate.den));
    let picture = back;
    for (let n = 0; n < timeline.cardFrames; n++) {
      if (n <= moving) picture = letters.run(back, n * perFrame);
      put(picture, timeline.bodyEnd + n * perFrame, perFrame, n === 0);
      if (n % 8 === 0) await work.turn();
    }
  } finally {
    ground.free();
    letters.free();
  }
}
