/** The guide to evidence, pasted block by block, in both languages: a real server, a real authority, openssl at the end. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallVideo } from '../support/catalog.ts';
import { createServerDatabase } from '../support/database.ts';
import { ownerOf, runCommand, startServer, type RunningServer } from '../support/server.ts';
import { hasOpenssl, startTimestampAuthority, type TestAuthority } from '../support/timestamp-authority.ts';

const hasTools = hasOpenssl && ['unzip', 'curl', 'sha256sum'].every((tool) => !spawnSync(tool, ['--version']).error);

let home: string;
let server: RunningServer;
let tsa: TestAuthority;
let database: { url: string; drop(): Promise<void> } | null = null;
beforeAll(async () => {
  if (!hasTools) return;
  home = await mkdtemp(join(tmpdir(), 'hookline-evidence-'));
  tsa = await startTimestampAuthority();
  if (process.env.TEST_DATABASE_URL) database = await createServerDatabase(process.env.TEST_DATABASE_URL);
  const env = {
    TSA_URLS: tsa.url,
    TSA_CA_FILE: join(tsa.folder, 'root.pem'),
    OUTGOING_ALLOW: '127.0.0.1',
    ...(database && { DATABASE_URL: database.url }),
  };
  server = await startServer({ data: join(home, 'data'), env });
  const folder = join(home, '她从火中归来');
  await mkdir(folder);
  await smallVideo(join(folder, '1.mp4'), 1);
  await writeFile(join(folder, '1.srt'), '1\n00:00:00,000 --> 00:00:00,300\n你终于回来了\n');
  const imported = await runCommand(['import', folder], { data: join(home, 'data'), env });
  if (imported.code !== 0) throw new Error(imported.stderr);
}, 240_000);
afterAll(async () => {
  await server?.stop();
  await tsa?.close();
  await database?.drop();
  if (home) await rm(home, { recursive: true, force: true });
});

async function paste(script: string, cwd: string, env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd, env: { ...process.env, ...env }, detached: true });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const patience = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), 60_000);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(patience);
  return { code, output };
}

test.skipIf(!hasTools).each(['evidence.md', 'evidence.zh-CN.md'])(
  'every block of %s works when pasted, in order',
  { timeout: 120_000 },
  async (name) => {
    const guide = await readFile(new URL(`../../docs/guides/${name}`, import.meta.url), 'utf8');
    const [settings, ...commands] = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text]) => text!);
    // The first block says where and who; here that is the server of this test.
    expect(settings!.match(/^export \w+/gm)).toEqual(['export HOOKLINE', 'export EMAIL', 'export PASSWORD']);
    const cwd = await mkdtemp(join(home, 'shell-'));
    const person = ownerOf(server);
    const { code, output } = await paste(commands.join('\n'), cwd, {
      HOOKLINE: server.url,
      EMAIL: person.email,
      PASSWORD: person.password,
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    });
    expect(code, output).toBe(0);
    expect(output).toMatch(/^sealed$/m);
    expect(output).toMatch(/^stamps\/1\.tsr: stamped at /m);
    expect(output.replaceAll(':', '').toUpperCase()).toContain(tsa.root.fingerprint256.replaceAll(':', ''));
    expect(output).toMatch(/\nOK\n$/);
    expect(await readFile(join(cwd, 'certificate.html'), 'utf8')).toContain('她从火中归来');
    const { stdout } = await runCommand(['evidence', 'verify', join(cwd, 'evidence.zip')], { data: join(home, 'data') });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, firstDifference: null });
  },
);
