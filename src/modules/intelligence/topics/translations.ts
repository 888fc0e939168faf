/** The other language beside a sentence: the paragraph of a document's translation, where one was made. */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { TopicGroup } from './contract.ts';

/** Puts the translated paragraph beside each sentence whose document a model translated. Changes the groups it is given. */
export async function besideOf(trx: Trx, organisationId: string, groups: readonly TopicGroup[]): Promise<void> {
  const sentences = groups.flatMap((group) => group.sentences);
  const documentIds = [...new Set(sentences.flatMap(({ citations }) => citations.slice(0, 1).map(({ documentId }) => documentId)))];
  if (documentIds.length === 0) return;
  const { rows } = await sql<{ document_id: string; language: 'zh' | 'en'; paragraphs: { anchor: string; text: string }[] }>`
    select document_id, language, paragraphs from market_translations
    where organisation_id = ${organisationId} and document_id = any(${documentIds}::text[])`.execute(trx);
  const kept = new Map(rows.map((row) => [row.document_id, row]));
  for (const sentence of sentences) {
    const [first] = sentence.citations;
    const row = first && kept.get(first.documentId);
    const text = row?.paragraphs.find(({ anchor }) => anchor === first!.anchor)?.text;
    if (row && text !== undefined) sentence.beside = { text, language: row.language, by: 'model' };
  }
}
