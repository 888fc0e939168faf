import { defineErrors } from '../../platform/errors.ts';

export const intelligenceErrors = defineErrors('intelligence', {
  document_not_found: 'not_found',
  topic_not_found: 'not_found',
  source_not_found: 'not_found',
  file_not_found: 'not_found',
  family_not_found: 'not_found',
  family_same: 'conflict',
  family_too_large: 'limit',
  paste_empty: 'invalid',
  file_empty: 'invalid',
  file_too_large: 'limit',
  file_unknown: 'invalid',
  /** Reading a file took the process with it, more than once. */
  file_unreadable: 'invalid',
  document_not_archived: 'conflict',
  /** Somebody else's correction came between. */
  document_changed: 'conflict',
  zone_unknown: 'invalid',
  /** Nothing is published after tomorrow. */
  published_ahead: 'invalid',
  /** A PDF of pictures. */
  scanned: 'invalid',
  nothing_to_read: 'invalid',
  /** What reading a file ends with: it is not what it says it is, or is damaged; it is too much; it does not come to an end. */
  unreadable: 'invalid',
  too_large: 'limit',
  took_too_long: 'limit',
  source_taken: 'conflict',
  source_standing: 'conflict',
  source_not_fetched: 'conflict',
  too_many_sources: 'limit',
  translation_same_language: 'invalid',
  translation_circle: 'conflict',
  translation_missing: 'not_found',
  /** Nothing of what a model translated says what its original says. */
  translation_unsupported: 'unavailable',
  model_missing: 'unavailable',
  /** A server answered with something other than success. */
  source_refused: 'unavailable',
  feed_unreadable: 'invalid',
  robots_disallow: 'unavailable',
  robots_unknown: 'unavailable',
  source_unsuitable: 'unavailable',
  search_empty: 'invalid',
  days_reversed: 'invalid',
  programme_not_found: 'not_found',
  /** Somebody else's change came between. */
  programme_changed: 'conflict',
  programme_state: 'conflict',
  programme_item_unknown: 'invalid',
  nothing_to_undo: 'conflict',
  too_many_programmes: 'limit',
  too_many_items: 'limit',
  profile_changed: 'conflict',
  checklist_unknown: 'invalid',
  assignee_unknown: 'invalid',
  finding_not_found: 'not_found',
  finding_open: 'conflict',
  claim_not_in_finding: 'invalid',
  /** A reading is given of what is off, and of nothing else. */
  reading_without_off: 'invalid',
  figure_not_found: 'not_found',
  /** A period that no calendar has. */
  period_unknown: 'invalid',
  /** A term that says nothing, or too many of them. */
  topic_query: 'invalid',
  topic_unnamed: 'invalid',
  too_many_topics: 'limit',
  alert_not_found: 'not_found',
  too_many_alerts: 'limit',
  /** Only people are told. */
  alert_person: 'invalid',
  answer_not_found: 'not_found',
  question_empty: 'invalid',
  /** Nothing that a model said stood in its passages. */
  model_unsupported: 'unavailable',
  brief_not_found: 'not_found',
  brief_version_not_found: 'not_found',
  brief_changed: 'conflict',
  brief_broken: 'conflict',
  brief_unsupported: 'conflict',
  brief_empty: 'conflict',
  brief_full: 'limit',
  /** What would be added stands in it already. */
  brief_has_it: 'conflict',
  /** Figures of several metrics, units or currencies, or none with a period, make no chart. */
  figures_apart: 'invalid',
  citation_unknown: 'invalid',
});
