/**
 * What the pages of one's own money say is a file of its own a language, loaded with the first of them: neither a phone nor the console
 * loads it before somebody looks at money. A build cuts it out (vite.config.ts).
 */
import { addWords } from '../i18n/i18n.ts';

const files = import.meta.glob<{ default: Record<string, string> }>('../../../locales/*.json', { query: { words: 'own-money' } });

/** Loads a page together with the words that it says. */
export function withMoneyWords<Page>(load: () => Promise<Page>): () => Promise<Page> {
  return async () => {
    const [page] = await Promise.all([load(), addWords(wordsOf)]);
    return page;
  };
}

async function wordsOf(language: string): Promise<Record<string, string>> {
  return (await files[`../../../locales/${language}.json`]?.())?.default ?? {};
}
