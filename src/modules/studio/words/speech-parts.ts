/** Long speech is sent in parts that fit a server's limit, cut at silences, and put together again. Pure. */
import type { SpokenSegment } from '../../../platform/ai/index.ts';
import type { RawCue } from './clean.ts';

type Span = { startMs: number; endMs: number };

/** 16 kHz, mono, 16 bits. */
export const wavBytesPerMs = 32;
export const wavHeaderBytes = 44;
/** OpenAI's limit for one file is 25 MB; a megabyte is left for the form around it. */
export const mostWavBytes = 24_000_000;

/**
 * Parts that follow each other without gaps from 0 to the end, each at most `maxBytes` as WAV. A cut lies in the middle of the
 * last silence of the second half of its part; where there is none, at the limit itself.
 */
export function planParts(durationMs: number, silences: readonly Span[], maxBytes: number = mostWavBytes): Span[] {
  const end = Math.floor(durationMs);
  if (end <= 0) return [];
  const mostMs = Math.max(1, Math.floor((maxBytes - wavHeaderBytes) / wavBytesPerMs));
  const middles = silences.map((silence) => Math.floor((silence.startMs + silence.endMs) / 2)).sort((a, b) => a - b);
  const parts: Span[] = [];
  let startMs = 0;
  while (end - startMs > mostMs) {
    const latest = startMs + mostMs;
    const cut = middles.findLast((middle) => middle <= latest && middle > startMs + mostMs / 2) ?? latest;
    parts.push({ startMs, endMs: cut });
    startMs = cut;
  }
  parts.push({ startMs, endMs: end });
  return parts;
}

/** Segments of a part, counted from the file's start and held inside the part: a server may hear past the end. */
export function rebase(segments: readonly SpokenSegment[], part: Span): RawCue[] {
  return segments.flatMap(({ startMs, endMs, text, speaker }) => {
    const from = Math.max(part.startMs, part.startMs + startMs);
    const to = Math.min(part.endMs, part.startMs + endMs);
    return to > from ? [{ startMs: from, endMs: to, text, ...(speaker === undefined ? {} : { speaker }) }] : [];
  });
}

/** Text without times laid over the speech of its part, sentence by sentence, each for as long as it has letters. */
export function spreadText(text: string, speech: readonly Span[], part: Span): RawCue[] {
  const sentences =
    text
      .match(/[^。!?!?.…\n]+[。!?!?.…\n]*/gu)
      ?.map((sentence) => sentence.trim())
      .filter((sentence) => sentence !== '') ?? [];
  const spans = speech
    .map((span) => ({ startMs: Math.max(span.startMs, part.startMs), endMs: Math.min(span.endMs, part.endMs) }))
    .filter((span) => span.endMs > span.startMs);
  const room = spans.length > 0 ? spans : [part];
  const total = room.reduce((sum, span) => sum + span.endMs - span.startMs, 0);
  const letters = sentences.reduce((sum, sentence) => sum + sentence.length, 0);
  /** The instant at which a share of the speech has passed. */
  const at = (share: number): number => {
    let left = share * total;
    for (const span of room) {
      if (left <= span.endMs - span.startMs) return Math.round(span.startMs + left);
      left -= span.endMs - span.startMs;
    }
    return room.at(-1)!.endMs;
  };
  let passed = 0;
  return sentences.map((sentence) => {
    const startMs = at(passed / letters);
    passed += sentence.length;
    return { startMs, endMs: Math.max(startMs + 1, at(passed / letters)), text: sentence };
  });
}
