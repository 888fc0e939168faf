/** Every failure of rights that a caller can name. */
import { defineErrors } from '../../platform/errors.ts';

export const rightsErrors = defineErrors('rights', {
  authority_refused: 'unavailable',
  authority_answer_wrong: 'unavailable',
});
