/** `ledger` as a script calls it, on a database of its own, alone and beside the server that owns it; and an accountant of another house. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand, startServer } from '../../../test/support/server.ts';
import { testSecret } from '../../../test/support/house.ts';
import type { Account, TransferOrder } from '../../modules/ledger/index.ts';
import { silentLog } from '../../platform/log.ts';
import { formatMajor, money, type Currency } from '../../platform/money.ts';
import { composeHouse, type House } from '../compose.ts';
import { exitCodeOf } from '../command.ts';
import { readConfig } from '../config.ts';
import { command } from './ledger.ts';

let data: string;
let head: string;
/** What each account holds, by `code currency`: major units on the debit side. */
const balances = new Map<string, string>();

/** The house on the data directory, as a command opens it. */
async function withHouse<T>(work: (house: House, organisationId: string) => Promise<T>): Promise<T> {
  const config = readConfig({ HOOKLINE_DATA: data, HOOKLINE_SECRET: testSecret });
  const house = await composeHouse(config, { role: 'command', log: silentLog });
  try {
    await house.prepare();
    return await work(house, (await house.identity.commandLineActor()).organisationId);
  } finally {
    await house.stop();
  }
}

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'hookline-ledger-'));
  await withHouse(async (house, organisationId) => {
    const spec = (code: string, currency: string, normalSide: 'debit' | 'credit') => ({
      code,
      name: code,
      currency,
      normalSide,
      floorMinor: null,
    });
    const specs = ['CNY', 'JPY', 'KWD'].flatMap((currency) => [
      spec('receivable:source:src_1', currency, 'debit'),
      spec('payable:pye_作者', currency, 'credit'),
      spec('payable:role:studio', currency, 'credit'),
      spec('tax:cn platform labour', currency, 'credit'),
    ]);
    await house.db.transaction(async (trx) => {
      const accounts = await house.ledger.openAccounts(trx, organisationId, specs);
      const orders = Array.from({ length: 60 }, (_, n) => orderOf(accounts.slice((n % 3) * 4, (n % 3) * 4 + 4), n));
      await house.ledger.recordAll(trx, organisationId, orders);
      const now = await house.ledger.balances(
        trx,
        organisationId,
        accounts.map(({ id }) => id),
      );
      for (const { id, code, currency, normalSide } of accounts) {
        const posted = now.get(id)!.postedMinor;
        balances.set(`${code} ${currency}`, formatMajor(money(normalSide === 'debit' ? posted : -posted, currency as Currency)));
      }
      ({ hash: head } = await house.ledger.head(trx, organisationId));
    });
  });
}, 60_000);
afterAll(() => rmSync(data, { recursive: true, force: true }));

/** A four-way split with odd amounts; every seventh is pending, and so in no journal. */
function orderOf([receivable, author, studio, tax]: readonly Account[], n: number): TransferOrder {
  const amount = BigInt(1000 + n * 37);
  const [ofAuthor, ofTax] = [amount / 3n, amount / 7n];
  return {
    kind: n % 7 === 6 ? 'pending' : 'posted',
    key: `order ${n}`,
    effectiveAt: new Date(Date.UTC(2026, 0, 1 + n, 15 + (n % 3))),
    memo: { code: 'revenue.settled', params: { item: `itm_${n}` } },
    entries: [
      { accountId: receivable!.id, amountMinor: amount },
      { accountId: author!.id, amountMinor: -ofAuthor },
      { accountId: tax!.id, amountMinor: -ofTax },
      { accountId: studio!.id, amountMinor: -(amount - ofAuthor - ofTax) },
    ],
  };
}

const run = (...args: string[]) => runCommand(['ledger', ...args], { data, env: { HOOKLINE_SECRET: testSecret } });
const hledgerIsHere = spawnSync('hledger', ['--version']).status === 0;

test('check proves the chain, with a head that it has and one that it has not', async () => {
  const whole = await run('check');
  expect([whole.code, JSON.parse(whole.stdout)], whole.stderr).toEqual([0, { ok: true, checked: 60, firstDifference: null }]);
  expect((await run('check', '--head', head)).code).toBe(0);
  const other = await run('check', '--head', 'a'.repeat(64));
  expect([other.code, JSON.parse(other.stdout)]).toMatchObject([1, { ok: false, firstDifference: { reason: 'head_not_found' } }]);
}, 60_000);

test('what nobody can mean is wrong use', async () => {
  const wrong = ['', 'check --head short', 'export', 'export --format pdf', 'check twice', `export --format csv --head ${'a'.repeat(64)}`];
  for (const text of wrong) {
    const io = { stdout: () => {}, stderr: () => {}, env: {}, signal: new AbortController().signal, interactive: false };
    const error = await command.run(text.split(' ').filter(Boolean), io).catch((thrown: unknown) => thrown);
    expect(exitCodeOf(error), text).toBe(2);
  }
});

test('the same through the server that owns the database', async () => {
  const alone = await run('export', '--format', 'csv');
  const server = await startServer({ data, env: { HOOKLINE_SECRET: testSecret } });
  try {
    expect(JSON.parse((await run('check', '--head', head)).stdout)).toMatchObject({ ok: true, checked: 60 });
    const through = await run('export', '--format', 'csv');
    expect([through.code, through.stdout]).toEqual([0, alone.stdout]);
    expect(through.stdout.split('\n')[0]).toBe('date,transfer,seq,kind,memo,account,currency,amount');
  } finally {
    await server.stop();
  }
}, 90_000);

// Debian has it as `hledger`; .ci/run installs it.
describe.skipIf(!hledgerIsHere)(`hledger${hledgerIsHere ? '' : ' (not installed: nothing is compared)'}`, () => {
  test('reads the journal strictly, and agrees on every balance', async () => {
    const { stdout: journal } = await run('export', '--format', 'hledger');
    const read = spawnSync('hledger', ['-f', '-', 'bal', '--flat', '--empty', '--no-total', '--layout=bare', '-O', 'csv'], {
      input: journal,
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    expect(read.status, read.stderr).toBe(0);
    const told = new Map(
      read.stdout
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => JSON.parse(`[${line}]`) as [string, string, string])
        .map(([account, currency, amount]) => [`${account} ${currency}`, amount]),
    );
    expect([...told].sort()).toEqual([...balances].sort());
    expect(told.size).toBe(12);
  });
});

test('a row changed by hand is found, and the transfer is named', async () => {
  const changed = await withHouse((house) =>
    house.db.transaction(async (trx) => {
      await sql`alter table ledger_entries disable trigger user`.execute(trx);
      await sql`update ledger_entries set amount_minor = amount_minor + 1 where seq = 31 and line = 0`.execute(trx);
      await sql`alter table ledger_entries enable trigger user`.execute(trx);
      const { rows } = await sql<{ id: string }>`select id from ledger_transfers where seq = 31`.execute(trx);
      return rows[0]!.id;
    }),
  );
  const { code, stdout } = await run('check');
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { ok: false, checked: 30, firstDifference: { transfer: changed, reason: 'hash' } }]);
}, 60_000);
