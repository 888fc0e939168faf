import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { isAppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { Role } from '../../../platform/http/contract.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { revenueContract, type Payee } from '../contract.ts';
import { revenueErrors } from '../errors.ts';
import * as repo from '../repo.ts';
import type { PayeeRow } from '../tables.ts';
import type { RevenueParts } from './parts.ts';

type BelongsTo = { kind: Payee['belongsTo']['kind']; id: string | null };
const place = z.object({ id: z.string() });

export function createPayeeUses(parts: RevenueParts) {
  const { db, clock, audit, people, creators } = parts;

  /** The column that says whose a payee is. Throws party_not_found for anybody whom the organisation does not know. */
  async function columnsOf(trx: Trx, organisationId: string, { kind, id }: BelongsTo) {
    const columns = { creator_id: null as string | null, agency_id: null as string | null, user_id: null as string | null };
    if (kind === 'nobody') return columns;
    const unknown = revenueErrors.party_not_found({ kind });
    if (id === null) throw unknown;
    if (kind === 'creator') {
      if (!(await creators.creatorNames(trx, organisationId, [id])).has(id)) throw unknown;
      return { ...columns, creator_id: id };
    }
    if (kind === 'agency') {
      if (!(await creators.agencyNames(trx, organisationId, [id])).has(id)) throw unknown;
      return { ...columns, agency_id: id };
    }
    const member = await people.findMembership(trx, organisationId, id);
    // Whoever may be asked to sign has to be able to.
    if (!member || !(signerRoles as readonly Role[]).includes(member.role)) throw unknown;
    return { ...columns, user_id: id };
  }

  return {
    listPayees: (actor: Actor, { cursor, limit, query }: { cursor?: string | undefined; limit: number; query?: string | undefined }) =>
      db.read(async (trx) => {
        const beforeId = cursor === undefined ? null : decodeCursor(place, cursor).id;
        const rows = await repo.listPayees(trx, actor.organisationId, { beforeId, limit: limit + 1, query: query ?? null });
        const items = rows.slice(0, limit).map(onWire);
        return { items, nextCursor: rows.length > limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      }),

    /** Names a payee. Throws party_not_found, payee_exists. */
    createPayee: (actor: Actor, input: { name: string; belongsTo: BelongsTo }): Promise<Payee> =>
      db.transaction(async (trx) => {
        const columns = await columnsOf(trx, actor.organisationId, input.belongsTo);
        const row: PayeeRow = {
          id: newId('payee', clock.nowMs()),
          organisation_id: actor.organisationId,
          name: input.name,
          ...columns,
          role: null,
          created_at: clock.now(),
        };
        if (!(await repo.insertPayee(trx, row))) throw revenueErrors.payee_exists({});
        await audit.record(trx, actor, 'revenue.create_payee', { id: row.id, title: row.name }, { belongsTo: input.belongsTo.kind });
        return onWire(row);
      }),

    /** Renames a payee, or says whose it is, once. Throws payee_not_found, payee_taken, payee_exists, party_not_found. */
    updatePayee: (actor: Actor, id: string, input: { name?: string | undefined; belongsTo?: BelongsTo | undefined }): Promise<Payee> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await repo.lockPayee(trx, organisationId, id);
        if (!row) throw revenueErrors.payee_not_found({ id });
        // The house's own payees are nobody else's.
        if (row.role !== null && input.belongsTo && input.belongsTo.kind !== 'nobody') throw revenueErrors.payee_taken({});
        const columns = input.belongsTo ? await columnsOf(trx, organisationId, input.belongsTo) : {};
        const changed: PayeeRow = { ...row, ...columns, name: input.name ?? row.name };
        const [was, is] = [onWire(row).belongsTo, onWire(changed).belongsTo];
        if (was.kind !== is.kind || was.id !== is.id) {
          if (was.kind !== 'nobody') throw revenueErrors.payee_taken({});
          const [other] = await repo.findPayeesOf(trx, organisationId, {
            creatorId: changed.creator_id,
            agencyId: changed.agency_id,
            userId: changed.user_id,
          });
          if (other) throw revenueErrors.payee_exists({});
        }
        await repo.updatePayee(trx, id, {
          name: changed.name,
          creator_id: changed.creator_id,
          agency_id: changed.agency_id,
          user_id: changed.user_id,
        });
        await audit.record(trx, actor, 'revenue.update_payee', { id, title: changed.name }, { nameBefore: row.name, belongsTo: is.kind });
        return onWire(changed);
      }),
  };
}

function onWire(row: PayeeRow): Payee {
  const belongsTo: Payee['belongsTo'] =
    row.creator_id !== null
      ? { kind: 'creator', id: row.creator_id }
      : row.agency_id !== null
        ? { kind: 'agency', id: row.agency_id }
        : row.user_id !== null
          ? { kind: 'user', id: row.user_id }
          : { kind: 'nobody', id: null };
  return { id: row.id, name: row.name, belongsTo, role: row.role, createdAt: row.created_at.toISOString() };
}

const signerRoles = revenueContract.permissions['revenue.sign'];

/** The people behind payees who can sign for them; every payee that was given has an entry. */
export async function usersOfPayees(
  { people, creators }: RevenueParts,
  trx: Trx,
  organisationId: string,
  payees: readonly PayeeRow[],
): Promise<Map<string, string[]>> {
  const members = new Set(await people.listUserIds(trx, organisationId, signerRoles));
  const creatorIds = payees.flatMap(({ creator_id }) => creator_id ?? []);
  const ofCreators = creatorIds.length === 0 ? new Map<string, string[]>() : await creators.userIdsOf(trx, organisationId, creatorIds);
  const found = new Map<string, string[]>();
  for (const payee of payees) {
    let users = payee.user_id === null ? [] : [payee.user_id];
    if (payee.creator_id !== null) users = ofCreators.get(payee.creator_id) ?? [];
    if (payee.agency_id !== null) users = await creators.userIdsOfAgency(trx, organisationId, payee.agency_id);
    found.set(
      payee.id,
      users.filter((id) => members.has(id)),
    );
  }
  return found;
}

/** The payees that an actor is: by their own account, as a creator, as one of an agency's people. Keys and commands are nobody. */
export async function payeesOfActor({ creators }: RevenueParts, trx: Trx, actor: Actor): Promise<PayeeRow[]> {
  if (actor.kind !== 'person' || actor.id === null) return [];
  const party = await creators.partyOf(trx, actor).catch((error: unknown) => {
    // A partner without a record may still be a payee by their account.
    if (isAppError(error, 'creators.not_a_party')) return { kind: 'staff' as const };
    throw error;
  });
  return repo.findPayeesOf(trx, actor.organisationId, {
    userId: actor.id,
    creatorId: party.kind === 'creator' ? party.creatorId : null,
    agencyId: party.kind === 'agency' ? party.agencyId : null,
  });
}
