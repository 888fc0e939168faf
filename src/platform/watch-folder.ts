/** A folder of the server from which files are taken once they have come to rest: moved to `done` or `failed` beside what was said of them. */
import { lstat, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from './errors.ts';

const mostAtOnce = 100;
const mostLooked = 5000;

type FolderWatch<Owner> = {
  readonly folder: string;
  /** For whom files are taken: asked once for each look that finds any. */
  owner(): Promise<Owner>;
  /** Takes a file, which stays where it is. A refusal of it is thrown as AppError; what is unavailable or a bug ends the look, and the file waits. */
  take(owner: Owner, file: { path: string; name: string }): Promise<void>;
};

/**
 * One look at the folder: takes the files that are as they were at the look before, and answers with how many. Links, folders and hidden
 * files are left alone. A name that is taken already in `done` gets a number.
 */
export function watchFolder<Owner>({ folder, owner, take }: FolderWatch<Owner>) {
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

  async function takeOne(by: Owner, name: string): Promise<void> {
    try {
      await take(by, { path: join(folder, name), name });
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
      const by = await owner();
      let taken = 0;
      for (const name of settled.slice(0, mostAtOnce)) {
        if (signal.aborted) break;
        await takeOne(by, name);
        taken++;
      }
      return taken;
    },
  };
}
