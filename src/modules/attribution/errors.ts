import { defineErrors } from '../../platform/errors.ts';

export const attributionErrors = defineErrors('attribution', {
  source_not_found: 'not_found',
  source_paused: 'conflict',
  source_in_use: 'conflict',
  source_name_taken: 'conflict',
  source_not_callback: 'conflict',
  zone_unknown: 'invalid',
  callback_refused: 'unauthenticated',
  callback_unreadable: 'invalid',
  conversion_not_found: 'not_found',
  period_invalid: 'invalid',
  // Of a row in a batch.
  event_invalid: 'invalid',
  event_differs: 'conflict',
  event_needs: 'invalid',
  event_time: 'invalid',
  currency_needed: 'invalid',
  refund_over_amount: 'invalid',
});
