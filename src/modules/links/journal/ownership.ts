/** Which process a journal's folder belongs to, so that what a process that died left behind is loaded by another. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Clock } from '../../../platform/time.ts';
import { makeFolder, syncFolder } from './segments.ts';

type Owner = { pid: number; host: string; boot: string; token: string };

const ownerFile = 'owner.json';
const beatMs = 10_000;
/** A process that has not touched its folder for so long is dead, or on a machine that is. */
const silentMs = 90_000;
/** A process that was merely halted may wake up and write on: its files are removed only after so long. */
const goneMs = 24 * 3_600_000;

// Every process has one, so that a new process with the number of an old one, as in containers, is told from it.
const token = randomBytes(8).toString('hex');
const boot = bootId();

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** Makes a folder that is this process's from the first moment, and goes on saying so until it is released. */
export async function makeOwnFolder(folder: string, clock: Clock): Promise<{ release(): Promise<void> }> {
  // Under another name until it says whose it is: a folder without an owner is anybody's.
  const unready = `${folder}.new`;
  await makeFolder(unready);
  await writeFile(join(unready, ownerFile), JSON.stringify({ pid: process.pid, host: hostname(), boot, token } satisfies Owner), {
    mode: 0o600,
  });
  await rename(unready, folder);
  await syncFolder(dirname(folder));
  const path = join(folder, ownerFile);
  const beat = setInterval(() => void utimes(path, clock.now(), clock.now()).catch(() => {}), beatMs);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      await rm(path, { force: true });
    },
  };
}

export type Holding = 'held' | 'silent' | 'gone';

/** Whether a journal's folder is another living process's (`held`), may be read (`silent`), or may be read and removed (`gone`). */
export async function holdingOf(folder: string, clock: Clock): Promise<Holding> {
  const path = join(folder, ownerFile);
  let owner: Owner;
  try {
    owner = JSON.parse(await readFile(path, 'utf8')) as Owner;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'gone';
    // Torn by the crash of a machine; a living process would have touched it.
    return (await ageOf(path, clock)) > silentMs ? 'gone' : 'held';
  }
  if (owner.host === hostname() && boot !== '' && owner.boot !== '') {
    if (owner.boot !== boot) return 'gone';
    if (owner.pid === process.pid) return owner.token === token ? 'held' : 'gone';
    if (!isAlive(owner.pid)) return 'gone';
  }
  const age = await ageOf(path, clock);
  return age > goneMs ? 'gone' : age > silentMs ? 'silent' : 'held';
}

async function ageOf(path: string, clock: Clock): Promise<number> {
  const found = await stat(path).catch(() => null);
  return found ? clock.nowMs() - found.mtimeMs : 0;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
