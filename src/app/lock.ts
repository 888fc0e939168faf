import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appErrors } from './errors.ts';

/** Who owns a data directory, and how commands reach it; `token` opens its control endpoint. */
export type LockHolder = { pid: number; bootId: string; url: string | null; token: string };

const lockPath = (directory: string): string => join(directory, 'lock.json');

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** The living process that owns the directory, or null. A lock of a dead process, or of before a restart, counts for nothing. */
export function findHolder(directory: string): LockHolder | null {
  let holder: LockHolder;
  try {
    holder = JSON.parse(readFileSync(lockPath(directory), 'utf8')) as LockHolder;
  } catch {
    return null;
  }
  // In a container a new process may have the number of the old one.
  if (holder.bootId !== bootId() || holder.pid === process.pid) return null;
  try {
    process.kill(holder.pid, 0);
    return holder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? holder : null;
  }
}

export type Lock = { announce(url: string): void; release(): void };

/** Takes the data directory for this process. Throws app.directory_in_use. */
export function takeLock(directory: string, token: string): Lock {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const holder = findHolder(directory);
  if (holder) throw appErrors.directory_in_use({ directory, pid: holder.pid });
  const path = lockPath(directory);
  const content = (url: string | null): string => JSON.stringify({ pid: process.pid, bootId: bootId(), url, token } satisfies LockHolder);
  rmSync(path, { force: true });
  try {
    writeFileSync(path, content(null), { flag: 'wx', mode: 0o600 });
  } catch {
    throw appErrors.directory_in_use({ directory, pid: findHolder(directory)?.pid ?? 0 });
  }
  return {
    announce: (url) => {
      writeFileSync(`${path}.new`, content(url), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
    release: () => rmSync(path, { force: true }),
  };
}
