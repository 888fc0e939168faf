/** What people say of families: that documents are one story, that they are not, and that it was found rightly after all. */
import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { isId, newId } from '../../../platform/ids.ts';
import { intelligenceErrors } from '../errors.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { libraryLimits, type libraryRoutes, type MarketDocument } from './contract.ts';
import { presentDocuments } from './present.ts';
import * as repo from './repo.ts';
import type { Store } from './store.ts';

type Moves = z.output<typeof libraryRoutes.moveMarketFamily.body>['moves'];
type Moved = z.output<typeof libraryRoutes.moveMarketFamily.response>;

export function createFamilyUses(parts: Pick<IntelligenceParts, 'db' | 'clock' | 'audit'>, store: Pick<Store, 'moved'>) {
  const { db, clock, audit } = parts;

  /** Throws document_not_found. */
  async function lock(trx: Trx, organisationId: string, id: string): Promise<repo.DocumentRow> {
    const row = await repo.lockDocument(trx, organisationId, id);
    if (!row) throw intelligenceErrors.document_not_found({ id });
    return row;
  }

  /** Moves documents, each of which remembers where it was found; back there, nobody has said anything. */
  async function move(
    trx: Trx,
    actor: Actor,
    rows: readonly repo.DocumentRow[],
    familyOf: (row: repo.DocumentRow) => string,
  ): Promise<Moved> {
    const moves = rows.map((row) => ({ row, familyId: familyOf(row) })).filter(({ row, familyId }) => row.family_id !== familyId);
    for (const { row, familyId } of moves)
      await repo.updateDocument(trx, row.id, {
        family_id: familyId,
        ...(familyId === row.family_found
          ? {
              family_reason: row.family_found_reason!,
              family_found: null,
              family_found_reason: null,
              family_said_by: null,
              family_said_at: null,
            }
          : {
              family_reason: 'person',
              family_found: row.family_found ?? row.family_id,
              family_found_reason: row.family_found_reason ?? row.family_reason,
              family_said_by: actor.name,
              family_said_at: clock.now(),
            }),
      });
    await store.moved(
      trx,
      actor.organisationId,
      moves.map(({ row, familyId }) => ({ documentId: row.id, familyId })),
    );
    return { previous: moves.map(({ row }) => ({ documentId: row.id, familyId: row.family_id })) };
  }

  const titlesOf = (rows: readonly repo.DocumentRow[]) => ({ count: rows.length, titles: rows.slice(0, 5).map(({ title }) => title) });

  return {
    /** Answers with where each was before. Throws document_not_found, family_not_found. */
    moveMarketFamily: (actor: Actor, moves: Moves): Promise<Moved> =>
      db.transaction(async (trx) => {
        const wanted = new Map(moves.map(({ documentId, familyId }) => [documentId, familyId]));
        const rows: repo.DocumentRow[] = [];
        for (const id of [...wanted.keys()].toSorted()) rows.push(await lock(trx, actor.organisationId, id));
        // A family may be empty, where what is undone leads back to it; so an id of the right form is enough.
        for (const familyId of wanted.values())
          if (familyId !== null && !isId('marketFamily', familyId)) throw intelligenceErrors.family_not_found({ id: familyId });
        const done = await move(trx, actor, rows, ({ id }) => wanted.get(id) ?? newId('marketFamily', clock.nowMs()));
        await audit.record(trx, actor, 'intelligence.move_market_family', { id: rows[0]!.id, title: rows[0]!.title }, titlesOf(rows));
        return done;
      }),

    /**
     * One story with the copies of both: the smaller family moves into the larger one, at equal size the other's into the document's own.
     * Throws document_not_found, family_same, family_too_large.
     */
    joinMarketFamily: (actor: Actor, id: string, otherId: string): Promise<Moved> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const most = libraryLimits.familyMoves;
        const locked = new Map<string, repo.DocumentRow>();
        for (const each of [id, otherId].toSorted()) locked.set(each, await lock(trx, organisationId, each));
        const [own, other] = [locked.get(id)!, locked.get(otherId)!];
        if (own.family_id === other.family_id) throw intelligenceErrors.family_same({ title: other.title });
        const families = await repo.lockFamilies(trx, organisationId, [own.family_id, other.family_id], most + 1);
        const of = (familyId: string) => families.filter((row) => row.family_id === familyId);
        const [mine, theirs] = [of(own.family_id), of(other.family_id)];
        const [moving, into] = theirs.length <= mine.length ? [theirs, own] : [mine, other];
        if (moving.length > most) throw intelligenceErrors.family_too_large({ most });
        const done = await move(trx, actor, moving, () => into.family_id);
        await audit.record(
          trx,
          actor,
          'intelligence.join_market_family',
          { id, title: own.title },
          { other: other.title, count: moving.length },
        );
        return done;
      }),

    /**
     * A document that was moved goes back, with all that were moved with it; where it was not moved itself, those go back that were put to
     * it. Nothing happens where nobody said anything. Throws document_not_found.
     */
    undoMarketFamily: (actor: Actor, id: string): Promise<MarketDocument> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await lock(trx, organisationId, id);
        const said = (await repo.lockFamilies(trx, organisationId, [row.family_id], libraryLimits.familyMoves)).filter(
          ({ family_found: found }) => found !== null && (row.family_found === null || found === row.family_found),
        );
        if (said.length > 0) {
          await move(trx, actor, said, ({ family_found: found }) => found!);
          await audit.record(trx, actor, 'intelligence.undo_market_family', { id, title: row.title }, titlesOf(said));
        }
        const [document] = await presentDocuments(trx, organisationId, [(await repo.findDocument(trx, organisationId, id))!]);
        return document!;
      }),
  };
}
