/** The guide for engineers, pasted block by block into a shell that talks to a real server. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServerDatabase } from '../support/database.ts';
import { ownerOf, signIn, startServer, type Client, type RunningServer } from '../support/server.ts';

let home: string;
let server: RunningServer;
let database: { url: string; drop(): Promise<void> } | null = null;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hookline-guide-'));
  if (process.env.TEST_DATABASE_URL) database = await createServerDatabase(process.env.TEST_DATABASE_URL);
  server = await startServer({
    data: join(home, 'data'),
    env: { OUTGOING_ALLOW: '127.0.0.1', ...(database && { DATABASE_URL: database.url }) },
  });
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await database?.drop();
  await rm(home, { recursive: true, force: true });
});

type Block = { language: string; file: string; text: string };

function blocksOf(guide: string): Block[] {
  return [...guide.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm)].map(([, language = '', file = '', text = '']) => ({
    language,
    file,
    text,
  }));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** A campaign that pays, and a creator who has taken it: so that a code is out. */
async function giveOutACode(owner: Client): Promise<void> {
  const work = await owner<{ id: string }>('POST', '/api/v1/works', {
    texts: [{ language: 'zh-CN', title: '她从火中归来', synopsis: '' }],
    genres: ['revenge'],
  });
  const campaign = await owner<{ id: string }>('POST', '/api/v1/campaigns', {
    workId: work.id,
    name: '她从火中归来 · 抖音',
    terms: { currency: 'CNY', orderShareBps: 5000, holdDays: 30, words: [{ language: 'zh-CN', text: '每笔付费订单分成 50%。' }] },
    channels: ['douyin'],
    startsAt: '2026-01-01T00:00:00+08:00',
  });
  await owner('POST', `/api/v1/campaigns/${campaign.id}/publish`);
  const invitation = await owner<{ link: string }>('POST', '/api/v1/creator-invitations', { email: 'yu@example.com' });
  const person = { email: 'yu@example.com', password: 'a long sentence only I know' };
  const token = new URL(invitation.link).pathname.split('/').at(-1);
  const door = `${server.url}/api/v1/creator-joins/${token}`;
  const offer = (await (await fetch(door)).json()) as { terms: { version: number } | null };
  const joined = await fetch(door, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: '小鱼', password: person.password, ...(offer.terms && { acceptedTerms: offer.terms.version }) }),
  });
  if (!joined.ok) throw new Error(await joined.text());
  const creator = await signIn(server.url, person);
  await creator('POST', `/api/v1/campaigns/${campaign.id}/claims`, { channels: ['douyin'] });
}

async function paste(script: string, env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd: home, env: { ...process.env, ...env }, detached: true });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const patience = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), 60_000);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(patience);
  return { code, output };
}

test('every block of the guide works when pasted, in order', { timeout: 120_000 }, async () => {
  const person = ownerOf(server);
  await giveOutACode(await signIn(server.url, person));
  const guide = await readFile(new URL('../../docs/guides/engineer.md', import.meta.url), 'utf8');
  const port = await freePort();
  const blocks = blocksOf(guide).map((block) => ({ ...block, text: block.text.replaceAll(/\b9000\b/g, String(port)) }));
  expect(blocks.map(({ language }) => language)).toEqual(expect.arrayContaining(['sh', 'js']));
  for (const { file, text } of blocks.filter(({ language }) => language === 'js')) await writeFile(join(home, file), text);
  const [settings, ...commands] = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text);
  // The first block says where and who; here that is the server of this test.
  expect(settings!.match(/^export \w+/gm)).toEqual(['export HOOKLINE', 'export EMAIL', 'export PASSWORD']);
  const { code, output } = await paste(commands.join('\n'), {
    HOOKLINE: server.url,
    EMAIL: person.email,
    PASSWORD: person.password,
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
  });
  expect(code, output).toBe(0);
  expect(output).toMatch(/^hlk_\S{8}…$/m);
  expect(output).toMatch(/"type":"webhook\.test","state":"delivered"/);
  expect(output).toMatch(/"status":"found"/);
  expect(output).toMatch(/"accepted":1,"duplicates":0,"rejected":0/);
  expect(output).toMatch(/"outcome": "credited"/);
  expect(output).toMatch(/"rule": "code"/);
  expect(output).toMatch(/^conversion\.created \{/m);
  expect(output).toMatch(/^conversion\.decided \{.*"rule":"code"/m);
  expect(output).toMatch(/^partly_refunded 300$/m);
  expect(output).toMatch(/^200 .*"accepted":1/m);
});
