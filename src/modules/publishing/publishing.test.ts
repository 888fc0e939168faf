import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTiktokServer, startYoutubeServer, type ChannelServer } from '../../../test/support/channel-servers.ts';
import { freshTenant, openTestDatabase, type TestDatabase, type TestTenant } from '../../../test/support/database.ts';
import type { Trx } from '../../platform/db/index.ts';
import { silentLog } from '../../platform/log.ts';
import type { JobContext } from '../../platform/jobs/index.ts';
import { createOutgoing } from '../../platform/outgoing.ts';
import { createSealer } from '../../platform/seal.ts';
import { createLocalStore, type ObjectStore } from '../../platform/storage/index.ts';
import { fixedClock } from '../../platform/time.ts';
import type { Actor, SignedIn } from '../../platform/http/actor.ts';
import { createAudit } from '../identity/index.ts';
import type { NewPublication, Publication } from './contract.ts';
import { createPublishing, createTiktok, createYoutube, publishingMigrations, type Publishing, type PublishingParts } from './index.ts';

const megabyte = 1024 * 1024;
let test_: TestDatabase;
let objects: ObjectStore;
let folder: string;
beforeAll(async () => {
  test_ = await openTestDatabase([publishingMigrations]);
  folder = await mkdtemp(join(tmpdir(), 'hookline-publishing-'));
  objects = await createLocalStore({ directory: folder });
});
afterAll(async () => {
  await test_.drop();
  await rm(folder, { recursive: true, force: true });
});

let clock: ReturnType<typeof fixedClock>;
let youtube: ChannelServer;
let tiktok: ChannelServer;
let tenant: TestTenant;
let publishing: Publishing;
let parts: PublishingParts;
let queued: string[];
let told: { kind: string; params: Record<string, unknown> }[];
let bytes: Buffer;
let context: JobContext & { stop(reason: string): void };

beforeEach(async () => {
  clock = fixedClock('2026-11-22T08:00:00Z');
  youtube = await startYoutubeServer();
  tiktok = await startTiktokServer();
  tenant = await freshTenant(test_.db);
  queued = [];
  told = [];
  const outgoing = createOutgoing({ allow: ['127.0.0.1'], clock });
  bytes = Buffer.alloc(21 * megabyte + 12_345);
  for (let at = 0; at < bytes.length; at += 4096) bytes.writeUInt32LE(at, at);
  const stored = await objects.putBytes(bytes);
  const controller = new AbortController();
  context = {
    taskId: 'tsk_1',
    organisationId: tenant.organisationId,
    attempt: 1,
    signal: controller.signal,
    progress: () => {},
    log: silentLog,
    stop: (reason) => controller.abort(reason),
  };
  parts = {
    db: test_.db,
    clock,
    log: silentLog,
    jobs: {
      enqueue: async (_trx, _job, input) => {
        queued.push((input as { publicationId: string }).publicationId);
        return 'tsk_1';
      },
    },
    audit: createAudit(clock),
    objects,
    creators: {
      partyOf: async (_trx: Trx, actor: Actor) =>
        actor.role === 'creator'
          ? { kind: 'creator', creatorId: `crt_${actor.id}`, agencyId: null }
          : actor.role === 'agency'
            ? { kind: 'agency', agencyId: 'agy_1' }
            : { kind: 'staff' },
      listCreatorIdsOfAgency: async () => [],
      userIdsOf: async (_trx: Trx, _organisation: string, ids: readonly string[]) => new Map(ids.map((id) => [id, [id.slice(4)]])),
    } as unknown as PublishingParts['creators'],
    notifications: {
      notify: async (_trx: Trx, notice: { kind: string; params: Record<string, unknown> }) => void told.push(notice),
    } as unknown as PublishingParts['notifications'],
    material: {
      placement: async (_trx, _organisation, placementId) => {
        const [, channel] = placementId.split(':');
        return channel
          ? {
              placementId,
              creatorId: `crt_${tenant.actors.creator.id}`,
              channel: channel as 'youtube',
              title: '她从火中归来',
              codeShown: '7KX4-M9PD',
              url: 'https://hook.example/s/abc',
            }
          : null;
      },
      clip: async (_trx, _organisation, clipId) =>
        clipId.startsWith('ccl:')
          ? {
              id: clipId,
              placementId: `plc:${clipId.slice(4)}`,
              name: '复仇/开场',
              sha256: stored.sha256,
              sizeBytes: bytes.length,
              durationMs: 60_000,
            }
          : null,
      captions: async () => [
        { language: 'zh-CN', text: '她回来了 #短剧' },
        { language: 'en', text: 'She is back #shortdrama' },
      ],
      qr: async () => new Uint8Array([1, 2, 3]),
    },
    seal: createSealer('a secret of the house that is long enough', 'publishing.tokens'),
    channels: new Map([
      [
        'youtube' as const,
        createYoutube(
          {
            clientId: 'id',
            clientSecret: 'secret',
            authorize: `${youtube.url}/auth`,
            token: `${youtube.url}/token`,
            revoke: `${youtube.url}/revoke`,
            api: youtube.url,
          },
          { clock, outgoing },
        ),
      ],
      [
        'tiktok' as const,
        createTiktok({ clientKey: 'key', clientSecret: 'secret', authorize: `${tiktok.url}/auth`, api: tiktok.url }, { clock, outgoing }),
      ],
    ]),
    baseUrl: 'https://hook.example',
  };
  publishing = createPublishing(parts);
});
afterEach(async () => {
  await youtube.close();
  await tiktok.close();
});

