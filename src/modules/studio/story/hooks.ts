/** Scores turns as hooks: the five parts, their weighted sum, and evidence that a person can check. */
import type { Evidence, Hook } from '../contract.ts';
import { lineEvidence, quote } from './beats.ts';
import { clamp01, maxBetween, meanBetween, round } from './grid.ts';
import type { Line } from './lines.ts';
import type { PictureSignal, SoundSignal } from './signals.ts';
import { soundShare, type HookLimits, type Turn } from './turns.ts';
import type { BeatKind, StoryInput } from './types.ts';
import { weights } from './weights.ts';

export type Signals = { lines: readonly Line[]; sound: SoundSignal | null; picture: PictureSignal | null };
type Scored<Value = number> = { value: Value; evidence: Evidence[] };
type Parts = Hook['parts'];

const wrongs: readonly BeatKind[] = ['humiliation', 'misunderstanding', 'threat'];
const answers: readonly BeatKind[] = ['reveal', 'reversal', 'triumph'];

/** How long a hook may be and how many an episode may have, from the data and the episode's length. */
export function hookLimits(durationMs: number, asked: Partial<HookLimits> = {}): HookLimits {
  const rules = weights.hooks;
  const most = Math.min(rules.atMost, Math.max(rules.atLeast, Math.round((durationMs / 60_000) * rules.perMinute)));
  return { minMs: asked.minMs ?? rules.minMs, maxMs: asked.maxMs ?? rules.maxMs, most: asked.most ?? most };
}

function wordsPart(inside: readonly Line[]): Scored {
  const heavy = [...inside].sort((a, b) => b.own - a.own || a.cue.startMs - b.cue.startMs).slice(0, 3);
  const [first = 0, second = 0, third = 0] = heavy.map((line) => line.own);
  const value = clamp01(0.6 * first + 0.28 * second + 0.16 * third);
  const shown = heavy.filter((line) => line.own >= 0.3).sort((a, b) => a.cue.startMs - b.cue.startMs);
  return { value, evidence: shown.map(lineEvidence) };
}

function soundPart(turn: Turn, inside: readonly Line[], signals: Signals): Scored {
  const { sound } = signals;
  if (sound === null) return { value: 0, evidence: [] };
  const evidence: Evidence[] = [];
  const level = 0.65 * meanBetween(sound.curve, turn.startMs, turn.endMs) + 0.15 * maxBetween(sound.curve, turn.startMs, turn.endMs);
  let events = 0;
  for (const event of sound.events) {
    if (event.atMs < turn.startMs - 1200 || event.atMs > turn.endMs - 300) continue;
    if (event.kind === 'rise') {
      events += 0.2;
      evidence.push({ code: 'loudness_rise', params: { db: round(event.db, 1) }, startMs: event.atMs });
    } else if (event.kind === 'quiet_before_peak') {
      events += 0.15;
      evidence.push({
        code: 'quiet_before_peak',
        params: { seconds: round(event.quietMs / 1000, 1), db: round(event.db, 1) },
        startMs: event.atMs,
      });
    } else {
      events += 0.1;
      evidence.push({ code: 'music_onset', params: {}, startMs: event.atMs });
    }
  }
  const seen = new Set<string>();
  const spoken = inside.reduce((sum, line) => sum + line.cue.endMs - line.cue.startMs, 0) / (turn.endMs - turn.startMs);
  const value = clamp01(level + Math.min(0.35, events)) * soundShare(clamp01(spoken * 1.25), signals.lines.length > 0);
  return { value, evidence: evidence.filter((item) => !seen.has(item.code) && seen.add(item.code) !== undefined) };
}

function picturePart(turn: Turn, picture: PictureSignal | null, input: StoryInput): Scored {
  if (picture === null) return { value: 0, evidence: [] };
  const evidence: Evidence[] = [];
  let value = 0.85 * meanBetween(picture.curve, turn.startMs, turn.endMs);
  const cuts = picture.cutsMs.filter((at) => at > turn.startMs && at < turn.endMs).length;
  const seconds = (turn.endMs - turn.startMs) / 1000;
  const usual = picture.middleShotMs > 0 ? 1000 / picture.middleShotMs : 0;
  if (cuts >= 2 && cuts / seconds >= usual * weights.picture.fastRatio) {
    value += 0.1;
    evidence.push({
      code: 'fast_cuts',
      params: { cuts, seconds: round(seconds, 1), times: round(cuts / seconds / Math.max(usual, 0.02), 1) },
      startMs: turn.startMs,
      endMs: turn.endMs,
    });
  }
  const flash = (input.flashes ?? []).find((span) => span.startMs >= turn.startMs && span.startMs < turn.endMs);
  if (flash !== undefined) {
    value += 0.1;
    evidence.push({ code: 'flash', params: {}, startMs: flash.startMs, endMs: flash.endMs });
  }
  return { value: clamp01(value), evidence };
}

function storyPart(turn: Turn, inside: readonly Line[], all: readonly Line[]): Scored {
  const telling = (line: Line): boolean => line.kind !== null && line.kindScore >= weights.beats.minScore;
  const told = inside.filter(telling);
  const answer = told.find((line) => answers.includes(line.kind!));
  if (answer !== undefined) {
    const wrong = told.find((line) => wrongs.includes(line.kind!) && line.cue.startMs <= answer.cue.startMs);
    const earlier =
      wrong ??
      all.findLast(
        (line) =>
          telling(line) &&
          wrongs.includes(line.kind!) &&
          line.cue.startMs < answer.cue.startMs &&
          answer.cue.startMs - line.cue.startMs <= 20_000,
      );
    if (earlier !== undefined) {
      const code = `turn_after_${earlier.kind}`;
      return {
        value: wrong === undefined ? 0.7 : 1,
        evidence: [
          { code, params: { before: quote(earlier.cue.text), after: quote(answer.cue.text) }, cueIds: [earlier.cue.id, answer.cue.id] },
        ],
      };
    }
    return { value: 0.55, evidence: [] };
  }
  if (told.some((line) => wrongs.includes(line.kind!)))
    return { value: new Set(told.map((line) => line.kind)).size > 1 ? 0.6 : 0.45, evidence: [] };
  return { value: told.length > 0 ? 0.25 : 0, evidence: [] };
}

