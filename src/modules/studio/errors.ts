/** Every failure of the studio that a caller can name. */
import { defineErrors } from '../../platform/errors.ts';

export const studioErrors = defineErrors('studio', {
  analysis_missing: 'not_found',
  episode_without_video: 'invalid',
  suggestion_unknown: 'invalid',
  hook_not_found: 'not_found',
  hook_too_short: 'invalid',
  clip_not_found: 'not_found',
  batch_not_found: 'not_found',
  batch_empty: 'invalid',
  piece_not_of_work: 'invalid',
  // Clips.
  clip_hook_missing: 'not_found',
  clip_source_no_picture: 'invalid',
  clip_piece_empty: 'invalid',
  clip_piece_beyond_end: 'invalid',
  clip_too_long: 'limit',
  clip_recipe_invalid: 'invalid',
  clip_platform_limit: 'limit',
  clip_font_missing: 'unavailable',
  clip_url_too_long: 'invalid',
  clip_output_unwritable: 'invalid',
  clip_output_is_source: 'invalid',
  clip_codec_failed: 'unavailable',
});
