/**
 * The words of promotion are as many as the studio's and no page of the studio says them: they are a file of their own a
 * language, loaded with the first page of promotion. A build cuts them out of the others (vite.config.ts).
 */
import { addWords } from '../shared/i18n/i18n.ts';

const files = import.meta.glob<{ default: Record<string, string> }>('../../locales/*.json', { query: { words: 'promotion' } });

/** Loads a page together with the words that it says. */
export function promotion<Page>(load: () => Promise<Page>): () => Promise<Page> {
  return async () => {
    const [page] = await Promise.all([load(), promotionWords()]);
    return page;
  };
}

/** Makes the words of promotion known in the present language, and in every other that is picked later. */
export const promotionWords = (): Promise<void> => addWords(wordsOf);

async function wordsOf(language: string): Promise<Record<string, string>> {
  return (await files[`../../locales/${language}.json`]?.())?.default ?? {};
}
