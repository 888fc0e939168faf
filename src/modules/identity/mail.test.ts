import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { openTestHouse, sessionCookie, signIn, testOrigin, type TestHouse } from '../../../test/support/house.ts';
import { startSmtpServer, type SmtpServer } from '../../../test/support/smtp-server.ts';
import { freshTenant } from '../../../test/support/database.ts';
import { createLog } from '../../platform/log.ts';
import { createMailer } from '../../platform/mail/index.ts';
import { systemClock } from '../../platform/time.ts';

let database: TestDatabase;
let smtp: SmtpServer;
let house: TestHouse;
let mailless: TestHouse;
let cookie: string;
let nth = 0;
const logged: string[] = [];
const password = 'a password for mails';

beforeAll(async () => {
  database = await openTestDatabase();
  smtp = await startSmtpServer();
  const log = createLog(systemClock, (line) => void logged.push(line));
  house = openTestHouse(database.db, { log, mail: createMailer({ url: smtp.url, from: 'Hookline <no-reply@hookline.test>' }, log) });
  mailless = openTestHouse(database.db);
});
afterAll(async () => {
  await smtp.close();
  await database.drop();
});
beforeEach(async () => {
  const tenant = await freshTenant(database.db);
  cookie = await sessionCookie(database.db, tenant.actor.id!);
  nth = smtp.mails.length;
});

const linkIn = (text: string): string => /https?:\/\/\S+/.exec(text)![0];
const apiPath = (link: string): string =>
  new URL(link).pathname.replace('/join/', '/api/v1/join/').replace('/reset/', '/api/v1/password-reset/');
// The tests read answers whose shape the contract already checked.
// oxlint-disable-next-line typescript/no-explicit-any
const json = async (response: Promise<Response>): Promise<any> => (await response).json();

let people = 0;
async function join(language = 'en'): Promise<{ email: string; memberId: string }> {
  const email = `mailed${++people}@example.com`;
  await house.request('POST', '/api/v1/invitations', { cookie, body: { email, role: 'editor' }, headers: { 'accept-language': language } });
  const { text } = await smtp.mail(++nth);
  const joined = await house.request('POST', apiPath(linkIn(text)), {
    body: { name: 'Mailed', password },
    headers: { 'accept-language': language },
  });
  expect(joined.status).toBe(200);
  const { items } = await json(house.request('GET', '/api/v1/members', { cookie }));
  return { email, memberId: items.find((each: { email: string }) => each.email === email).id };
}

test('an invitation is mailed in the language of whoever invites, and the answer has no link', async () => {
  const answer = await json(
    house.request('POST', '/api/v1/invitations', {
      cookie,
      body: { email: 'New@Example.com', role: 'viewer' },
      headers: { 'accept-language': 'zh-CN,zh' },
    }),
  );
  expect(answer.link).toBeNull();
  const mail = await smtp.mail(nth + 1);
  expect(mail.to).toEqual(['new@example.com']);
  expect(mail.headers.subject).toBe('Test owner 邀请你加入 Hookline 上的「Test house」');
  expect(mail.text).toContain('查看者');
  expect(linkIn(mail.text).startsWith(`${testOrigin}/join/`)).toBe(true);
});

test('a forgotten password is reset by mail, in the own language, once; every session ends', async () => {
  const { email } = await join('zh-CN');
  const session = await signIn(house.request, email, password);
  expect(await json(house.request('POST', '/api/v1/password-reset', { body: { email: email.toUpperCase() } }))).toEqual({
    mailConfigured: true,
  });
  const mail = await smtp.mail(nth + 1);
  expect(mail.headers.subject).toBe('重设 Hookline 登录密码');
  const path = apiPath(linkIn(mail.text));
  expect((await house.request('POST', path, { body: { password: 'short' } })).status).toBe(400);
  const race = await Promise.all([1, 2, 3].map(() => house.request('POST', path, { body: { password: 'a new long password' } })));
  expect(race.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
  expect((await house.request('GET', '/api/v1/me', { cookie: session })).status).toBe(401);
  await expect(signIn(house.request, email, password)).rejects.toThrow('401');
  await signIn(house.request, email, 'a new long password');
});

test('using one link ends the others, and a link runs out', async () => {
  const { email } = await join();
  const ask = async (): Promise<string> => {
    await house.request('POST', '/api/v1/password-reset', { body: { email } });
    return apiPath(linkIn((await smtp.mail(++nth)).text));
  };
  const [first, second] = [await ask(), await ask()];
  expect((await house.request('POST', second, { body: { password: 'the second password' } })).status).toBe(200);
  expect((await house.request('POST', first, { body: { password: 'the first password' } })).status).toBe(404);
  const third = await ask();
  house.clock.advance(61 * 60_000);
  expect((await house.request('POST', third, { body: { password: 'the third password' } })).status).toBe(404);
});

test('asking for an unknown address answers alike and mails nobody; a known one gets ten mails at most', async () => {
  const { email } = await join();
  expect(await json(house.request('POST', '/api/v1/password-reset', { body: { email: 'nobody@example.com' } }))).toEqual({
    mailConfigured: true,
  });
  for (let i = 0; i < 14; i++) expect((await house.request('POST', '/api/v1/password-reset', { body: { email } })).status).toBe(200);
  await house.identity.settle();
  expect(smtp.mails.slice(nth).map(({ to }) => to[0])).toEqual(Array.from({ length: 10 }, () => email));
  house.clock.advance(16 * 60_000);
});

test('a mail server that refuses does not lose the invitation: there is a link to copy, and the log keeps it secret', async () => {
  smtp.refuse('550 no such user');
  const { link } = await json(
    house.request('POST', '/api/v1/invitations', { cookie, body: { email: 'refused@example.com', role: 'viewer' } }),
  );
  smtp.refuse(null);
  expect((await house.request('GET', apiPath(link))).status).toBe(200);
  expect(logged.some((line) => line.includes('mail.not_sent'))).toBe(true);
  expect(logged.join('')).not.toContain(link.split('/').at(-1));
});

test('without mail an owner hands a link on, but never for an account that other organisations trust too', async () => {
  const { email, memberId } = await join();
  const reset = (by: string): Promise<Response> => mailless.request('POST', `/api/v1/members/${memberId}/reset-link`, { cookie: by });
  const { link, mailed } = await json(reset(cookie));
  expect(mailed).toBe(false);
  expect((await mailless.request('POST', apiPath(link), { body: { password: 'handed on by hand' } })).status).toBe(200);
  const own = await signIn(house.request, email, 'handed on by hand');
  await house.request('POST', '/api/v1/organisations', { cookie: own, body: { name: 'My own' } });
  const refused = await reset(cookie);
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'identity.member_elsewhere']);
  const mailedAnswer = await json(house.request('POST', `/api/v1/members/${memberId}/reset-link`, { cookie }));
  expect(mailedAnswer).toEqual({ link: null, mailed: true });
  expect((await smtp.mail(nth + 1)).to).toEqual([email]);
});

test('a name that holds line breaks writes no headers', async () => {
  await house.request('PATCH', '/api/v1/organisation', { cookie, body: { name: 'Evil\r\nBcc: victim@example.com\r\n\r\nHello' } });
  await house.request('POST', '/api/v1/invitations', { cookie, body: { email: 'header@example.com', role: 'viewer' } });
  const mail = await smtp.mail(nth + 1);
  expect(mail.to).toEqual(['header@example.com']);
  expect(mail.headers.bcc).toBeUndefined();
  expect(mail.headers.subject).toContain('Evil Bcc: victim@example.com Hello');
});
