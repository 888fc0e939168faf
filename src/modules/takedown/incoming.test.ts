import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../test/support/database.ts';
import { startSmtpServer, type SmtpServer } from '../../../test/support/smtp-server.ts';
import { openTakedown, takedownSchema } from '../../../test/support/takedown.ts';
import { counterContent, noticeContent, type Jurisdiction } from './law/contract.ts';

let database: TestDatabase;
let smtp: SmtpServer;
beforeAll(async () => {
  database = await openTestDatabase(takedownSchema);
  smtp = await startSmtpServer();
});
afterAll(async () => {
  await smtp.close();
  await database.drop();
});

const url = 'https://go.example.com/s/abc2345';
function given(jurisdiction: Jurisdiction, urls: string[] = [url], email = 'marie@example.org') {
  const content = noticeContent.parse({
    sender: { name: 'Marie Duval', email, organisation: 'Duval Films' },
    works: [{ title: 'La Maison' }],
    links: urls.map((each) => ({ url: each })),
    reasons: 'The clip shows our film without leave.',
    statements: { goodFaith: true },
  });
  return { jurisdiction, language: 'en' as const, content };
}
function put(opened: ReturnType<typeof openTakedown>, tenant: TestTenant, at = url, linkId = 'lnk_1'): void {
  const { organisationId, actors } = tenant;
  opened.links.set(at, {
    organisationId,
    linkId,
    creatorId: `crt_${organisationId}`,
    title: '重生归来',
    ended: false,
    userIds: [actors.creator.id!],
  });
}
const answer = counterContent.parse({ name: '林晓', email: 'lin@example.com', reason: 'authorized', explanation: 'We have a licence.' });

test('a notice from outside is taken in, decided with reasons, answered, forwarded and restored', async () => {
  const opened = openTakedown(database.db, { smtpUrl: smtp.url });
  const { takedown, links, clock } = opened;
  const tenant = await freshTenant(database.db);
  put(opened, tenant);
  const { receipt, missing } = await takedown.submitNotice(given('eu_dsa', [url, 'https://elsewhere.example/x']));
  expect(missing).toEqual([]);
  const received = await takedown.getIncoming(tenant.actor, receipt);
  expect(received).toMatchObject({ state: 'received', way: 'public', nextClock: { code: 'decision' }, targets: [{ url, state: 'live' }] });
  expect(await takedown.countOpenIncoming(database.db.root as never, tenant.organisationId)).toBe(1);

  await takedown.actOnIncoming(tenant.actor, receipt, { act: 'acknowledge', note: '' });
  expect(smtp.mails.at(-1)).toMatchObject({
    to: ['marie@example.org'],
    headers: { subject: expect.stringMatching(/^\[N-\d+\] Your notice was received$/) },
  });
  // Nothing is a creator's to answer before it is decided.
  expect((await takedown.listMyNotices(tenant.actors.creator, { limit: 10 })).items).toEqual([]);
  const act = {
    act: 'measure' as const,
    urls: [url],
    facts: 'The clip shows 40 s of the film.',
    ground: 'law' as const,
    explanation: '',
    scope: 'EU',
    automatedDetection: false,
  };
  const decided = await takedown.actOnIncoming(tenant.actor, receipt, act);
  expect(links.get(url)!.ended).toBe(true);
  expect(decided.statement).toMatchObject({
    facts: act.facts,
    automatedDecision: false,
    ground: { reference: 'Regulation (EU) 2022/2065' },
  });
  expect(decided.clocks.filter(({ state }) => state === 'running').map(({ code, dueAt }) => [code, dueAt.slice(0, 10)])).toEqual([
    ['complaint_window', '2026-12-01'],
  ]);

  const [mine] = (await takedown.listMyNotices(tenant.actors.creator, { limit: 10 })).items;
  expect(mine).toMatchObject({ notifier: 'Duval Films', mayAnswer: true, targets: [{ url, state: 'ended' }] });
  expect(JSON.stringify(mine)).not.toContain('marie@example.org');
  const { rows } = await database.db.read((trx) =>
    sql<{ kind: string }>`select kind from notifications where user_id = ${tenant.actors.creator.id}`.execute(trx),
  );
  expect(rows).toEqual([{ kind: 'link_ended' }]);
  const answered = await takedown.answerNotice(tenant.actors.creator, receipt, answer);
  expect([answered.state, answered.counter!.missing, answered.mayAnswer]).toEqual(['countered', [], false]);
  await expect(takedown.answerNotice(tenant.actors.creator, receipt, answer)).rejects.toMatchObject({ code: 'takedown.incoming_state' });
  await takedown.actOnIncoming(tenant.actor, receipt, { act: 'forward', note: '' });
  expect(smtp.mails.at(-1)!.text).toContain('We have a licence.');
  clock.advance(60_000);
  const restored = await takedown.actOnIncoming(tenant.actor, receipt, { act: 'restore', note: '' });
  expect([restored.state, restored.nextClock, links.get(url)!.ended]).toEqual(['restored', null, false]);
  expect(restored.notifier.counts).toMatchObject({ notices: 1, upheld: 0 });
});

