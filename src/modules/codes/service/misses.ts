import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../platform/time.ts';
import { codesErrors } from '../errors.ts';

/**
 * What guessing costs: texts that are nobody's code are counted for whoever sent them, and for the one viewer where the app
 * names one. People miss now and then; whoever tries words one after another is stopped after a handful, and a million guesses
 * of a caller take three days. Counts are of one process, in bounded memory: with several processes it is so many times more.
 */
export const missLimits = {
  caller: { misses: 240, windowSeconds: 60 },
  viewer: { misses: 20, windowSeconds: 600 },
} as const;

type Window = { count: number; endsMs: number };
export type Misses = {
  /** Throws too_many_misses with the seconds to wait. */
  admit(who: { caller: string | null; viewer: string | null }): void;
  count(who: { caller: string | null; viewer: string | null }): void;
};

export function createMisses(clock: Clock): Misses {
  const windows = { caller: new LRUCache<string, Window>({ max: 10_000 }), viewer: new LRUCache<string, Window>({ max: 100_000 }) };
  const kinds = ['caller', 'viewer'] as const;
  return {
    admit: (who) => {
      for (const kind of kinds) {
        const name = who[kind];
        const window = name === null ? undefined : windows[kind].get(name);
        if (!window || window.count < missLimits[kind].misses || window.endsMs <= clock.nowMs()) continue;
        throw codesErrors.too_many_misses({ retryAfterSeconds: Math.max(1, Math.ceil((window.endsMs - clock.nowMs()) / 1000)) });
      }
    },
    count: (who) => {
      for (const kind of kinds) {
        const name = who[kind];
        if (name === null) continue;
        const window = windows[kind].get(name);
        if (window && window.endsMs > clock.nowMs()) window.count++;
        else windows[kind].set(name, { count: 1, endsMs: clock.nowMs() + missLimits[kind].windowSeconds * 1000 });
      }
    },
  };
}
