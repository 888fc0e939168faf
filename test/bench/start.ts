/** How long a second start takes to its first page, and how much script the console's first load is. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function startOnce(data: string): Promise<{ readyMs: number; firstPageMs: number }> {
  const started = performance.now();
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env: { ...process.env, HOOKLINE_DATA: data, PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const ready = /READY (\{.*\})/.exec(text);
        if (ready) resolve((JSON.parse(ready[1]!) as { url: string }).url);
      });
      child.on('exit', () => reject(new Error('the server ended')));
    });
    const readyMs = performance.now() - started;
    const page = await fetch(url);
    await page.text();
    if (!page.ok) throw new Error(`the first page answered ${page.status}`);
    return { readyMs, firstPageMs: performance.now() - started };
  } finally {
    process.kill(-child.pid!, 'SIGTERM');
    await new Promise((resolve) => child.on('exit', resolve));
  }
}

/** Gzipped bytes of the scripts that index.html names, and of those that they import before anything is shown. */
function firstLoadBytes(): number {
  const web = join(root, 'dist/web');
  if (!existsSync(join(web, 'index.html'))) return Number.NaN;
  const page = readFileSync(join(web, 'index.html'), 'utf8');
  const seen = new Set([...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1]!));
  for (const file of seen) {
    const text = readFileSync(join(web, file), 'utf8');
    for (const match of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      if (readdirSync(join(web, 'assets')).includes(match[1]!)) seen.add(`assets/${match[1]}`);
  }
  return [...seen].reduce((sum, file) => sum + gzipSync(readFileSync(join(web, file)), { level: 6 }).length, 0);
}

export async function run(): Promise<Record<string, unknown>> {
  const data = mkdtempSync(join(tmpdir(), 'hookline-start-'));
  try {
    const first = await startOnce(data);
    const later = [await startOnce(data), await startOnce(data), await startOnce(data)];
    const page = later.map((each) => each.firstPageMs).sort((a, b) => a - b);
    return {
      firstStartMs: Math.round(first.firstPageMs),
      secondStartMs: { median: Math.round(page[1]!), worst: Math.round(page[2]!), limit: 6000 },
      consoleFirstLoadKb: { gzipped: Math.round(firstLoadBytes() / 102.4) / 10, limit: 350 },
    };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
