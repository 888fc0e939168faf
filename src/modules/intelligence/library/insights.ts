/** Core sentences as they are kept with a document: by anchor, so that each is a citation. */
import type { Claim } from '../claims/claim.ts';
import { readInsights } from '../insights/read.ts';
import type { ReadDocument } from '../reading/document.ts';
import type { KeptInsight } from './tables.ts';

/** At most so many groups and sentences of a document are kept. */
const mostGroups = 12;
const mostSentences = 8;

/** The core sentences of a document; a group without a heading has an empty name. */
export function insightsOf(document: ReadDocument, claims: readonly Claim[]): KeptInsight[] {
  return readInsights(document, claims)
    .slice(0, mostGroups)
    .map(({ group, sentences }) => ({
      group: group ?? '',
      sentences: sentences
        .slice(0, mostSentences)
        .map(({ paragraph, start, end }) => ({ anchor: document.paragraphs[paragraph]!.anchor, start, end })),
    }));
}
