/** Documents as they are read, put aside, brought back and let go, and the families that they are in. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { isId } from '../../../platform/ids.ts';
import { answerContent } from '../../catalog/index.ts';
import { isIntact, readCitations } from '../citations/read.ts';
import { intelligenceErrors } from '../errors.ts';
import type { Absorber, IntelligenceParts } from '../service/parts.ts';
import type { libraryRoutes, MarketDependents, MarketDocument, MarketDocumentDetail, MarketInsight, MarketParagraph } from './contract.ts';
import { presentDocuments, presentFamily, presentRelated } from './present.ts';
import * as repo from './repo.ts';
import type { Store } from './store.ts';
import type { TranslationUses } from './translations.ts';

type Listing = z.output<typeof libraryRoutes.listMarketDocuments.query>;
const place = z.object({ day: z.iso.date(), id: z.string().refine((id) => isId('marketDocument', id)) });
const mostMembers = 100;
/** Copies of a story appear within days of it. */
const suggestedDays = 14;
const mostSuggested = 5;

export function createDocumentUses(
  parts: IntelligenceParts,
  absorbers: readonly Absorber[],
  store: Store,
  translations: Pick<TranslationUses, 'translationsOf'>,
) {
  const { db, clock, audit, catalog, objects } = parts;

  /** Throws document_not_found. */
  async function find(trx: Trx, organisationId: string, id: string, lock = false): Promise<repo.DocumentRow> {
    const row = await (lock ? repo.lockDocument : repo.findDocument)(trx, organisationId, id);
    if (!row) throw intelligenceErrors.document_not_found({ id });
    return row;
  }
  async function present(trx: Trx, organisationId: string, id: string): Promise<MarketDocument> {
    return (await presentDocuments(trx, organisationId, [await find(trx, organisationId, id)]))[0]!;
  }

  async function insightsOf(trx: Trx, organisationId: string, row: repo.DocumentRow): Promise<MarketInsight[]> {
    const keys = row.insights.flatMap(({ sentences }) => sentences.map((sentence) => ({ documentId: row.id, ...sentence })));
    const citations = await readCitations(trx, organisationId, keys);
    let at = 0;
    return row.insights
      .map(({ group, sentences }) => ({
        group,
        sentences: sentences
          .map(() => citations[at++]!)
          .flatMap((citation) => (citation.quote === null ? [] : [{ text: citation.quote, citation }])),
      }))
      .filter(({ sentences }) => sentences.length > 0);
  }

  return {
    listMarketDocuments: (actor: Actor, { cursor, limit, ...filter }: Listing) => {
      const after = cursor === undefined ? null : decodeCursor(place, cursor);
      return db.read(async (trx) => {
        const rows = await repo.listDocuments(trx, actor.organisationId, filter, after, limit + 1);
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        return {
          items: await presentDocuments(trx, actor.organisationId, page),
          nextCursor: rows.length > limit && last ? encodeCursor({ day: last.published_on, id: last.id }) : null,
        };
      });
    },

    /** Throws document_not_found. */
    getMarketDocument: (actor: Actor, id: string): Promise<MarketDocumentDetail> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const row = await find(trx, organisationId, id);
        const [document] = await presentDocuments(trx, organisationId, [row]);
        const members = await repo.listFamily(trx, organisationId, row.family_id, mostMembers);
        const history = await repo.listReplaced(trx, organisationId, id);
        return {
          ...document!,
          family: {
            ...presentFamily(row, members),
            suggested: (await repo.listAlike(trx, row, 'same', suggestedDays, mostSuggested)).map((one) => ({
              ...presentRelated(one),
              sharedFigures: one.shared,
            })),
          },
          translations: await translations.translationsOf(trx, organisationId, row),
          history: history.map((one) => ({ ...presentRelated(one), collectedAt: one.collected_at.toISOString() })),
          insights: await insightsOf(trx, organisationId, row),
        };
      }),

    /** Each is hashed anew: one that no longer says what it said is told apart. Throws document_not_found. */
    listMarketParagraphs: (actor: Actor, id: string, from: number, limit: number) =>
      db.read(async (trx) => {
        const row = await find(trx, actor.organisationId, id);
        const rows = await repo.listParagraphs(trx, id, from, limit);
        return { items: rows.map(presentParagraph), total: row.paragraph_count };
      }),

    /** The file as it came. Throws document_not_found. */
    async readMarketOriginal(actor: Actor, id: string, request: Request): Promise<Response> {
      const asset = await db.read(async (trx) => {
        const row = await find(trx, actor.organisationId, id);
        const file = (await repo.findFile(trx, actor.organisationId, row.file_id))!;
        return catalog.getAsset(trx, actor.organisationId, file.asset_id);
      });
      // Whatever it is, it is handed out as bytes: a page of others must not run as one of ours.
      const plain = { ...asset, mediaType: 'application/octet-stream' };
      return answerContent(plain, request, true, (range) => objects.read(asset.sha256, range));
    },

    /** Throws document_not_found. */
    listMarketDependents: (actor: Actor, id: string): Promise<MarketDependents> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const row = await find(trx, organisationId, id);
        const items: MarketDependents['items'] = [];
        if (row.claim_count > 0) items.push({ kind: 'claim', count: row.claim_count, examples: [] });
        const marked = await repo.listTranslations(trx, organisationId, id);
        if (marked.length > 0)
          items.push({ kind: 'translation', count: marked.length, examples: marked.map(({ title }) => title).slice(0, 5) });
        for (const absorber of absorbers) items.push(...((await absorber.dependents?.(trx, organisationId, id)) ?? []));
        return { items };
      }),

    /** Throws document_not_found. */
    archiveMarketDocument: (actor: Actor, id: string): Promise<MarketDocument> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await find(trx, organisationId, id, true);
        if (row.archived_at === null) {
          await repo.updateDocument(trx, id, { archived_at: clock.now() });
          await store.forget(trx, organisationId, [id]);
          await store.publish(trx, organisationId, [id]);
        }
        await audit.record(trx, actor, 'intelligence.archive_market_document', { id, title: row.title });
        return present(trx, organisationId, id);
      }),

    /** Throws document_not_found. */
    restoreMarketDocument: (actor: Actor, id: string): Promise<MarketDocument> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await find(trx, organisationId, id, true);
        if (row.archived_at !== null) {
          await repo.updateDocument(trx, id, { archived_at: null });
          // What a newer page replaced counts no more, also when it is brought back.
          if (row.replaced_by === null) await store.absorbKept(trx, organisationId, [row]);
          await store.publish(trx, organisationId, [id]);
        }
        await audit.record(trx, actor, 'intelligence.restore_market_document', { id, title: row.title });
        return present(trx, organisationId, id);
      }),

    /** Throws document_not_found, document_not_archived. */
    deleteMarketDocument: (actor: Actor, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await find(trx, organisationId, id, true);
        if (row.archived_at === null) throw intelligenceErrors.document_not_archived({ title: row.title });
        await store.forget(trx, organisationId, [id]);
        await repo.deleteDocument(trx, id);
        if ((await repo.listDocumentsOfFiles(trx, [row.file_id])).length === 0) {
          const file = (await repo.findFile(trx, organisationId, row.file_id))!;
          await repo.deleteFile(trx, file.id);
          await catalog.releaseAsset(trx, organisationId, file.asset_id);
        }
        await store.publish(trx, organisationId, [id]);
        await audit.record(trx, actor, 'intelligence.delete_market_document', { id, title: row.title }, { claims: row.claim_count });
      }),
  };
}

function presentParagraph(row: repo.ParagraphRow): MarketParagraph {
  return {
    index: row.position,
    anchor: row.anchor,
    kind: row.kind,
    group: row.group_name,
    text: row.text,
    cells: row.cells,
    caption: row.caption,
    intact: isIntact(row),
  };
}
