import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../test/support/database.ts';
import { openTestHouse, sessionCookie, type TestHouse } from '../../../test/support/house.ts';
import { startSmtpServer, type SmtpServer } from '../../../test/support/smtp-server.ts';
import { roles } from '../../platform/http/contract.ts';
import { languages, translator } from '../../platform/i18n.ts';
import { silentLog } from '../../platform/log.ts';
import { createMailer, type Mailer } from '../../platform/mail/index.ts';
import type { IdentityTables } from '../identity/tables.ts';
import { kindsFor, notificationKinds, notificationsContract, type Notification, type NotificationKind } from './contract.ts';
import { createNotifications, notificationsMigrations, type Notifications } from './index.ts';

let database: TestDatabase;
let smtp: SmtpServer;
let mail: Mailer;
let house: TestHouse;
let notifications: Notifications;
let tenant: TestTenant;
const running = new AbortController().signal;

beforeAll(async () => {
  database = await openTestDatabase([notificationsMigrations]);
  smtp = await startSmtpServer();
  mail = createMailer({ url: smtp.url, from: 'Hookline <no-reply@hookline.test>' }, silentLog);
  house = openTestHouse(database.db, {
    contracts: [notificationsContract],
    bind: (identity, clock) => {
      notifications = createNotifications({
        db: database.db,
        clock,
        jobs: { every: () => {} },
        audit: identity.audit,
        members: identity.members,
        mail,
        baseUrl: 'https://hookline.test',
      });
      return [notifications.bound];
    },
  });
  tenant = await freshTenant(database.db);
});
afterAll(async () => {
  mail.close();
  await smtp.close();
  await database.drop();
});

type Listing = { items: Notification[]; unread: number; nextCursor: string | null };
const as = async (userId: string, method: string, path: string, body?: unknown): Promise<never> => {
  const response = await house.request(method, path, {
    cookie: await sessionCookie(database.db, userId),
    ...(body !== undefined && { body }),
  });
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json() as never;
};
const list = (userId: string, query = ''): Promise<Listing> => as(userId, 'GET', `/api/v1/notifications${query}`);
const told = (userIds: string[], name = 'A campaign') => ({
  organisationId: tenant.organisationId,
  userIds,
  kind: 'claim_approved' as const,
  params: { campaign: name },
  link: '/creator/claims/clm_1',
});
const tell = (userIds: string[], name?: string): Promise<void> =>
  database.db.transaction((trx) => notifications.notify(trx, told(userIds, name)));
const idOf = (role: keyof TestTenant['actors']): string => tenant.actors[role].id!;

