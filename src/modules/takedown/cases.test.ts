import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../test/support/database.ts';
import { startSmtpServer, type SmtpServer } from '../../../test/support/smtp-server.ts';
import { matchOf, openTakedown, takedownSchema } from '../../../test/support/takedown.ts';
import { counterContent } from './law/contract.ts';
import { createTending } from './cases/tend.ts';

let database: TestDatabase;
let smtp: SmtpServer;
let pages: Server;
let origin: string;
const gone = new Set<string>();
beforeAll(async () => {
  database = await openTestDatabase(takedownSchema);
  smtp = await startSmtpServer();
  pages = createServer((request, response) => {
    response.statusCode = gone.has(request.url!) ? 404 : 200;
    response.end('page');
  }).listen(0, '127.0.0.1');
  await once(pages, 'listening');
  origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
});
afterAll(async () => {
  pages.close();
  await smtp.close();
  await database.drop();
});

type Opened = ReturnType<typeof openTakedown>;
const signal = new AbortController().signal;
const sender = {
  name: '林晓',
  organisation: '上海短剧有限公司',
  capacity: 'owner' as const,
  address: '上海市徐汇区漕溪北路 1 号',
  email: 'rights@example.com',
  phone: '+86 21 5555 0100',
  identityNumber: '91310000MA1FL0000X',
  principal: '',
  signature: '林晓',
};
const mailHost = (domain: string, address = `copyright@${domain}`) => ({
  name: domain,
  domains: [domain],
  way: 'mail' as const,
  address,
  formUrl: null,
  jurisdiction: 'dmca' as const,
  language: 'en' as const,
  zone: null,
  note: '',
});
const link = (url: string, account: string | null = null) => ({ url, workId: null, account, location: '' });
const context = (of: Opened, taskId: string, organisationId: string, attempt = 1) => ({
  taskId,
  organisationId,
  attempt,
  signal,
  progress: () => {},
  log: { with: () => of } as never,
});

/** A tenant with a sender and a mail host, and one case on it with matches. */
async function caseOf(opened: Opened, tenant: TestTenant, domain: string, paths: string[], account: string | null = null): Promise<string> {
  const { takedown, desk } = opened;
  await takedown.setSender(tenant.actor, sender);
  const { items } = await takedown.listHosts(tenant.actor, { limit: 50, q: domain });
  if (items.length === 0) await takedown.createHost(tenant.actor, mailHost(domain));
  const ids = paths.map((path) => `mch_${tenant.organisationId}_${path}`);
  for (const [index, id] of ids.entries()) desk.matches.set(id, matchOf(id, `https://${domain}${paths[index]}`, { account }));
  const made = await takedown.createCasesFromMatches(tenant.actor, { matchIds: ids, note: '' });
  expect(made.cases).toHaveLength(1);
  return made.cases[0]!.id;
}

