/** Generated episodes with a planted turn whose place is known: words, sound and picture, and things that only look like one. */
import type { Cue, Shot } from '../../../src/modules/studio/contract.ts';
import type { StoryInput } from '../../../src/modules/studio/story/index.ts';
import * as en from './scripts-en.ts';
import * as heldOut from './held-out.ts';
import * as zh from './scripts-zh.ts';

export type Random = () => number;
/** mulberry32: small, seeded, the same on every machine. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
export const between = (random: Random, low: number, high: number): number => low + (high - low) * random();
const pick = <Item>(random: Random, list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!;

export type Language = 'zh' | 'en';
type Marks = { words: boolean; sound: boolean; picture: boolean };
/** A stretch of the generated sound: its loudness, and whether somebody speaks in it. */
export type Stretch = { startMs: number; endMs: number; lufs: number | null; kind: 'speech' | 'music' | 'none' };
export type Episode = {
  seed: number;
  language: Language;
  marks: Marks;
  plant: { startMs: number; endMs: number };
  input: StoryInput;
  stretches: Stretch[];
  heldOut: boolean;
};
export type EpisodeWish = {
  seed: number;
  language: Language;
  heldOut: boolean;
  marks: Marks;
  ending?: readonly string[];
  noPlant?: boolean;
};

type Turns = readonly (readonly string[])[];
type Script = {
  names: readonly string[];
  turns: Turns;
  neutral: readonly string[];
  nearMisses: readonly string[];
  strongEnds: Turns;
  mildEnds: Turns;
  closedEnds: Turns;
};
const scripts: Record<Language, Script> = {
  zh: {
    names: zh.names,
    turns: zh.turns,
    neutral: zh.neutral,
    nearMisses: zh.nearMisses,
    strongEnds: zh.strongEnds,
    mildEnds: zh.mildEnds,
    closedEnds: zh.closedEnds,
  },
  en: {
    names: en.names,
    turns: en.turns,
    neutral: en.neutral,
    nearMisses: en.nearMisses,
    strongEnds: en.strongEnds,
    mildEnds: en.mildEnds,
    closedEnds: en.closedEnds,
  },
};

const hopMs = 100;

function speakMs(random: Random, text: string, language: Language): number {
  const units = language === 'zh' ? [...text].length / between(random, 4.2, 5.6) : text.length / between(random, 13, 17);
  return Math.max(700, Math.round(units * 1000));
}

class Builder {
  readonly cues: Cue[] = [];
  readonly stretches: Stretch[] = [];
  readonly cuts: number[] = [];
  at = 0;
  private readonly random: Random;
  private readonly language: Language;
  private readonly base: number;
  constructor(random: Random, language: Language) {
    this.random = random;
    this.language = language;
    this.base = between(random, -27, -21);
  }
  pause(ms: number, lufs: number | null): void {
    this.stretches.push({ startMs: this.at, endMs: this.at + ms, lufs, kind: 'none' });
    this.at += ms;
  }
  say(text: string, louderDb: number, words = true): void {
    const ms = speakMs(this.random, text, this.language);
    const name = pick(this.random, scripts[this.language].names);
    if (words)
      this.cues.push({ id: `c${this.cues.length + 1}`, startMs: this.at, endMs: this.at + ms, text: text.replaceAll('{N}', name) });
    this.stretches.push({
      startMs: this.at,
      endMs: this.at + ms,
      lufs: this.base + louderDb + between(this.random, -1.8, 1.8),
      kind: 'speech',
    });
    this.at += ms;
  }
  music(ms: number, louderDb: number): void {
    this.stretches.push({ startMs: this.at, endMs: this.at + ms, lufs: this.base + louderDb, kind: 'music' });
    this.at += ms;
  }
  /** Cuts of the given pace from one instant to another. */
  cutEvery(fromMs: number, toMs: number, lowMs: number, highMs: number): void {
    for (let at = fromMs; at < toMs - lowMs / 2; at += between(this.random, lowMs, highMs))
      if (at > 0) this.cuts.push(Math.round(at / 40) * 40);
  }
}

function chatter(builder: Builder, random: Random, untilMs: number, script: Script, words: boolean): void {
  while (builder.at < untilMs) {
    builder.say(pick(random, script.neutral), 0, words);
    builder.pause(Math.round(between(random, 200, 1500)), random() < 0.6 ? null : -48);
  }
}

