/** Starts one worker, as a thread or as a child process, and tells how it ended. */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './messages.ts';

export type WorkerEnd = { reason: 'crashed' | 'stalled' | 'memory' | 'cancelled'; detail: string };
export type WorkerHandle = {
  send(message: ToWorker): void;
  /** An idle worker does not keep its host's process alive. */
  setBusy(busy: boolean): void;
  /** Ends a child process at once; a thread is abandoned, as stopping one inside native code would take the process along. */
  kill(reason: WorkerEnd['reason']): void;
  /** Asks the worker to go when it has finished. */
  leave(): void;
  readonly gone: Promise<void>;
};

const program = new URL('./worker.ts', import.meta.url);
const memoryLookMs = 250;

export function startWorker(
  how: { isolation: 'thread' | 'process'; memoryLimitMb: number },
  onMessage: (message: FromWorker) => void,
  onEnd: (end: WorkerEnd) => void,
): WorkerHandle {
  return how.isolation === 'thread' ? startThread(onMessage, onEnd) : startChild(how.memoryLimitMb, onMessage, onEnd);
}

function startThread(onMessage: (message: FromWorker) => void, onEnd: (end: WorkerEnd) => void): WorkerHandle {
  // A pass makes little that lives: a small nursery is collected often and keeps the whole under its memory.
  const worker = new Worker(program, { resourceLimits: { maxYoungGenerationSizeMb: 8 } });
  let ended = false;
  let detail = 'the thread ended';
  const end = (reason: WorkerEnd['reason']): void => {
    if (ended) return;
    ended = true;
    onEnd({ reason, detail });
  };
  worker.on('message', (message: FromWorker) => {
    if (!ended) onMessage(message);
  });
  worker.on('error', (error: Error) => void (detail = error.stack ?? error.message));
  const gone = new Promise<void>((resolve) => worker.on('exit', () => (end('crashed'), resolve())));
  worker.unref();
  return {
    send: (message) => worker.postMessage(message),
    setBusy: (busy) => (busy ? worker.ref() : worker.unref()),
    kill(reason) {
      worker.unref();
      end(reason);
    },
    leave: () => worker.postMessage({ kind: 'close' } satisfies ToWorker),
    gone,
  };
}

function startChild(limitMb: number, onMessage: (message: FromWorker) => void, onEnd: (end: WorkerEnd) => void): WorkerHandle {
  const child = fork(fileURLToPath(program), [], {
    serialization: 'advanced',
    // Native crashes print to stderr; the log carries what matters.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [...process.execArgv.filter((flag) => !flag.startsWith('--inspect')), `--max-old-space-size=${Math.round(limitMb / 2)}`],
  });
  let reason: WorkerEnd['reason'] = 'crashed';
  const memory = watchMemory(child.pid, limitMb, () => kill('memory'));
  const kill = (why: WorkerEnd['reason']): void => {
    reason = why;
    child.kill('SIGKILL');
  };
  child.on('message', (message) => onMessage(message as FromWorker));
  child.on('error', () => {});
  const gone = new Promise<void>((resolve) => {
    child.on('exit', (code, signal) => {
      memory.stop();
      onEnd({ reason, detail: signal ? `ended by ${signal}` : `exit code ${code}` });
      resolve();
    });
  });
  const setBusy = (busy: boolean): void => {
    if (busy) child.ref();
    else child.unref();
    if (busy) child.channel?.ref();
    else child.channel?.unref();
    memory.setBusy(busy);
  };
  setBusy(false);
  return {
    send: (message) => void (child.connected && child.send(message, () => {})),
    setBusy,
    kill,
    leave: () => void (child.connected && child.send({ kind: 'close' } satisfies ToWorker, () => {})),
    gone,
  };
}

/** Looks at a child's resident memory where the system shows it (Linux); elsewhere only the JavaScript heap is limited. */
function watchMemory(pid: number | undefined, limitMb: number, onOver: () => void): { setBusy(busy: boolean): void; stop(): void } {
  const file = `/proc/${pid}/statm`;
  if (pid === undefined || !existsSync('/proc/self/statm')) return { setBusy() {}, stop() {} };
  let timer: NodeJS.Timeout | null = null;
  const look = async (): Promise<void> => {
    const pages = Number((await readFile(file, 'utf8').catch(() => '')).split(' ')[1] ?? 0);
    // Linux counts in pages of 4 KB on the platforms that the decoder is shipped for.
    if ((pages * 4096) / 1e6 > limitMb) onOver();
  };
  const stop = (): void => {
    if (timer) clearInterval(timer);
    timer = null;
  };
  return {
    setBusy(busy) {
      stop();
      if (busy) timer = setInterval(() => void look(), memoryLookMs);
    },
    stop,
  };
}
