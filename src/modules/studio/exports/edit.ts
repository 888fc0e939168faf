/** What every editor's format is written from: a clip's pieces on whole frames, with the facts of the files they come from. Pure. */
import type { MediaFacts, Rational } from '../../../platform/media/types.ts';
import type { Analysis, Cue, Recipe } from '../contract.ts';
import { placeCues } from '../clips/timeline.ts';
import type { CueSpan, PlacedCue } from '../clips/timeline.ts';

/** What an editor must know of a file; `frames` where they were counted. */
export type SourceFacts = {
  durationMs: number;
  frames: number | null;
  frameRate: Rational;
  width: number;
  height: number;
  audio: { sampleRate: number; channels: number } | null;
};
/** `path` is where the editor finds it: absolute, or relative to the project's file. */
export type EditMedia = { path: string; name?: string; facts: SourceFacts };
export type ExportInput = {
  /** The project's name, shown in the editor. */
  name: string;
  recipe: Recipe;
  sources: Record<string, EditMedia>;
  /** Cues by source; those of the recipe go before. */
  cues?: Record<string, Cue[]>;
};

export type EditSource = {
  key: string;
  path: string;
  name: string;
  facts: SourceFacts;
  rate: Rational;
  /** Frames, at its own rate. */ frames: number;
};
export type EditPiece = {
  source: EditSource;
  /** Frames of the source's own rate: the first one taken and the one after the last. */
  sourceIn: number;
  sourceOut: number;
  /** Frames of the timeline's rate. */
  start: number;
  end: number;
  gainDb: number;
};
export type Edit = {
  name: string;
  rate: Rational;
  width: number;
  height: number;
  pieces: EditPiece[];
  sources: EditSource[];
  frames: number;
  cues: PlacedCue[];
  openingLine: { text: string; endMs: number } | null;
};

/** The first frame at or after a time: frame n is at n ÷ rate, and [start, end) takes frames whose time is in it. */
export function frameAt(ms: number, rate: Rational): number {
  return Math.max(0, Math.ceil((ms * rate.num) / (1000 * rate.den) - 1e-9));
}

/** Milliseconds of a frame. */
export function frameMs(frame: number, rate: Rational): number {
  return (frame * 1000 * rate.den) / rate.num;
}

/**
 * Lays a recipe on the first source's frame grid. Pieces past their source's end are cut there and those that hold no
 * frame are left out; durations sum to `frames`, and every piece starts where the one before ends.
 */
export function planEdit(input: ExportInput): Edit {
  const sources = new Map<string, EditSource>();
  for (const piece of input.recipe.pieces) {
    const source = input.sources[piece.source];
    if (!source || sources.has(piece.source)) continue;
    const { facts } = source;
    const rate = facts.frameRate;
    sources.set(piece.source, {
      key: piece.source,
      path: source.path,
      name: source.name ?? baseName(source.path),
      facts,
      rate,
      frames: Math.max(1, facts.frames ?? Math.round((facts.durationMs * rate.num) / (1000 * rate.den))),
    });
  }
  const first = sources.get(input.recipe.pieces[0]!.source);
  const rate = first?.rate ?? { num: 25, den: 1 };
  const pieces: EditPiece[] = [];
  let at = 0;
  for (const piece of input.recipe.pieces) {
    const source = sources.get(piece.source);
    if (!source) continue;
    const sourceIn = Math.min(source.frames, frameAt(piece.startMs, source.rate));
    const sourceOut = Math.min(source.frames, frameAt(piece.endMs, source.rate));
    if (sourceOut <= sourceIn) continue;
    const length = Math.max(1, Math.round(((sourceOut - sourceIn) * source.rate.den * rate.num) / (source.rate.num * rate.den)));
    pieces.push({ source, sourceIn, sourceOut, start: at, end: at + length, gainDb: piece.gainDb });
    at += length;
  }
  const reframed = input.recipe.reframe.mode !== 'none';
  const spans: CueSpan[] = pieces.map((p) => ({
    source: p.source.key,
    sourceStartMs: frameMs(p.sourceIn, p.source.rate),
    sourceEndMs: frameMs(p.sourceOut, p.source.rate),
    outStartMs: frameMs(p.start, rate),
  }));
  const line = input.recipe.openingLine;
  return {
    name: input.name,
    rate,
    width: reframed ? input.recipe.reframe.width : evenSize(first?.facts.width ?? 1080),
    height: reframed ? input.recipe.reframe.height : evenSize(first?.facts.height ?? 1920),
    pieces,
    sources: [...new Map(pieces.map((p) => [p.source.key, p.source])).values()],
    frames: at,
    cues: placeCues(spans, input.recipe.cues ?? input.cues ?? {}),
    openingLine: line && line.text.trim() !== '' ? { text: line.text, endMs: Math.min(line.durationMs, frameMs(at, rate)) } : null,
  };
}

const evenSize = (size: number): number => Math.max(2, size - (size % 2));

export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

/** A path as a URL: absolute ones with file://, relative ones percent-encoded part by part. */
export function mediaUrl(path: string): string {
  const parts = path.replace(/\\/g, '/').split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return `file://${parts}`;
  if (/^[a-z]:[\\/]/i.test(path)) return `file:///${path[0]}:${parts.slice(path[0]!.length + 3)}`;
  return parts;
}

/** XML 1.0 text and attribute values; characters that XML cannot hold at all are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(
      // oxlint-disable-next-line no-control-regex
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '',
    )
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&apos;')
    .replace(/\r\n?|\n/g, '&#10;')
    .replace(/\t/g, '&#9;');
}

/** The facts of a probed file. A file without picture gets a grid of 25 frames a second. */
export function factsOfFile(facts: MediaFacts): SourceFacts {
  const { video, audio } = facts;
  return {
    durationMs: facts.durationMs,
    frames: null,
    frameRate: video?.frameRate ?? { num: 25, den: 1 },
    width: video?.width ?? 0,
    height: video?.height ?? 0,
    audio: audio && { sampleRate: audio.sampleRate, channels: audio.channels },
  };
}

/** The facts that an analysis kept; its rounded frame rate is made an exact fraction again. */
export function factsOfAnalysis(document: Analysis): SourceFacts {
  const { video, audio } = document;
  return {
    durationMs: video?.durationMs ?? document.durationMs,
    frames: video?.variableFrameRate ? null : (video?.frames ?? null),
    frameRate: exactRate(video?.fps ?? 25),
    width: video?.width ?? 0,
    height: video?.height ?? 0,
    audio: audio && { sampleRate: audio.sampleRate, channels: audio.channels },
  };
}

/** 23.976, 29.97 and 59.94 as the fractions over 1001 that they stand for; others to the thousandth. */
export function exactRate(fps: number): Rational {
  const ntsc = Math.round(fps * 1.001);
  if (Math.abs((ntsc * 1000) / 1001 - fps) < 0.002 && !Number.isInteger(fps)) return { num: ntsc * 1000, den: 1001 };
  const thousandths = Math.round(fps * 1000);
  let [a, b] = [thousandths, 1000];
  while (b > 0) [a, b] = [b, a % b];
  return { num: thousandths / a, den: 1000 / a };
}
