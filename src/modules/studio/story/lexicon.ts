/** Reads the lexicons and finds in a line what kinds of beat it speaks of. */
import zhData from './data/lexicon.zh.json' with { type: 'json' };
import enData from './data/lexicon.en.json' with { type: 'json' };
import type { BeatKind } from './types.ts';
import { weights } from './weights.ts';

type Tier = 'strong' | 'medium' | 'weak';
type LexiconData = {
  slots: Record<string, string[]>;
  kinds: Record<string, { strong: string[]; medium: string[]; weak: string[]; patterns?: { re: string; weight: number }[] }>;
  colour: string[];
  exceptions: string[];
  negators: string[];
  dampers: string[];
};
/** `open` patterns leave room for other words, among which a negation may stand. */
type Rule = { kind: BeatKind; weight: number; re: RegExp; open: boolean };
type Lexicon = { rules: Rule[]; colour: RegExp; exceptions: RegExp; negated: RegExp; damped: RegExp };

/** One expression found in a line: its kind, the weight after negation and damping, and the words themselves. */
export type Match = { kind: BeatKind; weight: number; text: string };

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Longest first, so that "给我跪下" is not spent on "跪下". English expressions match whole words only. */
function literals(list: readonly string[], wholeWords: boolean): string {
  const body = [...list]
    .sort((a, b) => b.length - a.length)
    .map(escape)
    .join('|');
  if (body === '') return '(?!)';
  return wholeWords ? `(?<![a-z0-9'])(?:${body})(?![a-z0-9])` : `(?:${body})`;
}

function compile(data: LexiconData, wholeWords: boolean): Lexicon {
  const slots = new Map(Object.entries(data.slots).map(([name, list]) => [name, [...list].sort((a, b) => b.length - a.length).join('|')]));
  const rules: Rule[] = [];
  for (const [kind, group] of Object.entries(data.kinds)) {
    for (const tier of ['strong', 'medium', 'weak'] satisfies Tier[]) {
      if (group[tier].length === 0) continue;
      rules.push({
        kind: kind as BeatKind,
        weight: weights.tiers[tier],
        re: new RegExp(literals(group[tier], wholeWords), 'gu'),
        open: false,
      });
    }
    for (const pattern of group.patterns ?? []) {
      const source = pattern.re.replace(/\{([a-z]+)\}/g, (whole, name: string) => slots.get(name) ?? whole);
      rules.push({
        kind: kind as BeatKind,
        weight: pattern.weight * weights.tiers.strong,
        re: new RegExp(source, 'gu'),
        open: !/[不没别]|n't|not|never|no /.test(pattern.re),
      });
    }
  }
  const negators = [...data.negators]
    .sort((a, b) => b.length - a.length)
    .map(escape)
    .join('|');
  return {
    rules,
    colour: new RegExp(literals(data.colour, wholeWords), 'gu'),
    exceptions: new RegExp(literals(data.exceptions, wholeWords), 'gu'),
    negated: new RegExp(wholeWords ? `(?<![a-z])(?:${negators})(?: \\w+)? $` : `(?:${negators})(?:是|会|要|敢|能|算|太|很)?$`, 'u'),
    damped: new RegExp(literals(data.dampers, wholeWords), 'u'),
  };
}

const innerNegation = /不是|并非|不算|可不|\b(?:not|never|isn't|aren't|wasn't)\b/u;

const lexicons: Record<'zh' | 'en', Lexicon> = { zh: compile(zhData, false), en: compile(enData, true) };

/** Punctuation and case as the lexicons expect them: half-width marks, straight quotes, lower-case Latin, no speaker dashes. */
export function normaliseLine(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/。/g, '.')
    .replace(/、/g, ',')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether a line is read with the Chinese or the English lexicon. */
function lineLanguage(text: string): 'zh' | 'en' {
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}

function overlapping(start: number, end: number, taken: readonly { start: number; end: number }[]): boolean {
  return taken.some((other) => start < other.end && end > other.start);
}

/** The expressions of a line, strongest first; overlapping finds of one kind count once. */
export function matchLine(text: string): Match[] {
  const language = lineLanguage(text);
  const lexicon = lexicons[language];
  const line = normaliseLine(text).replace(lexicon.exceptions, (phrase) => ' '.repeat(phrase.length));
  const damp = lexicon.damped.test(line) ? weights.damped : 1;
  const found: (Match & { start: number; end: number })[] = [];
  for (const rule of lexicon.rules) {
    for (const hit of line.matchAll(rule.re)) {
      if (hit[0] === '') continue;
      const before = line.slice(0, hit.index);
      const negation = lexicon.negated.test(before) || (rule.open && innerNegation.test(hit[0])) ? weights.negated : 1;
      found.push({
        kind: rule.kind,
        weight: rule.weight * damp * negation,
        text: hit[0],
        start: hit.index,
        end: hit.index + hit[0].length,
      });
    }
  }
  found.sort((a, b) => b.weight - a.weight || b.text.length - a.text.length || a.start - b.start || a.kind.localeCompare(b.kind));
  const kept: typeof found = [];
  for (const match of found) {
    if (
      !overlapping(
        match.start,
        match.end,
        kept.filter((other) => other.kind === match.kind),
      )
    )
      kept.push(match);
  }
  // "这一巴掌是还给你的" is an answer, not another slap: an expression inside a longer one of another kind hardly counts.
  const swallowed = (match: (typeof kept)[number]): boolean =>
    kept.some(
      (other) =>
        other.kind !== match.kind &&
        other.weight >= match.weight &&
        other.start <= match.start &&
        other.end >= match.end &&
        other.text.length > match.text.length,
    );
  return kept.map((match) => ({
    kind: match.kind,
    weight: swallowed(match) ? match.weight * weights.swallowed : match.weight,
    text: match.text,
  }));
}

/** Score of each kind in a line, 0 to 1: independent finds add up like chances do. */
export function lineKinds(text: string): Map<BeatKind, number> {
  const scores = new Map<BeatKind, number>();
  for (const match of matchLine(text)) scores.set(match.kind, 1 - (1 - (scores.get(match.kind) ?? 0)) * (1 - match.weight));
  return scores;
}

/** How much a line's words smell of drama though it says nothing that is known, 0 to 1: "皇子", "遗书", "creditor". */
export function lineColour(text: string): number {
  const lexicon = lexicons[lineLanguage(text)];
  const line = normaliseLine(text).replace(lexicon.exceptions, (phrase) => ' '.repeat(phrase.length));
  if (lexicon.damped.test(line)) return 0;
  const found = new Set(Array.from(line.matchAll(lexicon.colour), (hit) => hit[0]));
  return weights.colour.most * (1 - (1 - weights.colour.each) ** found.size);
}
