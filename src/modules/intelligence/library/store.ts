/** What was read becomes documents: kept with their paragraphs, put into families, handed to every area, all in one transaction. */
import type { Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import { anchorOf } from '../citations/read.ts';
import type { Claim } from '../claims/claim.ts';
import { readClaims } from '../claims/read.ts';
import type { Signature } from '../families/signature.ts';
import type { Paragraph, ReadDocument, ReadFile } from '../reading/document.ts';
import type { ProgrammeFact } from '../programmes/words/contract.ts';
import type { Found, Reader } from '../reading/thread.ts';
import type { Absorber, IntelligenceParts, StoredDocument } from '../service/parts.ts';
import { hashOf } from '../searching/words.ts';
import { clean, short } from './clean.ts';
import type { DocumentHead } from './contract.ts';
import { joinFamilies, writeBands } from './families.ts';
import { carriedHead, columnsOf, dayOf, headOf, sameHead, withHead } from './head.ts';
import { insightsOf } from './insights.ts';
import { documentsRead } from './jobs.ts';
import { heirOf, replacingOf, type Replacing } from './replacing.ts';
import * as repo from './repo.ts';
import { loadDocuments } from './stored.ts';
import type { Correction, KeptInsight } from './tables.ts';

/** A document as the reading threads gave it. Programmes that are left out are read of it when they are kept. */
export type Given = {
  document: ReadDocument;
  claims: readonly Claim[];
  programmes?: readonly ProgrammeFact[] | undefined;
  signature: Signature;
  insights: KeptInsight[];
};
export type GivenFile = { row: repo.FileRow; file: ReadFile; documents: readonly Given[] };
type Fresh = Given & {
  id: string;
  row: repo.FileRow;
  position: number;
  /** What people put right of it, before it was there. */
  said: { asRead: DocumentHead; correction: Correction } | null;
};

const eventSize = 500;

/** Documents that count again are read by `reader`, off the request loop. */
export function createStore(
  parts: Pick<IntelligenceParts, 'clock' | 'jobs'>,
  absorbers: readonly Absorber[],
  reader: Pick<Reader, 'readAgain'>,
) {
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

  /** Documents as they are kept, handed to the areas: those that count again. */
  async function absorbKept(trx: Trx, organisationId: string, rows: readonly repo.DocumentRow[]): Promise<void> {
    const ids = rows.map(({ id }) => id);
    const documents = await loadDocuments(trx, organisationId, ids);
    await forget(trx, organisationId, ids);
    const kept: StoredDocument[] = [];
    for (const { id, family_id: familyId, source_id: sourceId } of rows) {
      const document = documents.get(id)!;
      kept.push({ id, familyId, sourceId, document, ...(await reader.readAgain(document)) });
    }
    await absorb(trx, organisationId, kept);
  }

  /** What gives way at the addresses of what is new; it may be what is new itself, where that was read late. */
  async function listReplacing(trx: Trx, organisationId: string, fresh: readonly Fresh[]) {
    const fetched = fresh.filter(({ row }) => row.url !== null && row.fetched_at !== null);
    const former = await repo.listFormerDocuments(
      trx,
      organisationId,
      fetched.map(({ row }) => ({ sourceId: row.source_id, url: row.url! })),
      [...new Set(fresh.map(({ row }) => row.id))],
    );
    const pairs = replacingOf([
      ...former.map((row) => ({
        id: row.id,
        place: `${row.source_id} ${row.file_url}`,
        fileId: row.file_id,
        seenAtMs: row.file_fetched_at?.getTime() ?? 0,
        title: row.as_read?.title ?? row.title,
        position: row.position,
      })),
      ...fetched.map(({ id, row, document, position }) => ({
        id,
        place: `${row.source_id} ${row.url}`,
        fileId: row.id,
        seenAtMs: row.fetched_at!.getTime(),
        title: short(document.title, 500),
        position,
      })),
    ]);
    return { pairs, former: new Map(former.map((row) => [row.id, row])) };
  }

  return {
    publish,
    forget,
    absorbKept,
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
      const read = files.flatMap(({ row, documents }) =>
        documents.map((one, position): Fresh => ({
          ...cleaned(one),
          id: newId('marketDocument', clock.nowMs()),
          row,
          position,
          said: null,
        })),
      );
      const found: Family[] = await joinFamilies(trx, organisationId, read, () => newId('marketFamily', clock.nowMs()));
      const { pairs, former } = await listReplacing(trx, organisationId, read);
      const fresh = read.map((one) => corrected(one, former.get(pairs.find(({ heirId }) => heirId === one.id)?.formerId ?? '')));
      const families = inherited(fresh, found, pairs, former);
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
      for (const { formerId, heirId } of pairs) await repo.updateDocument(trx, formerId, { replaced_by: heirId });
      await forget(
        trx,
        organisationId,
        [...former.keys()].filter((id) => pairs.some(({ formerId }) => formerId === id)),
      );
      await repo.markRead(
        trx,
        files.map(({ row, file }) => ({ id: row.id, readAs: file.kind, encoding: file.encoding, warnings: file.warnings.slice(0, 50) })),
      );
      const gone = new Set(pairs.map(({ formerId }) => formerId));
      await absorb(
        trx,
        organisationId,
        fresh.flatMap(({ id, row, document, claims, programmes }, index) =>
          gone.has(id) ? [] : [{ id, familyId: families[index]!.familyId, sourceId: row.source_id, document, claims, programmes }],
        ),
      );
      await publish(trx, organisationId, [...new Set([...fresh.map(({ id }) => id), ...gone])]);
    },

    /**
     * A file that is kept already was found at an address: what it says stands there again, and what stood there since gives way.
     * What a person put aside does not come back by itself. Answers whether anything changed.
     */
    async reinstate(trx: Trx, organisationId: string, file: repo.FileRow, place: { sourceId: string; url: string }): Promise<boolean> {
      const own = file.source_id === place.sourceId && file.url === place.url;
      const rows = (await repo.lockDocumentsOfFile(trx, file.id)).filter(({ archived_at: archivedAt }) => archivedAt === null);
      const returning = own ? rows.filter(({ replaced_by: heir }) => heir !== null) : [];
      // Of another address, only what counts can take a place: two that gave way to each other would both be gone.
      const heirs = own ? rows : rows.filter(({ replaced_by: heir }) => heir === null);
      if (heirs.length === 0) return false;
      const former = await repo.listFormerDocuments(trx, organisationId, [place], [file.id]);
      if (returning.length === 0 && former.length === 0) return false;
      const pairs = former.map((row) => ({ row, heir: heirOf({ ...row, title: row.as_read?.title ?? row.title }, heirs) }));
      for (const row of returning) {
        const first = pairs.find(({ heir }) => heir.id === row.id)?.row;
        Object.assign(row, { replaced_by: null }, first && familyColumns(heirFamily(first)));
        await repo.updateDocument(trx, row.id, { replaced_by: null, ...(first && familyColumns(heirFamily(first))) });
      }
      for (const { row, heir } of pairs) await repo.updateDocument(trx, row.id, { replaced_by: heir.id });
      const gone = former.map(({ id }) => id);
      await forget(trx, organisationId, gone);
      await absorbKept(trx, organisationId, returning);
      await publish(trx, organisationId, [...gone, ...returning.map(({ id }) => id)]);
      return true;
    },

    /** Keeps a document under another head with the claims that follow from it; one that counts is handed to the areas anew. */
    async renew(
      trx: Trx,
      organisationId: string,
      row: repo.DocumentRow,
      { document, claims, programmes, ...change }: Found & { document: ReadDocument; as_read: string | null; correction: string | null },
    ): Promise<void> {
      const head = headOfDocument(document);
      await repo.updateDocument(trx, row.id, {
        ...columnsOf(head),
        ...change,
        published_on: dayOf(head.publishedAt, (change.as_read === null ? row.collected_at : clock.now()).toISOString().slice(0, 10)),
        claim_count: claims.length,
        value_keys: valueKeys(claims),
        insights: JSON.stringify(insightsOf(document, claims)),
      });
      if (row.archived_at === null && row.replaced_by === null) {
        const stored = [{ id: row.id, familyId: row.family_id, sourceId: row.source_id, document, claims, programmes }];
        for (const absorber of absorbers) {
          if (absorber.renew) await absorber.renew(trx, organisationId, stored);
          else {
            await absorber.forget(trx, organisationId, [row.id]);
            await absorber.absorb(trx, organisationId, stored);
          }
        }
      }
      await publish(trx, organisationId, [row.id]);
    },
  };
}
export type Store = ReturnType<typeof createStore>;

