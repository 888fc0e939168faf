import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { negotiateLanguage } from '../../../platform/i18n.ts';
import type { CreatorInvitation } from '../contract.ts';
import { creatorsErrors } from '../errors.ts';
import { joiningMail } from '../mails.ts';
import { findAgencies, lockFor } from '../repo/agencies.ts';
import * as repo from '../repo/joining.ts';
import type { AgencyRow, InvitationRow } from '../tables.ts';
import type { JoiningUses } from './joining.ts';
import { joinLink, partyOf, type CreatorsParts } from './parts.ts';

const invitationDays = 14;
const mostOpen = 1000;

export function createInvitationUses(parts: CreatorsParts, joining: Pick<JoiningUses, 'makeLink'>) {
  const { db, clock, audit, mail, people } = parts;

  function onWire(row: InvitationRow, agency: AgencyRow | null, link: string | null): CreatorInvitation {
    const state = row.accepted_at ? 'accepted' : row.cancelled_at ? 'cancelled' : row.expires_at <= clock.now() ? 'expired' : 'pending';
    return {
      id: row.id,
      kind: row.kind,
      email: row.email,
      agency: agency && { id: agency.id, name: agency.name },
      state,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      link,
    };
  }

  /** The agency that somebody is invited to: an agency's own, whatever was asked for. */
  async function agencyFor(trx: Trx, actor: Actor, asked: string | null): Promise<{ agency: AgencyRow | null; staff: boolean }> {
    const party = await partyOf(trx, actor);
    if (party.kind === 'creator') throw creatorsErrors.not_a_party({});
    const agencyId = party.kind === 'agency' ? party.agencyId : asked;
    if (agencyId === null) return { agency: null, staff: true };
    const [agency] = await findAgencies(trx, actor.organisationId, [agencyId]);
    if (!agency) throw creatorsErrors.agency_not_found({ id: agencyId });
    if (agency.state === 'suspended') throw creatorsErrors.agency_suspended({ name: agency.name });
    return { agency, staff: party.kind === 'staff' };
  }

  return {
    listInvitations: (actor: Actor): Promise<{ items: CreatorInvitation[] }> =>
      db.read(async (trx) => {
        const party = await partyOf(trx, actor);
        const rows = await repo.listOpen(trx, actor.organisationId, party.kind === 'agency' ? party.agencyId : null);
        const ids = [...new Set(rows.map((row) => row.agency_id).filter((id) => id !== null))];
        const agencies = new Map((await findAgencies(trx, actor.organisationId, ids)).map((row) => [row.id, row]));
        return { items: rows.map((row) => onWire(row, agencies.get(row.agency_id ?? '') ?? null, null)) };
      }),

    /**
     * Invites an address by mail, or makes a link that works once. Answers with the link where it was not mailed. Throws
     * agency_not_found, agency_suspended, agency_needed, already_here (to staff alone: an agency shall not learn who is here), too_many.
     */
    async invite(
      actor: Actor,
      input: { kind: 'creator' | 'agency'; email: string | null; agencyId: string | null },
      request: Request,
    ): Promise<CreatorInvitation> {
      const email = input.email?.trim().toLowerCase() ?? null;
      const made = await db.transaction(async (trx) => {
        const { agency, staff } = await agencyFor(trx, actor, input.agencyId);
        if (input.kind === 'agency' && !agency) throw creatorsErrors.agency_needed({});
        await lockFor(trx, 'invitations', actor.organisationId);
        if ((await repo.countOpen(trx, actor.organisationId, clock.now())) >= mostOpen) throw creatorsErrors.too_many({ most: mostOpen });
        const known = email === null ? null : await people.findByEmail(trx, email);
        if (staff && known && (await people.findMembership(trx, actor.organisationId, known.id)))
          throw creatorsErrors.already_here({ email: known.email });
        const { row, token } = await joining.makeLink(trx, {
          organisation_id: actor.organisationId,
          kind: input.kind,
          source: 'invitation',
          email,
          agency_id: agency?.id ?? null,
          confirms_id: null,
          days: invitationDays,
        });
        await audit.record(trx, actor, 'creators.invite', { id: row.id, title: email ?? '' }, { kind: input.kind, agency: row.agency_id });
        return {
          row,
          agency,
          token,
          organisation: (await people.getOrganisation(trx, actor.organisationId)).name,
          language: known?.language,
        };
      });
      const link = joinLink(parts.baseUrl, made.token);
      if (email === null) return onWire(made.row, made.agency, link);
      const mailed = await mail.send(
        joiningMail(input.kind === 'agency' ? 'agency_invitation' : 'invitation', {
          to: email,
          // A stranger's language is not known: the one of whoever invites is the best guess.
          language: made.language ?? negotiateLanguage(request.headers.get('accept-language')),
          link,
          organisation: made.organisation,
          agency: made.agency?.name ?? null,
          inviter: actor.name,
          days: invitationDays,
        }),
      );
      return onWire(made.row, made.agency, mailed ? null : link);
    },

    /** Throws invitation_not_found for one that is unknown, somebody else's or no longer open. */
    cancelInvitation: (actor: Actor, invitationId: string): Promise<void> =>
      db.transaction(async (trx) => {
        const party = await partyOf(trx, actor);
        const row = await repo.cancelInvitation(
          trx,
          actor.organisationId,
          invitationId,
          party.kind === 'agency' ? party.agencyId : null,
          clock.now(),
        );
        if (!row) throw creatorsErrors.invitation_not_found({ id: invitationId });
        await audit.record(trx, actor, 'creators.cancel_invitation', { id: row.id, title: row.email ?? '' });
      }),
  };
}
