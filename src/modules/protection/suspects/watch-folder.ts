/** A folder of the server from which suspects are taken. */
import type { Actor } from '../../../platform/http/actor.ts';
import { watchFolder } from '../../../platform/watch-folder.ts';
import type { ProtectionParts } from '../service/parts.ts';
import type { Intake } from './intake.ts';

export type WatchFolder = {
  readonly folder: string;
  /** For whom files are taken. */
  actor(): Promise<Actor>;
};

/** One look takes the files that have come to rest. What a zip holds besides videos is left, and said. */
export function createWatcher(parts: Pick<ProtectionParts, 'log'>, intake: Intake, { folder, actor }: WatchFolder) {
  return watchFolder({
    folder,
    owner: actor,
    async take(owner, { path, name }) {
      const arrival = { way: 'watch_folder' as const, filename: name, url: null, account: null, note: '' };
      const { refused } = await intake.inDirectory((directory) => intake.takeFile(owner, path, arrival, directory, { move: false }));
      for (const each of refused)
        parts.log.warn('protection.watch_folder_refused', { file: name, entry: each.filename, code: each.error.code });
    },
  });
}