/** A document's family, and what people said of it. */
type Family = { familyId: string; reason: repo.DocumentRow['family_reason']; found?: repo.FamilyColumns };

/** The family of what takes a place is that of what stood there, and what people said of it goes on to hold. */
const heirFamily = (former: repo.DocumentRow): Family => ({
  familyId: former.family_id,
  reason: former.family_reason === 'person' ? 'person' : 'replaced',
  found: {
    family_found: former.family_found,
    family_found_reason: former.family_found_reason,
    family_said_by: former.family_said_by,
    family_said_at: former.family_said_at,
  },
});

const familyColumns = ({ familyId, reason, found }: Family) => ({ family_id: familyId, family_reason: reason, ...found });

/** The families of new documents: of the address where there is one, else as they were found. */
function inherited(
  fresh: readonly Fresh[],
  found: readonly Family[],
  pairs: readonly Replacing[],
  former: ReadonlyMap<string, repo.DocumentRow>,
): Family[] {
  const families = new Map(fresh.map(({ id }, index) => [id, found[index]!]));
  for (const { formerId, heirId } of pairs.toReversed())
    if (former.has(formerId) && families.has(heirId)) families.set(heirId, heirFamily(former.get(formerId)!));
  for (const { formerId, heirId } of pairs) {
    const heir = families.get(heirId) ?? (former.has(heirId) ? heirFamily(former.get(heirId)!) : undefined);
    if (families.has(formerId) && heir) families.set(formerId, { familyId: heir.familyId, reason: 'replaced' });
  }
  return fresh.map(({ id }) => families.get(id)!);
}

