/** Sentences of a split and language about a world, by turns so that every template is used. */
import { devChinese } from './dev/zh.ts';
import { devEnglish } from './dev/en.ts';
import { otherChinese } from './dev/other-zh.ts';
import { otherEnglish } from './dev/other-en.ts';
import { heldoutChinese } from './heldout/zh.ts';
import { heldoutEnglish } from './heldout/en.ts';
import { choose, type Phenomenon, type Templates } from './phenomena.ts';
import { extras, type Extra } from './planted.ts';
import type { Random } from './random.ts';
import type { Language, Said, Split } from './truth.ts';
import { say, type Slots } from './wording.ts';
import type { City, World } from './world.ts';

/** The wordings of two hands by turns. */
function together(one: Templates, other: Templates): Templates {
  const both = Object.entries(one).map(([phenomenon, list]) => {
    const more = other[phenomenon as Phenomenon];
    return [phenomenon, list.flatMap((each, at) => (at < more.length ? [each, more[at]!] : [each])).concat(more.slice(list.length))];
  });
  return Object.fromEntries(both) as Templates;
}

const templates: Record<Split, Record<Language, Templates>> = {
  dev: { en: together(devEnglish, otherEnglish), zh: together(devChinese, otherChinese) },
  heldout: { en: heldoutEnglish, zh: heldoutChinese },
};

export type Teller = {
  tell(phenomenon: Phenomenon, language: Language, city?: City): Said;
  /** With figures of one's own, e.g. such as are wrong. */
  tellWith(phenomenon: Phenomenon, language: Language, slots: Slots, needs?: readonly string[]): Said;
  tellExtra(extra: Extra, language: Language, slots: Slots): Said;
};

export function tellerOf(world: World, split: Split, random: Random, turn: number): Teller {
  const turns = new Map<string, number>();
  const next = (key: string, list: readonly string[]): string => {
    const at = turns.get(key) ?? turn;
    turns.set(key, at + 1);
    return list[at % list.length]!;
  };
  return {
    tell(phenomenon, language, city = random.pick(world.cities)) {
      const manner = { language, split, random };
      const template = next(`${phenomenon} ${language}`, templates[split][language][phenomenon]);
      return say(template, phenomenon, choose[phenomenon](world, manner, city), manner);
    },
    tellWith(phenomenon, language, slots, needs = []) {
      const all = templates[split][language][phenomenon];
      const fit = all.filter((template) => needs.every((need) => new RegExp(`\\{${need}[}~]`).test(template)));
      return say(next(`${phenomenon} ${language}`, fit), phenomenon, slots, { language, split, random });
    },
    tellExtra(extra, language, slots) {
      return say(next(`${extra} ${language}`, extras[split][language][extra]), extra, slots, { language, split, random });
    },
  };
}
