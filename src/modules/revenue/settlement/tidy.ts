import { Session } from 'node:inspector';
import { getHeapStatistics } from 'node:v8';

/** Of new garbage so much is let lie, in bytes. */
const letLie = 96 * 2 ** 20;

/**
 * Keeps the heap of a long computation small: V8 looks for garbage only when half a gigabyte of it lies there, and a settlement, of
 * which nearly everything dies, would fill that before the first look. Call it now and then; it costs microseconds until enough has
 * come together, and then what a collection costs. The inspector's session is inside the process and opens no port.
 */
export function createTidying(): { tidy(): void; end(): void } {
  let session: Session | null = null;
  let after: number | null = null;
  return {
    tidy: () => {
      const used = getHeapStatistics().used_heap_size;
      // What was asked for is done when this turn of the loop is over: the next call sees what it has left.
      after ??= used;
      if (used < after + letLie) return;
      if (!session) {
        session = new Session();
        session.connect();
      }
      session.post('HeapProfiler.collectGarbage');
      after = null;
    },
    end: () => session?.disconnect(),
  };
}
