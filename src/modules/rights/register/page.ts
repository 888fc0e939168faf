/** What is registered of a work, all at once, and of which works anything is. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { isAppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { instant } from '../../../platform/http/contract.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { instantFromIso } from '../../../platform/time.ts';
import type { RightsParts } from '../service/parts.ts';
import { titlesOf } from './book.ts';
import type { RegisteredWork, WorkRegister } from './contract.ts';
import { faultsOf, presentDeed, presentDocument, presentLicence, presentTitle, proofsOf } from './present.ts';
import * as repo from './repo/works.ts';
import { namesIn } from './work.ts';

const place = z.object({ at: instant, workId: z.string().max(60) });
const mostFaults = 3;

export function createPageUses(parts: RightsParts) {
  const { db, clock, catalog } = parts;

  /** A work with what it is made from; of one that is gone from the catalogue what the register remembers. Throws catalog.work_not_found. */
  async function findWork(trx: Trx, organisationId: string, workId: string) {
    try {
      const { texts, kind, derivesFrom, derivedWorks } = await catalog.getWork(trx, organisationId, workId);
      return { title: texts[0]!.title, kind, derivesFrom, derivedWorks };
    } catch (error) {
      const [row] = isAppError(error, 'catalog.work_not_found') ? await repo.findWorkRows(trx, organisationId, [workId]) : [];
      if (!row) throw error;
      return { title: row.title, kind: row.kind as RegisteredWork['kind'], derivesFrom: [], derivedWorks: [] };
    }
  }

  return {
    /** Throws catalog.work_not_found. */
    getWorkRegister: (actor: Actor, workId: string): Promise<WorkRegister> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const work = await findWork(trx, organisationId, workId);
        const related = [...work.derivesFrom, ...work.derivedWorks].map((each) => each.workId);
        const registered = new Set((await repo.findWorkRows(trx, organisationId, related)).map((row) => row.work_id));
        const tied = (each: (typeof work.derivesFrom)[number]) => ({ ...each, registered: registered.has(each.workId) });
        const deeds = await repo.listDeeds(trx, organisationId, [workId]);
        const licences = await repo.listLicencesOfWorks(trx, organisationId, [workId]);
        const documents = await repo.listDocuments(trx, organisationId, workId);
        const names = await namesIn(trx, organisationId, deeds, licences);
        const proofs = proofsOf(documents);
        const now = clock.now();
        const titles = titlesOf(deeds).map(({ right, periods }) => presentTitle(right, periods, names, now.getTime()));
        return {
          at: now.toISOString(),
          work: { id: workId, title: work.title, kind: work.kind },
          sources: work.derivesFrom.map(tied),
          derived: work.derivedWorks.map(tied),
          titles,
          faults: faultsOf(titles, now.toISOString()),
          deeds: deeds
            .toSorted((a, b) => (a.effective_on === b.effective_on ? (a.id < b.id ? -1 : 1) : a.effective_on < b.effective_on ? -1 : 1))
            .map((row) => presentDeed(row, names, proofs)),
          licences: licences.map((row) => presentLicence(row, names, proofs, now)),
          documents: documents.map(presentDocument),
        };
      }),

    /** A page of the works of which anything is registered, the last changed first. */
    listRegisteredWorks: (
      actor: Actor,
      query: { cursor?: string | undefined; limit: number },
    ): Promise<{ items: RegisteredWork[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const before = query.cursor === undefined ? null : decodeCursor(place, query.cursor);
        const rows = await repo.listWorks(trx, organisationId, {
          before: before && { at: instantFromIso(before.at), workId: before.workId },
          limit: query.limit + 1,
        });
        const page = rows.slice(0, query.limit);
        const ids = page.map((row) => row.work_id);
        const deeds = await repo.listDeeds(trx, organisationId, ids);
        const byWork = Map.groupBy(deeds, (row) => row.work_id);
        const licences = await repo.countLicences(trx, organisationId, ids);
        const names = await namesIn(trx, organisationId, deeds, []);
        const now = clock.now();
        const items = page.map((row): RegisteredWork => {
          const own = byWork.get(row.work_id) ?? [];
          const titles = titlesOf(own).map(({ right, periods }) => presentTitle(right, periods, names, now.getTime()));
          const owners = new Map(titles.flatMap((title) => title.now?.shares ?? []).map(({ party }) => [party.id, party]));
          return {
            workId: row.work_id,
            title: row.title,
            kind: row.kind as RegisteredWork['kind'],
            deeds: own.filter((deed) => deed.voided_at === null).length,
            licences: licences.get(row.work_id) ?? 0,
            faults: faultsOf(titles, now.toISOString())
              .filter(({ until }) => until === null || until > now.toISOString())
              .slice(0, mostFaults)
              .map(({ right, code }) => ({ right, code })),
            owners: [...owners.values()],
            updatedAt: row.updated_at.toISOString(),
          };
        });
        const last = page.at(-1);
        const more = rows.length > query.limit && last !== undefined;
        return { items, nextCursor: more ? encodeCursor({ at: last.updated_at.toISOString(), workId: last.work_id }) : null };
      }),
  };
}
