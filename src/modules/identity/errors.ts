import { defineErrors } from '../../platform/errors.ts';

export const identityErrors = defineErrors('identity', {
  invalid_credentials: 'unauthenticated',
  too_many_attempts: 'limit',
  wrong_password: 'invalid',
  member_not_found: 'not_found',
  organisation_not_found: 'not_found',
  invitation_not_found: 'not_found',
  api_key_not_found: 'not_found',
  /** Unknown, used, taken back and expired links answer alike. */
  link_invalid: 'not_found',
  last_owner: 'conflict',
  already_member: 'conflict',
  account_exists: 'conflict',
  invitation_for_other: 'forbidden',
  language_unknown: 'invalid',
  details_missing: 'invalid',
  too_many: 'conflict',
  /** A person of several organisations: none of them may take the account over. */
  member_elsewhere: 'conflict',
});
