/**
 * Makes pairs of scripts from a seed: an original, and a suspect that takes some of its scenes with other names, other words and in
 * another order between scenes of its own. What was taken is known to the code point.
 */
import { english } from './words-en.ts';
import { chinese } from './words-zh.ts';
import type { Span } from './plagdet.ts';

export type Language = 'zh' | 'en';
export type Disguise = { rename: boolean; reorder: boolean; paraphrase: number };
export type Case = { aText: string; bText: string; truth: Span[]; disguise: Disguise };

type Random = { (): number; int(below: number): number; pick<T>(list: readonly T[]): T; some<T>(list: readonly T[], count: number): T[] };
type Line = { speaker: string | null; text: string };
type Scene = { heading: string; lines: Line[] };
type World = { words: typeof chinese | typeof english; people: string[]; places: string[]; language: Language };

/** Chance from a seed (mulberry32): the same case for the same seed, everywhere. */
function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return Object.assign(next, {
    int,
    pick: <T>(list: readonly T[]): T => list[int(list.length)]!,
    some: <T>(list: readonly T[], count: number): T[] => {
      const rest = [...list];
      return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(int(rest.length), 1)[0]!);
    },
  });
}

function worldOf(language: Language, random: Random): World {
  const words = language === 'zh' ? chinese : english;
  const space = language === 'zh' ? '' : ' ';
  const given = random.some(words.given, 5);
  return {
    words,
    language,
    people: random.some(words.surnames, 5).map((surname, at) => `${surname}${space}${given[at]!}`),
    places: random.some(words.lists.place!, 6),
  };
}

function expand(template: string, world: World, people: readonly [string, string], random: Random): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'A') return people[0];
    if (name === 'B') return people[1];
    return random.pick(name === 'place' ? world.places : world.words.lists[name]!);
  });
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function sceneOf(world: World, random: Random): Scene {
  const cast = random.some(world.people, 2 + random.int(2));
  const lines = Array.from({ length: 8 + random.int(10) }, (): Line => {
    const [one, two] = random.some(cast, 2) as [string, string];
    const isAction = random() < 0.22;
    return {
      speaker: isAction ? null : one,
      text: capital(expand(random.pick(isAction ? world.words.action : world.words.dialogue), world, [one, two], random)),
    };
  });
  const place = random.pick(world.places);
  return {
    heading:
      world.language === 'zh'
        ? `${place} ${random.pick(['日', '夜'])} ${random.pick(['内', '外'])}`
        : `${random.pick(['INT', 'EXT'])}. ${place.toUpperCase()} - ${random.pick(['DAY', 'NIGHT'])}`,
    lines,
  };
}

/** An original and a suspect that took from it in this disguise. */
export function makeCase(language: Language, seed: number, disguise: Disguise): Case {
  const random = randomOf(seed * 2_654_435_761 + (language === 'zh' ? 1 : 2));
  const world = worldOf(language, random);
  const own = worldOf(language, random);
  const original = Array.from({ length: 14 + random.int(8) }, () => sceneOf(world, random));
  const taken = random
    .some(
      original.map((_, at) => at),
      4 + random.int(4),
    )
    .toSorted((x, y) => x - y);
  if (disguise.reorder) taken.splice(0, taken.length, ...random.some(taken, taken.length));
  const people = disguise.rename ? new Map(world.people.map((name, at) => [name, own.people[at]!])) : new Map<string, string>();
  const places = disguise.rename ? new Map(world.places.map((place, at) => [place, own.places[at]!])) : new Map<string, string>();
  const suspect: { scene: Scene; from: number | null }[] = [];
  for (const at of taken) {
    // Scenes that are neighbours in both are one passage more often than not in life; here new ones stand between most.
    if (suspect.length === 0 || random() < 0.8)
      for (let n = 1 + random.int(2); n > 0; n--) suspect.push({ scene: sceneOf(own, random), from: null });
    suspect.push({ scene: disguised(original[at]!, [people, places], disguise.paraphrase, world, random), from: at });
  }
  suspect.push({ scene: sceneOf(own, random), from: null });
  const [a, b] = [
    write(original, language),
    write(
      suspect.map(({ scene }) => scene),
      language,
    ),
  ];
  const truth = suspect.flatMap(({ from }, at) =>
    from === null ? [] : [{ aStart: a.spans[from]![0], aEnd: a.spans[from]![1], bStart: b.spans[at]![0], bEnd: b.spans[at]![1] }],
  );
  return { aText: a.text, bText: b.text, truth, disguise };
}

