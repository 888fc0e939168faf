import { readFileSync, readdirSync } from 'node:fs';
import i18next, { type TFunction } from 'i18next';
import type { AppError } from '../platform/errors.ts';

const folder = new URL('../../locales/', import.meta.url);

/** The language that a terminal asks for by LC_ALL, LC_MESSAGES or LANG, among the files of `locales/`; English otherwise. */
export function languageOf(env: NodeJS.ProcessEnv): string {
  const wanted = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').split('.')[0]!.replace('_', '-');
  const known = readdirSync(folder).map((name) => name.replace(/\.json$/, ''));
  return known.find((name) => name === wanted) ?? known.find((name) => name.split('-')[0] === wanted.split('-')[0]) ?? 'en';
}

const translators = new Map<string, TFunction>();

/** Sentences of one language, for the command line. */
export function translator(language: string): TFunction {
  let found = translators.get(language);
  if (!found) {
    const read = (name: string): Record<string, string> => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Record<string, string>;
    const instance = i18next.createInstance();
    void instance.init({
      lng: language,
      fallbackLng: 'en',
      resources: { [language]: { translation: read(language) }, en: { translation: read('en') } },
      keySeparator: false,
      nsSeparator: false,
      initAsync: false,
      interpolation: { escapeValue: false },
    });
    found = instance.t;
    translators.set(language, found);
  }
  return found;
}

/** What an error says to a person at a terminal. */
export function sentence(error: AppError, env: NodeJS.ProcessEnv): string {
  const key = `error.${error.code}`;
  const text = translator(languageOf(env))(key, error.params);
  return text === key ? `${error.code} ${JSON.stringify(error.params)}` : text;
}
