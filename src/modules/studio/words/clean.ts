/** Cues as the studio keeps them, whatever they came from; and what language they are in. Pure. */
import type { Cue, Evidence } from '../contract.ts';

export type RawCue = { id?: string; startMs: number; endMs: number; text: string; speaker?: string };

/** One line of speech cannot be taken in faster; a shorter cue is a slip of the pen. */
const leastMs = 40;

/**
 * Cues in order of time, inside the file, each ending after it begins, none empty; one that runs into the next is cut at it,
 * unless both begin together (two people at once). Notes count what was put right. Ids are kept where all have different ones.
 */
export function cleanCues(raw: readonly RawCue[], durationMs: number): { cues: Cue[]; notes: Evidence[] } {
  const end = Math.max(0, Math.floor(durationMs));
  const counts = new Map<string, number>();
  const count = (code: string): void => void counts.set(code, (counts.get(code) ?? 0) + 1);
  const whole = raw.map((cue) => ({
    ...cue,
    startMs: Math.max(0, Math.round(cue.startMs)),
    endMs: Math.round(cue.endMs),
    text: cue.text.trim(),
  }));
  for (const [i, cue] of whole.entries()) if (i > 0 && cue.startMs < whole[i - 1]!.startMs) count('cues_out_of_order');
  const sorted = whole.filter((cue) => cue.text !== '').sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  const kept: typeof sorted = [];
  for (const cue of sorted) {
    if (cue.startMs >= end) {
      count('cues_past_end');
      continue;
    }
    if (cue.endMs > end) {
      count('cues_cut_at_end');
      cue.endMs = end;
    }
    if (cue.endMs - cue.startMs < leastMs) {
      count('cues_without_length');
      continue;
    }
    const last = kept.at(-1);
    if (last !== undefined && cue.startMs < last.endMs && cue.startMs - last.startMs >= leastMs) {
      count('cues_overlapping');
      last.endMs = cue.startMs;
    }
    kept.push(cue);
  }
  const ids = new Set(kept.map((cue) => cue.id));
  const keepIds = ids.size === kept.length && !ids.has(undefined);
  const cues = kept.map(({ id, startMs, endMs, text, speaker }, i): Cue => ({
    id: keepIds ? id! : `c${i + 1}`,
    startMs,
    endMs,
    text,
    ...(speaker === undefined ? {} : { speaker }),
  }));
  return { cues, notes: [...counts].map(([code, found]) => ({ code, params: { count: found } })) };
}

/** `zh` or `en` by what most of the letters are, another language's script by its code where it is plain, null without letters. */
export function detectLanguage(cues: readonly { text: string }[]): string | null {
  const text = cues.map((cue) => cue.text).join('\n');
  const letters = (script: RegExp): number => text.match(script)?.length ?? 0;
  const kana = letters(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = letters(/\p{Script=Han}/gu);
  const hangul = letters(/\p{Script=Hangul}/gu);
  // A Latin word carries about as much as one and a half Chinese characters.
  const latin = letters(/\p{Script=Latin}+/gu) * 1.5;
  const best = Math.max(han + kana, hangul, latin);
  if (best === 0) return null;
  if (best === hangul) return 'ko';
  if (best === han + kana) return kana > han * 0.2 ? 'ja' : 'zh';
  return 'en';
}
