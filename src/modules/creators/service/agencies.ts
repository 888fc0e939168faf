import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import type { Agency, creatorsContract } from '../contract.ts';
import { creatorsErrors } from '../errors.ts';
import * as repo from '../repo/agencies.ts';
import { listUserIds } from '../repo/creators.ts';
import type { AgencyRow } from '../tables.ts';
import { newSignupToken, partyOf, signupLink, type CreatorsParts } from './parts.ts';

type Change = z.output<typeof creatorsContract.routes.updateAgency.body>;

const mostAgencies = 5000;
const place = z.object({ name: z.string().max(200), id: z.string().max(60) });

export function createAgencyUses(parts: CreatorsParts) {
  const { db, clock, audit, people } = parts;

  async function present(trx: Trx, organisationId: string, rows: readonly AgencyRow[]): Promise<Agency[]> {
    const ids = rows.map(({ id }) => id);
    const counts = await repo.countCreators(trx, ids);
    const members = await listUserIds(trx, organisationId, { agencyIds: ids });
    // Who was removed from the organisation works for nobody here any more.
    const present = new Set(await people.listUserIds(trx, organisationId, ['agency']));
    const users = await people.usersOf(trx, [...new Set(members.map(({ userId }) => userId).filter((id) => present.has(id)))]);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      state: row.state,
      contactEmail: row.contact_email,
      creators: counts.get(row.id) ?? 0,
      members: members.flatMap(({ partyId, userId }) => {
        const user = partyId === row.id ? users.get(userId) : undefined;
        return user ? [{ userId, name: user.name, email: user.email }] : [];
      }),
      signupLink: row.signup_token === null || row.state === 'suspended' ? null : signupLink(parts.baseUrl, row.signup_token),
      createdAt: row.created_at.toISOString(),
    }));
  }

  /** An agency that the actor may know: staff all, its people their own. Throws agency_not_found. */
  async function getVisible(trx: Trx, actor: Actor, agencyId: string): Promise<AgencyRow> {
    const party = await partyOf(trx, actor);
    const [row] = await repo.findAgencies(trx, actor.organisationId, [agencyId]);
    if (!row || (party.kind !== 'staff' && party.agencyId !== agencyId)) throw creatorsErrors.agency_not_found({ id: agencyId });
    return row;
  }

  async function refuseTakenName(trx: Trx, organisationId: string, name: string, own: string | null): Promise<void> {
    await repo.lockFor(trx, 'agencies', organisationId);
    const other = await repo.findAgencyByName(trx, organisationId, name);
    if (other && other.id !== own) throw creatorsErrors.agency_name_taken({ name });
  }

  return {
    listAgencies: (
      actor: Actor,
      page: { cursor?: string | undefined; limit: number },
    ): Promise<{ items: Agency[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const party = await partyOf(trx, actor);
        const after = page.cursor === undefined ? null : decodeCursor(place, page.cursor);
        const onlyId = party.kind === 'staff' ? null : (party.agencyId ?? '');
        const rows = await repo.listAgencies(trx, actor.organisationId, { onlyId, after, limit: page.limit + 1 });
        const shown = rows.slice(0, page.limit);
        const last = rows.length > page.limit ? shown.at(-1)! : null;
        return {
          items: await present(trx, actor.organisationId, shown),
          nextCursor: last && encodeCursor({ name: last.place, id: last.id }),
        };
      }),

    /** Throws agency_not_found. */
    getAgency: (actor: Actor, agencyId: string): Promise<Agency> =>
      db.read(async (trx) => (await present(trx, actor.organisationId, [await getVisible(trx, actor, agencyId)]))[0]!),

    /** Throws agency_name_taken, too_many. */
    createAgency: (actor: Actor, input: { name: string; contactEmail: string | null }): Promise<Agency> =>
      db.transaction(async (trx) => {
        await refuseTakenName(trx, actor.organisationId, input.name, null);
        if ((await repo.countAgencies(trx, actor.organisationId)) >= mostAgencies) throw creatorsErrors.too_many({ most: mostAgencies });
        const row: AgencyRow = {
          id: newId('agency', clock.nowMs()),
          organisation_id: actor.organisationId,
          name: input.name,
          state: 'active',
          contact_email: input.contactEmail,
          signup_token: null,
          created_at: clock.now(),
        };
        await repo.insertAgency(trx, row);
        await audit.record(trx, actor, 'creators.create_agency', { id: row.id, title: row.name });
        return (await present(trx, actor.organisationId, [row]))[0]!;
      }),

    /** An agency may rename itself and open its own sign-up page; it cannot suspend or reinstate. Throws agency_not_found, agency_name_taken, not_yours_to_change. */
    updateAgency: (actor: Actor, agencyId: string, change: Change): Promise<Agency> =>
      db.transaction(async (trx) => {
        const row = await getVisible(trx, actor, agencyId);
        const own = (await partyOf(trx, actor)).kind === 'agency';
        if (own && (change.state !== undefined || row.state === 'suspended')) throw creatorsErrors.not_yours_to_change({});
        if (change.name !== undefined) await refuseTakenName(trx, actor.organisationId, change.name, agencyId);
        await repo.updateAgency(trx, agencyId, {
          name: change.name,
          contact_email: change.contactEmail,
          state: change.state,
          signup_token: change.signupOpen === undefined ? undefined : change.signupOpen ? newSignupToken() : null,
        });
        const fields = Object.keys(change);
        await audit.record(trx, actor, 'creators.update_agency', { id: agencyId, title: change.name ?? row.name }, { fields });
        return (await present(trx, actor.organisationId, await repo.findAgencies(trx, actor.organisationId, [agencyId])))[0]!;
      }),

    getSignupSettings: async (actor: Actor): Promise<{ open: boolean; link: string | null }> => {
      const token = await db.read((trx) => repo.findSignupToken(trx, actor.organisationId));
      return { open: token !== null, link: token && signupLink(parts.baseUrl, token) };
    },

    /** Opens sign-up at a new link, or closes it. */
    updateSignupSettings: (actor: Actor, open: boolean): Promise<{ open: boolean; link: string | null }> =>
      db.transaction(async (trx) => {
        const token = open ? newSignupToken() : null;
        await repo.setSignupToken(trx, actor.organisationId, token);
        await audit.record(trx, actor, 'creators.update_signup_settings', { id: actor.organisationId, title: '' }, { open });
        return { open, link: token && signupLink(parts.baseUrl, token) };
      }),
  };
}
