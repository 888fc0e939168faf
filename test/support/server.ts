/** The real server as a process of its own, for tests that kill it, restart it, or drive it with a browser. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
// The test runner has a BASE_URL of its own, and a developer's settings must not reach a test.
const plain = { BASE_URL: '', DATABASE_URL: '', PORT: '0', HOST: '127.0.0.1', LANG: 'en', LC_ALL: 'en' };

export type RunningServer = {
  readonly url: string;
  /** What its READY line says; the demo's has log-ins. */
  readonly ready: { readonly url: string; readonly email?: string; readonly password?: string };
  readonly process: ChildProcess;
  readonly stderr: () => string;
  /** Ends with SIGKILL, as a power cut would. */
  kill(): Promise<void>;
  /** Ends with SIGTERM and answers with the exit code. */
  stop(): Promise<number | null>;
};

/** Runs the command line and gathers what it says. */
export async function runCommand(
  args: readonly string[],
  options: { data: string; env?: Record<string, string> },
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['src/app/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...plain, HOOKLINE_DATA: options.data, ...options.env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

/** Starts `serve`, or `demo`, on a free port and waits for its READY line; rejects with what it said when it ends before. */
export async function startServer(options: {
  data: string;
  env?: Record<string, string>;
  role?: string;
  command?: 'serve' | 'demo';
}): Promise<RunningServer> {
  const child = spawn(
    process.execPath,
    ['src/app/main.ts', options.command ?? 'serve', ...(options.role ? ['--role', options.role] : [])],
    {
      cwd: root,
      env: { ...process.env, ...plain, HOOKLINE_DATA: options.data, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let stdout = '';
  let stderr = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ready = await new Promise<RunningServer['ready']>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      const line = /^READY (\{.*\})$/m.exec(stdout);
      if (line) resolve(JSON.parse(line[1]!) as RunningServer['ready']);
    });
    void ended.then((code) => reject(new Error(`the server ended with ${code}: ${stderr.slice(-2000)}`)));
  });
  return {
    url: ready.url,
    ready,
    process: child,
    stderr: () => stderr,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** The first owner's log-in, from what the server says once at its first start. */
export function ownerOf(server: RunningServer): { email: string; password: string } {
  const found = /The first owner: (\S+)\s+password: (\S+)/.exec(server.stderr());
  if (!found) throw new Error('the server told no password');
  return { email: found[1]!, password: found[2]! };
}

export type Client = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** Signs in and answers with a function that asks the API as that person; rejects on every status from 400 on. */
export async function signIn(url: string, person: { email: string; password: string }): Promise<Client> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(person),
  });
  if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return async (method, path, body) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { cookie, origin: url, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...sent,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text) as never;
  };
}

/** Asks until the answer is good; fails after some three minutes, as a heartbeat takes more than one to run out. */
export async function until<T>(ask: () => Promise<T>, good: (value: T) => boolean, what: string): Promise<T> {
  let last: T | undefined;
  for (let tries = 0; tries < 900; tries++) {
    last = await ask();
    if (good(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${what} did not happen: ${JSON.stringify(last)?.slice(0, 1500)}`);
}
