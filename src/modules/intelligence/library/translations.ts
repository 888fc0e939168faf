/** Documents in both languages: marked by people, suggested by the figures that they share, or made by a model and checked. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { intelligenceErrors } from '../errors.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { alignParagraphs } from './align.ts';
import type { MarketDocument, MarketDocumentDetail, SideBySide } from './contract.ts';
import { translateDocumentJob } from './jobs.ts';
import { presentDocuments, presentRelated } from './present.ts';
import * as repo from './repo.ts';
import { translateParagraphs } from './translating.ts';

const daysApart = 30;
const mostSuggested = 5;
/** What is shown side by side, and what is sent to a model. */
const mostParagraphs = 1000;

export type TranslationUses = ReturnType<typeof createTranslationUses>;

export function createTranslationUses(parts: IntelligenceParts) {
  const { db, clock, jobs, audit, chat } = parts;

  async function find(trx: Trx, organisationId: string, id: string, lock = false): Promise<repo.DocumentRow> {
    const row = await (lock ? repo.lockDocument : repo.findDocument)(trx, organisationId, id);
    if (!row) throw intelligenceErrors.document_not_found({ id });
    return row;
  }

  /** The document beside which another is shown: what it is a translation of, else the first translation of it. */
  async function counterpart(trx: Trx, row: repo.DocumentRow): Promise<repo.DocumentRow | undefined> {
    if (row.translation_of !== null) return repo.findDocument(trx, row.organisation_id, row.translation_of);
    return (await repo.listTranslations(trx, row.organisation_id, row.id))[0];
  }

  return {
    async translationsOf(trx: Trx, organisationId: string, row: repo.DocumentRow): Promise<MarketDocumentDetail['translations']> {
      const original = row.translation_of === null ? undefined : await repo.findDocument(trx, organisationId, row.translation_of);
      const marked = await repo.listTranslations(trx, organisationId, row.id);
      const known = new Set([original?.id, ...marked.map(({ id }) => id)]);
      const suggested = original ? [] : await repo.listAlike(trx, row, 'other', daysApart, mostSuggested);
      const made = await repo.findTranslation(trx, organisationId, row.id);
      return {
        original: original ? presentRelated(original) : null,
        marked: marked.map(presentRelated),
        suggested: suggested
          .filter(({ id, translation_of: of }) => !known.has(id) && of === null)
          .map((one) => ({ ...presentRelated(one), sharedFigures: one.shared })),
        model: made
          ? {
              language: made.language,
              kept: made.paragraphs.length,
              dropped: made.dropped,
              model: made.model,
              at: made.made_at.toISOString(),
            }
          : null,
        possible: chat !== null,
      };
    },

    /** Throws document_not_found, translation_same_language, translation_circle. */
    setMarketTranslation: (actor: Actor, id: string, originalId: string | null): Promise<MarketDocument> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await find(trx, organisationId, id, true);
        if (originalId !== null) {
          const original = await find(trx, organisationId, originalId);
          if (original.language === row.language) throw intelligenceErrors.translation_same_language({ language: row.language });
          // An original is none itself, and what has translations is an original: two steps are enough to see a circle.
          const isOriginal = (await repo.listTranslations(trx, organisationId, id)).length > 0;
          if (original.translation_of !== null || isOriginal) throw intelligenceErrors.translation_circle({ title: original.title });
        }
        await repo.updateDocument(trx, id, { translation_of: originalId });
        await audit.record(trx, actor, 'intelligence.set_market_translation', { id, title: row.title }, { originalId });
        return (await presentDocuments(trx, organisationId, [await find(trx, organisationId, id)]))[0]!;
      }),

    /** Throws document_not_found, model_missing. */
    translateMarketDocument: (actor: Actor, id: string): Promise<{ taskId: string }> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await find(trx, organisationId, id);
        if (chat === null) throw intelligenceErrors.model_missing({});
        const subject = { id, title: row.title };
        const taskId = await jobs.enqueue(trx, translateDocumentJob, { documentId: id }, { organisationId, subject });
        await audit.record(trx, actor, 'intelligence.translate_market_document', { id, title: row.title }, { model: chat.model });
        return { taskId };
      }),

    /** Nothing is kept of a translation that was stopped, or of which nothing held; a second run begins anew. */
    async runTranslate(documentId: string, context: JobContext): Promise<void> {
      const { organisationId, signal } = context;
      if (chat === null) throw intelligenceErrors.model_missing({});
      const { row, paragraphs } = await db.read(async (trx) => ({
        row: await find(trx, organisationId, documentId),
        paragraphs: (await repo.listParagraphs(trx, documentId, 0, mostParagraphs)).filter(({ kind }) => kind !== 'leftover'),
      }));
      const to = row.language === 'zh' ? 'en' : 'zh';
      const { kept, dropped } = await translateParagraphs(chat, paragraphs, to, {
        publishedOn: row.published_on,
        signal,
        progress: (done) => context.progress('translating', done),
      });
      await db.transaction(async (trx) => {
        // It may have been deleted meanwhile.
        if (!(await repo.findDocument(trx, organisationId, documentId))) return;
        await repo.putTranslation(trx, {
          organisation_id: organisationId,
          document_id: documentId,
          language: to,
          model: chat.model,
          paragraphs: JSON.stringify(kept),
          dropped,
          made_at: clock.now(),
        });
      });
    },

    /** A published translation is shown before one that a model made. Throws document_not_found, translation_missing. */
    getSideBySide: (actor: Actor, id: string): Promise<SideBySide> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const row = await find(trx, organisationId, id);
        const left = await shown(trx, id);
        const other = await counterpart(trx, row);
        if (other) {
          const right = await shown(trx, other.id);
          const rows = alignParagraphs(left.map(alignable), right.map(alignable), row.language === 'zh');
          const said = ({ anchor, text }: repo.ParagraphRow) => ({ anchor, text });
          return {
            kind: 'document' as const,
            other: presentRelated(other),
            rows: rows.map((one) => ({ left: left.slice(...one.left).map(said), right: right.slice(...one.right).map(said) })),
          };
        }
        const made = await repo.findTranslation(trx, organisationId, id);
        if (!made) throw intelligenceErrors.translation_missing({});
        const texts = new Map(made.paragraphs.map(({ anchor, text }) => [anchor, text]));
        return {
          kind: 'model' as const,
          other: null,
          rows: left.map(({ anchor, text }) => {
            const translated = texts.get(anchor);
            return { left: [{ anchor, text }], right: translated === undefined ? [] : [{ anchor: null, text: translated }] };
          }),
        };
      }),
  };
}

async function shown(trx: Trx, documentId: string): Promise<repo.ParagraphRow[]> {
  return (await repo.listParagraphs(trx, documentId, 0, mostParagraphs)).filter(({ kind }) => kind !== 'leftover');
}
const alignable = ({ text, kind }: repo.ParagraphRow) => ({ text, heading: kind === 'heading' });
