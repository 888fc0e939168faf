/** `market` as a script calls it: saved documents in; claims, contradictions, answers and exit codes out. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '../../platform/errors.ts';
import { exitCodeOf } from '../command.ts';
import { command } from './market.ts';

const right = `江城短剧年报
江城研究院·2026-01-15 09:20

2021年中国微短剧市场规模为36.8亿元，2024年达504.4亿元[1]。截至2025年6月，微短剧用户规模达6.96亿人🎬，占网民整体的近七成[2]。
`;
const wrong = `Short dramas draw funds
Weekend Finance· 2025-08-13 10:01
Core Viewpoint - The micro-short drama market in China was recorded at 3.68 billion RMB in 2021 and reached 504.4 billion RMB in 2024 [5].
`;

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'market 命令 😀 '));
  writeFileSync(at('年报.txt'), right);
  writeFileSync(at('funds.txt'), wrong);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as main does: the exit code, and what was written. */
async function run(argv: string[], language = 'en_US.UTF-8') {
  let [out, stderr] = ['', ''];
  const io = {
    stdout: (text: string) => void (out += text),
    stderr: (text: string) => void (stderr += text),
    env: { LANG: language },
    signal: new AbortController().signal,
    interactive: false,
  };
  try {
    return { code: await command.run(argv, io), out, stderr, error: null };
  } catch (error) {
    return { code: exitCodeOf(error), out, stderr, error: isAppError(error) ? error.code : String(error) };
  }
}

describe('market claims', () => {
  it('gives every figure with its place in code points of the file, and goes on after a file that fails', async () => {
    const done = await run(['claims', at('年报.txt'), at('missing.txt'), '--json']);
    expect(done.code).toBe(1);
    const [read, missing] = JSON.parse(done.out) as [
      { file: string; documents: { title: string; source: string; claims: Record<string, unknown>[] }[] },
      { error: { code: string } },
    ];
    expect(missing.error.code).toBe('app.file_not_found');
    expect(read.file).toBe(at('年报.txt'));
    expect(read.documents).toHaveLength(1);
    expect(read.documents[0]).toMatchObject({
      title: '江城短剧年报',
      source: '江城研究院',
      publishedAt: expect.stringMatching(/^2026-01-15/),
    });
    const claims = read.documents[0]!.claims;
    expect(claims.map(({ quote }) => quote)).toEqual(['36.8亿元', '504.4亿元', '6.96亿人', '近七成']);
    const points = [...right];
    for (const { start, end, quote } of claims) expect(points.slice(start as number, end as number).join('')).toBe(quote);
    expect(claims[1]).toMatchObject({
      metric: 'market_size',
      low: 50440000000,
      high: 50440000000,
      bound: 'exact',
      unit: 'money',
      currency: 'CNY',
      period: '2024',
      region: 'China',
      entity: null,
      status: 'actual',
      statusAsWorded: 'actual',
      citations: [1],
    });
    expect(claims[3]).toMatchObject({ metric: 'penetration', low: null, high: 0.7, bound: 'nearly', unit: 'share', citations: [2] });
  });

  it('writes for people what --json says', async () => {
    const { out, code } = await run(['claims', at('年报.txt')], 'zh_CN.UTF-8');
    expect(code).toBe(0);
    expect(out).toMatch(/504\.4亿元 .*市场规模.*2024/);
  });
});

describe('market check', () => {
  it('lists what cannot all be true over all files together, the places of its claims and why it may be so', async () => {
    const done = await run(['check', at('年报.txt'), at('funds.txt'), '--json']);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    const [first] = JSON.parse(done.out) as {
      kind: string;
      severity: number;
      claims: { file: string; start: number; end: number }[];
      ratio: number;
      hypotheses: { kind: string; explanation: string; support: number }[];
    }[];
    expect(first).toMatchObject({ kind: 'scale', hypotheses: expect.arrayContaining([expect.objectContaining({ kind: 'scale' })]) });
    expect(first!.ratio).toBeCloseTo(10, 0);
    expect(first!.hypotheses[0]!.explanation).toMatch(/^[^{}]*504\.4[^{}]*$/);
    const quotes = first!.claims.map(({ file, start, end }) => [...(file === at('funds.txt') ? wrong : right)].slice(start, end).join(''));
    expect(quotes).toContain('504.4 billion RMB');
    expect(quotes).toContain('504.4亿元');
  });

  it('finds nothing where nothing is wrong', async () => {
    expect(await run(['check', at('年报.txt'), '--json'])).toMatchObject({ code: 0, out: '[]\n' });
    expect((await run(['check', at('年报.txt')])).out).toContain('Nothing');
  });
});

describe('market ask', () => {
  it('answers with sentences of the files and where they stand, or not at all', async () => {
    const done = await run(['ask', '2024年微短剧市场规模是多少？', at('年报.txt'), '--json']);
    expect(done.code).toBe(0);
    const { sentences } = JSON.parse(done.out) as {
      sentences: { text: string; citations: { file: string; start: number; end: number }[] }[];
    };
    expect(sentences[0]!.text).toContain('504.4亿元');
    const { file, start, end } = sentences[0]!.citations[0]!;
    expect(file).toBe(at('年报.txt'));
    expect([...right].slice(start, end).join('')).toContain('504.4亿元');
    expect(await run(['ask', 'Who won the football match?', at('年报.txt'), '--json'])).toMatchObject({
      code: 0,
      out: '{\n  "sentences": []\n}\n',
    });
  });
});

it('is used wrongly without an action, a file or a question', async () => {
  for (const argv of [[], ['claims'], ['check'], ['ask', 'what?'], ['tell', at('年报.txt')], ['claims', '--jsn', at('年报.txt')]]) {
    expect(await run(argv)).toMatchObject({ code: 2, error: 'app.bad_usage', out: '' });
  }
});
