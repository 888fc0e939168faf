import { defineErrors } from '../../platform/errors.ts';

export const creatorsErrors = defineErrors('creators', {
  /** A partner without a record: an account whose creator left, or one that was given the role by hand. */
  not_a_party: 'forbidden',
  creator_not_found: 'not_found',
  agency_not_found: 'not_found',
  invitation_not_found: 'not_found',
  account_not_found: 'not_found',
  /** Unknown, used, taken back and expired links answer alike. */
  link_invalid: 'not_found',
  suspended: 'forbidden',
  terms_not_accepted: 'forbidden',
  terms_outdated: 'conflict',
  agency_suspended: 'conflict',
  agency_needed: 'invalid',
  agency_name_taken: 'conflict',
  creator_needed: 'invalid',
  creator_left: 'conflict',
  not_yours_to_change: 'forbidden',
  no_agency: 'conflict',
  already_here: 'conflict',
  account_exists: 'conflict',
  account_taken: 'conflict',
  account_withdrawn: 'conflict',
  invitation_for_other: 'forbidden',
  details_missing: 'invalid',
  signup_closed: 'not_found',
  mail_not_sent: 'unavailable',
  languages_repeated: 'invalid',
  too_many: 'conflict',
});
