import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Actor, SignedIn } from '../../../platform/http/actor.ts';
import { negotiateLanguage } from '../../../platform/i18n.ts';
import { newId } from '../../../platform/ids.ts';
import type { creatorsContract, joinOffer, joinResult, signupOffer } from '../contract.ts';
import { creatorsErrors } from '../errors.ts';
import { joiningMail } from '../mails.ts';
import { findAgencies, findSignupPage } from '../repo/agencies.ts';
import * as repo from '../repo/joining.ts';
import * as people from '../repo/creators.ts';
import type { InvitationRow } from '../tables.ts';
import type { CreatorUses } from './creators.ts';
import { dayMs, hashToken, joinLink, newToken, type CreatorsParts } from './parts.ts';
import type { TermsUses } from './terms.ts';

export type Joining = z.output<typeof creatorsContract.routes.join.body>;
type Ready = {
  invitation: InvitationRow;
  email: string;
  passwordHash: string | null;
  person: SignedIn | null;
  details: Joining;
  language: string;
};

const signupDays = 3;
/** Mails that one address gets of strangers who type it in. */
const mostMailsAnHour = 5;

export function createJoiningUses(parts: CreatorsParts, creators: CreatorUses, terms: TermsUses) {
  const { db, clock, audit, mail } = parts;

  /** Stores a link for an address; the token is told once, here. */
  async function makeLink(
    trx: Trx,
    of: Pick<InvitationRow, 'organisation_id' | 'kind' | 'source' | 'agency_id' | 'confirms_id'> & { email: string | null; days: number },
  ): Promise<{ row: InvitationRow; token: string }> {
    const { token, hash } = newToken();
    const now = clock.now();
    const { days, ...columns } = of;
    const row: InvitationRow = {
      id: newId('creatorInvitation', now.getTime()),
      ...columns,
      token_hash: hash,
      created_at: now,
      expires_at: new Date(now.getTime() + days * dayMs),
      accepted_at: null,
      cancelled_at: null,
    };
    if (row.email !== null) await repo.cancelTo(trx, { ...row, email: row.email }, now);
    await repo.insertInvitation(trx, row);
    return { row, token };
  }

  async function openInvitation(trx: Trx, token: string): Promise<InvitationRow> {
    const found = await repo.findByToken(trx, hashToken(token), clock.now());
    if (!found) throw creatorsErrors.link_invalid({});
    if (found.agency_id !== null && (await agencyOf(trx, found))?.state !== 'active') throw creatorsErrors.link_invalid({});
    return found;
  }
  async function agencyOf(
    trx: Trx,
    row: InvitationRow,
  ): ReturnType<typeof findAgencies> extends Promise<(infer R)[]> ? Promise<R | null> : never {
    return row.agency_id === null ? null : ((await findAgencies(trx, row.organisation_id, [row.agency_id]))[0] ?? null);
  }

  /** Has an address that somebody typed confirmed by a mail. Throws mail_not_sent. */
  async function confirm(invitation: InvitationRow, email: string, language: string): Promise<void> {
    const made = await db.transaction(async (trx) => {
      const since = new Date(clock.nowMs() - 3_600_000);
      if ((await repo.countTo(trx, 'confirmation', email, since)) >= mostMailsAnHour) return null;
      const { token } = await makeLink(trx, {
        organisation_id: invitation.organisation_id,
        kind: invitation.kind,
        source: 'confirmation',
        agency_id: invitation.agency_id,
        confirms_id: invitation.id,
        email,
        days: signupDays,
      });
      const organisation = (await parts.people.getOrganisation(trx, invitation.organisation_id)).name;
      return { link: joinLink(parts.baseUrl, token), organisation, agency: (await agencyOf(trx, invitation))?.name ?? null };
    });
    if (made && !(await mail.send(joiningMail('confirmation', { ...made, to: email, language, days: signupDays }))))
      throw creatorsErrors.mail_not_sent({});
  }

  /** Makes the person a member and the member a creator, or one of the agency's people. */
  async function admit(trx: Trx, { invitation, email, passwordHash, person, details, language }: Ready): Promise<void> {
    const { organisation_id: organisationId, kind } = invitation;
    const account = await parts.people.findByEmail(trx, email);
    if (!person && account) throw creatorsErrors.account_exists({ email });
    if (!person && (!passwordHash || !details.name)) throw creatorsErrors.details_missing({});
    if (!(await repo.acceptInvitation(trx, invitation, clock.now()))) throw creatorsErrors.link_invalid({});
    const enrolled = await parts.people
      .enrol(trx, {
        organisationId,
        role: kind,
        person: person ? { userId: person.id! } : { name: details.name!, email, passwordHash: passwordHash!, language },
      })
      .catch((error: unknown) => {
        throw error instanceof AppError && error.code === 'identity.already_member' ? creatorsErrors.already_here({ email }) : error;
      });
    const user = await parts.people.userOf(trx, enrolled.userId);
    const actor: Actor = { kind: 'person', id: user.id, name: user.name, organisationId, role: kind, requestId: null };
    const partyId =
      kind === 'agency' ? invitation.agency_id! : await makeCreator(trx, invitation, { ...user, name: details.name ?? user.name });
    if (kind === 'agency')
      await people.savePartyUser(trx, {
        organisation_id: organisationId,
        user_id: user.id,
        creator_id: null,
        agency_id: partyId,
        joined_at: clock.now(),
      });
    await audit.record(
      trx,
      actor,
      'creators.join',
      { id: partyId, title: user.name },
      { source: invitation.source, agency: invitation.agency_id },
    );
    if (kind === 'creator' && details.acceptedTerms !== undefined) {
      await terms.accept(trx, organisationId, { creatorId: partyId, userId: user.id }, details.acceptedTerms);
      await audit.record(trx, actor, 'creators.accept_terms', { id: partyId, title: user.name }, { version: details.acceptedTerms });
    }
  }

  /** A new creator, or the one that the person was before they left: what they earned is still theirs. */
  async function makeCreator(trx: Trx, invitation: InvitationRow, user: { id: string; name: string; email: string }): Promise<string> {
    const { organisation_id: organisationId, agency_id: agencyId } = invitation;
    const now = clock.now();
    const before = await people.findPartyOfUser(trx, organisationId, user.id);
    if (before?.creatorId) {
      const row = (await people.lockCreator(trx, organisationId, before.creatorId))!;
      // Whoever was suspended stays it: leaving and coming back changes nothing.
      await people.updateCreator(trx, row.id, { state: row.suspended_at ? 'suspended' : 'active', email: user.email });
      await creators.belongTo(trx, row, agencyId);
      return row.id;
    }
    const id = newId('creator', now.getTime());
    await people.insertCreator(trx, {
      id,
      organisation_id: organisationId,
      name: user.name,
      email: user.email,
      state: 'active',
      agency_id: agencyId,
      suspended_at: null,
      accepted_terms: null,
      accepted_at: null,
      joined_at: now,
    });
    await people.beginBelonging(trx, organisationId, id, agencyId, now);
    await people.savePartyUser(trx, { organisation_id: organisationId, user_id: user.id, creator_id: id, agency_id: null, joined_at: now });
    return id;
  }

  return {
    makeLink,

    /** What a link offers. Throws link_invalid. */
    readJoin: (token: string): Promise<z.input<typeof joinOffer>> =>
      db.read(async (trx) => {
        const found = await openInvitation(trx, token);
        const organisation = (await parts.people.getOrganisation(trx, found.organisation_id)).name;
        return {
          organisation,
          kind: found.kind,
          agency: (await agencyOf(trx, found))?.name ?? null,
          email: found.email,
          // Without mail the link of a sign-up proves nothing of the address: then it does not tell whether it is known.
          hasAccount:
            found.email !== null &&
            (found.source !== 'signup' || mail.configured) &&
            (await parts.people.findByEmail(trx, found.email)) !== null,
          terms: found.kind === 'creator' ? terms.onWire(await terms.newest(trx, found.organisation_id)) : null,
        };
      }),

    /**
     * Joins by a link: as the person who is signed in, whose e-mail must be the link's where it names one, or with a new account.
     * An address that the link does not name is confirmed by mail first, where there is mail. Throws link_invalid,
     * invitation_for_other, account_exists (sign in first), details_missing, already_here, terms_outdated, mail_not_sent.
     */
    async join(token: string, details: Joining, who: SignedIn | null, request: Request): Promise<z.input<typeof joinResult>> {
      const person = who?.kind === 'person' ? who : null;
      const language = negotiateLanguage(request.headers.get('accept-language'));
      const { invitation, own } = await db.read(async (trx) => ({
        invitation: await openInvitation(trx, token),
        own: person ? (await parts.people.userOf(trx, person.id!)).email : null,
      }));
      const email = own ?? invitation.email ?? details.email?.trim().toLowerCase();
      if (email === undefined) throw creatorsErrors.details_missing({});
      if (own !== null && invitation.email !== null && own !== invitation.email)
        throw creatorsErrors.invitation_for_other({ email: invitation.email });
      if (own === null && invitation.email === null && mail.configured) {
        await confirm(invitation, email, language);
        return { status: 'confirm', email };
      }
      // Tens of milliseconds of hashing: before the transaction, and only for a link that is good.
      const passwordHash = !person && details.password ? await parts.people.hashPassword(details.password) : null;
      await db.transaction((trx) => admit(trx, { invitation, email, passwordHash, person, details, language }));
      return { status: 'joined', email };
    },

    /** Whose sign-up page a token opens. Throws link_invalid. */
    readSignup: (token: string): Promise<z.input<typeof signupOffer>> =>
      db.read(async (trx) => {
        const page = await findSignupPage(trx, token);
        if (!page) throw creatorsErrors.link_invalid({});
        return {
          open: true,
          organisation: (await parts.people.getOrganisation(trx, page.organisationId)).name,
          agency: page.agency?.name ?? null,
        };
      }),

    /**
     * Asks to join. With mail the address gets the link, or is told that it is in already: the answer is the same. Without mail
     * the link is the answer. Throws signup_closed.
     */
    async signUp(input: { token: string; email: string }, request: Request): Promise<{ mailed: boolean; link: string | null }> {
      const email = input.email.trim().toLowerCase();
      const made = await db.transaction(async (trx) => {
        const page = await findSignupPage(trx, input.token);
        if (!page) throw creatorsErrors.signup_closed({});
        const organisation = await parts.people.getOrganisation(trx, page.organisationId);
        const tooMany = (await repo.countTo(trx, 'signup', email, new Date(clock.nowMs() - 3_600_000))) >= mostMailsAnHour;
        const known = await parts.people.findByEmail(trx, email);
        const member = known && (await parts.people.findMembership(trx, page.organisationId, known.id));
        const { token } = await makeLink(trx, {
          organisation_id: page.organisationId,
          kind: 'creator',
          source: 'signup',
          agency_id: page.agency?.id ?? null,
          confirms_id: null,
          email,
          days: signupDays,
        });
        return {
          token,
          organisation: organisation.name,
          agency: page.agency?.name ?? null,
          member: Boolean(member),
          tooMany,
          language: known?.language,
        };
      });
      const link = joinLink(parts.baseUrl, made.token);
      if (!mail.configured) return { mailed: false, link };
      const language = made.language ?? negotiateLanguage(request.headers.get('accept-language'));
      const words = { to: email, language, organisation: made.organisation, agency: made.agency, days: signupDays };
      if (!made.tooMany)
        await mail.send(
          made.member
            ? joiningMail('already', { ...words, link: `${parts.baseUrl}/creator/sign-in` })
            : joiningMail('confirmation', { ...words, link }),
        );
      return { mailed: true, link: null };
    },
  };
}
export type JoiningUses = ReturnType<typeof createJoiningUses>;
