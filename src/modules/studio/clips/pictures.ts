/** The pictures of a clip: every piece framed and lettered, then the end card, each handed on at its tick. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Frame } from 'node-av/lib';
import { mediaErrors } from '../../../platform/media/errors.ts';
import type { Rational } from '../../../platform/media/types.ts';
import type { Cue, Recipe } from '../contract.ts';
import { captionDocument, withoutMissing } from './captions.ts';
import type { TimedText } from './captions.ts';
import { cardLanguage } from './card.ts';
import { renderCard } from './card-pictures.ts';
import { planPath } from './follow.ts';
import { loadFont, makeFontsFolder, missingGlyphs } from './fonts.ts';
import { assGraph, describedGraph, formatName, planGeometry, shapeOf } from './graph.ts';
import type { Fit, Graph } from './graph.ts';
import { watchAction } from './motion.ts';
import type { PictureReader } from './reader.ts';
import { cueSpans, flattenCues, placeCues, ticksPerFrame, toSeconds } from './timeline.ts';
import type { PieceFrames, PlannedPiece, Timeline } from './timeline.ts';
import type { ClipWriter } from './writer.ts';

export type RenderWarning = { code: string; params: Record<string, string | number> };

/** What rendering has opened and planned by the time that pictures are made. */
export type Work = {
  recipe: Recipe;
  timeline: Timeline;
  scans: PieceFrames[];
  readers: Map<string, PictureReader>;
  size: { width: number; height: number };
  fit: Fit;
  folder: string;
  /** The card is left bare: a body that copies are made of. */
  plate: boolean;
  warnings: RenderWarning[];
  turn: () => Promise<void>;
};

/** Presentation time of every body frame, in milliseconds. */
function bodyTimes(timeline: Timeline): Float64Array {
  const perFrame = ticksPerFrame(timeline);
  return Float64Array.from(
    timeline.pieces.flatMap((piece) =>
      Array.from({ length: piece.frames }, (_, n) => toSeconds(timeline, tickOf(piece, n, perFrame)) * 1000),
    ),
  );
}

const tickOf = (piece: PlannedPiece, n: number, perFrame: number): number =>
  piece.outStart + (piece.offsets ? piece.offsets[n]! : n * perFrame);

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
  const flat = flattenCues(placeCues(cueSpans(timeline), cues)).map((text) => ({
    ...text,
    startMs: snap(text.startMs),
    endMs: snap(text.endMs),
  }));
  const font = loadFont('bold');
  const missing = missingGlyphs(font, [
    ...flat.map((text) => text.text.replace(/[\r\n\t\u2028\u2029]/g, ' ')),
    recipe.openingLine?.text.replace(/[\r\n\t]/g, ' ') ?? '',
    recipe.endCard?.title ?? '',
    recipe.endCard?.code ?? '',
  ]);
  const gone = new Set(missing);
  if (missing.length > 0)
    work.warnings.push({
      code: 'studio.clip_glyphs_missing',
      params: { characters: missing.slice(0, 20).join(' '), count: missing.length },
    });
  const opening = recipe.openingLine && {
    ...recipe.openingLine,
    text: withoutMissing(recipe.openingLine.text, gone),
    durationMs: Math.min(recipe.openingLine.durationMs, endMs),
  };
  return {
    captions: flat
      .map((text) => ({ ...text, text: withoutMissing(text.text, gone) }))
      .filter((text) => text.endMs > text.startMs && text.text !== ''),
    openingLine: opening,
  };
}

/** Writes the body and the card; answers with the number of stretches that carry words. */
export async function renderPictures(
  work: Work,
  writer: ClipWriter,
  card: Recipe['endCard'],
  onProgress: (fraction: number) => void,
): Promise<number> {
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
    if (card)
      await renderCard(
        { ...work, ground: 'darken' },
        work.plate
          ? null
          : {
              card,
              language: cardLanguage(
                card,
                captions.map((caption) => caption.text),
              ),
            },
        last,
        put,
      );
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
    while (
      at + 1 < frames.ticks.length &&
      ((frames.ticks[at + 1]! - frames.ticks[0]!) * frames.timeBase.num) / frames.timeBase.den <= seconds + 1e-6
    )
      at++;
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

function openGeometry(
  work: Work,
  reader: PictureReader,
  frame: Frame,
  path: Point[] | null,
  key: string,
): { key: string; run: (frame: Frame, index: number) => Frame; free(): void } {
  const shape = shapeOf(frame);
  const geometry = planGeometry(shape, reader.video, work.fit);
  if (geometry.description === null) return { key, run: (same) => same, free: () => {} };
  const graph = describedGraph(
    { width: shape.width, height: shape.height, format: formatName(frame), timeBase: { num: 1, den: 1000 } },
    geometry.description,
    2,
    geometry.extra,
  );
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