describe('from matches to a sent notice', () => {
  test('hundreds of matches become one case a host in one act, and a batch sends each once', async () => {
    const opened = openTakedown(database.db, { smtpUrl: smtp.url });
    const { takedown, desk, tasks } = opened;
    const tenant = await freshTenant(database.db);
    await takedown.setSender(tenant.actor, sender);
    for (const domain of ['one.example', 'two.example']) await takedown.createHost(tenant.actor, mailHost(domain));
    const ids = Array.from({ length: 300 }, (_, index) => `m${index}`);
    for (const [index, id] of ids.entries())
      desk.matches.set(
        id,
        matchOf(id, `https://${index % 3 === 0 ? 'one' : index % 3 === 1 ? 'www.two' : 'new.unknown'}.example/v/${index}`),
      );
    desk.allowed.add('m1');
    const made = await takedown.createCasesFromMatches(tenant.actor, { matchIds: ids, note: '' });
    expect(made.cases.map(({ added, created }) => [added, created]).sort()).toEqual(
      [
        [100, true],
        [100, true],
        [99, true],
      ].sort(),
    );
    expect(made.skipped).toEqual([
      { matchId: 'm1', url: 'https://www.two.example/v/1', reason: { code: 'allowed', params: { by: 'decided' } } },
    ]);
    // The same act again makes nothing new.
    const again = await takedown.createCasesFromMatches(tenant.actor, { matchIds: ids, note: '' });
    expect([again.cases, again.added]).toEqual([[], 0]);

    const before = smtp.mails.length;
    const { taskId } = await takedown.sendNotices(
      tenant.actor,
      made.cases.map(({ id }) => id),
    );
    const input = tasks.find((task) => task.taskId === taskId)!.input as { actor: { id: string; name: string } };
    await takedown.runSending(input, context(opened, taskId, tenant.organisationId));
    const { counts, items } = await takedown.getSending(tenant.actor, taskId);
    expect(counts).toEqual({ sent: 2, handed_out: 1 });
    expect(items.every(({ reason }) => reason === null)).toBe(true);
    expect(smtp.mails.length - before).toBe(2);
    // A second delivery of the task sends nothing.
    await takedown.runSending(input, context(opened, taskId, tenant.organisationId, 2));
    expect(smtp.mails.length - before).toBe(2);
    const mail = smtp.mails.at(-1)!;
    expect(mail.headers.subject).toMatch(/^\[HK-\d+\] Notice of copyright infringement/);
    expect(mail.headers['reply-to']).toContain('rights@example.com');
    for (const said of ['重生归来', 'reg_1, 2026-05-01', 'penalty of perjury']) expect(mail.text).toContain(said);
    expect(mail.text).toContain('0:12.000–0:45.000 ↔ E3 1:02.000–1:35.000');
    const sent = await takedown.listCases(tenant.actor, { limit: 50, show: 'all', sort: 'due', state: 'notice_sent' });
    expect(sent.items).toHaveLength(2);
    expect(sent.items[0]!.nextClock!.code).toBe('acknowledgement');
  });

  test('what a law asks for has to be there before anything goes out', async () => {
    const opened = openTakedown(database.db, { smtpUrl: smtp.url, untitled: true });
    const { takedown } = opened;
    const tenant = await freshTenant(database.db);
    const caseId = await caseOf(opened, tenant, 'strict.example', ['/1']);
    const notice = await takedown.prepareNotice(tenant.actor, caseId, 'notice');
    expect(notice.preview.missing.map(({ code }) => code)).toEqual(['works']);
    await expect(takedown.sendNotice(tenant.actor, notice.id)).rejects.toMatchObject({ code: 'takedown.elements_missing' });
    const works = notice.content.works.map((work) => ({ ...work, title: '重生归来' }));
    const complete = await takedown.updateNotice(tenant.actor, notice.id, { content: { ...notice.content, works } });
    expect(complete.preview.missing).toEqual([]);
    const key = { ...tenant.actor, kind: 'api_key' as const };
    await expect(takedown.sendNotice(key, notice.id)).rejects.toMatchObject({ code: 'takedown.person_needed' });
    expect((await takedown.sendNotice(tenant.actor, notice.id)).state).toBe('sent');
    await expect(takedown.sendNotice(tenant.actor, notice.id)).rejects.toMatchObject({ code: 'takedown.notice_state' });
  });
});

