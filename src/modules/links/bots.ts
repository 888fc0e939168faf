/** Requests of bots and previews, counted for each link and day. Kept in memory and added up now and then: a few may be lost. */
import type { Database } from '../../platform/db/index.ts';
import type { Log } from '../../platform/log.ts';
import { dateIn, type Clock } from '../../platform/time.ts';
import { addBotCounts } from './repo.ts';

export type BotCounts = { count(linkId: string): void; start(): void; flush(): Promise<void>; stop(): Promise<void> };

const everyMs = 5_000;
const mostLinks = 20_000;

export function createBotCounts(db: Database, clock: Clock, log: Log): BotCounts {
  let counts = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    if (counts.size === 0) return;
    const now = counts;
    counts = new Map();
    try {
      await db.transaction((trx) => addBotCounts(trx, dateIn('UTC', clock.now()), now));
    } catch (error) {
      // The database is away: they are added to what comes meanwhile.
      for (const [id, count] of now) if (counts.size < mostLinks) counts.set(id, (counts.get(id) ?? 0) + count);
      log.warn('links.bots_uncounted', { error });
    }
  };
  return {
    count: (linkId) => {
      const before = counts.get(linkId);
      if (before !== undefined || counts.size < mostLinks) counts.set(linkId, (before ?? 0) + 1);
    },
    start: () => {
      timer = setInterval(() => void flush(), everyMs);
      timer.unref();
    },
    flush,
    stop: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}
