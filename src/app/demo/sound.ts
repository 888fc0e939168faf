import { people } from './script.ts';
import type { DemoLine, DemoTimeline } from './timeline.ts';
import { fps } from './timeline.ts';

export const sampleRate = 48_000;

/** Vowels as the first three formants in hertz (after Peterson and Barney, 1952). */
const vowels = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [300, 870, 2240],
  [530, 1840, 2480],
  [570, 840, 2410],
] as const;

const chords = [
  [110, 164.8, 220, 261.6],
  [87.3, 130.8, 174.6, 220],
  [130.8, 196, 246.9, 329.6],
  [98, 146.8, 196, 233.1],
];

function noise(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2147483648;
  };
}

/** The whole sound of an episode, stereo: voices that murmur in syllables, music that follows the story, slaps and blows. */
export function compose(timeline: DemoTimeline): [Float32Array, Float32Array] {
  const length = Math.ceil((timeline.frames / fps) * sampleRate);
  const voice = new Float32Array(length);
  const music = new Float32Array(length);
  for (const line of timeline.lines) murmur(voice, line);
  accompany(music, timeline);
  for (const hit of timeline.hits) (hit.kind === 'slap' ? slap : boom)(voice, (hit.atMs * sampleRate) / 1000);
  const left = new Float32Array(length);
  const right = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    left[i] = Math.tanh(voice[i]! + music[i]!) * 0.82;
    right[i] = Math.tanh(voice[i]! * 0.96 + music[(i + length - 240) % length]!) * 0.82;
  }
  return [left, right];
}

function murmur(out: Float32Array, line: DemoLine): void {
  const start = Math.floor((line.startMs * sampleRate) / 1000);
  const end = Math.min(out.length, Math.floor((line.endMs * sampleRate) / 1000));
  const syllables = Math.max(2, [...line.zh.replace(/[^\p{Script=Han}]/gu, '')].length);
  const each = (end - start) / syllables;
  const loud = { calm: 0.3, cold: 0.32, tender: 0.24, hurt: 0.26, proud: 0.42, cruel: 0.5, shocked: 0.46 }[line.mood];
  const lift = { calm: 1, cold: 0.94, tender: 0.98, hurt: 1.04, proud: 1.04, cruel: 1.14, shocked: 1.2 }[line.mood];
  const random = noise(line.zh.length * 7919 + start);
  const state = new Float64Array(6);
  let phase = 0;
  for (let i = start; i < end; i++) {
    const at = (i - start) / each;
    const syllable = Math.floor(at);
    const inside = at - syllable;
    const shape = vowels[([...line.zh][syllable]?.codePointAt(0) ?? syllable) % vowels.length]!;
    const envelope = Math.sin(Math.PI * Math.min(1, inside * 1.15)) ** 0.7;
    phase += (people[line.who].voice * lift * (1 + 0.06 * Math.sin(syllable * 2.1) - 0.1 * inside)) / sampleRate;
    const source = (phase % 1) * -2 + 1 + (inside < 0.16 ? random() * 0.9 : random() * 0.05);
    let sum = 0;
    for (let formant = 0; formant < 3; formant++) {
      const radius = 1 - (Math.PI * (70 + formant * 40)) / sampleRate;
      const turn = 2 * radius * Math.cos((2 * Math.PI * shape[formant]!) / sampleRate);
      const value = source * (1 - radius) * 2 + turn * state[formant * 2]! - radius * radius * state[formant * 2 + 1]!;
      state[formant * 2 + 1] = state[formant * 2]!;
      state[formant * 2] = value;
      sum += value / (formant + 1);
    }
    out[i]! += Math.tanh(sum * 0.55) * envelope * loud;
  }
}

/** Soft chords under the talk; a pulse where the story is tense; nothing in the breath before a blow. */
function accompany(out: Float32Array, { episode, hits }: DemoTimeline): void {
  const bar = sampleRate * 2.4;
  const hushes = hits.map((hit) => [((hit.atMs - 700) * sampleRate) / 1000, (hit.atMs * sampleRate) / 1000] as const);
  let level = 1;
  for (let i = 0; i < out.length; i++) {
    const hushed = hushes.some(([from, to]) => i >= from && i < to);
    level += ((hushed ? 0 : 1) - level) * 0.0006;
    const chord = chords[Math.floor(i / bar) % chords.length]!;
    const t = i / sampleRate;
    const swell = 0.6 + 0.4 * Math.sin((Math.PI * (i % bar)) / bar);
    let sum = 0;
    for (const [index, frequency] of chord.entries()) sum += Math.sin(2 * Math.PI * frequency * t) / (index + 2);
    const beat = (i % (sampleRate * 0.6)) / (sampleRate * 0.6);
    const pulse = episode.tension * Math.exp(-beat * 9) * Math.sin(2 * Math.PI * 55 * t) * 0.5;
    out[i] = (sum * swell * 0.055 + pulse * 0.11) * level;
  }
}

function slap(out: Float32Array, at: number): void {
  const random = noise(91);
  for (let i = 0; i < sampleRate * 0.16; i++) {
    const index = Math.floor(at) + i;
    if (index < out.length) out[index]! += random() * 1.1 * Math.exp(-i / (sampleRate * 0.018));
  }
}

function boom(out: Float32Array, at: number): void {
  const random = noise(17);
  for (let i = 0; i < sampleRate * 1.4; i++) {
    const index = Math.floor(at) + i;
    if (index >= out.length) return;
    const t = i / sampleRate;
    out[index]! +=
      Math.sin(2 * Math.PI * (48 * t + 26 * (1 - Math.exp(-t * 9)))) * 0.95 * Math.exp(-t * 3.4) + random() * 0.22 * Math.exp(-t * 5);
  }
}
