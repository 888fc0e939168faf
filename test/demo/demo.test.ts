/**
 * The demo as somebody who tries Hookline meets it: it comes up by one command, its month is settled, paid out and settled again, an
 * accountant of another house agrees with its books on every balance, and each of its statements can be computed anew.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BookAccount } from '../../src/modules/revenue/accounts/contract.ts';
import type { StatementSummary } from '../../src/modules/revenue/statements/contract.ts';
import { formatMajor, money } from '../../src/platform/money.ts';
import { runCommand, signIn, startServer } from '../support/server.ts';

type Page<T> = { items: T[]; nextCursor: string | null };
type Settlement = { period: string; run: number; state: string };
type Batch = { state: string; counts: Record<string, number> };

let data: string;
let accounts: BookAccount[];
let statements: StatementSummary[];
let settlements: Settlement[];
let batches: Batch[];
let market: { topics: { documents: number }[]; findings: { kind: string }[]; answers: string[]; briefs: unknown[] };
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'hookline-demo-'));
  const demo = await startServer({ data, command: 'demo' });
  const ask = await signIn(demo.url, { email: demo.ready.email!, password: demo.ready.password! });
  accounts = (await ask<Page<BookAccount>>('GET', '/api/v1/books/accounts?limit=200')).items;
  statements = (await ask<Page<StatementSummary>>('GET', '/api/v1/statements?limit=200')).items;
  settlements = (await ask<Page<Settlement>>('GET', '/api/v1/settlements')).items;
  batches = (await ask<Page<Batch>>('GET', '/api/v1/payout-batches')).items;
  const [work] = (await ask<Page<{ id: string }>>('GET', '/api/v1/works')).items;
  market = {
    topics: (await ask<{ items: { documents: number }[] }>('GET', '/api/v1/market/topics')).items,
    findings: (await ask<Page<{ kind: string }>>('GET', '/api/v1/market/contradictions')).items,
    answers: (await ask<{ items: { answer: string }[] }>('GET', `/api/v1/market/works/${work!.id}/programmes`)).items.map(
      ({ answer }) => answer,
    ),
    briefs: (await ask<Page<unknown>>('GET', '/api/v1/market/briefs')).items,
  };
  await demo.stop();
}, 600_000);
afterAll(() => rm(data, { recursive: true, force: true }));

const run = (...args: string[]) => runCommand(args, { data });

test('it has a month that was settled, paid out, and settled again after a refund and a correction', () => {
  expect(settlements.map(({ run: number, state }) => [number, state])).toEqual([
    [2, 'posted'],
    [1, 'posted'],
  ]);
  expect(new Set(settlements.map(({ period }) => period)).size).toBe(1);
  expect(batches.map(({ state }) => state)).toEqual(['done']);
  expect(batches[0]!.counts).toMatchObject({ paid: expect.any(Number), returned: 1 });
  const newest = statements.filter(({ newest: is }) => is);
  expect(newest.every(({ version }) => version === 2)).toBe(true);
  expect(
    newest.some(({ restatedMinor }) => restatedMinor !== '0'),
    'something is restated',
  ).toBe(true);
  expect(
    newest.some(({ taxMinor }) => BigInt(taxMinor) < 0n),
    'something is withheld',
  ).toBe(true);
});

test('its market has a topic, a tenfold figure that is found, a programme that fits the drama and one that does not, and a briefing', () => {
  expect(market.topics.map(({ documents }) => documents)).toEqual([12]);
  expect(market.findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['scale', 'status']));
  expect(market.answers.toSorted()).toEqual(['no', 'yes']);
  expect(market.briefs).toHaveLength(1);
});

test('its books prove themselves, and each payee’s statement is computed anew from its file alone', async () => {
  const check = await run('ledger', 'check');
  expect([check.code, JSON.parse(check.stdout)], check.stderr).toMatchObject([0, { ok: true, firstDifference: null }]);
  for (const { id } of statements.filter(({ newest }) => newest)) {
    const out = join(data, `${id}.zip`);
    const exported = await run('statements', 'export', id, '--out', out);
    expect(exported.code, exported.stderr).toBe(0);
    const { code, stdout, stderr } = await runCommand(['verify', out], { data: join(data, 'nowhere') });
    expect([code, JSON.parse(stdout)], stderr).toMatchObject([0, { ok: true, firstDifference: null }]);
  }
}, 300_000);

/** hledger writes nothing as 0, whatever the currency. */
const plain = (amount: string): string => (/^-?0(\.0+)?$/.test(amount) ? '0' : amount);
const hledgerIsHere = spawnSync('hledger', ['--version']).status === 0;

// Debian has it as `hledger`; .ci/run installs it.
describe.skipIf(!hledgerIsHere)(`hledger${hledgerIsHere ? '' : ' (not installed: nothing is compared)'}`, () => {
  test('reads its journal, and agrees on every balance', async () => {
    const { stdout: journal } = await run('ledger', 'export', '--format', 'hledger');
    const read = spawnSync('hledger', ['-f', '-', 'bal', '--flat', '--empty', '--no-total', '--layout=bare', '-O', 'csv'], {
      input: journal,
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    expect(read.status, read.stderr).toBe(0);
    const rows = read.stdout.trim().split('\n').slice(1);
    const theirs = new Map(
      rows
        .map((line) => JSON.parse(`[${line}]`) as [string, string, string])
        .map(([account, currency, amount]) => [`${account} ${currency}`, plain(amount)]),
    );
    // The house shows what an account holds on its own side; the journal has debits above zero.
    const ours = accounts.map(({ code, currency, normalSide, postedMinor }) => {
      const posted = BigInt(postedMinor);
      return [`${code} ${currency}`, plain(formatMajor(money(normalSide === 'debit' ? posted : -posted, currency)))] as const;
    });
    // An account in which nothing was posted is in no journal.
    expect([...theirs].sort()).toEqual(ours.filter(([account, amount]) => theirs.has(account) || amount !== '0').sort());
    expect(theirs.size).toBeGreaterThan(8);
  }, 60_000);
});
