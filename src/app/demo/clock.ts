import { systemClock, type Clock } from '../../platform/time.ts';

/** The machine's clock, which can be set back while the demo tells a month that has been. */
export type DemoClock = Clock & {
  /** Stands still at an instant until it is released. */
  stand(atMs: number): void;
  release(): void;
};

export function createDemoClock(): DemoClock {
  let standing: number | null = null;
  const nowMs = (): number => standing ?? systemClock.nowMs();
  return {
    nowMs,
    now: () => new Date(nowMs()),
    monotonicMs: () => systemClock.monotonicMs(),
    stand: (atMs) => {
      standing = atMs;
    },
    release: () => {
      standing = null;
    },
  };
}
