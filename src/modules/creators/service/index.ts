import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { creatorsErrors } from '../errors.ts';
import * as agencies from '../repo/agencies.ts';
import * as repo from '../repo/creators.ts';
import { deleteExpired } from '../repo/joining.ts';
import { createAccountUses } from './accounts.ts';
import { createAgencyUses } from './agencies.ts';
import { createCreatorUses } from './creators.ts';
import { createInvitationUses } from './invitations.ts';
import { createJoiningUses } from './joining.ts';
import { dayMs, partyOf, type CreatorsParts } from './parts.ts';
import { privacyDoors } from './privacy.ts';
import { createTermsUses } from './terms.ts';

/** Addresses of people who never came are forgotten with their links. */
const keepLinksDays = 30;

/** The use-cases. Those that begin with a transaction join the caller's; those that begin with an actor are whole acts. */
export function createCreatorsService(parts: CreatorsParts) {
  const { people } = parts;
  const terms = createTermsUses(parts);
  const creators = createCreatorUses(parts, terms);
  const joining = createJoiningUses(parts, creators, terms);
  const doors = {
    partyOf,

    /** Throws creator_not_found. */
    async getCreator(
      trx: Trx,
      organisationId: string,
      creatorId: string,
    ): Promise<{ id: string; name: string; state: string; agencyId: string | null }> {
      const [row] = await repo.findCreators(trx, organisationId, [creatorId]);
      if (!row) throw creatorsErrors.creator_not_found({ id: creatorId });
      return { id: row.id, name: row.name, state: row.state, agencyId: row.agency_id };
    },

    /** The creator who acts, active and with the newest terms accepted. Throws not_a_party, suspended, terms_not_accepted. */
    async requireActive(trx: Trx, actor: Actor): Promise<{ id: string; name: string; agencyId: string | null }> {
      const party = await partyOf(trx, actor);
      if (party.kind !== 'creator') throw creatorsErrors.not_a_party({});
      // Held against leaving: what an active creator begins in this transaction is there when they go.
      const row = await repo.holdCreator(trx, actor.organisationId, party.creatorId);
      if (row!.state === 'suspended') throw creatorsErrors.suspended({ reason: row!.suspend_reason });
      const { version } = await terms.newest(trx, actor.organisationId);
      if (row!.accepted_terms !== version) throw creatorsErrors.terms_not_accepted({ version });
      return { id: row!.id, name: row!.name, agencyId: row!.agency_id };
    },

    listCreatorIdsOfAgency: repo.listIdsOfAgency,

    /** The people behind creators, by creator; every id that was given has an entry. */
    async userIdsOf(trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<Map<string, string[]>> {
      const found = Map.groupBy(await repo.listUserIds(trx, organisationId, { creatorIds }), ({ partyId }) => partyId);
      return new Map(creatorIds.map((id) => [id, (found.get(id) ?? []).map(({ userId }) => userId)]));
    },

    /** The people of an agency who are still members. */
    async userIdsOfAgency(trx: Trx, organisationId: string, agencyId: string): Promise<string[]> {
      const members = new Set(await people.listUserIds(trx, organisationId, ['agency']));
      const found = await repo.listUserIds(trx, organisationId, { agencyIds: [agencyId] });
      return found.map(({ userId }) => userId).filter((id) => members.has(id));
    },

    creatorNames: async (trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<Map<string, string>> =>
      new Map((await repo.findCreators(trx, organisationId, creatorIds)).map(({ id, name }) => [id, name])),

    agencyNames: async (trx: Trx, organisationId: string, agencyIds: readonly string[]): Promise<Map<string, string>> =>
      new Map((await agencies.findAgencies(trx, organisationId, agencyIds)).map(({ id, name }) => [id, name])),

    /** Whose each creator was, rising by `from`; for asking what held at an instant. Every id that was given has an entry. */
    async belongings(
      trx: Trx,
      organisationId: string,
      creatorIds: readonly string[],
    ): Promise<Map<string, { agencyId: string | null; from: Date; until: Date | null }[]>> {
      const found = Map.groupBy(await repo.listBelongings(trx, organisationId, creatorIds), ({ creatorId }) => creatorId);
      return new Map(creatorIds.map((id) => [id, (found.get(id) ?? []).map(({ agencyId, from, until }) => ({ agencyId, from, until }))]));
    },

    /** Forgets links that ran out long ago. Answers with how many. */
    sweep: (): Promise<number> => parts.db.transaction((trx) => deleteExpired(trx, new Date(parts.clock.nowMs() - keepLinksDays * dayMs))),
  };
  const { getVisible: _getVisible, belongTo: _belongTo, ...ofCreators } = creators;
  const { makeLink: _makeLink, ...ofJoining } = joining;
  return {
    ...doors,
    ...privacyDoors,
    ...ofCreators,
    ...createAgencyUses(parts),
    ...createInvitationUses(parts, joining),
    ...ofJoining,
    ...createAccountUses(parts, creators),
    listTerms: terms.listTerms,
    publishTerms: terms.publishTerms,
    acceptTerms: terms.acceptTerms,
  };
}
export type CreatorsService = ReturnType<typeof createCreatorsService>;
