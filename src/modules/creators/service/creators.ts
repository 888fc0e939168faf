import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { isId } from '../../../platform/ids.ts';
import type { Creator, CreatorDetail, creatorsContract, MyCreator } from '../contract.ts';
import { creatorsErrors } from '../errors.ts';
import * as accounts from '../repo/accounts.ts';
import * as agencies from '../repo/agencies.ts';
import * as repo from '../repo/creators.ts';
import type { CreatorRow } from '../tables.ts';
import { partyOf, type CreatorsParts, type Party } from './parts.ts';
import { emptyCreator } from './privacy.ts';
import type { TermsUses } from './terms.ts';

type Listing = z.output<typeof creatorsContract.routes.listCreators.query>;
type Change = z.output<typeof creatorsContract.routes.updateCreator.body>;
/** Something that another module does when a creator leaves, in the transaction of the leaving. */
export type Departure = (trx: Trx, organisationId: string, creatorId: string, at: Date) => Promise<void>;

const place = z.object({ id: z.string().refine((id) => isId('creator', id)) });

export function createCreatorUses(parts: CreatorsParts, terms: TermsUses) {
  const { db, clock, audit, people } = parts;
  const departures: Departure[] = [];

  async function present(trx: Trx, organisationId: string, rows: readonly CreatorRow[], viewer: Party): Promise<Creator[]> {
    const agencyIds = [...new Set(rows.map((row) => row.agency_id).filter((id) => id !== null))];
    const names = new Map((await agencies.findAgencies(trx, organisationId, agencyIds)).map((row) => [row.id, row.name]));
    const counts = await accounts.countActive(
      trx,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      state: row.state,
      agency: row.agency_id === null ? null : { id: row.agency_id, name: names.get(row.agency_id) ?? '' },
      email: row.email,
      bio: row.bio,
      note: viewer.kind === 'staff' ? row.note : '',
      accounts: counts.get(row.id) ?? { filed: 0, approved: 0 },
      acceptedTerms: row.accepted_terms,
      joinedAt: row.joined_at.toISOString(),
    }));
  }

  async function detail(trx: Trx, actor: Actor, row: CreatorRow, viewer: Party): Promise<CreatorDetail> {
    const [shown] = await present(trx, actor.organisationId, [row], viewer);
    const belongings = await repo.listBelongings(trx, actor.organisationId, [row.id]);
    const ids = belongings.map(({ agencyId }) => agencyId).filter((id) => id !== null);
    const names = new Map((await agencies.findAgencies(trx, actor.organisationId, ids)).map((agency) => [agency.id, agency.name]));
    return {
      ...shown!,
      history: belongings.map(({ agencyId, from, until }) => ({
        agency: agencyId === null ? null : { id: agencyId, name: names.get(agencyId) ?? '' },
        from: from.toISOString(),
        until: until?.toISOString() ?? null,
      })),
      suspension: row.state === 'suspended' && row.suspended_at ? { at: row.suspended_at.toISOString(), reason: row.suspend_reason } : null,
    };
  }

  /** A creator whom a party may know: staff all, an agency its own, a creator themselves. Throws creator_not_found. */
  async function getVisible(trx: Trx, actor: Actor, party: Party, creatorId: string, hold = false): Promise<CreatorRow> {
    const row = hold
      ? await repo.lockCreator(trx, actor.organisationId, creatorId)
      : (await repo.findCreators(trx, actor.organisationId, [creatorId]))[0];
    const visible =
      row &&
      (party.kind === 'staff' ||
        (party.kind === 'agency' && row.agency_id === party.agencyId) ||
        (party.kind === 'creator' && row.id === party.creatorId));
    if (!visible) throw creatorsErrors.creator_not_found({ id: creatorId });
    return row;
  }

  async function belongTo(trx: Trx, row: CreatorRow, agencyId: string | null): Promise<void> {
    const now = clock.now();
    await repo.updateCreator(trx, row.id, { agency_id: agencyId });
    await repo.endBelonging(trx, row.id, now);
    await repo.beginBelonging(trx, row.organisation_id, row.id, agencyId, now);
  }

  async function move(trx: Trx, actor: Actor, row: CreatorRow, agencyId: string | null): Promise<void> {
    if (agencyId === row.agency_id) return;
    if (agencyId !== null) {
      const [agency] = await agencies.findAgencies(trx, actor.organisationId, [agencyId]);
      if (!agency) throw creatorsErrors.agency_not_found({ id: agencyId });
      if (agency.state === 'suspended') throw creatorsErrors.agency_suspended({ name: agency.name });
    }
    await belongTo(trx, row, agencyId);
    await audit.record(trx, actor, 'creators.move_creator', { id: row.id, title: row.name }, { from: row.agency_id, to: agencyId });
  }

  async function setState(trx: Trx, actor: Actor, row: CreatorRow, state: 'active' | 'suspended', reason: string): Promise<void> {
    if (state === row.state) return;
    const suspended = state === 'suspended';
    await repo.updateCreator(trx, row.id, { state, suspended_at: suspended ? clock.now() : null, suspend_reason: suspended ? reason : '' });
    await audit.record(
      trx,
      actor,
      suspended ? 'creators.suspend_creator' : 'creators.reinstate_creator',
      { id: row.id, title: row.name },
      suspended ? { reason } : {},
    );
  }

  // All that is filed is withdrawn, other modules do their part, and the people behind the creator are members no longer.
  async function depart(trx: Trx, organisationId: string, creatorId: string): Promise<void> {
    const now = clock.now();
    for (const account of await accounts.listAccountsOf(trx, creatorId, ['filed', 'approved'])) {
      await accounts.updateAccount(trx, account.id, { state: 'withdrawn' });
      await accounts.endPeriod(trx, account.id, now);
    }
    await repo.updateCreator(trx, creatorId, { state: 'left', agency_id: null });
    await repo.endBelonging(trx, creatorId, now);
    for (const departure of departures) await departure(trx, organisationId, creatorId, now);
    for (const { userId } of await repo.listUserIds(trx, organisationId, { creatorIds: [creatorId] }))
      await people.expel(trx, organisationId, userId);
  }

  async function mine(trx: Trx, actor: Actor): Promise<CreatorRow> {
    const party = await partyOf(trx, actor);
    if (party.kind !== 'creator') throw creatorsErrors.not_a_party({});
    return getVisible(trx, actor, party, party.creatorId);
  }

  async function presentMine(trx: Trx, actor: Actor): Promise<MyCreator> {
    const row = await mine(trx, actor);
    const [shown] = await present(trx, actor.organisationId, [row], { kind: 'creator', creatorId: row.id, agencyId: row.agency_id });
    const newest = (await terms.newest(trx, actor.organisationId)).version;
    return {
      ...shown!,
      organisation: (await people.getOrganisation(trx, actor.organisationId)).name,
      suspended: row.state === 'suspended',
      terms: {
        newest,
        accepted: row.accepted_terms,
        acceptedAt: row.accepted_at?.toISOString() ?? null,
        mustAccept: row.accepted_terms !== newest,
      },
    };
  }

  return {
    getVisible,
    belongTo,
    /** Has another module do its part when a creator leaves; in the transaction of the leaving, or not at all. */
    onDeparture: (departure: Departure): void => void departures.push(departure),

    listCreators: (actor: Actor, listing: Listing): Promise<{ items: Creator[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const party = await partyOf(trx, actor);
        const before = listing.cursor === undefined ? null : decodeCursor(place, listing.cursor).id;
        const filter = {
          state: listing.state,
          query: listing.query,
          agencyId: party.kind === 'agency' ? party.agencyId : listing.agencyId,
        };
        const rows = await repo.listCreators(trx, actor.organisationId, filter, { beforeId: before, limit: listing.limit + 1 });
        const shown = rows.slice(0, listing.limit);
        return {
          items: await present(trx, actor.organisationId, shown, party),
          nextCursor: rows.length > listing.limit ? encodeCursor({ id: shown.at(-1)!.id }) : null,
        };
      }),

    /** Throws creator_not_found. */
    getDetail: (actor: Actor, creatorId: string): Promise<CreatorDetail> =>
      db.read(async (trx) => {
        const party = await partyOf(trx, actor);
        return detail(trx, actor, await getVisible(trx, actor, party, creatorId), party);
      }),

    /** Staff change everything; an agency can only let its own go. Throws creator_not_found, not_yours_to_change, creator_left … */
    updateCreator: (actor: Actor, creatorId: string, change: Change): Promise<CreatorDetail> =>
      db.transaction(async (trx) => {
        const party = await partyOf(trx, actor);
        const row = await getVisible(trx, actor, party, creatorId, true);
        const letsGo = Object.keys(change).every((key) => key === 'agencyId') && change.agencyId === null;
        if (party.kind !== 'staff' && !letsGo) throw creatorsErrors.not_yours_to_change({});
        if (row.state === 'left' && (change.state !== undefined || change.agencyId !== undefined))
          throw creatorsErrors.creator_left({ name: row.name });
        if (change.name !== undefined || change.note !== undefined) {
          await repo.updateCreator(trx, row.id, { name: change.name, note: change.note });
          await audit.record(trx, actor, 'creators.update_creator', { id: row.id, title: change.name ?? row.name }, { before: row.name });
        }
        if (change.state !== undefined) await setState(trx, actor, row, change.state, change.reason ?? '');
        if (change.agencyId !== undefined) await move(trx, actor, row, change.agencyId);
        const after = await repo.lockCreator(trx, actor.organisationId, creatorId);
        // Who let a creator go knows them no longer; the answer is of how they went.
        return detail(trx, actor, after!, party);
      }),

    /** Throws not_a_party. */
    getMine: (actor: Actor): Promise<MyCreator> => db.read((trx) => presentMine(trx, actor)),

    updateMine: (actor: Actor, change: { name?: string | undefined; bio?: string | undefined }): Promise<MyCreator> =>
      db.transaction(async (trx) => {
        const row = await mine(trx, actor);
        await repo.updateCreator(trx, row.id, { name: change.name, bio: change.bio });
        await audit.record(trx, actor, 'creators.update_mine', { id: row.id, title: change.name ?? row.name }, { before: row.name });
        return presentMine(trx, actor);
      }),

    /** Leaves the agency, or the organisation with all that is filed; what was earned stays. Throws no_agency, not_a_party. */
    leave: (actor: Actor, from: 'agency' | 'organisation'): Promise<void> =>
      db.transaction(async (trx) => {
        const { id } = await mine(trx, actor);
        const row = (await repo.lockCreator(trx, actor.organisationId, id))!;
        if (from === 'agency') {
          if (row.agency_id === null) throw creatorsErrors.no_agency({});
          await belongTo(trx, row, null);
          await audit.record(trx, actor, 'creators.leave', { id, title: row.name }, { from, agency: row.agency_id });
          return;
        }
        await depart(trx, actor.organisationId, id);
        await audit.record(trx, actor, 'creators.leave', { id, title: row.name }, { from });
      }),

    /**
     * After a person was removed from the organisation: the creator whom nobody stands for any more leaves, in the transaction of the
     * removal. People of agencies and staff leave nothing behind here.
     */
    async memberRemoved(trx: Trx, actor: Actor, userId: string): Promise<void> {
      const { organisationId } = actor;
      const party = await repo.findPartyOfUser(trx, organisationId, userId);
      const row = party?.creatorId ? await repo.lockCreator(trx, organisationId, party.creatorId) : undefined;
      if (!row || row.state === 'left') return;
      for (const other of await repo.listUserIds(trx, organisationId, { creatorIds: [row.id] }))
        if (other.userId !== userId && (await people.findMembership(trx, organisationId, other.userId))) return;
      await depart(trx, organisationId, row.id);
      await audit.record(trx, actor, 'creators.leave', { id: row.id, title: row.name }, { from: 'organisation' });
    },

    /** Empties who a creator was, who leaves with that where they have not; the record stays for what was earned. Throws creator_not_found. */
    async anonymise(trx: Trx, organisationId: string, creatorId: string): Promise<void> {
      const row = await repo.lockCreator(trx, organisationId, creatorId);
      if (!row) throw creatorsErrors.creator_not_found({ id: creatorId });
      if (row.state !== 'left') await depart(trx, organisationId, creatorId);
      await emptyCreator(trx, organisationId, creatorId);
    },
  };
}
export type CreatorUses = ReturnType<typeof createCreatorUses>;
