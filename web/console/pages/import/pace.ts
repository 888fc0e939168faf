/** How fast bytes go, over the last seconds: steady enough to read, quick enough to notice a slower line. */
const windowMs = 8000;

export type Pace = { add(bytes: number, atMs: number): void; bytesPerSecond(atMs: number): number | null; reset(): void };

export function makePace(): Pace {
  let samples: { bytes: number; atMs: number }[] = [];
  let since: number | null = null;
  return {
    add(bytes, atMs) {
      since ??= atMs;
      samples.push({ bytes, atMs });
    },
    /** Null until two seconds have been seen. */
    bytesPerSecond(atMs) {
      samples = samples.filter((sample) => atMs - sample.atMs <= windowMs);
      if (since === null || atMs - since < 2000) return null;
      const span = Math.min(windowMs, atMs - since);
      return (samples.reduce((sum, sample) => sum + sample.bytes, 0) / span) * 1000;
    },
    reset() {
      samples = [];
      since = null;
    },
  };
}
