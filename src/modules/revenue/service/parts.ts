import type { AuditTrail, People } from '../../identity/index.ts';
import type { Creators } from '../../creators/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Notifications } from '../../notifications/index.ts';
import type { Database, Trx } from '../../../platform/db/index.ts';
import type { Clock } from '../../../platform/time.ts';

/** Titles of things of other modules, by id; those that are gone are left out. */
type Titles = (trx: Trx, organisationId: string, ids: readonly string[]) => Promise<Map<string, string>>;

export type RevenueParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly people: Pick<People, 'findMembership' | 'listUserIds' | 'usersOf'>;
  readonly creators: Pick<Creators, 'partyOf' | 'userIdsOf' | 'userIdsOfAgency' | 'creatorNames' | 'agencyNames'>;
  readonly notifications: Pick<Notifications, 'notify' | 'notifyStaff'>;
  readonly ledger: Pick<Ledger, 'closedUntil'>;
  readonly workTitles: Titles;
  readonly campaignNames: Titles;
};
