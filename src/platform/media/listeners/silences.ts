/** Silences: every channel below −35 dBFS for 300 ms or more, to the exact sample. */
import type { Listener, ListenerFactory, OriginalSound, Span } from '../types.ts';

export type SilenceOptions = { belowDbfs?: number; minMs?: number };

/** Watches sound sample by sample; `finish` gives the spans in milliseconds, not rounded. */
export function createSilenceDetector({ belowDbfs = -35, minMs = 300 }: SilenceOptions = {}): {
  hear(sound: OriginalSound): void;
  finish(): Span[];
} {
  const limit = 10 ** (belowDbfs / 20);
  const spans: Span[] = [];
  let startMs: number | null = null;
  let endMs = 0;
  const close = (atMs: number): void => {
    if (startMs !== null && atMs - startMs >= minMs - 1e-6) spans.push({ startMs, endMs: atMs });
    startMs = null;
  };
  return {
    hear({ atMs, sampleRate, planes }) {
      const count = planes[0]!.length;
      for (let i = 0; i < count; i++) {
        let loud = false;
        for (const plane of planes) {
          const sample = plane[i]!;
          if (sample >= limit || sample <= -limit) {
            loud = true;
            break;
          }
        }
        if (loud) {
          if (startMs !== null) close(atMs + (i * 1000) / sampleRate);
        } else if (startMs === null) startMs = atMs + (i * 1000) / sampleRate;
      }
      endMs = atMs + (count * 1000) / sampleRate;
    },
    finish() {
      close(endMs);
      return spans;
    },
  };
}

const createSilences: ListenerFactory<SilenceOptions | undefined, Span[]> = (options): Listener<Span[]> => {
  const detector = createSilenceDetector(options);
  return { originalSound: true, onOriginalSound: detector.hear, finish: detector.finish };
};

export default createSilences;
