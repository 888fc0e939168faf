import { defineErrors } from '../../errors.ts';
import { decodeText } from '../../text-decoding.ts';
import { readAss, readSrt, readVtt, splitLines, type RawCue, type RawCues } from './formats.ts';

export type SubtitleFormat = 'srt' | 'vtt' | 'ass';
/** Ids are `c1`, `c2` … in order of time; ends are after starts. Cues may overlap: two people may speak at once. */
export type SubtitleCue = { id: string; startMs: number; endMs: number; text: string; speaker?: string };
/** Codes are `media.…`; the client has the sentence under `warning.<code>`. */
export type SubtitleWarning = { code: string; count: number };
export type Subtitles = { format: SubtitleFormat; encoding: string; cues: SubtitleCue[]; warnings: SubtitleWarning[] };

/** A two-hour film has some 2,500 cues in 200 kB; these leave room for karaoke effects and stop hostile files. */
export const subtitleLimits = { bytes: 5 * 1024 * 1024, cues: 50_000, cueCharacters: 2000 } as const;

const subtitleErrors = defineErrors('media', { subtitles_unreadable: 'invalid' });

// What a cue without a usable end is shown for, unless the next begins earlier.
const assumedDurationMs = 2000;
// Beyond a day a time is a slip of the pen or an attack.
const latestMs = 24 * 3_600_000;

/**
 * Reads a subtitle file of any of the three formats and the encodings found in the wild.
 * `name` is used in errors and, where the content does not tell, for the format.
 * Throws media.subtitles_unreadable {file, reason: empty | too_large | too_many_cues | no_cues} and nothing else.
 */
export function parseSubtitles(bytes: Uint8Array, name = 'subtitles'): Subtitles {
  const unreadable = (reason: string): Error => subtitleErrors.subtitles_unreadable({ file: name, reason });
  if (bytes.length === 0) throw unreadable('empty');
  if (bytes.length > subtitleLimits.bytes) throw unreadable('too_large');
  const { text, encoding, replaced } = decodeText(bytes);
  const lines = splitLines(text);
  const format = recognise(lines, name);
  const raw = readers[format](lines, subtitleLimits.cues);
  if (raw.cues.length > subtitleLimits.cues) throw unreadable('too_many_cues');
  const warnings = new Map<string, number>();
  if (replaced > 0) warnings.set('media.characters_lost', replaced);
  if (raw.unreadableLines > 0) warnings.set('media.times_unreadable', raw.unreadableLines);
  const cues = putRight(raw.cues, warnings);
  if (cues.length === 0) throw unreadable('no_cues');
  return { format, encoding, cues, warnings: [...warnings].map(([code, count]) => ({ code, count })) };
}

const readers: Record<SubtitleFormat, (lines: readonly string[], limit: number) => RawCues> = { srt: readSrt, vtt: readVtt, ass: readAss };

function recognise(lines: readonly string[], name: string): SubtitleFormat {
  const head = lines.slice(0, 200).map((line) => line.slice(0, 200));
  if (/^\s*WEBVTT/.test(head[0] ?? '')) return 'vtt';
  if (head.some((line) => /^\s*(\[(script info|events|v4\+? styles)\]|Dialogue\s*:)/i.test(line))) return 'ass';
  if (/\.vtt$/i.test(name)) return 'vtt';
  return 'srt';
}

function putRight(raw: readonly RawCue[], warnings: Map<string, number>): SubtitleCue[] {
  const count = (code: string): void => void warnings.set(code, (warnings.get(code) ?? 0) + 1);
  const kept: RawCue[] = [];
  for (const cue of raw) {
    const text = clip(cue.text, () => count('media.cue_shortened'));
    if (text === '') count('media.cues_empty');
    else if (cue.startMs > latestMs || (cue.endMs <= 0 && cue.startMs < 0)) count('media.cues_outside_time');
    else {
      if (cue.startMs < 0) count('media.times_negative');
      kept.push({ ...cue, text, startMs: Math.max(0, cue.startMs), endMs: Math.min(latestMs + assumedDurationMs, cue.endMs) });
    }
  }
  for (let at = 1; at < kept.length; at++) if (kept[at]!.startMs < kept[at - 1]!.startMs) count('media.cues_out_of_order');
  kept.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  return number(giveEnds(withoutRepeats(kept, count), count), count);
}

// A text is cut between code points, so that an emoji is never halved.
function clip(text: string, onCut: () => void): string {
  if (text.length <= subtitleLimits.cueCharacters) return text;
  onCut();
  return text
    .slice(0, subtitleLimits.cueCharacters)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}

// Typesetting repeats a line in layers at the same times; a viewer reads it once.
function withoutRepeats(cues: readonly RawCue[], count: (code: string) => void): RawCue[] {
  const seen = new Set<string>();
  return cues.filter((cue) => {
    const key = `${cue.startMs} ${cue.endMs} ${cue.speaker ?? ''}\n${cue.text}`;
    if (seen.has(key)) count('media.cues_repeated');
    else return seen.add(key);
    return false;
  });
}

function giveEnds(cues: RawCue[], count: (code: string) => void): RawCue[] {
  return cues.map((cue, at) => {
    if (cue.endMs > cue.startMs) return cue;
    count('media.times_backward');
    let next = at + 1;
    while (next < cues.length && cues[next]!.startMs <= cue.startMs) next++;
    const limit = next < cues.length ? cues[next]!.startMs : Number.POSITIVE_INFINITY;
    return { ...cue, endMs: Math.min(limit, cue.startMs + assumedDurationMs) };
  });
}

function number(cues: readonly RawCue[], count: (code: string) => void): SubtitleCue[] {
  const sorted = [...cues].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  let latestEnd = 0;
  return sorted.map((cue, at) => {
    if (cue.startMs < latestEnd) count('media.cues_overlapping');
    latestEnd = Math.max(latestEnd, cue.endMs);
    const { startMs, endMs, text, speaker } = cue;
    return { id: `c${at + 1}`, startMs, endMs, text, ...(speaker ? { speaker } : {}) };
  });
}

/** Cues that fit a video: those that begin at or after its end are left out, the last is cut at it. Ids stay. */
export function fitCues(cues: readonly SubtitleCue[], durationMs: number): { cues: SubtitleCue[]; warnings: SubtitleWarning[] } {
  const end = Math.floor(durationMs);
  const fitting = cues.filter((cue) => cue.startMs < end);
  const beyond = cues.length - fitting.length;
  return {
    cues: fitting.map((cue) => (cue.endMs > end ? { ...cue, endMs: end } : cue)),
    warnings: beyond > 0 ? [{ code: 'media.cues_past_end', count: beyond }] : [],
  };
}
