import { defineErrors } from '../platform/errors.ts';

export const appErrors = defineErrors('app', {
  bad_setting: 'invalid',
  bad_usage: 'invalid',
  directory_in_use: 'conflict',
  role_needs_postgres: 'invalid',
  port_in_use: 'conflict',
  server_unreachable: 'unavailable',
  not_an_export: 'invalid',
  not_empty: 'conflict',
  no_campaign: 'not_found',
  no_clip: 'not_found',
  claim_refused: 'conflict',
  file_not_found: 'not_found',
});
