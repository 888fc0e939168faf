import { defineErrors } from '../../platform/errors.ts';

export const intelligenceErrors = defineErrors('intelligence', {
  document_not_found: 'not_found',
  topic_not_found: 'not_found',
});
