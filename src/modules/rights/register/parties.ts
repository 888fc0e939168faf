/** Who owns, grants or takes rights. A party is never deleted: what names it would lose its name. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { rightsErrors } from '../errors.ts';
import type { RightsParts } from '../service/parts.ts';
import { differences, recordChanges } from './changes.ts';
import type { PartyChange, PartyInput, RightsParty } from './contract.ts';
import { presentParty } from './present.ts';
import * as repo from './repo/parties.ts';
import type { PartyRow } from './tables.ts';

const place = z.object({ id: z.string().max(60) });
const shown = ['name', 'kind', 'country', 'contact', 'note', 'isSelf', 'linkedTo'] as const;

export function createPartyUses(parts: RightsParts) {
  const { db, clock, audit } = parts;

  async function present(trx: Trx, organisationId: string, rows: readonly PartyRow[]): Promise<RightsParty[]> {
    const uses = await repo.countUses(
      trx,
      rows.map(({ id }) => id),
    );
    const links = rows.flatMap(({ link_kind: kind, link_id: id }) => (kind === null ? [] : [{ kind, id: id! }]));
    const names = await parts.linked(trx, organisationId, links);
    return rows.map((row) => presentParty(row, uses.get(row.id), names));
  }
  const presentOne = async (trx: Trx, row: PartyRow): Promise<RightsParty> => (await present(trx, row.organisation_id, [row]))[0]!;

  /** Throws link_not_found, link_taken, self_exists. */
  async function refuseTaken(trx: Trx, organisationId: string, id: string | null, given: PartyChange): Promise<void> {
    if (given.linkedTo) {
      const { linkedTo } = given;
      if (!(await parts.linked(trx, organisationId, [linkedTo])).has(linkedTo.id))
        throw rightsErrors.link_not_found({ kind: linkedTo.kind });
      const other = await repo.findByLink(trx, organisationId, linkedTo.kind, linkedTo.id);
      if (other && other.id !== id) throw rightsErrors.link_taken({ party: other.name });
    }
    if (given.isSelf) {
      const self = await repo.findSelf(trx, organisationId);
      if (self && self.id !== id) throw rightsErrors.self_exists({ party: self.name });
    }
  }

  /** Throws party_not_found. */
  async function lock(trx: Trx, actor: Actor, id: string): Promise<PartyRow> {
    const row = await repo.lockParty(trx, actor.organisationId, id);
    if (!row) throw rightsErrors.party_not_found({ id });
    return row;
  }

  return {
    listRightsParties: (
      actor: Actor,
      query: { cursor?: string | undefined; limit: number; query?: string | undefined; withdrawn: boolean },
    ): Promise<{ items: RightsParty[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const beforeId = query.cursor === undefined ? null : decodeCursor(place, query.cursor).id;
        const page = { beforeId, limit: query.limit + 1, query: query.query || null, withdrawn: query.withdrawn };
        const rows = await repo.listParties(trx, actor.organisationId, page);
        const items = await present(trx, actor.organisationId, rows.slice(0, query.limit));
        return { items, nextCursor: rows.length > query.limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      }),

    /** Throws party_not_found. */
    getRightsParty: (actor: Actor, id: string): Promise<RightsParty> =>
      db.read(async (trx) => {
        const [row] = await repo.findParties(trx, actor.organisationId, [id]);
        if (!row) throw rightsErrors.party_not_found({ id });
        return presentOne(trx, row);
      }),

    /** Throws self_exists, link_not_found, link_taken. */
    createRightsParty: (actor: Actor, input: PartyInput): Promise<RightsParty> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        await refuseTaken(trx, organisationId, null, input);
        const now = clock.now();
        const row: PartyRow = {
          id: newId('rightsParty', clock.nowMs()),
          organisation_id: organisationId,
          name: input.name,
          kind: input.kind,
          country: input.country,
          contact: input.contact,
          note: input.note,
          is_self: input.isSelf,
          link_kind: input.linkedTo?.kind ?? null,
          link_id: input.linkedTo?.id ?? null,
          created_at: now,
          updated_at: now,
          withdrawn_at: null,
          withdrawn_by_name: null,
          withdraw_reason: null,
        };
        // Somebody else's act came between.
        if (!(await repo.insertParty(trx, row)))
          throw input.isSelf ? rightsErrors.self_exists({ party: '' }) : rightsErrors.link_taken({ party: '' });
        await recordChanges(parts, trx, actor, [{ what: 'party_created', subjectId: row.id, workId: null }]);
        await audit.record(trx, actor, 'rights.create_party', { id: row.id, title: row.name }, { kind: row.kind });
        return presentOne(trx, row);
      }),

    /** Fields left out stay. Throws party_not_found, self_exists, link_not_found, link_taken. */
    updateRightsParty: (actor: Actor, id: string, change: PartyChange): Promise<RightsParty> =>
      db.transaction(async (trx) => {
        const row = await lock(trx, actor, id);
        await refuseTaken(trx, actor.organisationId, id, change);
        const after: PartyRow = {
          ...row,
          name: change.name ?? row.name,
          kind: change.kind ?? row.kind,
          country: change.country === undefined ? row.country : change.country,
          contact: change.contact ?? row.contact,
          note: change.note ?? row.note,
          is_self: change.isSelf ?? row.is_self,
          link_kind: change.linkedTo === undefined ? row.link_kind : (change.linkedTo?.kind ?? null),
          link_id: change.linkedTo === undefined ? row.link_id : (change.linkedTo?.id ?? null),
          updated_at: clock.now(),
        };
        await repo.updateParty(trx, id, after);
        const [was, is] = (await present(trx, actor.organisationId, [row, after])) as [RightsParty, RightsParty];
        const fields = differences(was, is, shown);
        if (fields.length > 0) await recordChanges(parts, trx, actor, [{ what: 'party_changed', subjectId: id, workId: null, fields }]);
        await audit.record(trx, actor, 'rights.update_party', { id, title: is.name }, { fields: fields.map(({ name }) => name) });
        return is;
      }),

    /** Throws party_not_found, party_withdrawn, party_is_self. */
    withdrawRightsParty: (actor: Actor, id: string, { reason }: { reason: string }): Promise<RightsParty> =>
      db.transaction(async (trx) => {
        const row = await lock(trx, actor, id);
        if (row.withdrawn_at !== null) throw rightsErrors.party_withdrawn({ party: row.name });
        if (row.is_self) throw rightsErrors.party_is_self({});
        const change = { withdrawn_at: clock.now(), withdrawn_by_name: actor.name.slice(0, 200), withdraw_reason: reason };
        await repo.updateParty(trx, id, change);
        await recordChanges(parts, trx, actor, [{ what: 'party_withdrawn', subjectId: id, workId: null, reason }]);
        await audit.record(trx, actor, 'rights.withdraw_party', { id, title: row.name }, { reason });
        return presentOne(trx, { ...row, ...change });
      }),

    /** Throws party_not_found, party_not_withdrawn. */
    returnRightsParty: (actor: Actor, id: string): Promise<RightsParty> =>
      db.transaction(async (trx) => {
        const row = await lock(trx, actor, id);
        if (row.withdrawn_at === null) throw rightsErrors.party_not_withdrawn({ party: row.name });
        const change = { withdrawn_at: null, withdrawn_by_name: null, withdraw_reason: null };
        await repo.updateParty(trx, id, change);
        await recordChanges(parts, trx, actor, [{ what: 'party_returned', subjectId: id, workId: null }]);
        await audit.record(trx, actor, 'rights.return_party', { id, title: row.name });
        return presentOne(trx, { ...row, ...change });
      }),
  };
}

/** Checks that parties may be named in something new. Throws party_not_found, party_withdrawn. */
export async function requireParties(trx: Trx, organisationId: string, ids: readonly string[]): Promise<PartyRow[]> {
  const rows = await repo.findParties(trx, organisationId, ids);
  for (const id of ids) {
    const row = rows.find((each) => each.id === id);
    if (!row) throw rightsErrors.party_not_found({ id });
    if (row.withdrawn_at !== null) throw rightsErrors.party_withdrawn({ party: row.name });
  }
  return rows;
}