describe('a notice never goes out twice', () => {
  test('two people who press send at once send one; another case about the same address sends none', async () => {
    const opened = openTakedown(database.db, { smtpUrl: smtp.url });
    const { takedown } = opened;
    const tenant = await freshTenant(database.db);
    const caseId = await caseOf(opened, tenant, 'twice.example', ['/1', '/2']);
    const { id } = await takedown.prepareNotice(tenant.actor, caseId, 'notice');
    const before = smtp.mails.length;
    const ends = await Promise.allSettled([takedown.sendNotice(tenant.actor, id), takedown.sendNotice(tenant.actors.operator, id)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(smtp.mails.length - before).toBe(1);
    const again = await takedown.createCase(tenant.actor, {
      links: [link('http://www.twice.example/1/'), link('https://twice.example/1#x')],
      note: '',
    });
    expect(again.cases).toEqual([]);
    expect(again.skipped.map(({ reason }) => reason.code)).toEqual(['twice', 'noticed_before']);
    await expect(takedown.prepareNotice(tenant.actor, caseId, 'notice')).rejects.toMatchObject({ code: 'takedown.nothing_to_notice' });
    // New links of the host go into a second notice of the same case, which names them alone.
    await takedown.addCaseLinks(tenant.actor, caseId, [link('https://twice.example/3')]);
    const second = await takedown.prepareNotice(tenant.actor, caseId, 'notice');
    expect(second.content.links.map(({ url }) => url)).toEqual(['https://twice.example/3']);
  });

  test('of two drafts that name one address the later is refused, and keeps nothing', async () => {
    const opened = openTakedown(database.db, { smtpUrl: smtp.url });
    const { takedown } = opened;
    const tenant = await freshTenant(database.db);
    const first = await caseOf(opened, tenant, 'race.example', ['/1']);
    const one = await takedown.prepareNotice(tenant.actor, first, 'notice');
    await takedown.sendNotice(tenant.actor, one.id);
    const { cases } = await takedown.createCase(tenant.actor, { links: [link('https://race.example/9')], note: '' });
    // As it would be had both been drafts at once.
    await database.db.read((trx) =>
      sql`update takedown_links set url_key = (select url_key from takedown_links where case_id = ${first}) where case_id = ${cases[0]!.id}`.execute(
        trx,
      ),
    );
    const two = await takedown.prepareNotice(tenant.actor, cases[0]!.id, 'notice');
    const content = { ...two.content, works: [{ ...one.content.works[0]! }], reasons: 'x', evidence: 'y' };
    await takedown.updateNotice(tenant.actor, two.id, { content });
    const before = smtp.mails.length;
    await expect(takedown.sendNotice(tenant.actor, two.id)).rejects.toMatchObject({ code: 'takedown.link_noticed_before' });
    expect(smtp.mails.length).toBe(before);
    expect((await takedown.getNotice(tenant.actor, two.id)).state).toBe('draft');
  });

  test('a process that dies after the mail server took it leaves a question and not a second notice', async () => {
    let taken = 0;
    const opened = openTakedown(database.db, { deliver: async () => Promise.reject(new Error(`died after mail ${++taken}`)) });
    const { takedown, clock, tasks } = opened;
    const tenant = await freshTenant(database.db);
    const caseId = await caseOf(opened, tenant, 'died.example', ['/1']);
    const { taskId } = await takedown.sendNotices(tenant.actor, [caseId]);
    const input = tasks.find((task) => task.taskId === taskId)!.input as { actor: { id: string; name: string } };
    await expect(takedown.runSending(input, context(opened, taskId, tenant.organisationId))).rejects.toThrow('died');
    // Whoever takes the task up asks, and so does the periodic work for a notice that was sent alone.
    await takedown.runSending(input, context(opened, taskId, tenant.organisationId, 2));
    expect(taken).toBe(1);
    expect((await takedown.getSending(tenant.actor, taskId)).items[0]).toMatchObject({ state: 'unknown' });
    const [notice] = (await takedown.getCase(tenant.actor, caseId)).notices;
    expect(notice!.state).toBe('unknown');
    await expect(takedown.sendNotice(tenant.actor, notice!.id)).rejects.toMatchObject({ code: 'takedown.notice_state' });
    await expect(takedown.actOnCase(tenant.actor, caseId, { act: 'close', outcome: 'given_up', note: '' })).rejects.toMatchObject({
      code: 'takedown.notice_state',
    });
    clock.advance(3_600_000);
    const confirmed = await takedown.confirmNotice(tenant.actor, notice!.id, { sent: true, reference: '', note: 'The host has it.' });
    expect(confirmed.state).toBe('sent');
    const shown = await takedown.getCase(tenant.actor, caseId);
    expect([shown.state, shown.attention]).toEqual(['notice_sent', null]);

    const alone = await caseOf(opened, tenant, 'died.example', ['/2']);
    const { id } = await takedown.prepareNotice(tenant.actor, alone, 'notice');
    await expect(takedown.sendNotice(tenant.actor, id)).rejects.toThrow('died');
    expect(await takedown.settleStuck(() => tenant.actor)).toBe(0);
    clock.advance(11 * 60_000);
    await takedown.settleStuck(() => tenant.actor);
    expect((await takedown.getNotice(tenant.actor, id)).state).toBe('unknown');
    const freed = await takedown.confirmNotice(tenant.actor, id, { sent: false, reference: '', note: '' });
    expect(freed.state).toBe('failed');
    expect((await takedown.prepareNotice(tenant.actor, alone, 'notice')).content.links).toHaveLength(1);
  });

  test('a server that says no frees the links; one that is allowed by then is not sent', async () => {
    const opened = openTakedown(database.db, { smtpUrl: smtp.url });
    const { takedown, desk } = opened;
    const tenant = await freshTenant(database.db);
    const caseId = await caseOf(opened, tenant, 'no.example', ['/1'], 'friend');
    const first = await takedown.prepareNotice(tenant.actor, caseId, 'notice');
    smtp.refuse('550 no such mailbox');
    const failed = await takedown.sendNotice(tenant.actor, first.id);
    smtp.refuse(null);
    expect([failed.state, failed.error?.code]).toEqual(['failed', 'mail_refused']);
    expect((await takedown.getCase(tenant.actor, caseId)).attention?.code).toBe('notice_failed');
    const next = await takedown.prepareNotice(tenant.actor, caseId, 'notice');
    desk.allowedAccounts.add('friend');
    const before = smtp.mails.length;
    await expect(takedown.sendNotice(tenant.actor, next.id)).rejects.toMatchObject({ code: 'takedown.link_allowed' });
    expect(smtp.mails.length).toBe(before);
    desk.allowedAccounts.delete('friend');
    expect((await takedown.sendNotice(tenant.actor, next.id)).state).toBe('sent');
  });
});

describe('what becomes of a case', () => {
  test('links that are gone make it removed, one that comes back is told, and a person’s word outranks the machine', async () => {
    const opened = openTakedown(database.db, { smtpUrl: smtp.url });
    const { takedown, clock } = opened;
    const tenant = await freshTenant(database.db);
    const { id: hostId } = await takedown.createHost(tenant.actor, { ...mailHost('placeholder.example'), name: 'pages' });
    await database.db.read((trx) =>
      sql`insert into takedown_domains (organisation_id, domain, host_id) values (${tenant.organisationId}, '127.0.0.1', ${hostId})`.execute(
        trx,
      ),
    );
    await takedown.setSender(tenant.actor, sender);
    const made = await takedown.createCase(tenant.actor, {
      links: [
        { ...link(`${origin}/a`, 'pirate'), workId: 'wrk_drama' },
        { ...link(`${origin}/b`, 'pirate'), workId: 'wrk_drama' },
      ],
      note: '',
    });
    const caseId = made.cases[0]!.id;
    const notice = await takedown.prepareNotice(tenant.actor, caseId, 'notice');
    await takedown.sendNotice(tenant.actor, notice.id);
    const look = (): Promise<void> =>
      takedown.runRecheck({ caseId }, { organisationId: tenant.organisationId, signal, progress: () => {} });
    const links = async () => (await takedown.listCaseLinks(tenant.actor, caseId, { limit: 10 })).items;
    gone.add('/a');
    await look();
    expect((await links()).map(({ state, lastCheck }) => [state, lastCheck!.verdict])).toEqual([
      ['removed', 'gone'],
      ['noticed', 'up'],
    ]);
    expect((await takedown.getCase(tenant.actor, caseId)).state).toBe('notice_sent');
    const second = (await links())[1]!;
    await takedown.judgeLink(tenant.actor, second.id, { verdict: 'gone', note: 'Shows a notice of removal.' });
    const removed = await takedown.getCase(tenant.actor, caseId);
    expect([removed.state, removed.nextClock]).toEqual(['removed', null]);
    gone.delete('/a');
    clock.advance(7 * 24 * 3_600_000);
    await look();
    expect((await links()).map(({ state }) => state)).toEqual(['noticed', 'removed']);
    expect((await takedown.getCase(tenant.actor, caseId)).attention?.code).toBe('came_back');
    const { items } = await takedown.listInfringers(tenant.actor, { limit: 10 });
    expect(items).toMatchObject([{ account: 'pirate', cases: 1, links: 2, removed: 1, repeat: false }]);
    const summary = await takedown.summarise(tenant.actor, async () => 0);
    expect(summary).toMatchObject({ open: 1, links: { noticed: 2, removed: 1 } });
  });

  test('a case that waits on its legal clock goes on waiting, whatever is seen at its links', async () => {
    const opened = openTakedown(database.db, { smtpUrl: smtp.url });
    const { takedown, clock } = opened;
    const tenant = await freshTenant(database.db);
    const { id: hostId } = await takedown.createHost(tenant.actor, { ...mailHost('waiting.example'), name: 'waiting' });
    await database.db.read((trx) =>
      sql`insert into takedown_domains (organisation_id, domain, host_id) values (${tenant.organisationId}, '127.0.0.1', ${hostId})`.execute(
        trx,
      ),
    );
    await takedown.setSender(tenant.actor, sender);
    const made = await takedown.createCase(tenant.actor, { links: [{ ...link(`${origin}/w`), workId: 'wrk_drama' }], note: '' });
    const caseId = made.cases[0]!.id;
    await takedown.sendNotice(tenant.actor, (await takedown.prepareNotice(tenant.actor, caseId, 'notice')).id);
    const content = counterContent.parse({
      name: 'Li Na',
      address: '1 Main St',
      phone: '1',
      material: `${origin}/w`,
      statements: { mistake: true, perjury: true, jurisdiction: true },
      signature: 'Li Na',
    });
    clock.advance(3_600_000);
    const receivedAt = clock.now().toISOString();
    const waiting = await takedown.takeCounterNotice(tenant.actor, caseId, { receivedAt, linkIds: [], content, note: '' });
    gone.add('/w');
    await takedown.runRecheck({ caseId }, { organisationId: tenant.organisationId, signal, progress: () => {} });
    const seen = await takedown.getCase(tenant.actor, caseId);
    expect([seen.state, seen.nextClock]).toEqual(['waiting', waiting.nextClock]);
    expect((await takedown.listCaseLinks(tenant.actor, caseId, { limit: 10 })).items[0]!.lastCheck!.verdict).toBe('gone');
  });

  test('a counter-notice stops the clocks, begins the legal time, and is taken back with everything it did', async () => {
    const opened = openTakedown(database.db, { smtpUrl: smtp.url, startIso: '2026-11-16T15:00:00.000Z' });
    const { takedown, clock } = opened;
    const tenant = await freshTenant(database.db);
    const caseId = await caseOf(opened, tenant, 'counter.example', ['/1']);
    await takedown.sendNotice(tenant.actor, (await takedown.prepareNotice(tenant.actor, caseId, 'notice')).id);
    clock.advance(4 * 24 * 3_600_000);
    await takedown.actOnCase(tenant.actor, caseId, { act: 'acknowledge', reference: 'T-1', note: '' });
    await expect(takedown.actOnCase(tenant.actor, caseId, { act: 'remove', at: '2030-01-01T00:00:00Z', note: '' })).rejects.toMatchObject({
      code: 'takedown.act_in_future',
    });
    const content = counterContent.parse({ name: 'Li Na', reason: 'authorized' });
    const defective = await takedown.takeCounterNotice(tenant.actor, caseId, {
      receivedAt: '2026-11-20T15:00:00Z',
      linkIds: [],
      content,
      note: '',
    });
    expect([defective.state, defective.counterNotices[0]!.missing.length > 0]).toEqual(['counter_notice', true]);
    const full = counterContent.parse({
      name: 'Li Na',
      address: '1 Main St',
      phone: '1',
      material: 'https://counter.example/1',
      statements: { mistake: true, perjury: true, jurisdiction: true },
      signature: 'Li Na',
    });
    const waiting = await takedown.takeCounterNotice(tenant.actor, caseId, {
      receivedAt: '2026-11-20T15:00:00Z',
      linkIds: [],
      content: full,
      note: '',
    });
    expect(waiting.state).toBe('waiting');
    expect(
      waiting.clocks.filter(({ state }) => state === 'running').map(({ code, earliestAt, dueAt }) => [code, earliestAt, dueAt]),
    ).toEqual([
      ['counter_wait', '2026-12-08T05:00:00.000Z', '2026-12-12T05:00:00.000Z'],
      ['suit', null, '2026-12-08T05:00:00.000Z'],
    ]);
    const undone = await takedown.actOnCase(tenant.actor, caseId, { act: 'undo', note: 'Wrong case.' });
    expect([undone.state, undone.nextClock]).toEqual(['counter_notice', null]);
    const back = await takedown.actOnCase(tenant.actor, caseId, { act: 'undo', note: '' });
    expect([back.state, back.nextClock!.code]).toEqual(['acknowledged', 'removal']);
    await expect(
      takedown
        .actOnCase(tenant.actor, caseId, { act: 'undo', note: '' })
        .then(() => takedown.actOnCase(tenant.actor, caseId, { act: 'undo', note: '' })),
    ).rejects.toMatchObject({
      code: 'takedown.nothing_to_undo',
    });
    await takedown.actOnCase(tenant.actor, caseId, { act: 'recover', amountMinor: '5000000', currency: 'CNY', note: '' });
    const closed = await takedown.actOnCase(tenant.actor, caseId, { act: 'close', outcome: 'settled', note: '' });
    expect([closed.state, closed.recovered, closed.nextClock]).toEqual(['closed', [{ amountMinor: '5000000', currency: 'CNY' }], null]);
    expect((await takedown.actOnCase(tenant.actor, caseId, { act: 'reopen', note: '' })).state).toBe('notice_sent');
  });

  test('people are told once before a deadline and once when it is over', async () => {
    const opened = openTakedown(database.db, { smtpUrl: smtp.url });
    const { takedown, clock } = opened;
    const tenant = await freshTenant(database.db);
    const caseId = await caseOf(opened, tenant, 'late.example', ['/1']);
    await takedown.sendNotice(tenant.actor, (await takedown.prepareNotice(tenant.actor, caseId, 'notice')).id);
    const tend = createTending(
      { ...opened, db: database.db, notifications: opened.notifications } as never,
      takedown,
      takedown,
      takedown.tellIncoming,
    );
    const told = async (): Promise<string[]> => {
      const { rows } = await database.db.read((trx) =>
        sql<{
          kind: string;
        }>`select kind from notifications where organisation_id = ${tenant.organisationId} and user_id = ${tenant.actor.id} order by id`.execute(
          trx,
        ),
      );
      return rows.map(({ kind }) => kind);
    };
    clock.advance(5 * 24 * 3_600_000);
    await tend(signal);
    await tend(signal);
    expect((await told()).sort()).toEqual(['case_due', 'case_overdue']);
    clock.advance(5 * 24 * 3_600_000);
    await tend(signal);
    await tend(signal);
    expect((await told()).sort()).toEqual(['case_due', 'case_overdue', 'case_overdue']);
    const { items } = await takedown.listCases(tenant.actor, { limit: 10, show: 'open', sort: 'due', need: 'overdue' });
    expect(items.map(({ id, overdue }) => [id, overdue])).toEqual([[caseId, true]]);
  });

  test('nothing of another organisation is there', async () => {
    const opened = openTakedown(database.db, { smtpUrl: smtp.url });
    const { takedown } = opened;
    const [tenant, stranger] = [await freshTenant(database.db), await freshTenant(database.db)];
    const caseId = await caseOf(opened, tenant, 'mine.example', ['/1']);
    const { id } = await takedown.prepareNotice(tenant.actor, caseId, 'notice');
    const [own] = (await takedown.listCaseLinks(tenant.actor, caseId, { limit: 1 })).items;
    for (const asked of [
      () => takedown.getCase(stranger.actor, caseId),
      () => takedown.getNotice(stranger.actor, id),
      () => takedown.sendNotice(stranger.actor, id),
      () => takedown.judgeLink(stranger.actor, own!.id, { verdict: 'gone', note: '' }),
      () => takedown.sendNotices(stranger.actor, [caseId]),
      () => takedown.exportCase(stranger.actor, caseId),
    ])
      await expect(asked()).rejects.toMatchObject({ kind: 'not_found' });
    expect((await takedown.listCases(stranger.actor, { limit: 10, show: 'all', sort: 'newest' })).items).toEqual([]);
    // A host of the same domain is each organisation's own.
    await takedown.createHost(stranger.actor, mailHost('mine.example'));
  });
});
