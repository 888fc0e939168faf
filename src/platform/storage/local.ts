import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, opendir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { assertSha, chunkBytes, hashFile, isSha, syncFolder, writeError } from './files.ts';
import { storageErrors, type ObjectStore, type StoredObject } from './types.ts';

// One for each process, so that leftovers of a crash are told from files that are being written now.
const processToken = randomBytes(4).toString('hex');
const leftoverAgeMs = 24 * 3_600_000;

/**
 * Objects in a folder, as `ab/cd/abcd…`. A put is written beside, synced and renamed into place, so an object is
 * either whole or not there; what a crash left in `tmp` is removed here. Throws storage.unavailable, storage.disk_full.
 */
export async function createLocalStore(settings: { directory: string }): Promise<ObjectStore> {
  const { directory } = settings;
  const temporary = join(directory, 'tmp');
  try {
    await mkdir(temporary, { recursive: true, mode: 0o700 });
    await sweepLeftovers(temporary);
  } catch (error) {
    throw writeError(error);
  }
  const pathOf = (sha256: string): string => {
    assertSha(sha256);
    return join(directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  const temporaryPath = (): string => join(temporary, `${hostname()}~${process.pid}~${processToken}~${randomBytes(8).toString('hex')}`);

  const sizeOf = async (sha256: string): Promise<number | null> => {
    try {
      return (await stat(pathOf(sha256))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw writeError(error);
    }
  };
  const has = async (sha256: string): Promise<boolean> => isSha(sha256) && (await sizeOf(sha256)) !== null;

  /** Renames a synced temporary file into place; the same bytes that are there already win. */
  const place = async (from: string, stored: StoredObject): Promise<void> => {
    const to = pathOf(stored.sha256);
    if ((await sizeOf(stored.sha256)) === stored.sizeBytes) return rm(from, { force: true });
    const folder = dirname(to);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(from, to);
    await syncFolder(folder);
    await syncFolder(dirname(folder));
    await syncFolder(directory);
  };
  const discardOnError = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      await rm(path, { force: true }).catch(() => {});
      throw writeError(error);
    }
  };

  const store: ObjectStore = {
    async putFile(path, options = {}) {
      if (options.move) return moveIn(path, options);
      const source = createReadStream(path, { highWaterMark: chunkBytes, signal: options.signal });
      const to = temporaryPath();
      return discardOnError(to, async () => {
        const stored = await writeHashed(to, source, options.onBytes);
        await place(to, stored);
        return stored;
      });
    },
    async putBytes(bytes) {
      const to = temporaryPath();
      return discardOnError(to, async () => {
        const stored = await writeHashed(to, Readable.from([bytes]));
        await place(to, stored);
        return stored;
      });
    },
    async localPath(sha256) {
      if (!(await has(sha256))) throw storageErrors.object_missing({ sha256: sha256.slice(0, 80) });
      return pathOf(sha256);
    },
    async read(sha256, range) {
      const size = await sizeOf(sha256);
      if (size === null) throw storageErrors.object_missing({ sha256 });
      const start = range?.start ?? 0;
      const end = Math.min(range?.end ?? size, size);
      if (end <= start) return new Blob([]).stream();
      return Readable.toWeb(
        createReadStream(pathOf(sha256), { start, end: end - 1, highWaterMark: 256 * 1024 }),
      ) as ReadableStream<Uint8Array>;
    },
    has,
    async remove(sha256) {
      await rm(pathOf(sha256), { force: true }).catch((error: unknown) => {
        throw writeError(error);
      });
    },
    async *list() {
      for await (const outer of await opendir(directory)) {
        if (!outer.isDirectory() || outer.name.length !== 2) continue;
        for await (const inner of await opendir(join(directory, outer.name))) {
          if (!inner.isDirectory()) continue;
          for await (const file of await opendir(join(directory, outer.name, inner.name))) {
            if (!isSha(file.name)) continue;
            const sizeBytes = await sizeOf(file.name);
            if (sizeBytes !== null) yield { sha256: file.name, sizeBytes };
          }
        }
      }
    },
    async check() {
      const path = temporaryPath();
      await discardOnError(path, () => writeFile(path, 'check', { mode: 0o600 }));
      await rm(path, { force: true });
    },
  };

  const moveIn = async (path: string, options: { signal?: AbortSignal; onBytes?: (bytes: number) => void }): Promise<StoredObject> => {
    const stored = await hashFile(path, options);
    const staged = temporaryPath();
    return discardOnError(staged, async () => {
      try {
        await rename(path, staged);
      } catch (error) {
        // Another file system: the bytes are copied, checked as they are written, and the original removed last.
        if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
        await copyFile(path, staged);
        if ((await hashFile(staged)).sha256 !== stored.sha256) throw storageErrors.file_changed({});
      }
      await syncFile(staged);
      await place(staged, stored);
      await rm(path, { force: true });
      return stored;
    });
  };
  return store;
}

async function writeHashed(path: string, source: Readable, onBytes?: (bytes: number) => void): Promise<StoredObject> {
  // A source that cannot be read is the caller's failure: it is thrown as it is, with the storage's own kept apart.
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      for (let written = 0; written < chunk.length;) written += (await file.write(chunk, written)).bytesWritten;
      sizeBytes += chunk.length;
      onBytes?.(chunk.length);
    }
    await file.sync();
  } finally {
    source.destroy();
    await file.close();
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function sweepLeftovers(temporary: string): Promise<void> {
  for (const name of await readdir(temporary)) {
    const [host, pid, token] = name.split('~');
    const path = join(temporary, name);
    if (await isLeftover(path, { host, pid: Number(pid), token })) await rm(path, { force: true, recursive: true });
  }
}

async function isLeftover(path: string, owner: { host?: string; pid: number; token?: string }): Promise<boolean> {
  // A container's process has the same number after each start, so the number alone does not prove that it lives.
  if (owner.host === hostname()) return owner.pid === process.pid ? owner.token !== processToken : !isAlive(owner.pid);
  const { ctimeMs } = await stat(path).catch(() => ({ ctimeMs: 0 }));
  const { ctimeMs: nowMs } = await stat(dirname(path));
  return nowMs - ctimeMs > leftoverAgeMs;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
