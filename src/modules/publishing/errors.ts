import { defineErrors } from '../../platform/errors.ts';

export const publishingErrors = defineErrors('publishing', {
  channel_not_set_up: 'conflict',
  /** An agreement is a person's: a key cannot give one. */
  person_needed: 'forbidden',
  too_many_connections: 'limit',
  connection_not_found: 'not_found',
  connection_of_other_channel: 'invalid',
  reconnect_needed: 'conflict',
  publication_not_found: 'not_found',
  placement_not_found: 'not_found',
  clip_not_ready: 'conflict',
  rights_refused: 'conflict',
  url_of_other_channel: 'invalid',
  privacy_unknown_there: 'invalid',
  caption_too_long: 'invalid',
  schedule_out_of_bounds: 'invalid',
  already_begun: 'conflict',
  already_published: 'conflict',
  not_failed: 'conflict',
});
