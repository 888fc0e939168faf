import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { businessZone, dateIn, instantFromIso } from '../../../platform/time.ts';
import type { catalogContract, Work, WorkSummary } from '../contract.ts';
import type { workChange, workInput } from '../contract.ts';
import { catalogErrors } from '../errors.ts';
import { presentFound, presentSummary, presentWork, titleOf, type FoundWork } from '../present.ts';
import * as repo from '../repo/works.ts';
import { queryTokens, searchTokens, sortForm } from '../search.ts';
import type { WorkRow, WorkText } from '../tables.ts';
import type { CatalogParts } from './parts.ts';

export type WorkListing = z.output<(typeof catalogContract)['routes']['listWorks']['query']>;
type NewWork = z.output<typeof workInput>;
type Change = z.output<typeof workChange>;

// Beyond these a person does not count, and a count would cost more than the page: one condition is counted in its index
// alone, several are looked up in the rows, and a word that is in most titles has to be looked up in all of their tokens.
const countLimits = { oneCondition: 100_000, conditions: 10_000, words: 1000 } as const;
const place = z.object({ sort: z.string(), value: z.string().max(400), id: z.string().max(40) });

export function createWorkUses(parts: CatalogParts) {
  const { db, clock, audit } = parts;
  const today = (): string => dateIn(businessZone, clock.now());

  async function requireRow(trx: Trx, organisationId: string, workId: string): Promise<WorkRow> {
    const row = await repo.findWork(trx, organisationId, workId);
    if (!row) throw catalogErrors.work_not_found({ id: workId });
    return row;
  }
  /** Held until the transaction ends. Throws catalog.work_not_found. */
  async function lockRow(trx: Trx, organisationId: string, workId: string): Promise<WorkRow> {
    const row = await repo.lockWork(trx, organisationId, workId);
    if (!row) throw catalogErrors.work_not_found({ id: workId });
    return row;
  }
  async function present(trx: Trx, row: WorkRow): Promise<Work> {
    const sources = await repo.selectDerivations(trx, row.organisation_id, row.id, 'sources');
    const derived = await repo.selectDerivations(trx, row.organisation_id, row.id, 'derived');
    return presentWork(row, today(), { sources, derived });
  }
  async function getWork(trx: Trx, organisationId: string, workId: string): Promise<Work> {
    return present(trx, await requireRow(trx, organisationId, workId));
  }

  async function setDerivations(trx: Trx, organisationId: string, workId: string, sources: NewWork['derivesFrom']): Promise<void> {
    const unique = [...new Map(sources.map((source) => [source.workId, source])).values()];
    if (unique.length > 0) {
      await repo.lockDerivations(trx, organisationId);
      const ids = unique.map((source) => source.workId);
      const existing = await repo.selectExistingWorks(trx, organisationId, ids);
      const unknown = ids.find((id) => !existing.has(id));
      if (unknown !== undefined) throw catalogErrors.work_not_found({ id: unknown });
      const [circular] = await repo.selectDescendantsAmong(trx, organisationId, workId, ids);
      if (circular !== undefined) throw catalogErrors.derivation_cycle({ title: titleOf(await requireRow(trx, organisationId, circular)) });
    }
    await repo.replaceDerivations(trx, organisationId, workId, unique);
  }

  /** In the caller's transaction; the import makes works too. */
  async function createWorkIn(trx: Trx, actor: Actor, input: NewWork): Promise<Work> {
    refuseRepeatedLanguages(input.texts);
    const id = newId('work', clock.nowMs());
    const now = clock.now();
    await repo.insertWork(trx, {
      id,
      organisation_id: actor.organisationId,
      kind: input.kind,
      orientation: input.orientation,
      making: input.making,
      status: input.status,
      original_language: input.originalLanguage,
      texts: JSON.stringify(input.texts),
      genres: [...new Set(input.genres)],
      planned_episodes: input.plannedEpisodes,
      filing_number: input.filing?.number ?? null,
      filing_from: input.filing?.validFrom ?? null,
      filing_until: input.filing?.validUntil ?? null,
      cover_asset_id: null,
      episode_count: 0,
      total_duration_ms: 0n,
      ...found(input.texts),
      trashed_at: null,
      created_at: now,
      updated_at: now,
    });
    await setDerivations(trx, actor.organisationId, id, input.derivesFrom);
    await audit.record(trx, actor, 'catalog.create_work', { id, title: input.texts[0]!.title });
    return getWork(trx, actor.organisationId, id);
  }

  async function changeWork(trx: Trx, actor: Actor, workId: string, change: Change): Promise<Work> {
    const row = await lockRow(trx, actor.organisationId, workId);
    const seen = change.expectedUpdatedAt === undefined ? null : instantFromIso(change.expectedUpdatedAt);
    if (seen && seen.getTime() !== row.updated_at.getTime()) throw catalogErrors.work_changed({ title: titleOf(row) });
    if (change.texts) refuseRepeatedLanguages(change.texts);
    await repo.updateWork(trx, actor.organisationId, workId, {
      kind: change.kind,
      orientation: change.orientation,
      making: change.making,
      status: change.status,
      original_language: change.originalLanguage,
      planned_episodes: change.plannedEpisodes,
      ...(change.filing === undefined
        ? {}
        : {
            filing_number: change.filing?.number ?? null,
            filing_from: change.filing?.validFrom ?? null,
            filing_until: change.filing?.validUntil ?? null,
          }),
      ...(change.texts ? { texts: JSON.stringify(change.texts), ...found(change.texts) } : {}),
      ...(change.genres ? { genres: [...new Set(change.genres)] } : {}),
      updated_at: clock.now(),
    });
    if (change.derivesFrom) await setDerivations(trx, actor.organisationId, workId, change.derivesFrom);
    const fields = Object.keys(change).filter((key) => key !== 'expectedUpdatedAt');
    await audit.record(trx, actor, 'catalog.update_work', { id: workId, title: titleOf(row) }, { fields });
    return getWork(trx, actor.organisationId, workId);
  }

  async function setTrashed(actor: Actor, workId: string, trashed: boolean): Promise<Work> {
    return db.transaction(async (trx) => {
      const row = await lockRow(trx, actor.organisationId, workId);
      if ((row.trashed_at !== null) !== trashed) {
        await repo.updateWork(trx, actor.organisationId, workId, { trashed_at: trashed ? clock.now() : null, updated_at: clock.now() });
        await audit.record(trx, actor, trashed ? 'catalog.trash_work' : 'catalog.restore_work', { id: workId, title: titleOf(row) });
      }
      return getWork(trx, actor.organisationId, workId);
    });
  }

  return {
    getWork,
    /** Works by id, without what derives from what; unknown ids are left out. */
    findWorks: async (trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, FoundWork>> => {
      const rows = await repo.selectWorksByIds(trx, organisationId, ids);
      const day = today();
      return new Map(rows.map((row) => [row.id, presentFound(row, day)]));
    },
    requireRow,
    lockRow,
    createWorkIn,

    async listWorks(
      trx: Trx,
      organisationId: string,
      listing: WorkListing,
    ): Promise<{ items: WorkSummary[]; nextCursor: string | null; total: number; totalIsExact: boolean }> {
      const words = listing.query?.trim() ?? '';
      const asked = queryTokens(words);
      // A query without a letter or a digit asks for something that no title can answer.
      if (words !== '' && asked.length === 0) return { items: [], nextCursor: null, total: 0, totalIsExact: true };
      const filter: repo.WorkFilter = {
        trashed: listing.trashed,
        kind: listing.kind,
        status: listing.status,
        genre: listing.genre,
        tokens: asked,
      };
      const after = listing.cursor === undefined ? null : readPlace(listing.cursor, listing.sort);
      const rows = await repo.selectWorks(trx, organisationId, filter, { order: listing.sort, after, limit: listing.limit + 1 });
      const items = rows.slice(0, listing.limit);
      const last = rows.length > listing.limit ? items.at(-1)! : null;
      const day = today();
      const most = countedUpTo(filter);
      const total = after === null && rows.length <= listing.limit ? rows.length : await repo.countWorks(trx, organisationId, filter, most);
      return {
        items: items.map((row) => presentSummary(row, day)),
        nextCursor: last && encodeCursor({ sort: listing.sort, value: last.place, id: last.id }),
        total,
        totalIsExact: total < most,
      };
    },

    createWork: (actor: Actor, input: NewWork): Promise<Work> => db.transaction((trx) => createWorkIn(trx, actor, input)),
    updateWork: (actor: Actor, workId: string, change: Change): Promise<Work> =>
      db.transaction((trx) => changeWork(trx, actor, workId, change)),
    trashWork: (actor: Actor, workId: string): Promise<Work> => setTrashed(actor, workId, true),
    restoreWork: (actor: Actor, workId: string): Promise<Work> => setTrashed(actor, workId, false),
  };
}
export type WorkUses = ReturnType<typeof createWorkUses>;

function found(texts: readonly WorkText[]): { title_sort: string; search_tokens: string[] } {
  return { title_sort: sortForm(texts[0]!.title), search_tokens: searchTokens(texts.map((text) => text.title)) };
}

function refuseRepeatedLanguages(texts: readonly WorkText[]): void {
  const seen = new Set<string>();
  for (const { language } of texts) {
    if (seen.has(language)) throw catalogErrors.languages_repeated({ language });
    seen.add(language);
  }
}

function countedUpTo({ tokens, genre, kind, status }: repo.WorkFilter): number {
  if (tokens.length > 0) return countLimits.words;
  return genre || (kind && status) ? countLimits.conditions : countLimits.oneCondition;
}

// A cursor is a stranger's text: what it says must be of this listing, and a time where a time is compared.
function readPlace(cursor: string, sort: WorkListing['sort']): repo.WorkPlace {
  const timed = place.extend({ sort: z.literal(sort), value: z.iso.datetime({ offset: true, local: true }) });
  return decodeCursor(sort === 'title' ? place.extend({ sort: z.literal(sort) }) : timed, cursor);
}