test('the time that a law gives is waited for, unless somebody says why not; what had ended before stays ended', async () => {
  const opened = openTakedown(database.db);
  const { takedown, links, clock } = opened;
  const tenant = await freshTenant(database.db);
  put(opened, tenant);
  put(opened, tenant, 'https://go.example.com/s/old2345', 'lnk_2');
  links.get('https://go.example.com/s/old2345')!.ended = true;
  const urls = [url, 'https://go.example.com/s/old2345'];
  const { id } = await takedown.enterIncoming(tenant.actor, given('dmca', urls));
  await takedown.actOnIncoming(tenant.actor, id, {
    act: 'measure',
    urls,
    facts: 'f',
    ground: 'law',
    explanation: '',
    scope: '',
    automatedDetection: false,
  });
  await takedown.actOnIncoming(tenant.actor, id, { act: 'counter', content: answer, note: '' });
  await expect(takedown.actOnIncoming(tenant.actor, id, { act: 'restore', note: '' })).rejects.toMatchObject({
    code: 'takedown.incoming_state',
  });
  await takedown.actOnIncoming(tenant.actor, id, { act: 'forward', note: '' });
  await expect(takedown.actOnIncoming(tenant.actor, id, { act: 'restore', note: '' })).rejects.toMatchObject({
    code: 'takedown.too_early',
  });
  clock.advance(16 * 24 * 3_600_000);
  await takedown.actOnIncoming(tenant.actor, id, { act: 'restore', note: '' });
  expect([...links.values()].map(({ ended }) => ended)).toEqual([false, true]);
});

test('unfounded notices count against whoever sends them, and a suspended one is no longer answered', async () => {
  const opened = openTakedown(database.db, { smtpUrl: smtp.url });
  const { takedown } = opened;
  const tenant = await freshTenant(database.db);
  put(opened, tenant);
  let last = '';
  for (let count = 0; count < 3; count++) {
    last = (await takedown.submitNotice(given('eu_dsa', [url], 'Troll@example.org'))).receipt;
    await takedown.actOnIncoming(tenant.actor, last, { act: 'reject', abusive: true, note: 'No such film.' });
  }
  expect((await takedown.getIncoming(tenant.actor, last)).notifier.counts).toEqual({
    notices: 3,
    upheld: 0,
    rejected: 3,
    abusive: 3,
    suspended: false,
  });
  const { notifier } = await takedown.setNotifier(tenant.actor, last, { suspended: true, note: 'After a warning.' });
  expect(notifier.counts.suspended).toBe(true);
  const before = smtp.mails.length;
  const { receipt } = await takedown.submitNotice(given('eu_dsa', [url], 'troll@example.org'));
  await takedown.actOnIncoming(tenant.actor, receipt, { act: 'acknowledge', note: '' });
  expect(smtp.mails.length).toBe(before);
});

test('nothing that is not ours is taken in, and no organisation sees another’s', async () => {
  const opened = openTakedown(database.db);
  const { takedown } = opened;
  const [tenant, stranger] = [await freshTenant(database.db), await freshTenant(database.db)];
  put(opened, tenant);
  put(opened, stranger, 'https://go.example.com/s/xyz2345', 'lnk_9');
  await expect(takedown.submitNotice(given('dmca', ['https://elsewhere.example/1']))).rejects.toMatchObject({ code: 'takedown.not_ours' });
  await expect(takedown.submitNotice(given('dmca', [url], 'no mail'))).rejects.toMatchObject({ code: 'takedown.notifier_needed' });
  const { receipt } = await takedown.submitNotice(given('dmca', [url, 'https://go.example.com/s/xyz2345']));
  const [own, others] = receipt.split(',');
  expect((await takedown.getIncoming(tenant.actor, own!)).targets.map((target) => target.url)).toEqual([url]);
  for (const asked of [
    () => takedown.getIncoming(stranger.actor, own!),
    () => takedown.actOnIncoming(stranger.actor, own!, { act: 'acknowledge', note: '' }),
    () => takedown.answerNotice(stranger.actors.creator, own!, answer),
    () => takedown.getIncoming(tenant.actor, others!),
  ])
    await expect(asked()).rejects.toMatchObject({ code: 'takedown.incoming_not_found' });
  // A typed-in notice names another's link as anybody's.
  const entered = await takedown.enterIncoming(stranger.actor, given('dmca'));
  expect(entered.targets).toMatchObject([{ url, linkId: null, state: 'unknown' }]);
});
