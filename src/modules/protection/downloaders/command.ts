import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outgoing } from '../../../platform/outgoing.ts';
import type { Clock } from '../../../platform/time.ts';
import { protectionErrors } from '../errors.ts';
import type { Downloader } from './types.ts';

const lookEveryMs = 500;
const longestWords = 300;
/** Of a program's stderr, what is read to say why it failed. */
const keptWords = 8_000;
const mostFiles = 1000;

/**
 * A program of the operator's. `{url}`, `{directory}` and `{bytes}` in its words are replaced; it is run in a directory of its own, without
 * a shell and with little of our environment, ended with all that it started when it is cancelled, takes too long or too much room.
 * The largest file that it leaves is what it downloaded.
 */
export function createCommandDownloader(
  template: readonly string[],
  { outgoing, clock }: { outgoing: Outgoing; clock: Clock },
): Downloader {
  return {
    kind: 'command',
    async download(url, { directory, maxBytes, timeoutMs, signal, onBytes }) {
      await outgoing.reach(url);
      const href = new URL(url).href;
      const fill = (word: string): string =>
        word
          .replaceAll('{url}', () => href)
          .replaceAll('{directory}', () => directory)
          .replaceAll('{bytes}', String(maxBytes));
      const [program, ...args] = template.map(fill) as [string, ...string[]];
      await run({ program, args, directory, maxBytes, timeoutMs, signal, url: href, onBytes });
      const found = (await filesOf(directory)).toSorted((a, b) => b.bytes - a.bytes)[0];
      if (!found || found.bytes === 0) throw protectionErrors.downloader_nothing({ url: href.slice(0, 200) });
      if (found.bytes > maxBytes) throw protectionErrors.suspect_too_large({ file: found.name, limitBytes: maxBytes });
      return {
        path: join(directory, found.name),
        filename: found.name,
        capture: { at: clock.now().toISOString(), finalUrl: href, address: null, status: null, headers: [], downloader: 'command' },
      };
    },
  };
}

type Running = {
  program: string;
  args: string[];
  directory: string;
  maxBytes: number;
  timeoutMs: number;
  signal: AbortSignal;
  url: string;
  onBytes: ((bytes: number, expected: number | null) => void) | undefined;
};

function run({ program, args, directory, maxBytes, timeoutMs, signal, url, onBytes }: Running): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: directory,
      shell: false,
      // A group of its own, so that what it starts ends with it.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH ?? '', HOME: directory, TMPDIR: directory, LANG: 'C.UTF-8' },
    });
    let words = '';
    let why: Error | null = null;
    const end = (error: Error): void => {
      why ??= error;
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    };
    const onAbort = (): void => end(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    signal.addEventListener('abort', onAbort, { once: true });
    const patience = setTimeout(
      () => end(protectionErrors.downloader_timed_out({ seconds: Math.round(timeoutMs / 1000), url: url.slice(0, 200) })),
      timeoutMs,
    );
    const watch = setInterval(() => {
      void filesOf(directory).then((files) => {
        const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
        // Pieces and the whole lie side by side while a program joins them.
        if (bytes > maxBytes * 2) end(protectionErrors.suspect_too_large({ file: url.slice(0, 200), limitBytes: maxBytes }));
        else onBytes?.(bytes, null);
      });
    }, lookEveryMs);
    child.stderr.on('data', (chunk: Buffer) => (words = (words + chunk.toString('utf8')).slice(-keptWords)));
    let failed: Error | null = null;
    child.on('error', (error) => (failed = error));
    child.on('close', (code) => {
      clearTimeout(patience);
      clearInterval(watch);
      signal.removeEventListener('abort', onAbort);
      if (signal.aborted) return reject(signal.reason as Error);
      if (why) return reject(why);
      if (code === 0) return resolve();
      const last = failed?.message ?? words.trim().split('\n').at(-1) ?? '';
      reject(protectionErrors.downloader_failed({ code: code ?? -1, reason: last.slice(0, longestWords), url: url.slice(0, 200) }));
    });
  });
}

/** Plain files of a directory, without what is hidden. */
async function filesOf(directory: string): Promise<{ name: string; bytes: number }[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const files: { name: string; bytes: number }[] = [];
  for (const entry of entries.slice(0, mostFiles)) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const found = await stat(join(directory, entry.name)).catch(() => null);
    if (found) files.push({ name: entry.name, bytes: found.size });
  }
  return files;
}
