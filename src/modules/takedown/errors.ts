import { defineErrors } from '../../platform/errors.ts';

export const takedownErrors = defineErrors('takedown', {
  zone_unknown: 'invalid',
  host_not_found: 'not_found',
  domain_taken: 'conflict',
  domain_invalid: 'invalid',
  host_address_needed: 'invalid',
  host_in_use: 'conflict',
  host_not_ready: 'conflict',
  too_many_hosts: 'limit',
  case_not_found: 'not_found',
  case_state: 'conflict',
  link_not_found: 'not_found',
  /** A notice names it: it stays for the record. */
  link_noticed: 'conflict',
  /** A notice about the same address went to the same host before, in any case. */
  link_noticed_before: 'conflict',
  /** The account may show it: by the allow-list, a licence or a filing. */
  link_allowed: 'conflict',
  work_not_found: 'not_found',
  member_not_found: 'not_found',
  notice_not_found: 'not_found',
  notice_state: 'conflict',
  nothing_to_notice: 'conflict',
  nothing_to_check: 'conflict',
  nothing_to_undo: 'conflict',
  elements_missing: 'conflict',
  mail_not_configured: 'unavailable',
  /** A notice is a legal act: a person sends it, no key does. */
  person_needed: 'forbidden',
  act_in_future: 'invalid',
  act_before: 'invalid',
  sending_not_found: 'not_found',
  incoming_not_found: 'not_found',
  incoming_state: 'conflict',
  not_ours: 'not_found',
  notifier_needed: 'invalid',
  too_early: 'conflict',
});
