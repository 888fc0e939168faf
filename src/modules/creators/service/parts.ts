import { createHash, randomBytes } from 'node:crypto';
import type { AuditTrail, People } from '../../identity/index.ts';
import type { Notifications } from '../../notifications/index.ts';
import type { Database, Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { Mailer } from '../../../platform/mail/index.ts';
import type { Clock } from '../../../platform/time.ts';
import { creatorsErrors } from '../errors.ts';
import * as repo from '../repo/creators.ts';

export type CreatorsParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly people: People;
  readonly notifications: Pick<Notifications, 'notify' | 'notifyStaff'>;
  /** Other systems hear of a decision on a filed account, in its transaction. */
  accountDecided?(
    trx: Trx,
    told: {
      organisationId: string;
      accountId: string;
      creatorId: string;
      channel: string;
      externalId: string | null;
      state: 'approved' | 'refused';
    },
  ): Promise<void>;
  readonly mail: Mailer;
  /** Without a slash at its end; links to join begin with it. */
  readonly baseUrl: string;
};

/** Who an actor is in an organisation. */
export type Party =
  | { readonly kind: 'staff' }
  | { readonly kind: 'agency'; readonly agencyId: string }
  | { readonly kind: 'creator'; readonly creatorId: string; readonly agencyId: string | null };

/** Who an actor is; staff are the organisation's own. Throws not_a_party for a partner without a record, or whose creator left. */
export async function partyOf(trx: Trx, actor: Actor): Promise<Party> {
  if (actor.role !== 'agency' && actor.role !== 'creator') return { kind: 'staff' };
  const found = actor.id === null ? undefined : await repo.findPartyOfUser(trx, actor.organisationId, actor.id);
  if (actor.role === 'agency' && found?.agencyId) return { kind: 'agency', agencyId: found.agencyId };
  if (actor.role === 'creator' && found?.creatorId && found.creatorState !== 'left')
    return { kind: 'creator', creatorId: found.creatorId, agencyId: found.agencyOfCreator };
  throw creatorsErrors.not_a_party({});
}

export const dayMs = 24 * 3_600_000;

/** A token for a link, and what the database keeps of it: SHA-256, as it has 256 random bits. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
/** A token that many know: 96 bits, so that it is found by being told alone. */
export const newSignupToken = (): string => randomBytes(12).toString('base64url');

export const joinLink = (baseUrl: string, token: string): string => `${baseUrl}/creator/join/${token}`;
export const signupLink = (baseUrl: string, token: string): string => `${baseUrl}/creator/sign-up/${token}`;
