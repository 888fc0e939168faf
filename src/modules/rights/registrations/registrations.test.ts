/** Registrations on a real database with a real authority: what is sealed proves itself, is stamped once, and is nobody else's. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCatalog, smallVideo, type TestCatalog } from '../../../../test/support/catalog.ts';
import { freshTenant, type TestTenant } from '../../../../test/support/database.ts';
import { hasOpenssl, startTimestampAuthority, type TestAuthority } from '../../../../test/support/timestamp-authority.ts';
import { migrateUp } from '../../../platform/db/index.ts';
import { silentLog } from '../../../platform/log.ts';
import { createOutgoing } from '../../../platform/outgoing.ts';
import { fixedClock, systemClock } from '../../../platform/time.ts';
import { catalogMigrations, type Catalog } from '../../catalog/index.ts';
import { createAudit, identityMigrations } from '../../identity/index.ts';
import { httpAuthority, type Authority } from '../evidence/authority.ts';
import { captureFormat, type Capture } from '../evidence/capture.ts';
import { writeQuery } from '../evidence/token.ts';
import { verifyBundle } from '../evidence/verify.ts';
import { rightsMigrations } from '../migrations/index.ts';
import { createRegisterUses } from '../register/service.ts';
import type { RightsParts } from '../service/parts.ts';
import { changesBetween, type Compared } from './changes.ts';
import { segment } from './gather.ts';
import { createRegistrationsUses } from './service.ts';

let made: TestCatalog;
let catalog: Catalog;
let tsa: TestAuthority;
let clock: ReturnType<typeof fixedClock>;
let folder: string;
let mine: TestTenant;
let other: TestTenant;
const told: { kind: string; params: unknown }[] = [];
const called: { type: string; data: unknown }[] = [];
const tasks: { job: string; registrationId: string }[] = [];

beforeAll(async () => {
  made = await openTestCatalog();
  await migrateUp(made.db, [identityMigrations, catalogMigrations, rightsMigrations]);
  clock = fixedClock(systemClock.now().toISOString());
  catalog = made.again({ clock });
  folder = mkdtempSync(join(tmpdir(), 'hookline-registrations-'));
  for (const number of [1, 2]) {
    await smallVideo(join(folder, `${number}.mp4`), number);
    writeFileSync(join(folder, `${number}.srt`), `1\n00:00:00,000 --> 00:00:00,300\n你终于回来了 ${number}\n`);
  }
  tsa = await startTimestampAuthority();
  [mine, other] = [await freshTenant(made.db), await freshTenant(made.db)];
}, 60_000);
beforeEach(() => clock.advance(systemClock.nowMs() - clock.nowMs()));
afterAll(async () => {
  await tsa.close();
  await made.close();
  rmSync(folder, { recursive: true, force: true });
});

const authority = (name: string): Authority => {
  const outgoing = createOutgoing({ allow: ['127.0.0.1'], clock });
  return httpAuthority({ name, policy: null, anchors: [tsa.root], url: tsa.url, outgoing });
};

/** Registrations as one process has them. */
function house(authorities: readonly Authority[]) {
  const parts: RightsParts = {
    db: made.db,
    clock,
    log: silentLog,
    objects: made.objects,
    outgoing: createOutgoing({ allow: [], clock }),
    tempDirectory: folder,
    catalog,
    audit: createAudit(clock),
    authorities,
    baseUrl: 'https://hookline.example',
    linked: async () => new Map(),
    people: { findMembership: async () => null, listUserIds: async () => [], usersOf: async () => new Map() } as never,
    webhooks: { emit: async (_trx: unknown, events: readonly { type: string; data: unknown }[]) => void called.push(...events) } as never,
    notifications: {
      notify: async () => {},
      notifyStaff: async (_trx: unknown, one: (typeof told)[number]) => void told.push(one),
    } as never,
    jobs: {
      enqueue: async (_trx: unknown, job: { name: string }, input: { registrationId: string }) => {
        tasks.push({ job: job.name, ...input });
        return 'tsk_1';
      },
      publish: async () => {},
      every: () => {},
      cancel: async () => {},
    } as never,
  };
  return { ...createRegisterUses(parts), ...createRegistrationsUses(parts) };
}
type House = ReturnType<typeof house>;

