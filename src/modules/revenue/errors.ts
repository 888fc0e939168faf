import { defineErrors } from '../../platform/errors.ts';

export const revenueErrors = defineErrors('revenue', {
  plan_not_found: 'not_found',
  version_not_found: 'not_found',
  payee_not_found: 'not_found',
  /** The work or the campaign that a plan is for. */
  scope_not_found: 'not_found',
  /** The creator, agency or member to whom a payee belongs. */
  party_not_found: 'not_found',
  /** There is one plan for a work, for a campaign, and as the default; its versions follow one another. */
  plan_exists: 'conflict',
  payee_exists: 'conflict',
  /** A payee that is somebody's stays theirs: what they signed and earn hangs on it. */
  payee_taken: 'conflict',
  version_open: 'conflict',
  not_a_draft: 'conflict',
  not_proposed: 'conflict',
  plan_faulty: 'invalid',
  days_reversed: 'invalid',
  /** Books that are closed are not divided anew by a plan that comes later. */
  period_closed: 'conflict',
  not_a_party: 'forbidden',
  signed_already: 'conflict',
  content_differs: 'conflict',
  person_needed: 'forbidden',
  kind_not_covered: 'invalid',
  cost_unknown: 'invalid',
  cost_not_found: 'not_found',
  cost_settled: 'conflict',
  cost_in_future: 'invalid',
  account_not_found: 'not_found',
  transfer_not_found: 'not_found',
  too_many: 'limit',
  statement_not_found: 'not_found',
  line_not_found: 'not_found',
  question_not_found: 'not_found',
  question_closed: 'conflict',
  question_open: 'conflict',
  too_many_questions: 'limit',
});