/** Loud and fast things that are no turn: cheering, a song, a montage, a chase, small talk in a noisy street, lines that only sound alike. */
function distract(builder: Builder, random: Random, script: Script, words: boolean): void {
  const start = builder.at;
  const kind = Math.floor(random() * 5);
  if (kind === 0) builder.music(Math.round(between(random, 4000, 9000)), between(random, 5, 11));
  else if (kind === 1) {
    for (let i = 0; i < 3; i += 1) builder.say(pick(random, script.neutral), between(random, 5, 9), words);
  } else if (kind === 2) {
    builder.say(pick(random, script.nearMisses), between(random, 0, 5), words);
    builder.pause(300, null);
    builder.say(pick(random, script.nearMisses), 0, words);
  } else if (kind === 3) {
    builder.music(Math.round(between(random, 3000, 6000)), between(random, 0, 4));
    builder.cutEvery(start, builder.at, 500, 1000);
  } else {
    // A chase or a dance: loud and fast, and what is said in it is nothing.
    builder.music(Math.round(between(random, 1500, 3500)), between(random, 5, 9));
    builder.say(pick(random, script.neutral), between(random, 5, 9), words);
    builder.music(Math.round(between(random, 1000, 2500)), between(random, 5, 9));
    builder.cutEvery(start, builder.at, 500, 1000);
  }
  builder.pause(Math.round(between(random, 300, 900)), null);
}

function shotsOf(builder: Builder, random: Random, busy: readonly { startMs: number; endMs: number }[]): Shot[] {
  let at = between(random, 1800, 4500);
  while (at < builder.at - 500) {
    if (!busy.some((span) => at > span.startMs - 400 && at < span.endMs + 400)) builder.cuts.push(Math.round(at / 40) * 40);
    at += between(random, 1800, 4800);
  }
  const cuts = [0, ...new Set(builder.cuts.filter((cut) => cut > 200 && cut < builder.at - 200).sort((a, b) => a - b))];
  const sparse = cuts.filter((cut, i) => i === 0 || cut - cuts[i - 1]! >= 200);
  return sparse.map((startMs, i) => {
    const endMs = sparse[i + 1] ?? builder.at;
    const startFrame = Math.round(startMs / 40);
    return {
      startMs,
      endMs,
      startFrame,
      endFrame: Math.round(endMs / 40),
      transitionIn: { kind: i === 0 ? ('start' as const) : ('cut' as const), startFrame, endFrame: startFrame },
    };
  });
}

/** Momentary loudness as a meter would see it: 400 ms of energy, with a little noise. */
function curveOf(stretches: readonly Stretch[], durationMs: number, random: Random): (number | null)[] {
  const fine = new Float64Array(Math.ceil(durationMs / 20));
  for (const stretch of stretches) {
    if (stretch.lufs === null) continue;
    for (let i = Math.floor(stretch.startMs / 20); i < Math.min(fine.length, Math.ceil(stretch.endMs / 20)); i += 1) {
      const syllable = stretch.kind === 'speech' ? 0.55 + 0.45 * Math.sin((i * 20 * 2 * Math.PI) / 240) : 1;
      fine[i] = 10 ** (stretch.lufs / 10) * Math.max(0.02, syllable);
    }
  }
  const curve: (number | null)[] = [];
  for (let at = 0; at < durationMs; at += hopMs) {
    let sum = 0;
    const from = Math.max(0, Math.floor((at - 200) / 20));
    const to = Math.min(fine.length, Math.floor((at + 200) / 20));
    for (let i = from; i < to; i += 1) sum += fine[i]!;
    const lufs = sum > 0 ? 10 * Math.log10(sum / (to - from)) + between(random, -0.6, 0.6) : null;
    curve.push(lufs === null || lufs < -70 ? null : Math.round(lufs * 10) / 10);
  }
  return curve;
}

function audioOf(stretches: readonly Stretch[], durationMs: number, random: Random): NonNullable<StoryInput['audio']> {
  const silences = stretches
    .filter((stretch) => (stretch.lufs === null || stretch.lufs < -40) && stretch.endMs - stretch.startMs >= 300)
    .map(({ startMs, endMs }) => ({ startMs, endMs }));
  return {
    integratedLufs: -23,
    truePeakDbtp: -2,
    curve: { hopMs, momentaryLufs: curveOf(stretches, durationMs, random) },
    silences,
    classes: stretches.map(({ kind, startMs, endMs }) => ({ kind, startMs, endMs })),
  };
}

function plantTurn(builder: Builder, random: Random, lines: readonly string[], marks: Marks): { startMs: number; endMs: number } {
  if (marks.sound && random() < 0.5) builder.pause(Math.round(between(random, 500, 1200)), null);
  const startMs = builder.at;
  const louder = marks.sound ? between(random, 5, 10) : 0;
  for (const [i, line] of lines.entries()) {
    builder.say(line, louder, marks.words);
    if (i < lines.length - 1) builder.pause(Math.round(between(random, 80, 450)), marks.sound ? -30 : null);
  }
  const endMs = builder.at;
  if (marks.picture) {
    builder.cuts.push(Math.round(startMs / 40) * 40);
    builder.cutEvery(startMs + between(random, 500, 1100), endMs, 500, 1100);
    if (random() < 0.7) builder.cuts.push(Math.round((endMs + between(random, 0, 400)) / 40) * 40);
  }
  return { startMs, endMs };
}

