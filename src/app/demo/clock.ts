import { AsyncLocalStorage } from 'node:async_hooks';
import { systemClock, type Clock } from '../../platform/time.ts';

/** The machine's clock, except for who tells a month that has been: for them alone it stands where they put it. */
export type DemoClock = Clock & {
  /**
   * Runs a tale in which time is what `move` last said, from `fromMs` on. Workers, visitors and periodic work go on in the
   * machine's time meanwhile; what the tale has left behind does so too as soon as it is over, also after a failure.
   */
  tell<T>(fromMs: number, tale: (move: (atMs: number) => void) => Promise<T>): Promise<T>;
};

export function createDemoClock(): DemoClock {
  const tales = new AsyncLocalStorage<{ atMs: number | null }>();
  const nowMs = (): number => tales.getStore()?.atMs ?? systemClock.nowMs();
  return {
    nowMs,
    now: () => new Date(nowMs()),
    monotonicMs: () => systemClock.monotonicMs(),
    tell: (fromMs, tale) => {
      const time: { atMs: number | null } = { atMs: fromMs };
      const move = (atMs: number): void => {
        time.atMs = atMs;
      };
      return tales.run(time, () =>
        tale(move).finally(() => {
          time.atMs = null;
        }),
      );
    },
  };
}