const serverOf = (channel: 'youtube' | 'tiktok'): ChannelServer => (channel === 'youtube' ? youtube : tiktok);
const asSignedIn = (actor: Actor): SignedIn => actor;

async function connect(channel: 'youtube' | 'tiktok', actor: Actor = tenant.actors.creator): Promise<string> {
  const { service } = publishing;
  const { authorizeUrl } = await service.connections.begin(actor, { channel, returnTo: '/creator/accounts' });
  const landed = await service.connections.finish(channel, serverOf(channel).agree(authorizeUrl), asSignedIn(actor));
  expect(landed).toBe(`/creator/accounts?connected=${channel}`);
  return (await service.connections.list(actor)).items.find((each) => each.channel === channel)!.id;
}

async function publish(channel: 'youtube' | 'tiktok', change: Partial<NewPublication & { way: 'connected' }> = {}): Promise<Publication> {
  const connectionId = change.connectionId ?? (await connect(channel));
  return publishing.service.publications.publish(tenant.actors.creator, {
    way: 'connected',
    placementId: `plc:${channel}`,
    creatorClipId: `ccl:${channel}`,
    connectionId,
    title: '她从火中归来',
    caption: '她回来了，带着火。#短剧',
    privacy: 'public',
    scheduledAt: null,
    ...change,
  });
}
const run = (publicationId: string): Promise<void> => publishing.service.sending.runSend({ publicationId }, context);
const get = (id: string): Promise<Publication> => publishing.service.publications.get(tenant.actors.creator, id);
/** What the machine does when its time comes. */
async function tick(aheadMs: number): Promise<void> {
  clock.advance(aheadMs);
  queued.length = 0;
  await publishing.service.sending.runDue(new AbortController().signal);
  for (const id of queued) await run(id);
}

