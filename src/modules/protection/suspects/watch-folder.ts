/** A folder of the server from which suspects are taken: files that have come to rest, moved to `done` or `failed` beside what was said of them. */
import { lstat, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../platform/errors.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { ProtectionParts } from '../service/parts.ts';
import type { Intake } from './intake.ts';

const mostAtOnce = 100;
const mostLooked = 5000;

export type WatchFolder = {
  readonly folder: string;
  /** For whom files are taken. */
  actor(): Promise<Actor>;
};

/**
 * One look at the folder: takes the files that are as they were at the look before, and answers with how many. Links, folders and hidden
 * files are left alone. A name that is taken already in `done` gets a number.
 */
export function createWatcher(parts: Pick<ProtectionParts, 'log'>, intake: Intake, { folder, actor }: WatchFolder) {
  const { log } = parts;
  let before = new Map<string, string>();

  async function moveTo(kind: 'done' | 'failed', name: string, reason: AppError | null): Promise<void> {
    const directory = join(folder, kind);
    await mkdir(directory, { recursive: true });
    const taken = new Set(await readdir(directory));
    let to = name;
    for (let number = 2; taken.has(to); number++) to = `${number} ${name}`;
    await rename(join(folder, name), join(directory, to));
    if (reason) await writeFile(join(directory, `${to}.txt`), `${reason.code} ${JSON.stringify(reason.params)}\n`);
  }

  async function take(owner: Actor, name: string): Promise<void> {
    const path = join(folder, name);
    const arrival = { way: 'watch_folder' as const, filename: name, url: null, account: null, note: '' };
    try {
      const { refused } = await intake.inDirectory((directory) => intake.takeFile(owner, path, arrival, directory, { move: false }));
      for (const each of refused) log.warn('protection.watch_folder_refused', { file: name, entry: each.filename, code: each.error.code });
      await moveTo('done', name, null);
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'unavailable' || error.kind === 'bug') throw error;
      await moveTo('failed', name, error);
    }
  }

  return {
    async look(signal: AbortSignal): Promise<number> {
      const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).slice(0, mostLooked);
      const now = new Map<string, string>();
      for (const name of names) {
        const found = await lstat(join(folder, name)).catch(() => null);
        if (found?.isFile()) now.set(name, `${found.size} ${found.mtimeMs}`);
      }
      // Still being written to, or not seen before: the next look decides.
      const settled = [...now].filter(([name, state]) => before.get(name) === state).map(([name]) => name);
      before = now;
      if (settled.length === 0) return 0;
      const owner = await actor();
      let taken = 0;
      for (const name of settled.slice(0, mostAtOnce)) {
        if (signal.aborted) break;
        await take(owner, name);
        taken++;
      }
      return taken;
    },
  };
}
