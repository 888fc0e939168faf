import { defineErrors } from '../../platform/errors.ts';

export const webhooksErrors = defineErrors('webhooks', {
  not_found: 'not_found',
  delivery_not_found: 'not_found',
  too_many: 'conflict',
  endpoint_disabled: 'conflict',
  /** Stored with an attempt whose answer was not 2xx. */
  status: 'unavailable',
});