/** One episode of 50 to 110 s. The same wish always gives the same episode. */
export function makeEpisode(wish: EpisodeWish): Episode {
  const random = seeded(wish.seed);
  const script = scripts[wish.language];
  const builder = new Builder(random, wish.language);
  const total = between(random, 50_000, 100_000);
  const at = between(random, 0.12, 0.78) * total;
  const own = wish.heldOut ? (wish.language === 'zh' ? heldOut.zh : heldOut.en) : script.turns;
  const slots = [at * between(random, 0.25, 0.6), at + between(random, 0.3, 0.7) * (total - at)];
  chatter(builder, random, slots[0]!, script, wish.marks.words);
  const busy: { startMs: number; endMs: number }[] = [];
  const noted = (act: () => void): void => {
    const startMs = builder.at;
    act();
    busy.push({ startMs, endMs: builder.at });
  };
  noted(() => distract(builder, random, script, wish.marks.words));
  chatter(builder, random, at, script, wish.marks.words);
  let plant = { startMs: builder.at, endMs: builder.at };
  if (!wish.noPlant) noted(() => (plant = plantTurn(builder, random, pick(random, own), wish.marks)));
  builder.pause(Math.round(between(random, 300, 1500)), null);
  chatter(builder, random, slots[1]!, script, wish.marks.words);
  noted(() => distract(builder, random, script, wish.marks.words));
  chatter(builder, random, total, script, wish.marks.words);
  for (const line of wish.ending ?? []) {
    builder.say(line, 1, wish.marks.words);
    builder.pause(Math.round(between(random, 100, 500)), null);
  }
  const shots = shotsOf(
    builder,
    random,
    busy.filter((span) => wish.marks.picture || span.startMs !== plant.startMs),
  );
  const audio = audioOf(builder.stretches, builder.at, random);
  return {
    seed: wish.seed,
    language: wish.language,
    marks: wish.marks,
    plant,
    stretches: builder.stretches,
    heldOut: wish.heldOut,
    input: { durationMs: builder.at, shots, audio, cues: builder.cues, language: wish.language },
  };
}

const all = { words: true, sound: true, picture: true };
/** What the planted turns show themselves by, in the proportions of the bench: most by all three, some by words and one more, some by words alone. */
const markMix: readonly Marks[] = [
  all,
  all,
  all,
  all,
  all,
  all,
  { ...all, picture: false },
  { ...all, sound: false },
  { words: true, sound: false, picture: false },
  all,
];

/** Episodes for one half: Chinese and English by turns. */
export function makeEpisodes(count: number, firstSeed: number, heldOut: boolean): Episode[] {
  return Array.from({ length: count }, (_, i) =>
    makeEpisode({ seed: firstSeed + i, language: i % 2 === 0 ? 'zh' : 'en', heldOut, marks: markMix[Math.floor(i / 2) % markMix.length]! }),
  );
}

export type Drama = { episodes: { episodeId: string; number: number; input: StoryInput }[]; planted: number };

/** A drama whose planted episode ends on an unanswered wrong or an identity just shown; the others end mildly, closed, or with a weaker turn. */
export function makeDrama(seed: number, language: Language): Drama {
  const random = seeded(seed);
  const script = scripts[language];
  const count = pick(random, [16, 24, 40, 60, 80]);
  const planted = count < 24 ? Math.round(between(random, 5, 9)) : Math.round(between(random, 6, 12));
  const strongElsewhere = Math.round(count * 0.08);
  const strong = new Set<number>();
  // Strong ends lie elsewhere too: a drama with one strong end only would make the question trivial.
  while (strong.size < strongElsewhere) strong.add(Math.floor(between(random, Math.round(count * 0.4), count)) + 1);
  const episodes = Array.from({ length: count }, (_, i) => {
    const number = i + 1;
    const own = number === planted || strong.has(number);
    const ending = own ? pick(random, script.strongEnds) : random() < 0.5 ? pick(random, script.mildEnds) : pick(random, script.closedEnds);
    const marks = { words: true, sound: random() < 0.5, picture: random() < 0.5 };
    return {
      episodeId: `ep${number}`,
      number,
      input: makeEpisode({ seed: seed * 1000 + number, language, heldOut: random() < 0.5, marks, ending }).input,
    };
  });
  return { episodes, planted };
}
