import type { AppError } from '../platform/errors.ts';
import { negotiateLanguage, translator, type Translator } from '../platform/i18n.ts';

/** Sentences in the language that a terminal asks for by LC_ALL, LC_MESSAGES or LANG. */
export function terminalTranslator(env: NodeJS.ProcessEnv): Translator {
  const wanted = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').split('.')[0]!.replace('_', '-');
  return translator(negotiateLanguage(wanted === 'C' || wanted === 'POSIX' ? '' : wanted));
}

/** What an error says to a person at a terminal. */
export function sentence(error: AppError, env: NodeJS.ProcessEnv): string {
  const key = `error.${error.code}`;
  const text = terminalTranslator(env)(key, error.params);
  return text === key ? `${error.code} ${JSON.stringify(error.params)}` : text;
}
