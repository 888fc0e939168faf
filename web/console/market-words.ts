/**
 * The words of market intelligence are a file of their own a language, loaded with the first of its pages, and with them those of
 * promotion, whose tables and charts they use. A build cuts them out of the others (vite.config.ts).
 */
import { addWords } from '../shared/i18n/i18n.ts';
import { promotionWords } from './promotion-words.ts';

const files = import.meta.glob<{ default: Record<string, string> }>('../../locales/*.json', { query: { words: 'market' } });

/** Loads a page together with the words that it says. */
export function market<Page>(load: () => Promise<Page>): () => Promise<Page> {
  return async () => {
    const [page] = await Promise.all([load(), promotionWords(), addWords(wordsOf)]);
    return page;
  };
}

async function wordsOf(language: string): Promise<Record<string, string>> {
  return (await files[`../../locales/${language}.json`]?.())?.default ?? {};
}
