import { defineErrors } from '../../../platform/errors.ts';

/** Of a file that was to be read as a script; `reason` is empty, too_large, not_text, damaged, encrypted or old_word. */
export const scriptErrors = defineErrors('protection', { script_unreadable: 'invalid' });
