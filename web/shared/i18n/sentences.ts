/**
 * Sentences from flat keys, as the files of locales/ hold them: `{{name}}` is filled in, `$t(key)` is another sentence, whose key may be
 * filled in too, `count` chooses the plural form.
 * The server says the same files through i18next; this is the small part of it that they use, so that a phone loads less.
 */

export type Texts = Readonly<Record<string, string>>;
type Params = Record<string, unknown>;

/** Which of `key`, `key_one`, `key_other` … is meant; null where none is there. Categories are CLDR's, by Intl.PluralRules. */
function textOf(texts: Texts, plurals: Intl.PluralRules, key: string, params: Params | undefined): string | null {
  const count = params?.['count'];
  if (typeof count === 'number') {
    const plural = texts[`${key}_${plurals.select(count)}`] ?? texts[`${key}_other`];
    if (plural !== undefined) return plural;
  }
  return texts[key] ?? null;
}

const written = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

function fill(text: string, params: Params | undefined): string {
  return text.includes('{{') ? text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => written(params?.[name])) : text;
}

type Languages = readonly { texts: Texts; plurals: Intl.PluralRules }[];
// A sentence in a sentence; one that held itself would never end.
const deepest = 3;

/** The sentence of a key in the first language that has it, filled in; null where none has it. */
export function sentenceIn(languages: Languages, key: string, params?: Params, depth = 0): string | null {
  for (const { texts, plurals } of languages) {
    const text = textOf(texts, plurals, key, params);
    if (text === null) continue;
    if (!text.includes('$t(')) return fill(text, params);
    return text
      .split(/\$t\(([\w.{}-]+)\)/)
      .map((piece, at) =>
        at % 2 === 0 ? fill(piece, params) : depth < deepest ? (sentenceIn(languages, fill(piece, params), params, depth + 1) ?? '') : '',
      )
      .join('')
      .trim();
  }
  return null;
}