const signal = new AbortController().signal;
/** A drama of two episodes with subtitles. */
async function newWork(title = '将军，夫人她请旨和离了'): Promise<string> {
  const work = await catalog.createWork(mine.actor, {
    kind: 'micro_drama',
    orientation: 'vertical',
    making: 'acted',
    status: 'draft',
    originalLanguage: 'zh-CN',
    texts: [{ language: 'zh-CN', title, synopsis: '' }],
    genres: [],
    plannedEpisodes: null,
    filing: null,
    derivesFrom: [],
  });
  await catalog.importFolder(mine.actor, folder, { workId: work.id, signal, onProgress: () => {} });
  return work.id;
}
const register = (on: House, workId: string) => {
  clock.advance(1);
  return on.registerWork(mine.actor, { workId, owners: true, documents: true });
};

async function zipOf(on: House, id: string, wanted = { videos: false, documents: true }): Promise<Buffer> {
  return Buffer.from(await (await on.getBundle(mine.actor, id, wanted)).arrayBuffer());
}
const verify = (zip: Buffer) => verifyBundle({ size: zip.length, read: async (offset, length) => zip.subarray(offset, offset + length) });

async function stateOf(on: House, id: string) {
  const { state, stamps } = await on.getRegistration(mine.actor, id);
  return { state, stamps: stamps.map((stamp) => [stamp.authority, stamp.state, stamp.error?.code ?? null]) };
}

