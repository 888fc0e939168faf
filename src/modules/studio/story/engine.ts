/** The built-in story engine: the same input gives the same story, without network, clock or chance. */
import type { Hook } from '../contract.ts';
import { findBeats, markArcs } from './beats.ts';
import { cliffhangerBeat, readCliffhanger } from './cliffhanger.ts';
import { hookLimits, rankTurns, scoreTurn, type Signals } from './hooks.ts';
import { readLines } from './lines.ts';
import { readPicture, readSound } from './signals.ts';
import { makeSuggestions } from './suggestions.ts';
import { findTurns, tensionCurve, type HookLimits } from './turns.ts';
import type { Story, StoryInput } from './types.ts';

/** Cues that lie in the file, in order; the engine never looks past the end. */
export function usable(input: StoryInput): StoryInput {
  const end = Math.max(0, Math.floor(input.durationMs));
  const cues = input.cues
    .filter((cue) => cue.startMs >= 0 && cue.startMs < end && cue.endMs > cue.startMs && cue.text.trim() !== '')
    .map((cue) => (cue.endMs > end ? { ...cue, endMs: end } : cue))
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  return { ...input, durationMs: end, cues };
}

export function readSignals(input: StoryInput): Signals {
  return { lines: readLines(input.cues), sound: readSound(input), picture: readPicture(input) };
}

function findHooks(input: StoryInput, signals: Signals, limits: HookLimits): Hook[] {
  const tension = tensionCurve(input, signals.lines, signals.sound, signals.picture);
  // More turns are weighed than are kept: the score sees more than the sum of tension does.
  const turns = findTurns(input, tension, { ...limits, most: limits.most + 6 });
  const hooks = rankTurns(turns.map((turn) => scoreTurn(turn, input, signals)));
  return hooks.slice(0, limits.most);
}

/**
 * Tells an episode's story from its words, sound and picture; any of them may be missing. Hooks never overlap, never pass the
 * end, and lie on cuts or the edges of silences where those are near; all times are whole milliseconds.
 */
export function tellStory(input: StoryInput, limits: Partial<HookLimits> = {}): Story {
  const clean = usable(input);
  if (clean.durationMs <= 0) return { beats: [], hooks: [], cliffhanger: { score: 0, evidence: [] }, suggestions: [] };
  const signals = readSignals(clean);
  const hooks = findHooks(clean, signals, hookLimits(clean.durationMs, limits));
  const beats = markArcs(findBeats(signals.lines, clean.durationMs));
  const cliffhanger = readCliffhanger(clean, signals);
  const ending = cliffhangerBeat(cliffhanger, beats, signals.lines, clean.durationMs);
  const told = ending === null ? beats : [...beats, ending];
  return { beats: told, hooks, cliffhanger, suggestions: makeSuggestions(clean, signals, hooks, cliffhanger) };
}