describe('what one is told', () => {
  test('is there when the transaction that caused it commits, once, and not when it rolls back', async () => {
    const creator = idOf('creator');
    await tell([creator, creator], 'kept');
    const failing = database.db.transaction(async (trx) => {
      await notifications.notify(trx, told([creator], 'rolled back'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const { items, unread } = await list(creator);
    expect(items).toMatchObject([{ kind: 'claim_approved', params: { campaign: 'kept' }, link: '/creator/claims/clm_1', readAt: null }]);
    expect(unread).toBe(1);
  });

  test('is listed newest first in pages, and read one by one or all at once', async () => {
    const tenantB = await freshTenant(database.db);
    const userId = tenantB.actors.agency.id!;
    for (let i = 1; i <= 5; i++) {
      house.clock.advance(10);
      await database.db.transaction((trx) =>
        notifications.notify(trx, { ...told([userId], `campaign ${i}`), organisationId: tenantB.organisationId }),
      );
    }
    const first = await list(userId, '?limit=3');
    const rest = await list(userId, `?limit=3&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items].map(({ params }) => params.campaign)).toEqual([5, 4, 3, 2, 1].map((i) => `campaign ${i}`));
    expect(rest.nextCursor).toBeNull();
    expect(await as(userId, 'POST', '/api/v1/notifications/read', { ids: [first.items[0]!.id] })).toEqual({ unread: 4 });
    expect((await list(userId, '?unread=true')).items).toHaveLength(4);
    // Somebody else's cannot be marked.
    expect(await as(idOf('viewer'), 'POST', '/api/v1/notifications/read', { ids: [first.items[1]!.id] })).toEqual({ unread: 0 });
    expect((await list(userId)).unread).toBe(4);
    expect(await as(userId, 'POST', '/api/v1/notifications/read', { all: true })).toEqual({ unread: 0 });
  });

  test('as staff is told to owners and operators and to nobody else', async () => {
    const own = await freshTenant(database.db);
    await database.db.transaction((trx) =>
      notifications.notifyStaff(trx, { organisationId: own.organisationId, kind: 'budget_reached', params: { campaign: 'X' }, link: null }),
    );
    const unread = await Promise.all(roles.map(async (role) => [role, (await list(own.actors[role].id!)).unread]));
    expect(Object.fromEntries(unread)).toEqual({ owner: 1, operator: 1, editor: 0, viewer: 0, agency: 0, creator: 0 });
  });
});

describe('preferences', () => {
  test('list what a role can be told of, keep what is chosen, and hold for what comes after', async () => {
    const userId = idOf('creator');
    const before = await as(userId, 'GET', '/api/v1/notification-preferences');
    expect((before as { items: { kind: string }[] }).items.map(({ kind }) => kind)).toEqual(kindsFor('creator'));
    expect(kindsFor('creator')).not.toContain('webhook_failing');
    expect(kindsFor('owner')).not.toContain('clip_ready');
    const items = [{ kind: 'claim_approved', app: false, mail: false }];
    const after = await as(userId, 'PUT', '/api/v1/notification-preferences', { items });
    expect((after as { items: object[] }).items).toContainEqual(items[0]);
    const { unread } = await list(userId);
    await tell([userId], 'not wanted');
    expect((await list(userId)).unread).toBe(unread);
  });
});

describe('mail', () => {
  test('goes out in the language of the person with a link into the app, not before the transaction commits, and once', async () => {
    const userId = idOf('editor');
    await database.db.read((trx) =>
      trx.withTables<IdentityTables>().updateTable('users').set({ language: 'zh-CN' }).where('id', '=', userId).execute(),
    );
    await notifications.sendMails(running);
    const sent = smtp.mails.length;
    await tell([userId], '重生归来');
    expect(smtp.mails.length).toBe(sent);
    await Promise.all([notifications.sendMails(running), notifications.sendMails(running)]);
    expect(smtp.mails.length).toBe(sent + 1);
    const letter = smtp.mails.at(-1)!;
    expect(letter.to).toEqual([`${userId}@example.test`]);
    expect(letter.headers.subject).toBe('已领取《重生归来》');
    expect(letter.text).toContain('https://hookline.test/creator/claims/clm_1');
    await notifications.sendMails(running);
    expect(smtp.mails.length).toBe(sent + 1);
  });

  test('that the server refuses is tried again later, and in the end given up', async () => {
    const userId = idOf('owner');
    await notifications.sendMails(running);
    const sent = smtp.mails.length;
    smtp.refuse('451 later');
    await tell([userId]);
    await notifications.sendMails(running);
    smtp.refuse(null);
    await notifications.sendMails(running);
    expect(smtp.mails.length).toBe(sent);
    house.clock.advance(61_000);
    await notifications.sendMails(running);
    expect(smtp.mails.length).toBe(sent + 1);
    smtp.refuse('550 no such user');
    await tell([userId]);
    for (let i = 0; i < 8; i++) {
      await notifications.sendMails(running);
      house.clock.advance(24 * 3600_000);
    }
    smtp.refuse(null);
    await notifications.sendMails(running);
    expect(smtp.mails.length).toBe(sent + 1);
  });
});

test('what a person was told can be handed over and forgotten', async () => {
  const userId = idOf('viewer');
  await tell([userId], 'private');
  const data = await database.db.read((trx) => notifications.exportUser(trx, userId));
  expect(data.map(({ params }) => params.campaign)).toContain('private');
  await database.db.transaction((trx) => notifications.forgetUser(trx, userId));
  expect(await database.db.read((trx) => notifications.exportUser(trx, userId))).toEqual([]);
});

describe.each(languages())('in %s', (language) => {
  test.each(Object.keys(notificationKinds) as NotificationKind[])('%s has a name and sentences that use what fills them', (kind) => {
    const t = translator(language);
    const params = Object.fromEntries(notificationKinds[kind].params.map((name) => [name, name === 'count' ? 3 : `«${name}»`]));
    expect(t(`notification.${kind}.name`)).not.toContain('notification.');
    const text = `${t(`notification.${kind}.title`, params)} ${t(`notification.${kind}.body`, params)}`;
    expect(text).not.toMatch(/notification\.|\{\{/);
    for (const value of Object.values(params)) expect(text).toContain(String(value));
  });
});
