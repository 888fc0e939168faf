/** Core sentences as they are kept with a document: by anchor, so that each is a citation. */
import type { ReadDocument } from '../reading/document.ts';
import type { KeptInsight } from './tables.ts';

/** At most so many groups and sentences of a document are kept. */
const mostGroups = 12;
const mostSentences = 8;

export function insightsOf(document: ReadDocument): KeptInsight[] {
  const groups = new Map<string, KeptInsight>();
  for (const { kind, group, anchor, text } of document.paragraphs) {
    if (kind !== 'item' || group === null || text.length < 20 || !/\d/.test(text)) continue;
    const one = groups.get(group) ?? { group, sentences: [] };
    groups.set(group, one);
    if (one.sentences.length < mostSentences) one.sentences.push({ anchor, start: 0, end: text.length });
    if (groups.size > mostGroups) break;
  }
  return [...groups.values()].slice(0, mostGroups);
}
