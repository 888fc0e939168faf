import { defineErrors } from '../../platform/errors.ts';

export const ledgerErrors = defineErrors('ledger', {
  account_not_found: 'not_found',
  account_differs: 'conflict',
  transfer_not_found: 'not_found',
  /** Entries that do not sum to zero in each currency, or are fewer than two. */
  unbalanced: 'invalid',
  currency_mismatch: 'invalid',
  below_floor: 'conflict',
  /** The key stands for another transfer. */
  key_differs: 'conflict',
  not_pending: 'conflict',
  more_than_pending: 'invalid',
  already_reversed: 'conflict',
  /** A reversal takes back a posted transfer whole; less is another transfer. */
  reversal_differs: 'invalid',
  period_closed: 'conflict',
  too_large: 'limit',
});
