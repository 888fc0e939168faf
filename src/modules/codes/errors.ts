import { defineErrors } from '../../platform/errors.ts';

export const codesErrors = defineErrors('codes', {
  code_not_found: 'not_found',
  /** Its quarantine is over, and the word may be somebody else's by now. */
  code_gone: 'conflict',
  reserved_unusable: 'invalid',
  too_many_misses: 'limit',
});
