/** How suspects come in: files, archives, links, a folder, reports; and what is refused. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFootage } from '../../../../test/support/footage.ts';
import { makeVideo } from '../../../../test/support/media.ts';
import { openProtection, type TestProtection } from '../../../../test/support/protection.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { CreatorsTables } from '../../creators/tables.ts';

let house: TestProtection;
let server: Server;
let base = '';
let watched: Actor;
let watchFolder = '';
const file = (name: string): string => join(house.folder, name);
const page = { limit: 50 };

beforeAll(async () => {
  watchFolder = await mkdtemp(join(tmpdir(), 'hookline-watched-'));
  house = await openProtection({ watchFolder: { folder: watchFolder, actor: async () => watched } });
  await writeFootage(file('one.mp4'), { seed: 11, seconds: 4 });
  await writeFootage(file('two.mp4'), { seed: 12, seconds: 4 });
  const one = await readFile(file('one.mp4'));
  const two = await readFile(file('two.mp4'));
  const answers: Record<string, (response: ServerResponse) => void> = {
    '/one.mp4': (response) => response.writeHead(200, { 'content-type': 'video/mp4', 'x-seen': 'yes' }).end(one),
    '/copy': (response) => response.writeHead(200, { 'content-disposition': 'attachment; filename="repost.mp4"' }).end(one),
    '/two.mp4': (response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end(two),
    '/moved': (response) => response.writeHead(302, { location: '/two.mp4' }).end(),
    '/inside': (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
    '/page': (response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<title>video</title>'),
    '/empty': (response) => response.writeHead(200).end(),
    '/noise': (response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end(Buffer.alloc(5000, 'noise')),
  };
  server = createServer((request, response) => (answers[request.url!] ?? ((gone) => gone.writeHead(404).end()))(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 120_000);
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await house.close();
  await rm(watchFolder, { recursive: true, force: true });
});

const link = (url: string, account: string | null = null) => ({ url, account, note: '' });
async function give(actor: Actor, name: string, bytes: Uint8Array, url?: string) {
  const request = new Request('http://hookline.test/', { method: 'POST', body: Buffer.from(bytes), duplex: 'half' } as RequestInit);
  return house.protection.uploadSuspect(actor, { filename: name, url }, request);
}

describe('links', () => {
  test('are fetched one by one, each with its own end; the same bytes are one suspect and what was answered is kept', async () => {
    const { actor } = await house.tenant();
    const paths = ['/one.mp4', '/copy', '/moved', '/gone', '/page', '/inside', '/empty', '/noise'];
    const { batchId, items, refused } = await house.protection.addLinks(
      actor,
      paths.map((path) => link(`${base}${path}`, '@repost')),
    );
    expect([items.length, refused.length]).toEqual([8, 0]);
    await house.runJobs();
    const listed = await house.protection.listSightings(actor, { ...page, batchId });
    const byPath = new Map(listed.items.map((each) => [new URL(each.url!).pathname, each]));
    const errors = paths.map((path) => byPath.get(path)!.error?.code ?? byPath.get(path)!.state);
    expect(errors).toEqual([
      'done',
      'done',
      'done',
      'protection.link_answer',
      'protection.link_not_video',
      'outgoing.address_refused',
      'protection.suspect_empty',
      'done',
    ]);
    expect(listed.counts).toEqual({ waiting: 0, fetching: 0, done: 4, failed: 4, cancelled: 0 });
    const [first, copy] = [byPath.get('/one.mp4')!, byPath.get('/copy')!];
    expect(copy.suspectId).toBe(first.suspectId);
    expect(copy.filename).toBe('repost.mp4');
    expect(first.capture).toMatchObject({ finalUrl: `${base}/one.mp4`, address: '127.0.0.1', status: 200, downloader: 'http' });
    expect(first.capture!.headers).toContainEqual(['x-seen', 'yes']);
    expect(byPath.get('/moved')!.capture).toMatchObject({ finalUrl: `${base}/two.mp4` });
    const suspects = (await house.protection.listSuspects(actor, page)).items;
    expect(suspects).toHaveLength(3);
    expect(suspects.find(({ id }) => id === first.suspectId)).toMatchObject({
      host: '127.0.0.1',
      account: '@repost',
      sightingCount: 2,
      state: 'done',
    });
    // What is no video is a suspect that failed, and says why.
    expect(suspects.find(({ id }) => id === byPath.get('/noise')!.suspectId)).toMatchObject({
      state: 'failed',
      error: { code: 'media.not_media' },
    });
  }, 60_000);

  test('that lead inside, that are no addresses, or that are on their way are named at once', async () => {
    const { actor } = await house.tenant();
    const urls = [
      'http://10.0.0.8/a.mp4',
      'http://169.254.169.254/latest',
      'http://[::1]/a.mp4',
      'ftp://example.com/a.mp4',
      'file:///etc/passwd',
      'https://user:secret@example.com/a.mp4',
      'https://example.com/a.mp4',
      'https://EXAMPLE.com/a.mp4',
    ];
    const first = await house.protection.addLinks(
      actor,
      urls.map((url) => link(url)),
    );
    expect(first.refused.map(({ index, error }) => [index, error.code])).toEqual([
      [0, 'outgoing.address_refused'],
      [1, 'outgoing.address_refused'],
      [2, 'outgoing.address_refused'],
      [3, 'outgoing.url_invalid'],
      [4, 'outgoing.url_invalid'],
      [5, 'outgoing.url_invalid'],
      [7, 'protection.link_under_way'],
    ]);
    const second = await house.protection.addLinks(actor, [link('https://example.com/a.mp4')]);
    expect(second.refused).toMatchObject([{ index: 0, error: { code: 'protection.link_under_way' } }]);
    expect(await house.protection.cancelSightings(actor, { batchId: first.batchId })).toEqual({ cancelled: 1 });
    const [stopped] = (await house.protection.listSightings(actor, page)).items;
    expect(stopped).toMatchObject({ state: 'cancelled' });
    expect(await house.protection.retrySighting(actor, stopped!.id)).toMatchObject({ state: 'waiting', error: null });
    const { actor: other } = await house.tenant();
    await expect(house.protection.retrySighting(other, stopped!.id)).rejects.toMatchObject({ code: 'protection.sighting_not_found' });
    expect(await house.protection.cancelSightings(other, { batchId: first.batchId })).toEqual({ cancelled: 0 });
    await house.protection.cancelSightings(actor, { sightingIds: [stopped!.id] });
  });
});

describe('the allow-list', () => {
  test('decides what it allows, says by what, and lets go of it when it no longer does; a person’s decision stays', async () => {
    const { actor } = await house.tenant();
    await house.addWork(actor, '授权', [file('one.mp4')]);
    await house.runJobs();
    const entry = await house.protection.createAllowEntry(actor, { subject: { kind: 'address', address: 'video.example.com/own' } });
    await give(actor, 'one.mp4', await readFile(file('one.mp4')), 'https://video.example.com/own/1');
    await house.runJobs();
    const matches = async () => (await house.protection.listMatches(actor, { sort: 'strength', limit: 10 })).items;
    const [allowed] = await matches();
    expect(allowed).toMatchObject({ state: 'allowed', decision: { by: null, allowed: { code: 'address' } } });
    const now = () => house.database.db.read((trx) => house.protection.allowedNow(trx, actor.organisationId, allowed!.id));
    expect(await now()).toMatchObject({ code: 'address' });
    await house.protection.withdrawAllowEntry(actor, entry.id, { reason: '' });
    await house.runJobs();
    expect(await matches()).toMatchObject([{ state: 'open', decision: null }]);
    expect(await now()).toBeNull();
    await house.protection.decideMatches(actor, { matchIds: [allowed!.id], decision: 'ignored', reason: '' });
    await house.protection.createAllowEntry(actor, { subject: { kind: 'address', address: 'video.example.com/own' } });
    await house.runJobs();
    expect(await matches()).toMatchObject([{ state: 'ignored' }]);
    // The same bytes at a place that nobody allows are a copy all the same.
    await house.protection.decideMatches(actor, { matchIds: [allowed!.id], decision: 'open', reason: '' });
    await give(actor, 'one.mp4', await readFile(file('one.mp4')), 'https://other.example.com/2');
    await house.runJobs();
    await house.protection.scanSuspect(actor, allowed!.suspectId);
    await house.runJobs();
    expect(await matches()).toMatchObject([{ state: 'open' }]);
  }, 60_000);
});

describe('files', () => {
  test('of a zip are suspects each, and what is wrong with one is said beside the others', async () => {
    const { actor } = await house.tenant();
    const [one, two] = [await readFile(file('one.mp4')), await readFile(file('two.mp4'))];
    const zip = zipSync({
      'reposts/第1集.mp4': [one, { level: 0 }],
      'reposts/第2集.mp4': two,
      'reposts/empty.mp4': new Uint8Array(),
      'readme.txt': strToU8('nothing'),
      '__MACOSX/._第1集.mp4': strToU8('x'),
    });
    const taken = await give(actor, 'reposts.zip', zip);
    expect(taken.items.map(({ filename }) => filename)).toEqual(['第1集.mp4', '第2集.mp4']);
    expect(taken.refused).toMatchObject([{ filename: 'empty.mp4', error: { code: 'protection.suspect_empty' } }]);
    await expect(give(actor, 'texts.zip', zipSync({ 'a.txt': strToU8('a') }))).rejects.toMatchObject({
      code: 'protection.archive_without_videos',
    });
    await house.runJobs();
  }, 60_000);

  test('that are empty, packed otherwise, or swell beyond all measure are refused with what to do', async () => {
    const { actor } = await house.tenant();
    await expect(give(actor, 'a.mp4', new Uint8Array())).rejects.toMatchObject({ code: 'protection.suspect_empty' });
    await expect(give(actor, 'a.rar', strToU8('Rar!\u001a\u0007\u0000 and so on'))).rejects.toMatchObject({
      code: 'protection.archive_refused',
    });
    const bomb = zipSync({ 'bomb.mp4': [new Uint8Array(60_000_000), { level: 9 }] });
    expect(await give(actor, 'bomb.zip', bomb)).toMatchObject({
      items: [],
      refused: [{ filename: 'bomb.mp4', error: { code: 'protection.archive_refused' } }],
    });
    const request = new Request('http://hookline.test/', {
      method: 'POST',
      headers: { 'content-length': String(5 * 1024 ** 3) },
      body: 'x',
    });
    await expect(house.protection.uploadSuspect(actor, { filename: 'huge.mp4' }, request)).rejects.toMatchObject({
      code: 'protection.suspect_too_large',
    });
    expect((await house.protection.listSuspects(actor, page)).items).toEqual([]);
  });

  test('put into the watched folder are taken once they have come to rest, and laid aside', async () => {
    const tenant = await house.tenant();
    watched = tenant.actor;
    const folder = watchFolder;
    const look = () => house.periodic.get('protection.watch_folder')!(new AbortController().signal);
    await writeFile(join(folder, 'found.mp4'), await readFile(file('one.mp4')));
    await writeFile(join(folder, 'packed.rar'), 'Rar!\u001a\u0007\u0000');
    await writeFile(join(folder, '.part'), 'x');
    expect(await look()).toBe(0);
    await writeFile(join(folder, 'packed.rar'), 'Rar!\u001a\u0007\u0000 more');
    expect(await look()).toBe(1);
    expect(await look()).toBe(1);
    expect(await look()).toBe(0);
    expect((await readdir(join(folder, 'done'))).sort()).toEqual(['found.mp4']);
    expect((await readdir(join(folder, 'failed'))).sort()).toEqual(['packed.rar', 'packed.rar.txt']);
    expect((await house.protection.listSuspects(watched, page)).items).toMatchObject([{ name: 'found.mp4', state: 'waiting' }]);
    await house.runJobs();
  }, 60_000);
});

describe('scans', () => {
  test('of what claims to last for days end at once and say why', async () => {
    const { actor } = await house.tenant();
    const path = file('days.mp4');
    await makeVideo({ path, width: 64, height: 96, fps: 10, frames: 3, draw: ({ y }, index) => void y.fill(40 + index * 50) });
    const bytes = await readFile(path);
    // ISO 14496-12: durations of the movie (in milliseconds here), the track, its edit and its media (in 1/10240 s), and between samples.
    const durations = {
      mvhd: [20, 360_000_000],
      tkhd: [24, 360_000_000],
      elst: [12, 360_000_000],
      mdhd: [20, 3_900_000_000],
      stts: [16, 1_300_000_000],
    };
    for (const [box, [offset, value]] of Object.entries(durations)) bytes.writeUInt32BE(value!, bytes.indexOf(box) + offset!);
    await give(actor, 'days.mp4', bytes);
    await house.runJobs();
    expect((await house.protection.listSuspects(actor, page)).items).toMatchObject([
      { state: 'failed', error: { code: 'media.too_long' } },
    ]);
  }, 60_000);

  test('are stopped and begun again; a stopped one found nothing and says so', async () => {
    const { actor } = await house.tenant();
    const { items } = await give(actor, 'one.mp4', await readFile(file('one.mp4')));
    const { id } = items[0]!.suspect;
    expect(await house.protection.cancelScan(actor, id)).toMatchObject({ state: 'cancelled', scannedAt: null });
    await house.runJobs();
    expect(await house.protection.getSuspect(actor, id)).toMatchObject({ state: 'cancelled' });
    expect(await house.protection.scanSuspect(actor, id)).toMatchObject({ state: 'waiting' });
    await house.runJobs();
    expect(await house.protection.getSuspect(actor, id)).toMatchObject({ state: 'done', error: null });
    // What an earlier scan found stays when a later one is stopped.
    await house.protection.scanSuspect(actor, id);
    expect(await house.protection.cancelScan(actor, id)).toMatchObject({ state: 'done' });
  }, 60_000);
});

describe('reports', () => {
  test('of viewers wait for a person, count the same address once, and are taken only where the address is in use', async () => {
    const { actor, actors } = await house.tenant();
    expect(await house.protection.getReportAddress(actor)).toEqual({ enabled: false, path: null, invitation: '' });
    const address = await house.protection.setReportAddress(actor, { enabled: true, invitation: '看到盗版请告诉我们', renew: false });
    const token = address.path!.split('/').at(-1)!;
    expect(await house.protection.getPublicReport(token)).toEqual({ organisation: 'Test house', invitation: '看到盗版请告诉我们' });
    const words = { url: `${base}/one.mp4`, title: '她从火中归来', note: '', contact: 'viewer@example.test' };
    await house.protection.sendPublicReport(token, words);
    await house.protection.sendPublicReport(token, words);
    await expect(house.protection.sendPublicReport(token, { ...words, url: 'http://127.0.0.2:1/' })).rejects.toMatchObject({
      code: 'outgoing.address_refused',
    });
    const queued = house.tasks.filter(({ state }) => state === 'queued').length;
    expect(queued).toBe(0);
    const [report] = (await house.protection.listReports(actors.viewer, page)).items;
    expect(report).toMatchObject({ from: 'viewer', by: null, state: 'waiting', times: 2, contact: 'viewer@example.test' });
    expect((await house.protection.acceptReports(actor, [report!.id])).items).toMatchObject([{ state: 'looking' }]);
    await house.runJobs();
    expect((await house.protection.listReports(actor, page)).items).toMatchObject([{ state: 'nothing_found', matchCount: 0 }]);

    const renewed = await house.protection.setReportAddress(actor, { enabled: true, invitation: '', renew: true });
    expect(renewed.path).not.toBe(address.path);
    const unknown = { code: 'protection.report_address_unknown' };
    await expect(house.protection.getPublicReport(token)).rejects.toMatchObject(unknown);
    await house.protection.setReportAddress(actor, { enabled: false, invitation: '', renew: false });
    await expect(house.protection.sendPublicReport(renewed.path!.split('/').at(-1)!, words)).rejects.toMatchObject(unknown);
  }, 60_000);

  test('of creators are looked into at once, and shown to them alone, with no more than what became of them', async () => {
    const { actor, actors, organisationId } = await house.tenant();
    const joined = { joined_at: house.house.clock.now(), organisation_id: organisationId };
    await house.database.db.transaction(async (trx) => {
      const tables = trx.withTables<CreatorsTables>();
      await tables
        .insertInto('creators')
        .values({ ...joined, id: `crt_${organisationId}`, name: '林晓', state: 'active', agency_id: null })
        .execute();
      await tables
        .insertInto('party_users')
        .values({ ...joined, user_id: actors.creator.id!, creator_id: `crt_${organisationId}` })
        .execute();
    });
    const words = { url: `${base}/one.mp4`, title: '', note: '同一段' };
    const made = await house.protection.reportCopy(actors.creator, words);
    expect(made).toMatchObject({ from: 'creator', by: actors.creator.name, state: 'looking', suspectId: null });
    await house.protection.reportCopy(actor, { ...words, url: `${base}/two.mp4` });
    await house.runJobs();
    expect((await house.protection.listReports(actors.creator, page)).items).toMatchObject([
      { id: made.id, state: 'nothing_found', suspectId: null },
    ]);
    expect((await house.protection.listReports(actor, page)).items).toHaveLength(2);
    await expect(house.protection.listReports(actors.agency, page)).rejects.toMatchObject({ code: 'creators.not_a_party' });
  }, 60_000);

  test('of staff are looked into at once and say what became of them', async () => {
    const { actor } = await house.tenant();
    await house.protection.reportCopy(actor, { url: `${base}/gone`, title: '', note: '' });
    house.house.clock.advance(1000);
    const found = await house.protection.reportCopy(actor, { url: `${base}/one.mp4`, title: '', note: '' });
    expect(found).toMatchObject({ from: 'staff', state: 'looking', by: actor.name });
    await house.addWork(actor, '被举报的剧', [file('one.mp4')]);
    await house.runJobs();
    expect((await house.protection.listReports(actor, page)).items.map(({ state, matchCount }) => [state, matchCount])).toEqual([
      ['found', 1],
      ['not_reached', 0],
    ]);
    const { actor: other } = await house.tenant();
    expect((await house.protection.listReports(other, page)).items).toEqual([]);
    await expect(house.protection.dismissReports(other, [found.id], '')).rejects.toMatchObject({ code: 'protection.report_not_found' });
  }, 60_000);
});
