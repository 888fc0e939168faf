/** How strongly an episode's end pulls into the next one. */
import type { Beat, Evidence } from '../contract.ts';
import { lineEvidence, quote } from './beats.ts';
import { clamp01, meanBetween, round } from './grid.ts';
import { normaliseLine } from './lexicon.ts';
import type { Line } from './lines.ts';
import type { Signals } from './hooks.ts';
import type { Cliffhanger, StoryInput } from './types.ts';
import { weights } from './weights.ts';

const label = /未完待续|下集|敬请期待|to be continued|next episode|next time on/u;
const openEnd = /([?!…]|\.\.\.|—|——)["'”’」』)]*$/u;

function lastLines(lines: readonly Line[], durationMs: number): Line[] {
  return lines.filter((line) => line.cue.endMs > durationMs - weights.cliffhanger.lookBackMs);
}

/** The score of 0 to 100 is the sum of what the last lines say, whether they stay open, and how sound and picture end. */
export function readCliffhanger(input: StoryInput, signals: Signals): Cliffhanger {
  const rules = weights.cliffhanger;
  const evidence: Evidence[] = [];
  const tail = lastLines(signals.lines, input.durationMs);
  const spoken = tail.filter((line) => !label.test(normaliseLine(line.cue.text)));
  let score = 0;
  if (tail.length > spoken.length) {
    score += rules.label;
    evidence.push({ code: 'end_label', params: { text: quote(tail.find((line) => !spoken.includes(line))!.cue.text) } });
  }
  const last = spoken.at(-1);
  if (last !== undefined) {
    // The nearer to the end, the more a line decides what the viewer leaves with.
    const weighed = spoken.map((line, i) => line.own * 0.75 ** (spoken.length - 1 - i));
    const heaviest = spoken[weighed.indexOf(Math.max(...weighed))]!;
    score += rules.lines * clamp01(Math.max(...weighed) + 0.25 * (weighed.reduce((sum, value) => sum + value, 0) - Math.max(...weighed)));
    if (heaviest.own >= 0.3) evidence.push(lineEvidence(heaviest));
    if (openEnd.test(normaliseLine(last.cue.text)) && input.durationMs - last.cue.endMs <= rules.nearEndMs) {
      score += rules.open;
      evidence.push({
        code: 'end_left_open',
        params: { text: quote(last.cue.text) },
        cueIds: [last.cue.id],
        startMs: last.cue.startMs,
        endMs: last.cue.endMs,
      });
    }
    const told = spoken.findLast((line) => line.kind !== null && line.kindScore >= weights.beats.minScore);
    if (told !== undefined && ['humiliation', 'threat', 'reveal', 'misunderstanding', 'cliffhanger', 'reversal'].includes(told.kind!)) {
      score += rules.unresolved;
      evidence.push({ code: `end_unresolved_${told.kind}`, params: {}, cueIds: [told.cue.id] });
    } else if (told !== undefined && (told.kind === 'triumph' || told.kind === 'romance')) {
      score -= rules.resolvedPenalty * told.kindScore;
      evidence.push({ code: 'end_resolved', params: { text: quote(told.cue.text) }, cueIds: [told.cue.id] });
    }
  }
  score += soundAndPicture(input, signals, evidence);
  return { score: round(100 * clamp01(score), 1), evidence };
}

function soundAndPicture(input: StoryInput, signals: Signals, evidence: Evidence[]): number {
  const rules = weights.cliffhanger;
  const { sound, picture } = signals;
  const from = Math.max(0, input.durationMs - 6000);
  let score = 0;
  if (sound !== null) {
    const level = meanBetween(sound.curve, from, input.durationMs);
    score += rules.rise * level;
    if (level >= 0.4) evidence.push({ code: 'end_loud', params: {}, startMs: Math.round(from) });
  }
  if (picture !== null) {
    const pace = meanBetween(picture.curve, from, input.durationMs);
    score += rules.pace * pace;
    if (pace >= 0.4) evidence.push({ code: 'end_fast', params: {}, startMs: Math.round(from) });
  }
  return score;
}

/** The end as a beat, where it is strong enough to be one and no other beat lies on it. */
export function cliffhangerBeat(cliffhanger: Cliffhanger, beats: readonly Beat[], lines: readonly Line[], durationMs: number): Beat | null {
  if (cliffhanger.score < weights.cliffhanger.beatScore || cliffhanger.evidence.length === 0) return null;
  const free = beats.reduce((end, beat) => Math.max(end, beat.endMs), 0);
  const last = lines.at(-1);
  const startMs = Math.max(free, Math.min(last?.cue.startMs ?? durationMs, Math.floor(durationMs) - 1));
  if (startMs >= Math.floor(durationMs)) return null;
  return {
    kind: 'cliffhanger',
    startMs,
    endMs: Math.floor(durationMs),
    score: round(cliffhanger.score / 100, 3),
    evidence: cliffhanger.evidence,
  };
}
