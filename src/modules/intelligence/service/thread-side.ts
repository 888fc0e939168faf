/** The side of a thread of threads.ts: parts come in, and when all are there the work is done and answered. */
import { parentPort } from 'node:worker_threads';
import { AppError, type ErrorKind, type ErrorParams } from '../../../platform/errors.ts';

export type ThreadAsk<Part> = { id: number; part: Part } | { id: number; last: true };
export type ThreadAnswer<Value> =
  /** The thread has loaded what it needs. */
  | { id: 0; kind: 'ready' }
  | { id: number; kind: 'done'; value: Value }
  | { id: number; kind: 'refused'; code: string; errorKind: ErrorKind; params: ErrorParams }
  | { id: number; kind: 'failed'; message: string };

/** Answers every task with what `work` makes of its parts. Called once, by the thread's program; loaded by anything else it does nothing. */
export function answerIn<Part, Value>(work: (parts: Part[]) => Value | Promise<Value>): void {
  let parts: Part[] = [];
  const answer = async (id: number, own: Part[]): Promise<ThreadAnswer<Value>> => {
    try {
      return { id, kind: 'done', value: await work(own) };
    } catch (error) {
      if (error instanceof AppError) return { id, kind: 'refused', code: error.code, errorKind: error.kind, params: error.params };
      return { id, kind: 'failed', message: String((error as Error).message ?? error).slice(0, 500) };
    }
  };
  const ready: ThreadAnswer<Value> = { id: 0, kind: 'ready' };
  parentPort?.on('message', (ask: ThreadAsk<Part>) => {
    if ('part' in ask) return void parts.push(ask.part);
    const own = parts;
    parts = [];
    void answer(ask.id, own).then((said) => parentPort?.postMessage(said));
  });
  parentPort?.postMessage(ready);
}
