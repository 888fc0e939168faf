import { defineErrors } from '../../platform/errors.ts';

export const protectionErrors = defineErrors('protection', {
  picture_unknown: 'invalid',
  picture_damaged: 'invalid',
  picture_too_large: 'limit',
});
