/** What was read becomes documents: kept with their paragraphs, put into families, handed to every area, all in one transaction. */
import type { Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import { anchorOf } from '../citations/read.ts';
import type { Claim } from '../claims/claim.ts';
import type { Signature } from '../families/signature.ts';
import type { Paragraph, ReadDocument, ReadFile } from '../reading/document.ts';
import type { Absorber, IntelligenceParts, StoredDocument } from '../service/parts.ts';
import { hashOf } from '../searching/words.ts';
import { clean, short } from './clean.ts';
import { joinFamilies, writeBands } from './families.ts';
import { documentsRead } from './jobs.ts';
import * as repo from './repo.ts';
import type { KeptInsight } from './tables.ts';

/** A document as the reading threads gave it. */
export type Given = { document: ReadDocument; claims: readonly Claim[]; signature: Signature; insights: KeptInsight[] };
export type GivenFile = { row: repo.FileRow; file: ReadFile; documents: readonly Given[] };
type Fresh = Given & { id: string; row: repo.FileRow; position: number };

const eventSize = 500;

export function createStore(parts: Pick<IntelligenceParts, 'clock' | 'jobs'>, absorbers: readonly Absorber[]) {
  const { clock, jobs } = parts;

  /** Tells the areas' own, and then everybody, that documents came, went, or count otherwise. */
  async function publish(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<void> {
    for (let at = 0; at < documentIds.length; at += eventSize)
      await jobs.publish(trx, documentsRead, { organisationId, documentIds: documentIds.slice(at, at + eventSize) });
  }

  async function forget(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<void> {
    if (documentIds.length === 0) return;
    for (const absorber of absorbers) await absorber.forget(trx, organisationId, documentIds);
  }
  async function absorb(trx: Trx, organisationId: string, documents: readonly StoredDocument[]): Promise<void> {
    if (documents.length === 0) return;
    for (const absorber of absorbers) await absorber.absorb(trx, organisationId, documents);
  }

  /** New pages at the addresses of old ones: the first takes the place of the first, and is of its family. */
  async function replaceFormer(trx: Trx, organisationId: string, fresh: readonly Fresh[], families: Family[]): Promise<Replacing[]> {
    const places = fresh.filter(({ row }) => row.url !== null && row.fetched_at !== null);
    const former = await repo.listFormerDocuments(
      trx,
      organisationId,
      places.map(({ row }) => ({ sourceId: row.source_id, url: row.url! })),
      [...new Set(fresh.map(({ row }) => row.id))],
    );
    return former.map((old) => {
      const here = fresh.filter(({ row }) => row.source_id === old.source_id && row.url === old.file_url);
      const heir =
        here.find(({ document }) => document.title === old.title) ?? here.find(({ position }) => position === old.position) ?? here[0]!;
      families[fresh.indexOf(heir)] = { familyId: old.family_id, reason: 'replaced' };
      return { formerId: old.id, heirId: heir.id };
    });
  }

  return {
    publish,
    forget,
    absorb,
    async moved(trx: Trx, organisationId: string, moves: readonly { documentId: string; familyId: string }[]): Promise<void> {
      for (const absorber of absorbers) await absorber.moved?.(trx, organisationId, moves);
      await publish(
        trx,
        organisationId,
        moves.map(({ documentId }) => documentId),
      );
    },

    /** Keeps what was read of files of one organisation; files that were stopped meanwhile are passed over. */
    async keep(trx: Trx, organisationId: string, given: readonly GivenFile[]): Promise<void> {
      const begun = await repo.lockBegun(
        trx,
        given.map(({ row }) => row.id),
      );
      const files = given.filter(({ row }) => begun.has(row.id));
      const fresh = files.flatMap(({ row, documents }) =>
        documents.map((one, position): Fresh => ({ ...cleaned(one), id: newId('marketDocument', clock.nowMs()), row, position })),
      );
      const families: Family[] = await joinFamilies(trx, organisationId, fresh, () => newId('marketFamily', clock.nowMs()));
      const replacing = await replaceFormer(trx, organisationId, fresh, families);
      const now = clock.now();
      await repo.insertDocuments(
        trx,
        fresh.map((one, index) => documentRow(one, organisationId, families[index]!, now)),
      );
      await repo.insertParagraphs(
        trx,
        fresh.flatMap(({ id, document }) => document.paragraphs.map((paragraph) => paragraphRow(paragraph, organisationId, id))),
      );
      await writeBands(trx, organisationId, fresh);
      for (const { formerId, heirId } of replacing) await repo.updateDocument(trx, formerId, { replaced_by: heirId });
      await forget(
        trx,
        organisationId,
        replacing.map(({ formerId }) => formerId),
      );
      await repo.markRead(
        trx,
        files.map(({ row, file }) => ({ id: row.id, readAs: file.kind, encoding: file.encoding, warnings: file.warnings.slice(0, 50) })),
      );
      await absorb(
        trx,
        organisationId,
        fresh.map(({ id, row, document, claims }, index) => ({
          id,
          familyId: families[index]!.familyId,
          sourceId: row.source_id,
          document,
          claims,
        })),
      );
      await publish(trx, organisationId, [...fresh.map(({ id }) => id), ...replacing.map(({ formerId }) => formerId)]);
    },
  };
}
export type Store = ReturnType<typeof createStore>;
type Family = { familyId: string; reason: 'alone' | 'same_story' | 'replaced' };
type Replacing = { formerId: string; heirId: string };

/** Texts that no database keeps are mended; their anchors are then made of what is kept. */
function cleaned(given: Given): Given {
  const { document } = given;
  if (document.paragraphs.every(({ text }) => text === clean(text))) return given;
  const paragraphs = document.paragraphs.map((paragraph) => {
    const text = clean(paragraph.text);
    return text === paragraph.text ? paragraph : { ...paragraph, text, anchor: anchorOf(paragraph.index, text) };
  });
  return { ...given, document: { ...document, paragraphs }, insights: [] };
}

const dayForm = /^\d{4}-\d{2}-\d{2}/;

function documentRow(
  { id, document, claims, signature, insights, row, position }: Fresh,
  organisationId: string,
  family: Family,
  now: Date,
) {
  const today = now.toISOString().slice(0, 10);
  const said = document.publishedAt && dayForm.test(document.publishedAt) ? document.publishedAt.slice(0, 10) : today;
  return {
    id,
    organisation_id: organisationId,
    file_id: row.id,
    position,
    source_id: row.source_id,
    title: short(document.title, 500),
    publisher: document.source === null ? null : short(document.source, 300),
    author: document.author === null ? null : short(document.author, 300),
    published_at: document.publishedAt,
    // What claims to be of the future would stand above everything for ever.
    published_on: said > today ? today : said,
    zone_name: document.zone?.name ?? null,
    zone_stated: document.zone?.stated ?? null,
    language: document.language,
    url: (document.url ?? row.url)?.slice(0, 2000) ?? null,
    file_start: document.start,
    file_end: document.end,
    paragraph_count: document.paragraphs.length,
    claim_count: claims.length,
    lead: leadOf(document),
    insights: JSON.stringify(insights),
    signature: JSON.stringify(signature),
    value_keys: valueKeys(claims),
    family_id: family.familyId,
    family_reason: family.reason,
    translation_of: null,
    replaced_by: null,
    archived_at: null,
    collected_at: now,
  };
}

const mostValueKeys = 200;

/** What figures a document gives, whatever the words: 36.8亿元 and 3.68 billion yuan have one key. */
function valueKeys(claims: readonly Claim[]): number[] {
  const keys = claims.map(({ low, high, unit, currency }) => hashOf(`${unit} ${currency} ${low} ${high}`));
  return [...new Set(keys)].slice(0, mostValueKeys);
}

/** The first sentence of a document's text. */
function leadOf({ paragraphs }: ReadDocument): string {
  const text = paragraphs.find(({ kind, text: words }) => (kind === 'text' || kind === 'item') && words.length >= 20)?.text ?? '';
  return short(/^[^。！？]{10,240}?(?:[。！？]|[.!?](?=\s|$))/u.exec(text)?.[0] ?? text, 240);
}

function paragraphRow(paragraph: Paragraph, organisationId: string, documentId: string) {
  const { map, cells } = paragraph;
  const plain = map.length === 1 && map[0]![0] === 0 && map[0]![1] === paragraph.start;
  return {
    organisation_id: organisationId,
    document_id: documentId,
    position: paragraph.index,
    anchor: paragraph.anchor,
    kind: paragraph.kind,
    group_name: paragraph.group === null ? null : short(paragraph.group, 500),
    text: paragraph.text,
    file_start: paragraph.start,
    file_end: paragraph.end,
    map: plain ? null : JSON.stringify(map),
    cells: cells
      ? JSON.stringify(cells.map((cell) => ({ ...cell, text: clean(cell.text), head: cell.head === null ? null : clean(cell.head) })))
      : null,
    caption: paragraph.caption ? short(paragraph.caption, 1000) : null,
  };
}
