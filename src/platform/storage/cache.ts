import { createHash, randomBytes } from 'node:crypto';
import { open, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { systemClock } from '../time.ts';
import { isSha, writeError } from './files.ts';
import { storageErrors, type StoredObject } from './types.ts';

export type FileCache = {
  /** The file's path here, fetched when it is not. Throws storage.unavailable where the bytes are not those asked for. */
  path(sha256: string, fetch: () => Promise<Readable>): Promise<string>;
  /** Takes a file in by renaming it. */
  adopt(stored: StoredObject, path: string): Promise<void>;
  drop(sha256: string): Promise<void>;
};

// A path that was handed out will be opened soon: it must not vanish before.
const protectedMs = 30 * 60_000;

/** Objects kept in a folder for those who need a path; the least recently used go first when there are more than `maxBytes`. */
export async function createFileCache(settings: { directory: string; maxBytes: number }): Promise<FileCache> {
  const { directory, maxBytes } = settings;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const entries = await survey(directory);
  const running = new Map<string, Promise<string>>();
  const pathOf = (sha256: string): string => join(directory, sha256);

  const evict = async (): Promise<void> => {
    let total = 0;
    for (const entry of entries.values()) total += entry.sizeBytes;
    if (total <= maxBytes) return;
    const nowMs = systemClock.nowMs();
    for (const [sha256, entry] of [...entries].sort(([, a], [, b]) => a.usedMs - b.usedMs)) {
      if (total <= maxBytes || nowMs - entry.usedMs < protectedMs) break;
      entries.delete(sha256);
      await rm(pathOf(sha256), { force: true });
      total -= entry.sizeBytes;
    }
  };
  const keep = async (stored: StoredObject, from: string): Promise<string> => {
    await rename(from, pathOf(stored.sha256));
    entries.set(stored.sha256, { sizeBytes: stored.sizeBytes, usedMs: systemClock.nowMs() });
    await evict();
    return pathOf(stored.sha256);
  };
  const download = async (sha256: string, fetch: () => Promise<Readable>): Promise<string> => {
    const temporary = join(directory, `${randomBytes(8).toString('hex')}.part`);
    try {
      const source = await fetch();
      const stored = await writeOut(temporary, source);
      if (stored.sha256 !== sha256) throw storageErrors.unavailable({ reason: 'wrong_bytes' });
      return await keep(stored, temporary);
    } catch (error) {
      await rm(temporary, { force: true });
      throw writeError(error);
    }
  };

  return {
    async path(sha256, fetch) {
      const path = pathOf(sha256);
      const entry = entries.get(sha256);
      if (
        entry &&
        (await stat(path).then(
          (found) => found.size === entry.sizeBytes,
          () => false,
        ))
      ) {
        entry.usedMs = systemClock.nowMs();
        await utimes(path, systemClock.now(), systemClock.now());
        return path;
      }
      let job = running.get(sha256);
      if (!job) {
        job = download(sha256, fetch).finally(() => running.delete(sha256));
        running.set(sha256, job);
      }
      return job;
    },
    async adopt(stored, path) {
      // Another file system: the object is safe in the bucket, so it is simply not kept here.
      await keep(stored, path).catch(() => {});
    },
    async drop(sha256) {
      entries.delete(sha256);
      await rm(pathOf(sha256), { force: true });
    },
  };
}

type Entry = { sizeBytes: number; usedMs: number };

async function survey(directory: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  for (const name of await readdir(directory)) {
    if (!isSha(name)) {
      if (name.endsWith('.part')) await removeOldPart(join(directory, name));
      continue;
    }
    const found = await stat(join(directory, name));
    entries.set(name, { sizeBytes: found.size, usedMs: found.mtimeMs });
  }
  return entries;
}

// Another process may be fetching into the same folder: only parts that nobody has written to for an hour are leftovers.
async function removeOldPart(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found && systemClock.nowMs() - found.mtimeMs > 3_600_000) await rm(path, { force: true });
}

async function writeOut(path: string, source: Readable): Promise<StoredObject> {
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      hash.update(chunk);
      for (let written = 0; written < chunk.length;) written += (await file.write(chunk, written)).bytesWritten;
      sizeBytes += chunk.length;
    }
    await file.sync();
  } finally {
    source.destroy();
    await file.close();
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}
