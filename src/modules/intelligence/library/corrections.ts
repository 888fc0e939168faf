/** What people put right of a document's own words: its title, source, author, day, time and zone. What was read stays beside it. */
import type { z } from 'zod';
import type { Actor } from '../../../platform/http/actor.ts';
import { intelligenceErrors } from '../errors.ts';
import type { Reader } from '../reading/thread.ts';
import { addZone, zoneNamed } from '../reading/zones.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import type { DocumentHead, libraryRoutes, MarketDocument } from './contract.ts';
import { headOf, sameHead, withHead } from './head.ts';
import { presentDocuments } from './present.ts';
import * as repo from './repo.ts';
import type { Store } from './store.ts';
import { loadDocuments } from './stored.ts';
import type { Correction } from './tables.ts';

type Said = z.output<typeof libraryRoutes.correctMarketDocument.body>;
type Act = 'intelligence.correct_market_document' | 'intelligence.undo_market_correction';
const mostTries = 3;
const dayMs = 24 * 3_600_000;

export function createCorrectionUses(
  parts: Pick<IntelligenceParts, 'db' | 'clock' | 'audit'>,
  store: Pick<Store, 'renew'>,
  reader: Pick<Reader, 'readAgain'>,
) {
  const { db, clock, audit } = parts;

  /**
   * Gives a document another head. Its figures are read anew first, off the request loop; whoever comes between is read with. Throws
   * document_not_found, document_changed, and what the reading of a document may end with.
   */
  async function recast(
    actor: Actor,
    id: string,
    act: Act,
    headFor: (row: repo.DocumentRow) => DocumentHead,
    note: string,
  ): Promise<MarketDocument> {
    const { organisationId } = actor;
    for (let tries = 1; ; tries++) {
      const before = await db.read(async (trx) => {
        const row = await repo.findDocument(trx, organisationId, id);
        if (!row) throw intelligenceErrors.document_not_found({ id });
        return { row, kept: (await loadDocuments(trx, organisationId, [id])).get(id)! };
      });
      const head = headFor(before.row);
      const read = before.row.as_read ?? headOf(before.row);
      const document = withHead(before.kept, head);
      const changes = !sameHead(head, headOf(before.row));
      const found = changes ? await reader.readAgain(document) : null;
      const done = await db.transaction(async (trx) => {
        const row = await repo.lockDocument(trx, organisationId, id);
        if (!row) throw intelligenceErrors.document_not_found({ id });
        if (JSON.stringify([headOf(row), row.as_read]) !== JSON.stringify([headOf(before.row), before.row.as_read])) return null;
        const stands = sameHead(head, read);
        const correction: Correction | null = stands ? null : { note, by: actor.name, at: clock.now().toISOString() };
        const said = { as_read: stands ? null : JSON.stringify(read), correction: correction && JSON.stringify(correction) };
        if (found) await store.renew(trx, organisationId, row, { document, ...found, ...said });
        else await repo.updateDocument(trx, id, said);
        if (found || act === 'intelligence.correct_market_document')
          await audit.record(trx, actor, act, { id, title: head.title }, { changed: changedOf(headOf(row), head).join(', ') });
        return (await presentDocuments(trx, organisationId, [(await repo.findDocument(trx, organisationId, id))!]))[0]!;
      });
      if (done) return done;
      if (tries === mostTries) throw intelligenceErrors.document_changed({ title: before.row.title });
    }
  }

  /** A day, a time and a zone as documents are kept. Throws zone_unknown, published_ahead. */
  function publishedOf({ day, time, zone }: NonNullable<Said['published']>): Pick<DocumentHead, 'publishedAt' | 'zone'> {
    const known = zoneNamed(zone);
    if (!known) throw intelligenceErrors.zone_unknown({ zone });
    // Zones differ by a day at most.
    if (day > new Date(clock.nowMs() + dayMs).toISOString().slice(0, 10)) throw intelligenceErrors.published_ahead({ day });
    return {
      publishedAt: time === null ? day : addZone(day, time.length === 5 ? `${time}:00` : time, known),
      zone: { name: zone, stated: true },
    };
  }

  return {
    /** Throws document_not_found, zone_unknown, published_ahead, document_changed. */
    async correctMarketDocument(actor: Actor, id: string, { note, published, ...said }: Said): Promise<MarketDocument> {
      const time = published ? publishedOf(published) : published === null ? { publishedAt: null, zone: null } : {};
      const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
      return recast(actor, id, 'intelligence.correct_market_document', (row) => asSaid(row, { ...headOf(row), ...given, ...time }), note);
    },

    /** Nothing happens where nothing was said. Throws document_not_found, document_changed. */
    undoMarketCorrection: (actor: Actor, id: string): Promise<MarketDocument> =>
      recast(actor, id, 'intelligence.undo_market_correction', (row) => row.as_read ?? headOf(row), ''),
  };
}

/** The same time in the same zone is what was read, whoever stated the zone. */
function asSaid(row: repo.DocumentRow, head: DocumentHead): DocumentHead {
  const read = row.as_read ?? headOf(row);
  return head.publishedAt === read.publishedAt && head.zone?.name === read.zone?.name ? { ...head, zone: read.zone } : head;
}

const fields = ['title', 'source', 'author', 'publishedAt', 'zone'] as const;
const changedOf = (before: DocumentHead, after: DocumentHead) =>
  fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
