import { createHash } from 'node:crypto';
import type { Database } from '../../platform/db/index.ts';
import { network } from '../../platform/http/quota.ts';
import type { Clock } from '../../platform/time.ts';
import { identityErrors } from './errors.ts';
import * as links from './repo-links.ts';

const windowSeconds = 15 * 60;
// An address may be an office; an account is one person. NIST SP 800-63B 5.2.2 allows at most 100 failures an account.
const mostOfAddress = 50;
const mostOfAccount = 10;

type Attempt = {
  /** It was the right person: the account starts afresh and the address gets this attempt back. */
  succeed(): Promise<void>;
};
export type AttemptLimits = {
  /** Counts an attempt before it is looked at, so that parallel ones cannot slip through. Throws too_many_attempts. */
  begin(address: string, account: string): Promise<Attempt>;
};

/** Limits of sign-in attempts an address and an account, kept in the database so that any number of processes share them. */
export function createAttemptLimits(db: Database, clock: Clock): AttemptLimits {
  const take = async (key: string, most: number): Promise<void> => {
    const now = clock.now();
    const end = new Date(clock.nowMs() + windowSeconds * 1000);
    const window = await db.read((trx) => links.countAttempt(trx, key, now, end, most));
    if (window.count <= most) return;
    const retryAfterSeconds = Math.max(1, Math.ceil((window.expires_at.getTime() - clock.nowMs()) / 1000));
    throw identityErrors.too_many_attempts({ retryAfterSeconds, retryAfterMinutes: Math.ceil(retryAfterSeconds / 60) });
  };
  return {
    begin: async (address, account) => {
      const addressKey = `address:${digest(network(address))}`;
      const accountKey = `account:${digest(account.trim().toLowerCase())}`;
      await db.read((trx) => links.sweepAttempts(trx, clock.now()));
      // The address first: one that is refused must not add rows for ever new accounts.
      await take(addressKey, mostOfAddress);
      await take(accountKey, mostOfAccount);
      return {
        succeed: async () => {
          await db.read((trx) => links.forgetAttempts(trx, accountKey));
          await db.read((trx) => links.giveAttemptBack(trx, addressKey));
        },
      };
    },
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 32);
}
