import { defineErrors } from '../../platform/errors.ts';

export const linksErrors = defineErrors('links', {
  link_not_found: 'not_found',
  link_changed: 'conflict',
  settings_changed: 'conflict',
  destination_not_allowed: 'invalid',
  destination_malformed: 'invalid',
  domain_taken: 'conflict',
  domain_is_main: 'invalid',
  domain_repeated: 'invalid',
  scheme_refused: 'invalid',
  /** The journal cannot take another click: the disk or its bound is full, or it cannot be written. */
  journal_closed: 'unavailable',
});
