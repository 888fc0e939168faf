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
  /** Agencies and creators come and go by the doors of creators, which keep what is theirs. */
  member_is_partner: 'conflict',
  /** Not a permission that the key's role holds. */
  scope_unknown: 'invalid',
  already_member: 'conflict',
  account_exists: 'conflict',
  invitation_for_other: 'forbidden',
  language_unknown: 'invalid',
  details_missing: 'invalid',
  too_many: 'conflict',
  /** A person of several organisations: none of them may take the account over. */
  member_elsewhere: 'conflict',
});
