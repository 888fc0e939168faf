/** What is asked: words that must all be there, phrases in quotes, words that must not be. */
import { aliasRuns, aliasWordKey, conceptKey, foldedText, phraseTerms, tokensOf, wordsOfGroup, type Token } from './words.ts';

const mostWords = 8;

export type QueryWord = {
  tokens: readonly Token[];
  /** As it stands in folded texts. */
  folded: string;
  /** Terms that a text with the word as it is written has. */
  terms: readonly number[];
  /** Groups of the alias table; none for a phrase in quotes, which is looked for as it stands. */
  groups: readonly string[];
  /** By what a word of the alias table is found: what it means, and itself within longer words. */
  keys: readonly string[];
  /** Pairs prove a word of two signs; longer ones are looked for in the text. */
  needsText: boolean;
};
export type Query = {
  must: readonly QueryWord[];
  not: readonly QueryWord[];
  /** Other ways to say it that are looked for too. */
  also: readonly string[];
};

/** Reads a query. Its `must` is empty where nothing that could be looked for was written. */
export function readQuery(text: string): Query {
  const must: QueryWord[] = [];
  const not: QueryWord[] = [];
  const part = /(?<minus>(?<=^|\s)[-−－])?(?:["“”„「『＂](?<phrase>[^"“”」』＂]*)(?:["“”」』＂]|$)|(?<word>[^\s"“”「『＂]+))/gu;
  let plain: string[] = [];
  const flush = (): void => {
    must.push(...splitWords(plain.join(' ')));
    plain = [];
  };
  for (const { groups } of text.matchAll(part)) {
    const { minus, phrase, word } = groups as { minus?: string; phrase?: string; word?: string };
    if (phrase !== undefined) {
      flush();
      const one = wordOf(tokensOf(phrase).filter(isSaid), []);
      if (one) (minus ? not : must).push(one);
    } else if (minus) not.push(...splitWords(word!));
    else plain.push(word!);
  }
  flush();
  const seen = new Set<string>();
  const distinct = must.filter(({ folded }) => !seen.has(folded) && seen.add(folded)).slice(0, mostWords);
  return { must: distinct, not: not.slice(0, mostWords), also: [...new Set(distinct.flatMap(otherWords))].slice(0, 12) };
}

/** Some of the other ways to say a word: those of the other language first, since nobody types both. */
function otherWords({ groups, folded, tokens }: QueryWord): string[] {
  const own = tokens[0]!.han;
  return groups.flatMap((id) => {
    const others = wordsOfGroup(id).filter((word) => foldedText(tokensOf(word)).trim() !== folded);
    const inOwn = (word: string): boolean => tokensOf(word)[0]?.han === own;
    return [...others.filter((word) => !inOwn(word)).slice(0, 3), ...others.filter(inOwn).slice(0, 2)];
  });
}

const isSaid = ({ text }: Token): boolean => text !== '|';

/**
 * The words of what stands between spaces: those of the alias table as one each, also where they are written together
 * (微短剧市场规模), the Chinese between them as it stands, English word by word.
 */
function splitWords(text: string): QueryWord[] {
  const tokens = tokensOf(text);
  const runs = aliasRuns(tokens);
  const words: QueryWord[] = [];
  let rest: Token[] = [];
  const flush = (): void => {
    const one = wordOf(rest, []);
    if (one) words.push(one);
    rest = [];
  };
  let run = 0;
  for (let at = 0; at < tokens.length;) {
    if (runs[run]?.first === at) {
      flush();
      const { last, groups } = runs[run++]!;
      words.push(wordOf(tokens.slice(at, last), groups)!);
      at = last;
      continue;
    }
    const token = tokens[at++]!;
    const before = rest.at(-1);
    // A gap in what was written parts words; Chinese that stands together stays together.
    if (!isSaid(token) || !token.han || (before && (!before.han || before.end !== token.start))) flush();
    if (isSaid(token)) rest.push(token);
    if (!token.han) flush();
  }
  flush();
  return words;
}

function wordOf(tokens: readonly Token[], groups: readonly string[]): QueryWord | null {
  if (tokens.length === 0) return null;
  return {
    tokens,
    folded: foldedText(tokens).trim(),
    terms: [...new Set(phraseTerms(tokens))],
    groups,
    keys: groups.length === 0 ? [] : [...groups.map(conceptKey), aliasWordKey(tokens)],
    needsText: groups.length === 0 && tokens.length > 2,
  };
}