describe('a registration', () => {
  test('holds every file, says what nobody stamped, and proves itself with videos and without', async () => {
    const on = house([]);
    const workId = await newWork();
    const made = await register(on, workId);
    expect(made).toMatchObject({ number: 1, state: 'sealed_unstamped', stamps: [], owners: [], held: true, assets: 6 });
    expect(made.iscc).toMatch(/^ISCC:KAC[A-Z2-7]+$/);
    expect(made.contents).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'episode_video', count: 2 }),
        expect.objectContaining({ kind: 'subtitle', count: 2 }),
        expect.objectContaining({ kind: 'text', count: 1 }),
      ]),
    );
    const light = await zipOf(on, made.id);
    expect(await verify(light)).toMatchObject({ ok: true, firstDifference: null });
    const whole = await zipOf(on, made.id, { videos: true, documents: true });
    expect(await verify(whole)).toMatchObject({ ok: true, firstDifference: null });
    expect(whole.length - light.length).toBeGreaterThanOrEqual(made.bundle.videos);
    const assets = await on.listRegisteredAssets(mine.actor, made.id, { limit: 4, cursor: undefined });
    expect(assets.items.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    const more = await on.listRegisteredAssets(mine.actor, made.id, { limit: 4, cursor: assets.nextCursor! });
    expect(more).toMatchObject({ nextCursor: null, items: [{ position: 5 }, { position: 6 }] });
  });

  test('stays as it is while its work goes on, and says what differs', async () => {
    const on = house([]);
    const workId = await newWork('后来改了名');
    const first = await register(on, workId);
    expect(await on.getRegistrationChanges(mine.actor, first.id)).toMatchObject({ unchanged: true, items: [] });
    const again = mkdtempSync(join(tmpdir(), 'hookline-registrations-'));
    await smallVideo(join(again, '2.mp4'), 77);
    await smallVideo(join(again, '3.mp4'), 78);
    await catalog.importFolder(mine.actor, again, { workId, signal, onProgress: () => {} });
    rmSync(again, { recursive: true });
    expect(await on.getRegistrationChanges(mine.actor, first.id)).toMatchObject({ unchanged: false, added: 1, replaced: 1, removed: 0 });
    expect((await on.getRegistrable(mine.actor, workId)).last).toMatchObject({ id: first.id, changes: { added: 1, replaced: 1 } });
    const second = await register(on, workId);
    expect(second.number).toBe(2);
    expect(second.root).not.toBe(first.root);
    // The bytes that were replaced are held, as the first registration has them.
    await catalog.sweep();
    clock.advance(3600_000);
    await catalog.sweep();
    expect(await verify(await zipOf(on, first.id, { videos: true, documents: true }))).toMatchObject({ ok: true });
    const { items } = await on.listRegistrations(mine.actor, { workId, limit: 50, cursor: undefined, basis: undefined });
    expect(items.map(({ number }) => number)).toEqual([2, 1]);
  });

  test('states owners by right and period, and is refused where their shares are not one', async () => {
    const on = house([]);
    const workId = await newWork('三人共有');
    const party = async (name: string): Promise<string> =>
      (
        await on.createRightsParty(mine.actor, {
          name,
          kind: 'company',
          country: 'CN',
          contact: '',
          note: '',
          isSelf: false,
          linkedTo: null,
        })
      ).id;
    const [a, b] = [await party('甲公司'), await party('乙公司')];
    const deed = (to: { partyId: string; share: string }[], on_: string, from: string | null = null) =>
      on.createDeeds(mine.actor, workId, { rights: ['streaming'], from, to, on: on_, zone: 'Asia/Shanghai', note: '', documentIds: [] });
    await deed([{ partyId: a, share: '1/3' }], '2026-01-01');
    await expect(register(on, workId)).rejects.toMatchObject({ code: 'rights.title_broken', params: { right: 'streaming' } });
    expect((await on.getRegistrable(mine.actor, workId)).ownerFaults).toMatchObject([{ right: 'streaming', code: 'shares_not_one' }]);
    expect(await on.registerWork(mine.actor, { workId, owners: false, documents: true })).toMatchObject({ owners: [] });
    await deed([{ partyId: b, share: '2/3' }], '2026-01-01');
    await deed([{ partyId: b, share: '1/3' }], '2026-03-01', a);
    const made = await register(on, workId);
    expect(made.owners).toEqual([
      { name: '甲公司', right: 'streaming', share: '1/3', from: '2026-01-01', until: '2026-03-01' },
      { name: '乙公司', right: 'streaming', share: '2/3', from: '2026-01-01', until: '2026-03-01' },
      { name: '乙公司', right: 'streaming', share: '1/1', from: '2026-03-01', until: null },
    ]);
    expect(await verify(await zipOf(on, made.id))).toMatchObject({ ok: true });
  });

  test('of a work that has nothing is refused', async () => {
    const on = house([]);
    const empty = await catalog.createWork(mine.actor, {
      kind: 'novel',
      orientation: 'vertical',
      making: 'acted',
      status: 'draft',
      originalLanguage: 'zh-CN',
      texts: [{ language: 'zh-CN', title: '空', synopsis: '' }],
      genres: [],
      plannedEpisodes: null,
      filing: null,
      derivesFrom: [],
    });
    await expect(register(on, empty.id)).rejects.toMatchObject({ code: 'rights.nothing_to_register' });
  });

  test('outlives its work: provable, with videos let go', async () => {
    const on = house([]);
    const workId = await newWork('要删的剧');
    const made = await register(on, workId);
    await catalog.trashWork(mine.actor, workId);
    await catalog.deleteWork(mine.actor, workId, '要删的剧');
    expect(await on.getRegistration(mine.actor, made.id)).toMatchObject({ held: false, work: { title: '要删的剧' } });
    clock.advance(3600_000);
    await catalog.sweep();
    expect(await verify(await zipOf(on, made.id))).toMatchObject({ ok: true });
    await expect(zipOf(on, made.id, { videos: true, documents: true })).rejects.toMatchObject({ code: 'rights.assets_let_go' });
  });
});

