/** The far side of a media host: the same program as a worker thread and as a forked child process. */
import { parentPort } from 'node:worker_threads';
import { toWire } from './messages.ts';
import type { FromWorker, Task, ToWorker } from './messages.ts';

const aliveEveryMs = 1000;

function connect(listen: (message: ToWorker) => void): { send(message: FromWorker): void; leave(): void } {
  const port = parentPort;
  if (port) {
    port.on('message', listen);
    return { send: (message) => port.postMessage(message), leave: () => port.close() };
  }
  process.on('message', (message) => listen(message as ToWorker));
  // The parent is gone, however it went: nobody waits for this work any more.
  process.on('disconnect', () => process.exit(0));
  // A terminal's Ctrl-C reaches the whole group; the parent decides what becomes of running work.
  process.on('SIGINT', () => {});
  return {
    send: (message) => {
      if (process.connected) process.send!(message);
    },
    leave: () => process.disconnect(),
  };
}

const running = new Map<number, AbortController>();
const { send, leave } = connect((message) => {
  if (message.kind === 'run') void run(message.id, message.task);
  else if (message.kind === 'cancel') running.get(message.id)?.abort();
  else leave();
});

async function run(id: number, task: Task): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  const pulse = setInterval(() => send({ kind: 'alive' }), aliveEveryMs);
  let told = -1;
  const onProgress = (fraction: number): void => {
    // A tenth of a percent is as fine as anyone shows.
    const rounded = Math.floor(fraction * 1000) / 1000;
    if (rounded !== told) send({ kind: 'progress', id, fraction: (told = rounded) });
  };
  try {
    const module = (await import(task.url)) as Record<string, unknown>;
    const work = module[task.export];
    if (typeof work !== 'function') throw new Error(`${task.url} exports no function ${task.export}`);
    const value: unknown = await work(task.input, { signal: controller.signal, onProgress, decoderThreads: task.decoderThreads });
    send({ kind: 'done', id, value });
  } catch (error) {
    send({ kind: 'failed', id, error: toWire(error) });
  } finally {
    clearInterval(pulse);
    running.delete(id);
  }
}

send({ kind: 'ready' });
