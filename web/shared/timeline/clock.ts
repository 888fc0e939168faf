/** Where playback is, for those who must follow every frame of it without drawing the whole page anew. */

export type PlaybackClock = {
  /** Milliseconds from the start of the file. */
  readonly now: () => number;
  readonly playing: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
};

/** A clock that is told the time, and the way to tell it. */
export function makeClock(): PlaybackClock & { set: (ms: number, playing: boolean) => void } {
  let ms = 0;
  let isPlaying = false;
  const listeners = new Set<() => void>();
  return {
    now: () => ms,
    playing: () => isPlaying,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (nextMs, nextPlaying) => {
      if (nextMs === ms && nextPlaying === isPlaying) return;
      ms = nextMs;
      isPlaying = nextPlaying;
      for (const listener of listeners) listener();
    },
  };
}

export type Signal<T> = {
  readonly get: () => T;
  readonly set: (value: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

/** A value that changes often and that few must follow, such as the zoom: whoever shows it is drawn anew, and nothing else. */
export function makeSignal<T>(initial: T): Signal<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