describe.each(['youtube', 'tiktok'] as const)('%s', (channel) => {
  const done =
    channel === 'youtube' ? { uploadStatus: 'processed' } : { status: 'PUBLISH_COMPLETE', publicaly_available_post_id: ['7301'] };
  const dead =
    channel === 'youtube' ? { uploadStatus: 'rejected', rejectionReason: 'copyright' } : { status: 'FAILED', fail_reason: 'spam_risk' };

  test('a clip arrives whole, is followed through processing, and its creator is told', async () => {
    const made = await publish(channel);
    await run(made.id);
    expect(await get(made.id)).toMatchObject({ state: 'processing', progressBps: 10_000 });
    expect(serverOf(channel).posts).toHaveLength(1);
    expect(serverOf(channel).posts[0]!.bytes.equals(bytes)).toBe(true);
    expect(JSON.stringify(serverOf(channel).posts[0]!.details)).toContain('带着火');
    await tick(6000);
    expect((await get(made.id)).state).toBe('processing');
    serverOf(channel).setProcessing(done);
    await tick(20_000);
    expect(await get(made.id)).toMatchObject({ state: 'published', url: expect.stringContaining(channel) });
    expect(told).toMatchObject([{ kind: 'publication_published', params: { campaign: '她从火中归来' } }]);
  });

  test('a dropped connection goes on where the channel stopped, and nothing is posted twice', async () => {
    const made = await publish(channel);
    serverOf(channel).dropAfter(2 * megabyte + 77);
    await run(made.id);
    expect(await get(made.id)).toMatchObject({ state: 'scheduled', error: { code: 'publishing.channel_unavailable' } });
    await tick(60_000);
    expect((await get(made.id)).state).toBe('processing');
    expect(serverOf(channel).posts.map((post) => post.bytes.equals(bytes))).toEqual([true]);
  });

  test('a process that dies after the last byte does not post again', async () => {
    const made = await publish(channel);
    const { db } = parts;
    // The answer to the last stretch came, and the process died before it wrote it down.
    const frozen = createPublishing({ ...parts, db: { ...db, read: freezeAfterPost(db, serverOf(channel)) } });
    await frozen.service.sending.runSend({ publicationId: made.id }, context).catch(() => {});
    expect(serverOf(channel).posts).toHaveLength(1);
    expect((await get(made.id)).state).toBe('uploading');
    await run(made.id);
    expect((await get(made.id)).state).toBe('processing');
    expect(serverOf(channel).posts).toHaveLength(1);
  });

  test('an access token that is over is renewed, also by two at once', async () => {
    const connectionId = await connect(channel);
    const made = await Promise.all([publish(channel, { connectionId }), publish(channel, { connectionId })]);
    clock.advance(2 * 3_600_000);
    serverOf(channel).expireTokens();
    // One in this process, and one in another.
    const other = createPublishing(parts);
    await Promise.all([run(made[0]!.id), other.service.sending.runSend({ publicationId: made[1]!.id }, context)]);
    for (const { id } of made) expect((await get(id)).state).toBe('processing');
  });

  test('two posts at once renew an access token once', async () => {
    const connectionId = await connect(channel);
    const made = await Promise.all([publish(channel, { connectionId }), publish(channel, { connectionId })]);
    clock.advance(2 * 3_600_000);
    serverOf(channel).expireTokens();
    await Promise.all(made.map(({ id }) => run(id)));
    for (const { id } of made) expect((await get(id)).state).toBe('processing');
  });

  test('an agreement that was withdrawn asks for the owner, and a retry before that is refused', async () => {
    const made = await publish(channel);
    clock.advance(2 * 3_600_000);
    serverOf(channel).failNext('POST token', channel === 'youtube' ? 400 : 200, { error: 'invalid_grant' });
    await run(made.id);
    expect(await get(made.id)).toMatchObject({ state: 'failed', error: { code: 'publishing.reconnect_needed' } });
    await expect(publishing.service.publications.retry(tenant.actors.creator, made.id)).rejects.toMatchObject({
      code: 'publishing.reconnect_needed',
    });
    await connect(channel);
    await publishing.service.publications.retry(tenant.actors.creator, made.id);
    await run(made.id);
    expect((await get(made.id)).state).toBe('processing');
  });

  test('a quota waits until it is back, and is not a failure', async () => {
    const made = await publish(channel);
    if (channel === 'youtube') youtube.failNext('POST session', 403, { error: { errors: [{ reason: 'quotaExceeded' }] } });
    else tiktok.failNext('POST init', 403, { error: { code: 'spam_risk_too_many_posts' } });
    await run(made.id);
    expect(await get(made.id)).toMatchObject({ state: 'scheduled', error: { code: 'publishing.quota_exceeded' } });
    await tick(60_000);
    expect((await get(made.id)).state).toBe('scheduled');
    await tick(24 * 3_600_000);
    expect((await get(made.id)).state).toBe('processing');
  });

  test('a channel that is down is tried again, and given up in the end with a word', async () => {
    const made = await publish(channel);
    const kind = channel === 'youtube' ? 'POST session' : 'POST creator_info';
    for (let failures = 0; failures < 8; failures++) serverOf(channel).failNext(kind, 503);
    await run(made.id);
    for (let tries = 0; tries < 10; tries++) await tick(3_600_000);
    expect(await get(made.id)).toMatchObject({ state: 'failed', error: { code: 'publishing.channel_unavailable' } });
    expect(told.at(-1)).toMatchObject({ kind: 'publication_failed' });
  });

  test('a refusal by moderation is the end, with the channel’s reason', async () => {
    const made = await publish(channel);
    await run(made.id);
    serverOf(channel).setProcessing(dead);
    await tick(10_000);
    expect(await get(made.id)).toMatchObject({
      state: 'failed',
      error: { code: 'publishing.refused_there', params: { reason: expect.any(String) } },
    });
  });

  test('a post at a time waits for it, can be moved and cancelled', async () => {
    const at = '2026-11-22T09:00:00Z';
    const made = await publish(channel, { scheduledAt: at });
    expect(made).toMatchObject({ state: 'scheduled' });
    await tick(30 * 60_000);
    expect(serverOf(channel).posts).toHaveLength(0);
    await publishing.service.publications.change(tenant.actors.creator, made.id, { scheduledAt: '2026-11-22T10:00:00Z' });
    await tick(40 * 60_000);
    expect(serverOf(channel).posts).toHaveLength(0);
    await tick(60 * 60_000);
    expect(serverOf(channel).posts).toHaveLength(1);
    const other = await publish(channel, { scheduledAt: '2026-11-23T09:00:00Z' });
    expect((await publishing.service.publications.cancel(tenant.actors.creator, other.id)).state).toBe('cancelled');
    await tick(48 * 3_600_000);
    expect(serverOf(channel).posts).toHaveLength(1);
  });

  test('a state is good once, for the person who began, and for a while', async () => {
    const { service } = publishing;
    const begin = (): Promise<{ authorizeUrl: string }> =>
      service.connections.begin(tenant.actors.creator, { channel, returnTo: '/creator/accounts' });
    const back = serverOf(channel).agree((await begin()).authorizeUrl);
    expect(await service.connections.finish(channel, back, asSignedIn(tenant.actors.owner))).toContain('attempt_over');
    const again = serverOf(channel).agree((await begin()).authorizeUrl);
    await service.connections.finish(channel, again, asSignedIn(tenant.actors.creator));
    expect(await service.connections.finish(channel, again, asSignedIn(tenant.actors.creator))).toContain('attempt_over');
    const late = serverOf(channel).agree((await begin()).authorizeUrl);
    clock.advance(16 * 60_000);
    expect(await service.connections.finish(channel, late, asSignedIn(tenant.actors.creator))).toContain('attempt_over');
    const refused = new URL((await begin()).authorizeUrl).searchParams.get('state')!;
    expect(
      await service.connections.finish(channel, { state: refused, error: 'access_denied' }, asSignedIn(tenant.actors.creator)),
    ).toContain('refused_by_owner');
  });

  test('nobody is sent to another server, whatever path they came from', async () => {
    const { service } = publishing;
    const { authorizeUrl } = await service.connections.begin(tenant.actors.creator, { channel, returnTo: '/..//evil.example/x' });
    const back = serverOf(channel).agree(authorizeUrl);
    expect(await service.connections.finish(channel, back, asSignedIn(tenant.actors.creator))).toMatch(/^\/evil\.example/);
  });

  test('a creator who leaves takes along what may post in their name, also what was only begun', async () => {
    const { service } = publishing;
    const id = await connect(channel);
    const open = await publish(channel, { connectionId: id, scheduledAt: '2026-11-23T09:00:00Z' });
    const begun = serverOf(channel).agree(
      (await service.connections.begin(tenant.actors.creator, { channel, returnTo: '/' })).authorizeUrl,
    );
    await test_.db.transaction((trx) => service.connections.releaseCreator(trx, tenant.organisationId, `crt_${tenant.actors.creator.id}`));
    expect((await get(open.id)).state).toBe('cancelled');
    expect((await service.connections.list(tenant.actors.creator)).items).toEqual([]);
    expect(await service.connections.finish(channel, begun, asSignedIn(tenant.actors.creator))).toContain('attempt_over');
  });

  test('no token rests in the clear, and removing a connection revokes it there', async () => {
    const id = await connect(channel);
    const rows = await test_.db.read((trx) =>
      trx
        .withTables<{ connections: { id: string; tokens_sealed: string } }>()
        .selectFrom('connections')
        .selectAll()
        .where('id', '=', id)
        .execute(),
    );
    expect(rows[0]!.tokens_sealed).toMatch(/^v1\./);
    const open = await publish(channel, { connectionId: id, scheduledAt: '2026-11-23T09:00:00Z' });
    await publishing.service.connections.remove(tenant.actors.creator, id);
    expect(serverOf(channel).log).toContain('POST revoke');
    expect((await get(open.id)).state).toBe('cancelled');
  });
});

