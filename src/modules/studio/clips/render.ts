/**
 * A recipe becomes an MP4. The order: open and plan (nothing is written yet), sound (measured, set, encoded), pictures
 * (decoded, framed, lettered, encoded; decoder and encoder work on threads of their own behind synchronous calls), then
 * the file is checked and moved to its place. Runs in a worker: plain data in, plain data out.
 */
import { rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../../platform/errors.ts';
import { mediaErrors } from '../../../platform/media/errors.ts';
import { probe } from '../../../platform/media/probe.ts';
import type { MediaFacts, Rational } from '../../../platform/media/types.ts';
import { systemClock } from '../../../platform/time.ts';
import { recipe as recipeSchema } from '../contract.ts';
import type { Recipe, RecipeInput } from '../contract.ts';
import { studioErrors } from '../errors.ts';
import { useOwnFontsOnly } from './fonts.ts';
import { keptSize } from './graph.ts';
import { checkRecipe } from './limits.ts';
import { clipSampleRate } from './loudness.ts';
import type { LoudnessReport } from './loudness.ts';
import { renderPictures } from './pictures.ts';
import type { RenderWarning, Work } from './pictures.ts';
import { openPictures } from './reader.ts';
import type { PictureReader } from './reader.ts';
import { encodeSound, gatherSound } from './sound.ts';
import { planTimeline, toSeconds } from './timeline.ts';
import type { PieceFrames, Timeline } from './timeline.ts';
import { claimPlace, countPictures, makeWorkFolder, openWriter } from './writer.ts';
import type { EncodeQuality } from './writer.ts';

/** `label` is the name that errors carry; the path where it is absent. Facts save a probe. */
type ClipSource = { path: string; label?: string; facts?: MediaFacts };
export type RenderInput = {
  recipe: RecipeInput;
  sources: Record<string, ClipSource>;
  /** Where the MP4 goes; its folder is made. Overwritten only by a whole file. */
  out: string;
  quality?: Partial<EncodeQuality>;
  /** The recipe's card without its words: the body that every creator's copy shares, to be stamped later. */
  plate?: boolean;
};
type RenderContext = { signal?: AbortSignal; onProgress?(fraction: number): void; decoderThreads?: number };
/** What a copy must be encoded like, to be joined to a body without encoding that again. */
export type BodyPlan = {
  width: number;
  height: number;
  timeline: Omit<Timeline, 'pieces'>;
  quality: EncodeQuality;
};
export type RenderResult = {
  path: string;
  plan: BodyPlan;
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
  const place = await claimPlace(
    input.out,
    [...sources.values()].map((source) => source.path),
  );
  const readers = new Map<string, PictureReader>();
  useOwnFontsOnly();
  const folder = await makeWorkFolder();
  try {
    const threads = context.decoderThreads ?? Math.min(4, availableParallelism());
    for (const [name, source] of sources)
      readers.set(name, await openPictures(source.path, source.label ?? source.path, facts.get(name)!, threads));
    const scans = await scanPieces(recipe, readers, warnings, turn);
    const card = input.plate ? recipe.endCard : cardOf(recipe);
    const timeline = planTimeline(recipe.pieces, scans, card ? card.durationMs : 0);
    warnings.push(...lengthWarnings(recipe, toSeconds(timeline, timeline.end) * 1000));
    const size =
      recipe.reframe.mode === 'none'
        ? keptSize(readers.get(recipe.pieces[0]!.source)!.video)
        : { width: recipe.reframe.width, height: recipe.reframe.height };
    const work: Work = {
      recipe,
      timeline,
      scans,
      readers,
      size,
      fit: { mode: recipe.reframe.mode, ...size },
      folder,
      plate: input.plate ?? false,
      warnings,
      turn,
    };
    const quality = { ...defaultQuality, ...input.quality };
    context.onProgress?.(0);
    const sound = await gatherSound(soundPieces(timeline, sources, facts), samplesAt(timeline, timeline.end), turn);
    const encoded = await encodeSound(sound, recipe.loudness, turn);
    const soundMs = systemClock.monotonicMs() - startedMs;
    const writer = await openWriter(place.part, input.out, size, timeline, encoded, quality);
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
    const { pieces: _pieces, ...measures } = timeline;
    return {
      path: place.out,
      plan: { ...size, timeline: measures, quality },
      sizeBytes,
      ...size,
      frameRate: timeline.frameRate,
      bodyFrames: timeline.bodyFrames,
      cardFrames: timeline.cardFrames,
      durationMs: Math.round(toSeconds(timeline, timeline.end) * 1000),
      captions,
      loudness: encoded.report,
      warnings,
      timings: { soundMs, totalMs: systemClock.monotonicMs() - startedMs },
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
function cardOf(recipe: Recipe): NonNullable<Recipe['endCard']> | null {
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

async function scanPieces(
  recipe: Recipe,
  readers: Map<string, PictureReader>,
  warnings: RenderWarning[],
  turn: () => Promise<void>,
): Promise<PieceFrames[]> {
  const scans: PieceFrames[] = [];
  for (const [index, piece] of recipe.pieces.entries()) {
    const reader = readers.get(piece.source)!;
    const frames = await reader.scan(piece.startMs, piece.endMs, turn);
    const endMs = (frames.endTick * 1000 * frames.timeBase.num) / frames.timeBase.den;
    const params = { file: reader.label, piece: index + 1, startMs: piece.startMs, endMs: piece.endMs };
    if (frames.ticks.length === 0)
      throw piece.startMs >= endMs - 1
        ? studioErrors.clip_piece_beyond_end({ ...params, durationMs: Math.max(0, Math.round(endMs)) })
        : studioErrors.clip_piece_empty(params);
    if (piece.endMs > endMs + (1000 * frames.frameRate.den) / frames.frameRate.num)
      warnings.push({ code: 'studio.clip_piece_shortened', params: { ...params, durationMs: Math.round(endMs) } });
    scans.push(frames);
    await turn();
  }
  return scans;
}

const samplesAt = (timeline: Timeline, tick: number): number => Math.round(toSeconds(timeline, tick) * clipSampleRate);

function soundPieces(timeline: Timeline, sources: Map<string, ClipSource>, facts: Map<string, MediaFacts>) {
  return timeline.pieces.map((piece) => {
    const source = sources.get(piece.source)!;
    return {
      path: source.path,
      label: source.label ?? source.path,
      gainDb: piece.gainDb,
      sourceStart: piece.sourceStart,
      from: samplesAt(timeline, piece.outStart),
      to: samplesAt(timeline, piece.outEnd),
      origin: facts.get(piece.source)!.video!.startMs / 1000,
    };
  });
}
