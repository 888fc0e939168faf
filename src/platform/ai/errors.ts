import { defineErrors } from '../errors.ts';

/** What can go wrong with an AI endpoint. None of these stops an analysis: the caller falls back and says why. */
export const aiErrors = defineErrors('ai', {
  not_configured: 'unavailable',
  unreachable: 'unavailable',
  timed_out: 'unavailable',
  cancelled: 'conflict',
  rate_limited: 'limit',
  refused: 'unavailable',
  rejected: 'invalid',
  server_failed: 'unavailable',
  answer_too_large: 'limit',
  wrong_content_type: 'unavailable',
  not_utf8: 'unavailable',
  bad_json: 'unavailable',
  bad_shape: 'unavailable',
  empty_answer: 'unavailable',
  truncated_answer: 'unavailable',
  fenced_answer: 'unavailable',
  prose_answer: 'unavailable',
  broken_schema: 'unavailable',
  broken_rules: 'unavailable',
  speech_unreadable: 'unavailable',
});