/**
 * A director who lets the sound rise and the cuts quicken while somebody speaks says that something turns, whatever the words
 * are; a loud song or a montage has only one of the two, or nobody speaking.
 */
function stagedPart(turn: Turn, inside: readonly Line[], signals: Signals): Scored {
  if (inside.length < 2 || signals.sound === null || signals.picture === null) return { value: 0, evidence: [] };
  const both = Math.min(
    meanBetween(signals.sound.curve, turn.startMs, turn.endMs),
    meanBetween(signals.picture.curve, turn.startMs, turn.endMs),
  );
  if (both < weights.staged.least) return { value: 0, evidence: [] };
  return {
    value: clamp01(weights.staged.most * both),
    evidence: [{ code: 'sound_and_cuts_agree', params: {}, startMs: turn.startMs, endMs: turn.endMs }],
  };
}

function openingPart(turn: Turn, inside: readonly Line[], signals: Signals): Scored {
  const evidence: Evidence[] = [];
  let value = 0;
  if (turn.startMs === 0 || (signals.picture?.cutsMs ?? []).some((at) => Math.abs(at - turn.startMs) <= 1)) {
    value += 0.25;
    if (turn.startMs > 0) evidence.push({ code: 'starts_on_cut', params: {}, startMs: turn.startMs });
  }
  const first = inside[0];
  if (first !== undefined && first.cue.startMs - turn.startMs <= 1000) value += 0.25;
  const early = Math.max(0, ...inside.filter((line) => line.cue.startMs - turn.startMs <= 3000).map((line) => line.tension));
  value += 0.5 * (inside.length > 0 ? early : maxBetween(signals.sound?.curve ?? new Float32Array(), turn.startMs, turn.startMs + 3000));
  return { value: clamp01(value), evidence };
}

/** Each part's share of the score; parts that this episode cannot have leave their share to the others. */
export function partShares(has: { words: boolean; sound: boolean; picture: boolean }): Parts {
  const rules = weights.parts;
  const shares: Parts = {
    words: has.words ? rules.words : 0,
    sound: has.sound ? rules.sound : 0,
    picture: has.picture ? rules.picture : 0,
    story: has.words ? rules.story : 0,
    opening: rules.opening,
  };
  const sum = Object.values(shares).reduce((total, share) => total + share, 0);
  return {
    words: shares.words / sum,
    sound: shares.sound / sum,
    picture: shares.picture / sum,
    story: shares.story / sum,
    opening: shares.opening / sum,
  };
}

export function scoreParts(parts: Parts, share: Parts): number {
  return round(
    100 *
      (parts.words * share.words +
        parts.sound * share.sound +
        parts.picture * share.picture +
        parts.story * share.story +
        parts.opening * share.opening),
    1,
  );
}

/** Lines that are mostly inside a stretch. */
function linesWithin(lines: readonly Line[], startMs: number, endMs: number): Line[] {
  return lines.filter((line) => (line.cue.startMs + line.cue.endMs) / 2 >= startMs && (line.cue.startMs + line.cue.endMs) / 2 < endMs);
}

/** One turn with its parts, its score and the reasons; `extra` comes first among the evidence. */
export function scoreTurn(turn: Turn, input: StoryInput, signals: Signals, extra: readonly Evidence[] = []): Omit<Hook, 'rank'> {
  const inside = linesWithin(signals.lines, turn.startMs, turn.endMs);
  const words = wordsPart(inside);
  const sound = soundPart(turn, inside, signals);
  const picture = picturePart(turn, signals.picture, input);
  const told = storyPart(turn, inside, signals.lines);
  const staged = stagedPart(turn, inside, signals);
  const story: Scored = { value: clamp01(told.value + staged.value), evidence: [...told.evidence, ...staged.evidence] };
  const opening = openingPart(turn, inside, signals);
  const parts: Parts = {
    words: round(words.value, 3),
    sound: round(sound.value, 3),
    picture: round(picture.value, 3),
    story: round(story.value, 3),
    opening: round(opening.value, 3),
  };
  const share = partShares({ words: signals.lines.length > 0, sound: signals.sound !== null, picture: signals.picture !== null });
  const evidence = [...extra, ...words.evidence, ...story.evidence, ...sound.evidence, ...picture.evidence, ...opening.evidence];
  if (evidence.length === 0) evidence.push({ code: 'best_of_plain', params: {}, startMs: turn.startMs, endMs: turn.endMs });
  return { startMs: turn.startMs, endMs: turn.endMs, score: scoreParts(parts, share), parts, evidence };
}

/** Best first, ranked from 1; weak ones are left out, but an episode keeps its best. */
export function rankTurns(scored: readonly Omit<Hook, 'rank'>[]): Hook[] {
  const sorted = [...scored].sort((a, b) => b.score - a.score || a.startMs - b.startMs);
  return sorted.filter((hook, i) => i === 0 || hook.score >= weights.hooks.minScore).map((hook, i) => ({ rank: i + 1, ...hook }));
}