/** Two scripts of the same making with nothing taken from one another. */
export function makeUnrelated(language: Language, seed: number): { aText: string; bText: string } {
  const random = randomOf(seed * 40_503 + (language === 'zh' ? 3 : 4));
  const texts = [0, 1].map(() => {
    const world = worldOf(language, random);
    return write(
      Array.from({ length: 16 }, () => sceneOf(world, random)),
      language,
    ).text;
  });
  return { aText: texts[0]!, bText: texts[1]! };
}

function disguised(
  scene: Scene,
  maps: readonly ReadonlyMap<string, string>[],
  paraphrase: number,
  { words, language }: World,
  random: Random,
): Scene {
  const rename = (text: string): string => {
    const names = maps.flatMap((map) => [...map.keys()]).toSorted((x, y) => y.length - x.length);
    if (names.length === 0) return text;
    return text.replace(new RegExp(names.join('|'), 'giu'), (found) => {
      const to = maps[0]!.get(found) ?? maps[1]!.get(found) ?? maps[1]!.get(found.toLowerCase()) ?? found;
      return found === found.toUpperCase() && language === 'en' ? to.toUpperCase() : to;
    });
  };
  const lines = scene.lines
    .filter(() => random() >= paraphrase * 0.08)
    .map(({ speaker, text }) => ({
      speaker: speaker && rename(speaker),
      text: random() < paraphrase ? rename(rephrase(text, words.synonyms, language, random)) : rename(text),
    }));
  return { heading: rename(scene.heading), lines };
}

// By rule: other words for what has another, the halves of a sentence turned round, and a word put in here and there.
function rephrase(text: string, synonyms: readonly (readonly [string, string])[], language: Language, random: Random): string {
  let out = text;
  for (const [from, to] of synonyms)
    if (random() < 0.75) out = language === 'zh' ? out.replaceAll(from, to) : out.replace(new RegExp(`\\b${from}\\b`, 'gi'), to);
  if (language === 'zh') {
    const halves = /^([^，。？！△（]{4,})，([^，。？！]{4,})([。？！])$/u.exec(out);
    if (halves && random() < 0.3) out = `${halves[2]!}，${halves[1]!}${halves[3]!}`;
    if (random() < 0.4) out = out.replace(/[。！]$/u, random.pick(['啊。', '呢。', '，真的。', '！', '吧。']));
    if (random() < 0.3) out = out.replace(/^(?=[^△（])/u, random.pick(['哼，', '你听着，', '喂，', '唉，', '好，']));
    if (random() < 0.4) out = out.replaceAll('了', '').replace('我们', '咱们');
  } else {
    const halves = /^([^,.?!]{12,}), ([^,.?!]{12,})([.?!])$/.exec(out);
    if (halves && random() < 0.3) out = `${capital(halves[2]!)}, ${halves[1]!.toLowerCase()}${halves[3]!}`;
    if (random() < 0.3) out = `${random.pick(['Listen,', 'Look,', 'Well,', 'Honestly,'])} ${out}`;
    out = out.replace(/\bI would\b/g, "I'd").replace(/\bit is\b/gi, "it's");
  }
  return out;
}

function write(scenes: readonly Scene[], language: Language): { text: string; spans: [number, number][] } {
  let text = '';
  let at = 0;
  const add = (piece: string): void => {
    text += piece;
    at += Array.from(piece).length;
  };
  const spans = scenes.map(({ heading, lines }, number): [number, number] => {
    add(language === 'zh' ? `第${number + 1}场 ` : '');
    const start = at;
    add(`${heading}\n`);
    for (const [n, { speaker, text: said }] of lines.entries())
      add(`${speaker === null ? '' : `${speaker}${language === 'zh' ? '：' : ': '}`}${said}${n === lines.length - 1 ? '' : '\n'}`);
    const end = at;
    add('\n\n');
    return [start, end];
  });
  return { text, spans };
}
