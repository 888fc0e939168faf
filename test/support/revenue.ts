/**
 * Revenue on a real database with its real neighbours: identity, notifications, creators, the ledger, and attribution beside a book of
 * campaigns that a test writes. A job runs when a test says so; files lie in a folder that goes with the test.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attributionMigrations } from '../../src/modules/attribution/index.ts';
import { catalogMigrations, createCatalog } from '../../src/modules/catalog/index.ts';
import { createCreators, creatorsMigrations, type Creators } from '../../src/modules/creators/index.ts';
import { createLedger, ledgerMigrations, type Ledger } from '../../src/modules/ledger/index.ts';
import { createNotifications, notificationsMigrations } from '../../src/modules/notifications/index.ts';
import { createRevenue, revenueMigrations, type Revenue } from '../../src/modules/revenue/index.ts';
import type { RevenueParts } from '../../src/modules/revenue/service/parts.ts';
import type { Database } from '../../src/platform/db/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createMailer } from '../../src/platform/mail/index.ts';
import { probe } from '../../src/platform/media/index.ts';
import { createOutgoing } from '../../src/platform/outgoing.ts';
import { createSealer } from '../../src/platform/seal.ts';
import { createLocalStore } from '../../src/platform/storage/index.ts';
import { openAttribution, type TestAttribution } from './attribution.ts';
import { openTestHouse, testOrigin, testSecret, type TestHouse } from './house.ts';

export const revenueTestMigrations = [
  notificationsMigrations,
  creatorsMigrations,
  catalogMigrations,
  attributionMigrations,
  ledgerMigrations,
  revenueMigrations,
];
/** The one work and the one campaign that every organisation of the tests has. */
export const knownWork = 'wrk_one';
export const knownCampaign = 'cmp_one';

export type TestRevenue = {
  readonly house: TestHouse;
  readonly revenue: Revenue;
  /** What revenue stands on: for doors inside the module that are no use-cases. */
  readonly parts: RevenueParts;
  readonly ledger: Ledger;
  readonly creators: Creators;
  readonly attribution: TestAttribution;
  /** What comes round, by name: a test runs it when it likes. */
  readonly periodic: Map<string, (signal: AbortSignal) => Promise<unknown>>;
  /** Jobs that were enqueued: a test runs them with `runJobs`. */
  readonly enqueued: { name: string; input: unknown; organisationId: string }[];
  /** Runs what was enqueued, in order, until nothing is left. */
  runJobs(): Promise<void>;
};

export async function openRevenue(db: Database, change: Partial<RevenueParts> = {}): Promise<TestRevenue> {
  const directory = mkdtempSync(join(tmpdir(), 'hookline-revenue-'));
  const objects = await createLocalStore({ directory: join(directory, 'objects') });
  const periodic: TestRevenue['periodic'] = new Map();
  const enqueued: TestRevenue['enqueued'] = [];
  const every = (name: string, _seconds: number, run: (signal: AbortSignal) => Promise<unknown>): void => void periodic.set(name, run);
  let made: Pick<TestRevenue, 'revenue' | 'parts' | 'ledger' | 'creators' | 'attribution'> | undefined;
  const house = openTestHouse(db, {
    bind: (identity, clock) => {
      const shared = { db, clock, audit: identity.audit, mail: createMailer({ url: null, from: '' }, silentLog), baseUrl: testOrigin };
      const notifications = createNotifications({ ...shared, members: identity.members, jobs: { every } });
      const creators = createCreators({ ...shared, people: identity.members, notifications });
      const ledger = createLedger({ db, clock });
      const attribution = openAttribution(db, { clock });
      const catalog = createCatalog({
        ...shared,
        log: silentLog,
        objects,
        jobs: { publish: async () => {} },
        media: { probe },
        uploadsDirectory: join(directory, 'uploads'),
      });
      const only = (id: string) => async (_trx: unknown, _organisationId: string, ids: readonly string[]) =>
        new Map(ids.filter((each) => each === id).map((each) => [each, `Title of ${each}`]));
      const parts: RevenueParts = {
        ...shared,
        log: silentLog,
        jobs: {
          every: every as RevenueParts['jobs']['every'],
          publish: async () => {},
          cancel: async () => {},
          enqueue: async (_trx, job, input, { organisationId }) => {
            enqueued.push({ name: job.name, input, organisationId });
            return `tsk_${enqueued.length}`;
          },
        },
        objects,
        outgoing: createOutgoing({ allow: ['127.0.0.1'], clock }),
        tempDirectory: directory,
        assets: catalog,
        payeeSealer: createSealer(testSecret, 'revenue.payee'),
        providerSealer: createSealer(testSecret, 'revenue.provider'),
        people: identity.members,
        creators,
        notifications,
        webhooks: { emit: async () => {} },
        attribution: attribution.core as unknown as RevenueParts['attribution'],
        campaigns: attribution.parts.campaigns as unknown as RevenueParts['campaigns'],
        ledger,
        rights: { sharesOn: async () => null },
        workTitles: only(knownWork),
        campaignNames: only(knownCampaign),
        ...change,
      };
      const revenue = createRevenue(parts);
      made = { revenue, parts, ledger, creators, attribution };
      return [revenue.bound, notifications.bound, creators.bound];
    },
  });
  return {
    house,
    ...made!,
    periodic,
    enqueued,
    runJobs: async () => {
      for (let next = enqueued.shift(); next; next = enqueued.shift()) {
        const { name, input, organisationId } = next;
        const handler = made!.revenue.jobs.find(({ job }) => job.name === name)!;
        await handler.run(input, {
          taskId: 'tsk_test',
          organisationId,
          attempt: 1,
          signal: new AbortController().signal,
          progress: () => {},
          log: silentLog,
        });
      }
    },
  };
}
