/** The creators' module in a house with sign-in, notifications and mail, for its tests: who joins, who asks, what is answered. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from './database.ts';
import { openTestHouse, sessionCookie, signIn, testOrigin, type HouseSettings, type TestHouse } from './house.ts';
import { startSmtpServer, type SmtpServer } from './smtp-server.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createMailer, type Mailer } from '../../src/platform/mail/index.ts';
import { createNotifications, notificationsMigrations } from '../../src/modules/notifications/index.ts';
import { createCreators, creatorsMigrations, type Creators } from '../../src/modules/creators/index.ts';

// The tests read answers whose shape the contract already checked.
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any;
export const password = 'a long sentence of a creator';

export let database: TestDatabase;
export let smtp: SmtpServer;
export let mailed: TestHouse;
export let house: TestHouse;
export let creators: Creators;
export let home: TestTenant;
export let away: TestTenant;
export let staff: string;
/** Mails that were there before the test; `nextMail` counts on from it. */
let nth = 0;
let people = 0;

/** Sets up a database for the file and two houses (with mail and without) for each test; call it once at the top. */
export function useCreators(): void {
  beforeAll(async () => {
    database = await openTestDatabase([notificationsMigrations, creatorsMigrations]);
    smtp = await startSmtpServer();
  });
  afterAll(async () => {
    await smtp.close();
    await database.drop();
  });
  beforeEach(async () => {
    // A house of its own for each test, as its clock is moved.
    mailed = open(createMailer({ url: smtp.url, from: 'Hookline <no-reply@hookline.test>' }, silentLog)).house;
    ({ house, creators } = open(createMailer({ url: null, from: '' }, silentLog)));
    [home, away] = [await freshTenant(database.db), await freshTenant(database.db)];
    staff = await sessionCookie(database.db, home.actor.id!);
    nth = smtp.mails.length;
  });
}

function open(mail: Mailer): { house: TestHouse; creators: Creators } {
  let made: Creators | null = null;
  const bind: HouseSettings['bind'] = (identity, clock) => {
    const shared = { db: database.db, clock, audit: identity.audit, mail, baseUrl: testOrigin };
    const notifications = createNotifications({ ...shared, members: identity.members, jobs: { every: () => {} } });
    made = createCreators({ ...shared, people: identity.members, notifications });
    return [made.bound, notifications.bound];
  };
  const opened = openTestHouse(database.db, { mail, bind });
  return { house: opened, creators: made! };
}

export async function ask(
  method: string,
  path: string,
  options: { cookie?: string | undefined; body?: unknown; on?: TestHouse } = {},
): Promise<{ status: number; body: Loose }> {
  const { on = house, cookie, body } = options;
  const response = await on.request(method, `/api/v1${path}`, {
    ...(cookie === undefined ? {} : { cookie }),
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, body: await response.json() };
}
export async function good(method: string, path: string, options: Parameters<typeof ask>[2] = {}): Promise<Loose> {
  const { status, body } = await ask(method, path, options);
  expect(status, `${method} ${path}: ${JSON.stringify(body)}`).toBeLessThan(300);
  return body;
}
export const codeOf = async (...of: Parameters<typeof ask>): Promise<[number, string]> => {
  const { status, body } = await ask(...of);
  return [status, body.code];
};
export const tokenOf = (link: string): string => link.split('/').at(-1)!;
export const linkIn = (text: string): string => /https?:\/\/\S+/.exec(text)![0];
export const fresh = (): string => `creator${++people}@example.com`;

/** Somebody who joined by an invitation of staff, signed in. */
export async function join(
  of: { kind?: 'creator' | 'agency'; agencyId?: string | null; accept?: boolean } = {},
): Promise<{ cookie: string; email: string; id: string }> {
  const { kind = 'creator', agencyId = null, accept = true } = of;
  const email = fresh();
  const { link } = await good('POST', '/creator-invitations', { cookie: staff, body: { kind, email, agencyId } });
  const terms = (await good('GET', '/creator-terms', { cookie: staff })).items[0].version;
  await good('POST', `/creator-joins/${tokenOf(link)}`, {
    body: { name: `Person ${people}`, password, ...(accept && { acceptedTerms: terms }) },
  });
  const cookie = await signIn(house.request, email, password);
  const id = kind === 'creator' ? (await good('GET', '/creator', { cookie })).id : agencyId!;
  return { cookie, email, id };
}
export const agency = async (name = `Agency ${++people}`): Promise<string> =>
  (await good('POST', '/agencies', { cookie: staff, body: { name } })).id;
export const file = (cookie: string, body: object = {}) =>
  good('POST', '/channel-accounts', { cookie, body: { channel: 'douyin', handle: `handle ${++people}`, ...body } });
export const decide = async (accountIds: string[], decision: string, more: object = {}): Promise<Loose[]> =>
  (await good('POST', '/channel-accounts/decisions', { cookie: staff, body: { accountIds, decision, ...more } })).results;

/** The mail after the last one that was asked for. */
export const nextMail = (): ReturnType<SmtpServer['mail']> => smtp.mail(++nth);