function headOfDocument({ title, source, author, publishedAt, zone }: ReadDocument): DocumentHead {
  return {
    title: short(title, 500),
    source: source === null ? null : short(source, 300),
    author: author === null ? null : short(author, 300),
    publishedAt,
    zone,
  };
}

/** What people put right of a page holds for its next version, wherever that is misread in the same way. */
function corrected(fresh: Fresh, former: repo.DocumentRow | undefined): Fresh {
  if (!former?.as_read) return fresh;
  const read = headOfDocument(fresh.document);
  const head = carriedHead({ read: former.as_read, corrected: headOf(former) }, read);
  if (sameHead(head, read)) return fresh;
  const document = withHead(fresh.document, head);
  const claims = readClaims(document);
  const said = { asRead: read, correction: former.correction! };
  return { ...fresh, document, claims, programmes: undefined, insights: insightsOf(document, claims), said };
}

/** Texts that no database keeps are mended; their anchors are then made of what is kept. */
function cleaned(given: Given): Given {
  const { document } = given;
  if (document.paragraphs.every(({ text }) => text === clean(text))) return given;
  const paragraphs = document.paragraphs.map((paragraph) => {
    const text = clean(paragraph.text);
    return text === paragraph.text ? paragraph : { ...paragraph, text, anchor: anchorOf(paragraph.index, text) };
  });
  return { ...given, document: { ...document, paragraphs }, programmes: undefined, insights: [] };
}

function documentRow(
  { id, document, claims, signature, insights, row, position, said }: Fresh,
  organisationId: string,
  family: Family,
  now: Date,
) {
  return {
    id,
    organisation_id: organisationId,
    file_id: row.id,
    position,
    source_id: row.source_id,
    ...columnsOf(headOfDocument(document)),
    published_on: dayOf(document.publishedAt, now.toISOString().slice(0, 10)),
    as_read: said && JSON.stringify(said.asRead),
    correction: said && JSON.stringify(said.correction),
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
    ...familyColumns(family),
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
