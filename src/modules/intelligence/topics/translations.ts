/** The other language beside a sentence: what a document’s translation says there, published by somebody or made by a model. */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { alignParagraphs } from '../library/align.ts';
import { loadDocuments } from '../library/stored.ts';
import type { ReadDocument } from '../reading/document.ts';
import type { TopicGroup } from './contract.ts';

/** Laying two documents side by side costs the product of their lengths: of a topic so many are, and none that is a book. */
const mostPairs = 8;
const mostParagraphs = 150;

type Beside = { text: string; language: 'zh' | 'en'; by: 'document' | 'model' };
type Lookup = (anchor: string) => Beside | null;

/** Puts what the translation says beside each sentence whose document has one. Changes the groups it is given. */
export async function besideOf(trx: Trx, organisationId: string, groups: readonly TopicGroup[]): Promise<void> {
  const sentences = groups.flatMap((group) => group.sentences);
  const documentIds = [...new Set(sentences.flatMap(({ citations }) => citations.slice(0, 1).map(({ documentId }) => documentId)))];
  if (documentIds.length === 0) return;
  const lookups = new Map([...(await byModel(trx, organisationId, documentIds)), ...(await byDocuments(trx, organisationId, documentIds))]);
  for (const sentence of sentences) {
    const [first] = sentence.citations;
    sentence.beside = (first && lookups.get(first.documentId)?.(first.anchor)) ?? null;
  }
}

async function byModel(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<[string, Lookup][]> {
  const { rows } = await sql<{ document_id: string; language: 'zh' | 'en'; paragraphs: { anchor: string; text: string }[] }>`
    select document_id, language, paragraphs from market_translations
    where organisation_id = ${organisationId} and document_id = any(${[...documentIds]}::text[])`.execute(trx);
  return rows.map(({ document_id, language, paragraphs }) => {
    const texts = new Map(paragraphs.map(({ anchor, text }) => [anchor, text]));
    return [document_id, (anchor) => (texts.has(anchor) ? { text: texts.get(anchor)!, language, by: 'model' } : null)];
  });
}

async function byDocuments(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<[string, Lookup][]> {
  const { rows } = await sql<{ id: string; other: string }>`
    select d.id, o.id as other from market_documents d
    join market_documents o on o.organisation_id = d.organisation_id and (o.id = d.translation_of or o.translation_of = d.id)
    where d.organisation_id = ${organisationId} and d.id = any(${[...documentIds]}::text[]) and o.archived_at is null
      and d.paragraph_count <= ${mostParagraphs} and o.paragraph_count <= ${mostParagraphs}
    order by d.published_on desc, d.id limit ${mostPairs}`.execute(trx);
  if (rows.length === 0) return [];
  const documents = await loadDocuments(
    trx,
    organisationId,
    rows.flatMap(({ id, other }) => [id, other]),
  );
  return rows.flatMap(({ id, other }): [string, Lookup][] => {
    const [own, translated] = [documents.get(id), documents.get(other)];
    return own && translated ? [[id, lookupIn(own, translated)]] : [];
  });
}

function lookupIn(own: ReadDocument, other: ReadDocument): Lookup {
  const said = ({ paragraphs }: ReadDocument): ReadDocument['paragraphs'] => paragraphs.filter(({ kind }) => kind !== 'leftover');
  const [left, right] = [said(own), said(other)];
  const alignable = ({ text, kind }: ReadDocument['paragraphs'][number]) => ({ text, heading: kind === 'heading' });
  const rows = alignParagraphs(left.map(alignable), right.map(alignable), own.language === 'zh');
  return (anchor) => {
    const at = left.findIndex((paragraph) => paragraph.anchor === anchor);
    const row = rows.find((one) => one.left[0] <= at && at < one.left[1]);
    const text =
      row &&
      right
        .slice(...row.right)
        .map((paragraph) => paragraph.text)
        .join('\n');
    return text ? { text, language: other.language, by: 'document' } : null;
  };
}