describe.skipIf(!hasOpenssl)('time-stamps', () => {
  test('are of the root, come with the bundle, and openssl agrees', async () => {
    const on = house([authority('tsa.example')]);
    const made = await register(on, await newWork('有时间戳的剧'));
    expect(await stateOf(on, made.id)).toEqual({ state: 'stamping', stamps: [['tsa.example', 'waiting', null]] });
    expect(tasks.at(-1)).toEqual({ job: 'rights.stamp_registration', registrationId: made.id });
    await on.stampNow(made.id);
    const [stamp] = (await on.getRegistration(mine.actor, made.id)).stamps;
    expect(stamp).toMatchObject({ state: 'stamped', fingerprint: tsa.root.fingerprint256, accuracyMs: 1500, error: null });
    expect(called.at(-1)).toMatchObject({ type: 'registration.sealed', data: { registrationId: made.id, number: 1, root: made.root } });
    const zip = await zipOf(on, made.id);
    expect(await verify(zip)).toMatchObject({ ok: true, stamps: [{ fingerprint: tsa.root.fingerprint256 }] });
    if (spawnSync('sha256sum', ['--version']).status !== 0) return;
    const out = mkdtempSync(join(tmpdir(), 'hookline-bundle-'));
    for (const [name, bytes] of Object.entries(unzipSync(zip))) {
      mkdirSync(dirname(join(out, name)), { recursive: true });
      writeFileSync(join(out, name), bytes);
    }
    expect(execFileSync('sh', ['verify.sh'], { cwd: out, encoding: 'utf8' })).toMatch(/stamped at[\s\S]*\nOK\n$/);
    rmSync(out, { recursive: true });
    const page = await (await on.getCertificate(mine.actor, made.id, 'zh-CN')).text();
    for (const text of ['作品登记存证证书', '《有时间戳的剧》', 'CN=Test Authority', tsa.root.fingerprint256, made.verifyUrl])
      expect(page).toContain(text);
  });

  test('are tried again, later and later, while an authority lies, and kept once', async () => {
    const on = house([authority('tsa.example')]);
    const made = await register(on, await newWork('机构不可靠'));
    const lies: ((response: ServerResponse) => void)[] = [
      (response) => response.writeHead(500).end('no'),
      (response) => response.writeHead(200).end('not a token'),
      (response) => response.writeHead(200).end(Buffer.alloc(100_000, 0x30)),
      // Of another root: an answer that it gave to somebody else.
      (response) => response.writeHead(200).end(tsa.reply(writeQuery({ imprint: Buffer.alloc(32, 7), nonce: 1n, policy: null }))),
      (response) => response.destroy(),
    ];
    const waits: number[] = [];
    for (const lie of lies) {
      tsa.behave(lie);
      await on.stampDue();
      const [stamp] = (await on.getRegistration(mine.actor, made.id)).stamps;
      expect(stamp!.state).toBe('waiting');
      expect(stamp!.error!.code).toMatch(/^(rights\.authority_(refused|answer_wrong)|outgoing\.\w+)$/);
      const waitMs = Date.parse(stamp!.nextTryAt!) - clock.nowMs();
      waits.push(waitMs);
      // Not due yet: nobody is asked.
      clock.advance(waitMs - 1);
      await on.stampDue();
      expect((await on.getRegistration(mine.actor, made.id)).stamps[0]!.attempts).toBe(stamp!.attempts);
      clock.advance(1);
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(new Set(waits).size).toBe(waits.length);
    tsa.behave(null);
    clock.advance(systemClock.nowMs() - clock.nowMs());
    await on.stampRegistration(mine.actor, made.id, { authority: null, again: false });
    await Promise.all([on.stampNow(made.id), on.stampDue(), on.stampNow(made.id)]);
    expect(await stateOf(on, made.id)).toEqual({ state: 'sealed', stamps: [['tsa.example', 'stamped', null]] });
    expect(await verify(await zipOf(on, made.id))).toMatchObject({ ok: true });
  });

  test('of a process that died are taken up by another, and a late answer is not kept beside', async () => {
    const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const slow: Authority = {
      ...authority('tsa.example'),
      ask: async (query) => {
        isAsked();
        await answered;
        return tsa.reply(query);
      },
    };
    const dying = house([slow]);
    const { id } = await register(dying, await newWork('中途断电'));
    const late = dying.stampNow(id);
    await asked;
    const on = house([authority('tsa.example')]);
    // Claimed by the one that hangs.
    await on.stampDue();
    expect((await stateOf(on, id)).stamps).toEqual([['tsa.example', 'waiting', null]]);
    clock.advance(3 * 60_000);
    await on.stampDue();
    const before = (await on.getRegistration(mine.actor, id)).stamps;
    expect(before).toMatchObject([{ state: 'stamped', attempts: 2 }]);
    answer();
    await late;
    expect((await on.getRegistration(mine.actor, id)).stamps).toEqual(before);
  });

  test('that were cut short by the end of a process do not count as a try', async () => {
    const stopping = new AbortController();
    const cut: Authority = {
      ...authority('tsa.example'),
      ask: async () => {
        stopping.abort();
        throw new Error('the process ends');
      },
    };
    const made = await register(house([cut]), await newWork('正常关机'));
    await house([cut]).stampNow(made.id, { signal: stopping.signal });
    expect((await house([]).getRegistration(mine.actor, made.id)).stamps).toMatchObject([{ state: 'waiting', attempts: 0, error: null }]);
    const on = house([authority('tsa.example')]);
    await on.stampDue();
    expect(await stateOf(on, made.id)).toMatchObject({ state: 'sealed' });
  });

  test('can be had of an authority that was set up later, and once more where that is asked for', async () => {
    const alone = house([]);
    const made = await register(alone, await newWork('先登记后盖章'));
    await expect(alone.stampRegistration(mine.actor, made.id, { authority: null, again: false })).rejects.toMatchObject({
      code: 'rights.no_authority',
    });
    const on = house([authority('one.example'), authority('two.example')]);
    await on.stampRegistration(mine.actor, made.id, { authority: 'two.example', again: false });
    await on.stampNow(made.id);
    await expect(on.stampRegistration(mine.actor, made.id, { authority: 'two.example', again: false })).rejects.toMatchObject({
      code: 'rights.already_stamped',
    });
    clock.advance(1);
    await on.stampRegistration(mine.actor, made.id, { authority: null, again: false });
    // Pressed twice: it waits once.
    await on.stampRegistration(mine.actor, made.id, { authority: null, again: false });
    await on.stampNow(made.id);
    clock.advance(1);
    await on.stampRegistration(mine.actor, made.id, { authority: 'one.example', again: true });
    await on.stampNow(made.id);
    expect((await stateOf(on, made.id)).stamps.map(([name]) => name)).toEqual(['two.example', 'one.example', 'one.example']);
    const seen = await verify(await zipOf(on, made.id));
    expect(seen.ok).toBe(true);
    expect(seen.stamps).toHaveLength(3);
    for (let count = 0; count < 20; count++) {
      await on.stampRegistration(mine.actor, made.id, { authority: 'one.example', again: true }).catch(() => {});
      await on.stampNow(made.id);
    }
    expect((await stateOf(on, made.id)).stamps).toHaveLength(10);
    expect((await verify(await zipOf(on, made.id))).ok).toBe(true);
  });

  test('of an authority that must not be reached fail at once, and staff is told; so does one that nobody set up any more', async () => {
    const inside: Authority = httpAuthority({
      name: 'inside.example',
      policy: null,
      anchors: [],
      url: 'http://10.0.0.1/tsa',
      outgoing: createOutgoing({ allow: [], clock }),
    });
    const on = house([inside]);
    const made = await register(on, await newWork('内网机构'));
    await on.stampNow(made.id);
    expect(await stateOf(on, made.id)).toEqual({
      state: 'sealed_unstamped',
      stamps: [['inside.example', 'failed', 'outgoing.address_refused']],
    });
    expect(told.at(-1)).toMatchObject({ kind: 'registration_not_stamped', params: { work: '内网机构', authority: 'inside.example' } });
    await on.stampRegistration(mine.actor, made.id, { authority: null, again: false });
    await house([]).stampNow(made.id);
    expect((await stateOf(on, made.id)).stamps).toEqual([['inside.example', 'failed', 'rights.authority_gone']]);
  });
});

describe('captures', () => {
  test('are sealed with their bytes and the registration that they are compared with', async () => {
    const on = house(hasOpenssl ? [authority('tsa.example')] : []);
    const made = await register(on, await newWork('被搬运的剧'));
    await on.stampNow(made.id);
    const body = await keep('<html>盗版页面</html>');
    const picture = await keep('jpeg');
    const capture: Capture = {
      format: captureFormat,
      id: 'cpr_1',
      at: clock.now().toISOString(),
      askedUrl: 'https://short.example/abc',
      redirects: [{ url: 'https://short.example/abc', status: 302 }],
      finalUrl: 'https://pirate.example/v/1?a=b',
      address: '203.0.113.9',
      status: 200,
      headers: [['content-type', 'text/html; charset=utf-8']],
      certificate: { subject: 'CN=pirate.example', issuer: 'CN=CA', validFrom: 'a', validTo: 'b', fingerprint256: 'AA:BB' },
      means: 'http',
      body: { ...body, mediaType: 'text/html; charset=utf-8' },
      pictures: [{ ...picture, mediaType: 'image/jpeg', atMs: 1500 }],
    };
    on.registerCaptureSource(async (_trx, organisationId, ids) =>
      organisationId === mine.organisationId ? new Map(ids.filter((id) => id === 'cpr_1').map((id) => [id, capture])) : new Map(),
    );
    await expect(on.sealCaptures(mine.actor, made.id, ['cpr_1', 'cpr_2'])).rejects.toMatchObject({ code: 'rights.capture_not_found' });
    await expect(on.sealCaptures(other.actor, made.id, ['cpr_1'])).rejects.toMatchObject({ code: 'rights.registration_not_found' });
    const sealed = await on.sealCaptures(mine.actor, made.id, ['cpr_1', 'cpr_1']);
    expect(sealed).toMatchObject({ basis: 'captures', ofRegistrationId: made.id, number: 2 });
    const zip = await zipOf(on, sealed.id);
    expect(await verify(zip)).toMatchObject({ ok: true });
    const files = unzipSync(zip);
    const folderOf = 'files/captures/0001-pirate.example';
    expect(JSON.parse(Buffer.from(files[`${folderOf}/capture.json`]!).toString())).toEqual(capture);
    expect(Buffer.from(files[`${folderOf}/body.html`]!).toString()).toContain('盗版页面');
    expect(files[`${folderOf}/pictures/001-1500ms.jpg`]).toBeDefined();
    const inner = unzipSync(await zipOf(on, made.id));
    expect(files['files/registration/manifest.json']).toEqual(inner['manifest.json']);
    expect(files['files/registration/stamps/1.tsr']).toEqual(inner['stamps/1.tsr']);
  });
});
async function keep(text: string): Promise<{ sha256: string; bytes: number }> {
  const { sha256, sizeBytes } = await made.objects.putBytes(Buffer.from(text));
  return { sha256, bytes: sizeBytes };
}

describe('walls', () => {
  test('another organisation finds nothing, and anybody may check a whole root and learns no more than when', async () => {
    const on = house([]);
    const workId = await newWork('墙内');
    const { id, root } = await register(on, workId);
    const gone = { code: 'rights.registration_not_found' };
    await expect(on.getRegistration(other.actor, id)).rejects.toMatchObject(gone);
    await expect(on.listRegisteredAssets(other.actor, id, { limit: 5, cursor: undefined })).rejects.toMatchObject(gone);
    await expect(on.getRegistrationChanges(other.actor, id)).rejects.toMatchObject(gone);
    await expect(on.stampRegistration(other.actor, id, { authority: null, again: false })).rejects.toMatchObject(gone);
    await expect(on.getCertificate(other.actor, id, 'en')).rejects.toMatchObject(gone);
    await expect(on.getBundle(other.actor, id, { videos: true, documents: true })).rejects.toMatchObject(gone);
    const noWork = { code: 'catalog.work_not_found' };
    await expect(on.registerWork(other.actor, { workId, owners: true, documents: true })).rejects.toMatchObject(noWork);
    await expect(on.getRegistrable(other.actor, workId)).rejects.toMatchObject(noWork);
    await expect(on.getIdentifiers(other.actor, workId)).rejects.toMatchObject(noWork);
    await expect(on.setIdentifiers(other.actor, workId, [])).rejects.toMatchObject(noWork);
    expect((await on.listRegistrations(other.actor, { limit: 50, cursor: undefined, workId, basis: undefined })).items).toEqual([]);

    const known = await on.verifyRoot(root);
    expect(known).toMatchObject({ registered: true, root, stamps: [] });
    expect(JSON.stringify(known)).not.toMatch(new RegExp(`${id}|${workId}|${mine.organisationId}|墙内|Test`));
    expect(await on.verifyRoot('0'.repeat(64))).toEqual({
      registered: false,
      root: '0'.repeat(64),
      leaves: null,
      registeredAt: null,
      stamps: [],
    });
    const page = await on.showRoot(root.toUpperCase(), null, 'zh-CN,zh;q=0.9');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('该树根已在此登记');
    for (const part of [root.slice(0, 63), `${root}0`, '', '%', root.replace(/.$/, 'g')]) {
      const none = await on.showRoot(part, 'en', null);
      expect([none.status, await none.text()]).toEqual([404, expect.stringContaining('A root has 64 digits')]);
    }
  });

  test('a cursor of another listing is refused before anything is looked up', async () => {
    const on = house([]);
    const listing = { limit: 5, cursor: 'x', workId: undefined, basis: undefined };
    expect(() => on.listRegistrations(mine.actor, listing)).toThrow(expect.objectContaining({ code: 'platform.invalid_request' }));
    expect(() => on.listRegisteredAssets(other.actor, 'reg_none', { limit: 5, cursor: 'x' })).toThrow(
      expect.objectContaining({ code: 'platform.invalid_request' }),
    );
  });
});

describe('identifiers of a work', () => {
  test('are kept in their canonical form, sealed with it, and refused with the character that is wrong', async () => {
    const on = house([]);
    const workId = await newWork('有编号的剧');
    await expect(
      on.setIdentifiers(mine.actor, workId, [{ scheme: 'eidr', value: '10.5240/7791-8534-2C23-9030-8610-6' }]),
    ).rejects.toMatchObject({ code: 'rights.identifier_wrong', params: { at: 34, found: '6', expected: '5' } });
    const kept = await on.setIdentifiers(mine.actor, workId, [
      { scheme: 'eidr', value: 'https://doi.org/10.5240/77918534-2c23-9030-8610-5' },
      { scheme: 'isan', value: '0000-0000-3a8d-0000-z-0000-0000-6' },
      { scheme: 'isan', value: 'ISAN 0000-0000-3A8D-0000-Z-0000-0000-6' },
    ]);
    expect(kept.items).toEqual([
      { scheme: 'eidr', value: '10.5240/7791-8534-2C23-9030-8610-5' },
      { scheme: 'isan', value: 'ISAN 0000-0000-3A8D-0000-Z-0000-0000-6' },
    ]);
    expect(await on.getIdentifiers(mine.actor, workId)).toEqual(kept);
    const made = await register(on, workId);
    expect(made.identifiers).toEqual(kept.items);
    const sealed = unzipSync(await zipOf(on, made.id))['files/identifiers.json'];
    expect(JSON.parse(Buffer.from(sealed!).toString()).identifiers).toEqual(kept.items);
  });
});

describe('pure parts', () => {
  test('a name is one part of a path that sha256sum and a shell read as no more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const part = segment(name);
        expect(part).toMatch(/^(?!\.{1,2}$)[^/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+$/u);
        expect(Buffer.byteLength(part)).toBeLessThanOrEqual(120);
      }),
    );
  });

  test('changes count what was added, replaced and removed, and nothing of what is the same', () => {
    const file = fc.record({ place: fc.nat(6), hash: fc.constantFrom('a', 'b', 'c') });
    const side = fc.uniqueArray(file, { selector: ({ place }) => place, maxLength: 7 });
    fc.assert(
      fc.property(side, side, (was, is) => {
        const of = (files: typeof was): Compared => ({
          title: 't',
          owners: [],
          assets: files.map(({ place, hash }) => ({ path: `files/episodes/${place}/${hash}.mp4`, kind: 'episode_video', sha256: hash })),
        });
        const changes = changesBetween(of(was), of(is));
        const before = new Map(was.map(({ place, hash }) => [place, hash]));
        const after = new Map(is.map(({ place, hash }) => [place, hash]));
        expect(changes.added).toBe([...after.keys()].filter((place) => !before.has(place)).length);
        expect(changes.removed).toBe([...before.keys()].filter((place) => !after.has(place)).length);
        expect(changes.replaced).toBe([...after].filter(([place, hash]) => before.has(place) && before.get(place) !== hash).length);
        expect(changesBetween(of(was), of([...was].reverse())).unchanged).toBe(true);
      }),
    );
  });
});
