import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startS3Server, type S3Server } from '../../../test/support/s3-server.ts';
import { writeError } from './files.ts';
import { createLocalStore, createS3Store, type ObjectStore } from './index.ts';

const mib = 1024 * 1024;
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (length: number, seed = 1): Buffer => {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 4099) bytes[at] = (at * seed) % 251;
  return bytes;
};
const collect = async (stream: ReadableStream<Uint8Array>): Promise<Buffer> => Buffer.from(await new Response(stream).arrayBuffer());

const gather = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

let root: string;
let s3: S3Server;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hookline-storage-'));
  s3 = await startS3Server({ pageSize: 3 });
});
afterAll(async () => {
  await s3.close();
  await rm(root, { recursive: true, force: true });
});
const s3Store = (name: string, cacheBytes?: number): Promise<ObjectStore> =>
  createS3Store({
    ...s3,
    region: 'us-east-1',
    pathStyle: true,
    prefix: `${name}/`,
    cacheDirectory: join(root, `cache-${name}`),
    cacheBytes,
    partBytes: 5 * mib,
  });

describe.each([
  ['local', (name: string) => createLocalStore({ directory: join(root, name) })],
  ['s3', (name: string) => s3Store(name)],
])('%s store', (kind, open) => {
  it('keeps the same bytes once and gives them back, whole and in ranges', async () => {
    const store = await open(`${kind}-basic`);
    const bytes = bytesOf(12 * mib + 17);
    const path = join(root, `${kind} 源 文件 🎬.mp4`);
    await writeFile(path, bytes);
    let seen = 0;
    const stored = await store.putFile(path, { onBytes: (count) => (seen += count) });
    expect(stored).toEqual({ sha256: sha(bytes), sizeBytes: bytes.length });
    expect(seen).toBe(bytes.length);
    expect(await store.putFile(path)).toEqual(stored);
    expect(await store.putBytes(bytes)).toEqual(stored);
    expect(await gather(store.list())).toEqual([stored]);
    expect(sha(await readFile(await store.localPath(stored.sha256)))).toBe(stored.sha256);
    expect(sha(await collect(await store.read(stored.sha256)))).toBe(stored.sha256);
    expect(await collect(await store.read(stored.sha256, { start: 4090, end: 4110 }))).toEqual(bytes.subarray(4090, 4110));
    expect(await collect(await store.read(stored.sha256, { start: 5, end: 5 }))).toHaveLength(0);
    expect((await stat(path)).size).toBe(bytes.length);
  });

  it('takes a file over when asked to move it, also when it has the bytes already', async () => {
    const store = await open(`${kind}-move`);
    for (const round of [1, 2]) {
      const path = join(root, `${kind}-move-${round}`);
      await writeFile(path, 'moved');
      const stored = await store.putFile(path, { move: true });
      await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
      expect(await readFile(await store.localPath(stored.sha256), 'utf8')).toBe('moved');
    }
  });

  it('forgets what is removed, and says what is missing', async () => {
    const store = await open(`${kind}-remove`);
    const { sha256 } = await store.putBytes(Buffer.from('gone'));
    await store.localPath(sha256);
    await store.remove(sha256);
    await store.remove(sha256);
    expect(await store.has(sha256)).toBe(false);
    await expect(store.localPath(sha256)).rejects.toMatchObject({ code: 'storage.object_missing' });
    await expect(store.read(sha256)).rejects.toMatchObject({ code: 'storage.object_missing' });
    expect(await store.has('../../etc/passwd')).toBe(false);
    await expect(Promise.resolve().then(() => store.localPath('../../etc/passwd'))).rejects.toMatchObject({
      code: 'storage.object_missing',
    });
  });

  it('keeps empty bytes, lists page by page and passes its own check', async () => {
    const store = await open(`${kind}-list`);
    const all = [await store.putBytes(new Uint8Array())];
    for (let at = 0; at < 7; at++) all.push(await store.putBytes(Buffer.from(`object ${at}`)));
    const listed = await gather(store.list());
    const order = (a: { sha256: string }, b: { sha256: string }): number => a.sha256.localeCompare(b.sha256);
    expect(listed.toSorted(order)).toEqual(all.toSorted(order));
    await store.check();
    expect(await gather(store.list())).toHaveLength(8);
  });

  it('stops when asked to and leaves nothing behind', async () => {
    const store = await open(`${kind}-abort`);
    const path = join(root, `${kind}-abort.bin`);
    await writeFile(path, bytesOf(11 * mib, 3));
    const stop = new AbortController();
    await expect(store.putFile(path, { signal: stop.signal, onBytes: () => stop.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(await gather(store.list())).toEqual([]);
    if (kind === 'local') expect(await readdir(join(root, `${kind}-abort`, 'tmp'))).toEqual([]);
  });
});

describe('local store', () => {
  it('sweeps what a dead process left, and nothing of the living', async () => {
    const directory = join(root, 'sweep');
    await mkdir(join(directory, 'tmp'), { recursive: true });
    await writeFile(join(directory, 'tmp', `${hostname()}~999999999~aaaa~1`), 'dead');
    await writeFile(join(directory, 'tmp', `${hostname()}~${process.pid}~another-start~1`), 'a container restarted');
    await writeFile(join(directory, 'tmp', `${hostname()}~1~aaaa~1`), 'alive');
    await writeFile(join(directory, 'tmp', 'elsewhere~5~aaaa~1'), 'another machine');
    await createLocalStore({ directory });
    expect((await readdir(join(directory, 'tmp'))).toSorted()).toEqual([`${hostname()}~1~aaaa~1`, 'elsewhere~5~aaaa~1'].toSorted());
  });

  it('knows a full disk by the system error itself', async () => {
    const error = await writeFile('/dev/full', 'x').then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(writeError(error)).toMatchObject({ code: 'storage.disk_full', kind: 'unavailable' });
  });

  it.skipIf(!canMount())('answers a full disk with its own error and keeps no half object', async () => {
    const directory = join(root, 'tiny');
    await mkdir(directory);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', directory]);
    try {
      const store = await createLocalStore({ directory });
      const small = await store.putBytes(bytesOf(mib));
      await expect(store.putBytes(bytesOf(2 * mib, 5))).rejects.toMatchObject({ code: 'storage.disk_full' });
      const path = join(root, 'too-large.bin');
      await writeFile(path, bytesOf(3 * mib, 7));
      await expect(store.putFile(path)).rejects.toMatchObject({ code: 'storage.disk_full' });
      await expect(store.putFile(path, { move: true })).rejects.toMatchObject({ code: 'storage.disk_full' });
      expect((await stat(path)).size).toBe(3 * mib);
      expect(await readdir(join(directory, 'tmp'))).toEqual([]);
      expect(await gather(store.list())).toEqual([small]);
    } finally {
      execFileSync('umount', [directory]);
    }
  });
});

describe('s3 store', () => {
  it('uploads large files in parts, tries again when the service stumbles, and aborts what it cannot finish', async () => {
    const store = await s3Store('parts');
    const path = join(root, 'parts.bin');
    await writeFile(path, bytesOf(11 * mib, 9));
    s3.failNext('PUT part', 503);
    s3.failNext('POST upload', 500);
    const stored = await store.putFile(path);
    expect(s3.objects.get(`parts/${stored.sha256.slice(0, 2)}/${stored.sha256.slice(2, 4)}/${stored.sha256}`)).toHaveLength(11 * mib);
    await appendFile(path, 'more');
    s3.failNext('PUT part', 500, 20);
    await expect(store.putFile(path)).rejects.toMatchObject({ code: 'storage.unavailable' });
    expect(s3.openUploads.size).toBe(0);
  });

  it('fetches once for many who ask, and again after losing its copy', async () => {
    const store = await s3Store('cache');
    const { sha256 } = await store.putBytes(bytesOf(100_000));
    const before = s3.log.filter((kind) => kind === 'GET object').length;
    const paths = await Promise.all([1, 2, 3].map(() => store.localPath(sha256)));
    expect(new Set(paths).size).toBe(1);
    expect(s3.log.filter((kind) => kind === 'GET object').length - before).toBe(1);
    await rm(paths[0]!);
    expect(sha(await readFile(await store.localPath(sha256)))).toBe(sha256);
  });

  it('refuses bytes that are not those it asked for', async () => {
    const store = await s3Store('wrong');
    const { sha256 } = await store.putBytes(Buffer.from('right'));
    s3.objects.set(`wrong/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`, Buffer.from('wrong'));
    await expect(store.localPath(sha256)).rejects.toMatchObject({ code: 'storage.unavailable', params: { reason: 'wrong_bytes' } });
  });

  it('says that the service is not there', async () => {
    const store = await createS3Store({
      ...s3,
      accessKeyId: 'nobody',
      region: 'us-east-1',
      pathStyle: true,
      cacheDirectory: join(root, 'cache-denied'),
    });
    await expect(store.check()).rejects.toMatchObject({ code: 'storage.unavailable', params: { reason: 'AccessDenied' } });
  });
});

function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const at = join(tmpdir(), `hookline-mount-${process.pid}`);
  try {
    execFileSync('mkdir', ['-p', at]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at], { stdio: 'ignore' });
    execFileSync('umount', [at]);
    return true;
  } catch {
    return false;
  } finally {
    execFileSync('rm', ['-rf', at]);
  }
}