test('a post by hand is published with its address, which must be of its channel', async () => {
  const { publications } = publishing.service;
  const byHand = { way: 'by_hand' as const, placementId: 'plc:douyin', creatorClipId: null, caption: '', url: null };
  const waiting = await publications.publish(tenant.actors.creator, byHand);
  expect(waiting.state).toBe('waiting');
  for (const url of ['https://example.com/v/1', 'https://douyin.com.evil.example/v/1', 'https://notdouyin.com/'])
    await expect(publications.change(tenant.actors.creator, waiting.id, { url })).rejects.toMatchObject({
      code: 'publishing.url_of_other_channel',
    });
  const after = await publications.change(tenant.actors.creator, waiting.id, { url: 'https://v.douyin.com/iRNBho6/' });
  expect(after).toMatchObject({ state: 'published', url: 'https://v.douyin.com/iRNBho6/' });
});

test('another creator and another organisation find nothing', async () => {
  const made = await publish('youtube');
  const stranger = (await freshTenant(test_.db)).actors;
  const other: Actor = { ...tenant.actors.creator, id: 'usr_other' };
  for (const actor of [other, stranger.owner, stranger.creator]) {
    await expect(publishing.service.publications.get(actor, made.id)).rejects.toMatchObject({ code: 'publishing.publication_not_found' });
    await expect(publishing.service.publications.cancel(actor, made.id)).rejects.toMatchObject({
      code: 'publishing.publication_not_found',
    });
    await expect(publishing.service.connections.remove(actor, made.connectionId!)).rejects.toMatchObject({
      code: 'publishing.connection_not_found',
    });
  }
  expect((await publishing.service.publications.list(other, { limit: 50 })).items).toEqual([]);
  expect((await publishing.service.publications.list(tenant.actors.operator, { limit: 50 })).items).toHaveLength(1);
});

test('the kit has the clip, a caption a language, the code, the link and its QR', async () => {
  const response = await publishing.service.kits.kit(tenant.actors.creator, 'plc:douyin', 'ccl:douyin');
  expect(decodeURIComponent(response.headers.get('content-disposition')!)).toContain('她从火中归来 douyin.zip');
  const { unzipSync, strFromU8 } = await import('fflate');
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  expect(Object.keys(files).sort()).toEqual(
    ['caption-en.txt', 'caption-zh-CN.txt', 'code.txt', 'link.txt', 'qr.png', '复仇 开场.mp4'].sort(),
  );
  expect(strFromU8(files['code.txt']!)).toBe('7KX4-M9PD\n');
  expect(Buffer.from(files['复仇 开场.mp4']!).equals(bytes)).toBe(true);
});

/** A database whose reads fail once the channel has the whole post, as they would in a process that is gone. */
function freezeAfterPost(db: PublishingParts['db'], server: ChannelServer): PublishingParts['db']['read'] {
  return (work) => (server.posts.length > 0 ? Promise.reject(new Error('the process is gone')) : db.read(work));
}
