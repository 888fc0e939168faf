/** Takedown on a real database, with a copy desk and links of our own that tests say what they hold. */
import { createIdentity } from '../../src/modules/identity/index.ts';
import { createNotifications, notificationsMigrations } from '../../src/modules/notifications/index.ts';
import type { FoundWork } from '../../src/modules/catalog/index.ts';
import type { MatchForCase } from '../../src/modules/protection/matches/service.ts';
import { createTakedown, takedownMigrations, type OurLinks, type TakedownParts } from '../../src/modules/takedown/index.ts';
import { createWebhooks, webhooksMigrations } from '../../src/modules/webhooks/index.ts';
import type { Database } from '../../src/platform/db/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createMailer, type Mailer } from '../../src/platform/mail/index.ts';
import { createOutgoing } from '../../src/platform/outgoing.ts';
import { createSealer } from '../../src/platform/seal.ts';
import { fixedClock } from '../../src/platform/time.ts';
import { testSecret } from './house.ts';

export const takedownSchema = [notificationsMigrations, webhooksMigrations, takedownMigrations];

/** Matches as protection would tell them, by id; what is allowed; which case has which. */
export type CopyDesk = {
  matches: Map<string, MatchForCase>;
  allowed: Set<string>;
  allowedAccounts: Set<string>;
  inCase: Map<string, string>;
};
type Link = { organisationId: string; linkId: string; creatorId: string | null; title: string; ended: boolean; userIds: string[] };

export function matchOf(id: string, url: string, more: Partial<MatchForCase> = {}): MatchForCase {
  return {
    matchId: id,
    suspectId: `sus_${id}`,
    suspectName: id,
    workId: 'wrk_drama',
    workTitle: '重生归来',
    episodeId: 'ep_3',
    episodeNumber: 3,
    url,
    host: new URL(url).hostname,
    account: null,
    capturedAt: '2026-05-30T02:00:00.000Z',
    sha256: 'a'.repeat(64),
    score: 0.97,
    copiedMs: 33_000,
    segments: [
      {
        suspectStartMs: 12_000,
        suspectEndMs: 45_000,
        referenceStartMs: 62_000,
        referenceEndMs: 95_000,
        speed: 1,
        mirrored: false,
        region: { x: 0, y: 0, width: 1, height: 1 },
        geometry: [1, 0, 0, 0, 1, 0],
      },
    ],
    transformations: ['crop'],
    state: 'open',
    caseId: null,
    ...more,
  };
}

const drama = { id: 'wrk_drama', originalLanguage: 'zh-CN', texts: [{ language: 'zh-CN', title: '重生归来' }] } as unknown as FoundWork;

/** `deliver` replaces what happens to mails, for faults between a mail server and what is written down. */
export function openTakedown(
  db: Database,
  settings: { smtpUrl?: string; deliver?: Mailer['deliver']; startIso?: string; untitled?: true } = {},
) {
  const clock = fixedClock(settings.startIso ?? '2026-06-01T02:00:00.000Z');
  const log = silentLog;
  const mail = createMailer({ url: settings.smtpUrl ?? null, from: 'Hookline <no-reply@hookline.test>' }, log);
  const identity = createIdentity({
    db,
    clock,
    log,
    mail,
    baseUrl: 'http://hookline.test',
    secret: testSecret,
    trustedOrigins: ['http://hookline.test'],
    contracts: [],
  });
  const outgoing = createOutgoing({ allow: ['127.0.0.1', 'localhost'], clock });
  const tasks: { taskId: string; job: string; input: unknown; organisationId: string }[] = [];
  const jobs: TakedownParts['jobs'] = {
    enqueue: async (_trx, job, input, { organisationId }) => {
      const taskId = `tsk_${tasks.length + 1}_${organisationId}`;
      tasks.push({ taskId, job: job.name, input, organisationId });
      return taskId;
    },
    publish: async () => {},
    every: () => {},
    cancel: async () => {},
  };
  const { audit, members: people } = identity;
  const notifications = createNotifications({ db, clock, jobs, audit, members: people, mail, baseUrl: 'http://hookline.test' });
  const webhooks = createWebhooks({
    db,
    clock,
    log,
    jobs,
    audit,
    outgoing,
    sealer: createSealer(testSecret, 'webhooks.secret'),
    tellStaff: async () => {},
  });
  const desk: CopyDesk = { matches: new Map(), allowed: new Set(), allowedAccounts: new Set(), inCase: new Map() };
  const links = new Map<string, Link>();
  const byId = (id: string): Link | undefined => [...links.values()].find(({ linkId }) => linkId === id);
  const ours: OurLinks = {
    find: async (_trx, url) => {
      const found = links.get(url);
      return found ? { ...found, placementId: null } : null;
    },
    end: async (_trx, _organisationId, ids) => {
      const live = ids.filter((id) => byId(id)?.ended === false);
      for (const id of live) byId(id)!.ended = true;
      return live;
    },
    restore: async (_trx, _organisationId, ids) => {
      for (const id of ids) byId(id)!.ended = false;
    },
    creatorNames: async (_trx, _organisationId, ids) => new Map(ids.map((id) => [id, `Creator ${id}`])),
    userIdsOf: async (_trx, _organisationId, creatorId) => [...links.values()].find((link) => link.creatorId === creatorId)?.userIds ?? [],
    creatorIdsOf: async (_trx, actor) => [
      ...new Set(
        [...links.values()].filter((link) => actor.id !== null && link.userIds.includes(actor.id)).flatMap((link) => link.creatorId ?? []),
      ),
    ],
  };
  const takedown = createTakedown({
    db,
    clock,
    log,
    jobs,
    audit,
    people,
    notifications,
    webhooks,
    outgoing,
    mail: settings.deliver ? { ...mail, configured: true, deliver: settings.deliver } : mail,
    baseUrl: 'http://hookline.test',
    catalog: {
      findWorks: async (_trx, _organisationId, ids) =>
        new Map(ids.filter((id) => id === 'wrk_drama' && !settings.untitled).map((id) => [id, drama])),
    },
    registrationsOf: async (_actor, workIds) =>
      new Map(
        workIds.map((id) => [
          id,
          { id: 'reg_1', registeredAt: '2026-05-01T00:00:00.000Z', root: 'b'.repeat(64), authorities: ['tsa.example'] },
        ]),
      ),
    protection: {
      matchesForCase: async (_trx, _organisationId, ids) =>
        ids.map((id) => ({ ...desk.matches.get(id)!, state: desk.inCase.has(id) ? 'case' : 'open' })),
      markInCase: async (_trx, _actor, ids, caseId) => {
        for (const id of ids)
          if (caseId === null) desk.inCase.delete(id);
          else desk.inCase.set(id, caseId);
      },
      allowedNow: async (_trx, _organisationId, id) => (desk.allowed.has(id) ? { code: 'decided', params: {} } : null),
      whoAllows: async (_trx, _organisationId, { account }) =>
        account !== null && desk.allowedAccounts.has(account) ? { reason: { code: 'listed', params: {} } } : null,
    },
    ours,
  });
  return { takedown, clock, desk, links, tasks, notifications };
}
