import { defineErrors } from '../../platform/errors.ts';

/** Errors of files, asked sources, signals and people's data; those of events and conversions are in errors.ts. */
export const edgeErrors = defineErrors('attribution', {
  file_import_not_found: 'not_found',
  file_import_closed: 'conflict',
  file_too_large: 'limit',
  file_empty: 'invalid',
  file_too_wide: 'invalid',
  file_cell_too_long: 'invalid',
  file_quote_open: 'invalid',
  file_not_text: 'invalid',
  workbook_unreadable: 'invalid',
  workbook_encrypted: 'invalid',
  workbook_too_large: 'invalid',
  sheet_not_found: 'invalid',
  file_has_bad_rows: 'conflict',
  mapping_incomplete: 'invalid',
  mapping_not_found: 'not_found',
  zone_not_known: 'invalid',
  puller_not_found: 'not_found',
  puller_url_invalid: 'invalid',
  pull_refused: 'unavailable',
  pull_unreadable: 'unavailable',
  pull_too_large: 'unavailable',
  suspect_not_found: 'not_found',
});
