/** Requests at an even pace over kept connections, and how long each answer took; and what processes have worked meanwhile. */
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

export type Latencies = { answers: number; perSecond: number; p50Ms: number; p99Ms: number };

/**
 * Sends so many requests a second, evenly, whatever the answers take. A request that finds no connection free waits for one, and its
 * wait counts; that this process itself was late does not. Answers are redirects without a body; rejects on any other.
 */
export async function sendPaced(
  url: string,
  requests: readonly string[],
  how: { perSecond: number; seconds: number; connections: number },
): Promise<Latencies> {
  const { hostname, port } = new URL(url);
  const free: Socket[] = [];
  const due: number[] = [];
  const took: number[] = [];
  let sent = 0;
  let failure: Error | null = null;

  const fail = (error: Error): void => void (failure ??= error);
  const send = (socket: Socket, dueMs: number): void => {
    let text = '';
    socket.removeAllListeners('data');
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      if (!text.endsWith('\r\n\r\n')) return;
      if (!text.startsWith('HTTP/1.1 302 ')) return fail(new Error(`an answer was ${text.slice(0, 100)}`));
      took.push(performance.now() - dueMs);
      const next = due.shift();
      if (next === undefined) free.push(socket);
      else send(socket, next);
    });
    socket.write(requests[sent++ % requests.length]!);
  };
  const sockets = Array.from({ length: how.connections }, () => connect(Number(port), hostname).setNoDelay());
  for (const socket of sockets) {
    await once(socket, 'connect');
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('a connection was closed')));
    free.push(socket);
  }

  const began = performance.now();
  let asked = 0;
  while (failure === null && performance.now() - began < how.seconds * 1000) {
    const nowMs = performance.now();
    const wanted = Math.floor(((nowMs - began) / 1000) * how.perSecond);
    // What could not be sent in time because nobody let this process run is left out, not sent all at once.
    if (wanted - asked > how.perSecond / 50) asked = wanted - Math.ceil(how.perSecond / 50);
    for (; asked < wanted; asked++) {
      const socket = free.pop();
      if (socket) send(socket, nowMs);
      else due.push(nowMs);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const elapsed = (performance.now() - began) / 1000;
  for (let tries = 0; failure === null && took.length < sent && tries < 10_000; tries++)
    await new Promise((resolve) => setTimeout(resolve, 1));
  for (const socket of sockets) socket.removeAllListeners('close').destroy();
  if (failure !== null) throw failure as Error;
  took.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((took[Math.floor(took.length * share)] ?? Number.NaN) * 10) / 10;
  return { answers: took.length, perSecond: Math.round(took.length / elapsed), p50Ms: at(0.5), p99Ms: at(0.99) };
}

// A hundredth of a second, on every Linux there is (USER_HZ).
const tickUs = 10_000;

/** The microseconds of processor time of a process, and of its children where asked; null where the system does not say (only Linux does). */
export function processorUs(pid: number, withChildren = false): number | null {
  const own = readTimes(pid);
  if (!own) return null;
  if (!withChildren) return own.ticks * tickUs;
  let ticks = own.ticks + own.endedTicks;
  for (const name of readdirSync('/proc')) {
    const child = /^\d+$/.test(name) ? readTimes(Number(name)) : null;
    if (child?.parent === pid) ticks += child.ticks;
  }
  return ticks * tickUs;
}

function readTimes(pid: number): { parent: number; ticks: number; endedTicks: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    const number = (index: number): number => Number(fields[index]);
    return { parent: number(1), ticks: number(11) + number(12), endedTicks: number(13) + number(14) };
  } catch {
    return null;
  }
}
