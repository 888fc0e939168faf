/** Failures in the reader's words: a code and its parameters become a sentence that says what to do. */
import type { Translate } from '../i18n/i18n.ts';
import { ApiError } from './client.ts';

type Coded = { code: string; params?: Record<string, unknown> };

/** The sentence of a coded failure, as stored on tasks, files and clips; an unknown code still names itself. */
export function sentenceOf(t: Translate, failure: Coded): string {
  const key = `error.${failure.code}`;
  return t.exists(key, failure.params) ? t(key, failure.params) : t('error.unknown', { code: failure.code });
}

/** The sentence of anything thrown. */
export function sentence(t: Translate, error: unknown): string {
  if (error instanceof ApiError) return sentenceOf(t, error);
  return t('error.client.unexpected');
}

/** What is wrong with each field, by its path, for forms. */
export function fieldIssues(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(error.issues.map((issue) => [issue.path, issue.message]));
}
