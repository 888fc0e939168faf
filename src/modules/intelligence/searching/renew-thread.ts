/** The thread in which documents are indexed anew: see renewing.ts. */
import { answerIn } from '../service/thread-side.ts';
import { entryOf, type SearchEntry } from './entry.ts';
import type { ToIndex } from './renewing.ts';

answerIn<ToIndex, SearchEntry[]>((parts) => parts.map(({ organisationId, indexed, day }) => entryOf(organisationId, indexed, day)));
