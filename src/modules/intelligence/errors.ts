import { defineErrors } from '../../platform/errors.ts';

export const intelligenceErrors = defineErrors('intelligence', {
  document_not_found: 'not_found',
  topic_not_found: 'not_found',
  source_not_found: 'not_found',
  file_not_found: 'not_found',
  family_not_found: 'not_found',
  paste_empty: 'invalid',
  file_empty: 'invalid',
  file_too_large: 'limit',
  file_unknown: 'invalid',
  /** Reading a file took the process with it, more than once. */
  file_unreadable: 'invalid',
  document_not_archived: 'conflict',
  source_taken: 'conflict',
  source_standing: 'conflict',
  source_not_fetched: 'conflict',
  too_many_sources: 'limit',
  translation_same_language: 'invalid',
  translation_circle: 'conflict',
  translation_missing: 'not_found',
  model_missing: 'unavailable',
  /** A server answered with something other than success. */
  source_refused: 'unavailable',
  feed_unreadable: 'invalid',
  search_empty: 'invalid',
});
