import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshTenant, openTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { fixedClock } from '../../platform/time.ts';
import {
  contentHash,
  createLedger,
  entryHash,
  exchangeOrders,
  isInTree,
  ledgerMigrations,
  linkHash,
  type Account,
  type Ledger,
  type TransferOrder,
} from './index.ts';

let base: TestDatabase;
let ledger: Ledger;
let clock: ReturnType<typeof fixedClock>;
let org: string;
beforeAll(async () => {
  base = await openTestDatabase([ledgerMigrations]);
});
afterAll(() => base.drop());
beforeEach(async () => {
  clock = fixedClock('2026-11-01T00:00:00Z');
  ledger = createLedger({ db: base.db, clock });
  org = (await freshTenant(base.db)).organisationId;
});

const at = new Date('2026-11-01T00:00:00Z');
const memo = { code: 'test.order', params: { n: 1 } };
const inside = <T>(work: (trx: Parameters<Parameters<typeof base.db.transaction>[0]>[0]) => Promise<T>): Promise<T> =>
  base.db.transaction(work);

/** Cash grows by debits without limit; a payable may never be overdrawn. */
async function open(currency = 'CNY'): Promise<{ cash: Account; lin: Account; zhao: Account; fees: Account }> {
  const [cash, lin, zhao, fees] = await inside((trx) =>
    ledger.openAccounts(trx, org, [
      { code: 'assets:cash', name: 'Cash', currency, normalSide: 'debit', floorMinor: null },
      { code: 'payable:lin', name: 'Lin', currency, normalSide: 'credit', floorMinor: 0n },
      { code: 'payable:zhao', name: 'Zhao', currency, normalSide: 'credit', floorMinor: -500n },
      { code: 'income:fees', name: 'Fees', currency, normalSide: 'credit', floorMinor: null },
    ]),
  );
  return { cash: cash!, lin: lin!, zhao: zhao!, fees: fees! };
}
const move = (key: string, debit: Account, credit: Account, amountMinor: bigint, more: Partial<TransferOrder> = {}): TransferOrder =>
  ({
    kind: 'posted',
    key,
    effectiveAt: at,
    memo,
    entries: [
      { accountId: debit.id, amountMinor },
      { accountId: credit.id, amountMinor: -amountMinor },
    ],
    ...more,
  }) as TransferOrder;
const record = (...orders: TransferOrder[]) => inside((trx) => ledger.record(trx, org, orders));
const balance = async (account: Account) => (await inside((trx) => ledger.balances(trx, org, [account.id]))).get(account.id)!;

test('a transfer moves what it says, and the same key again changes nothing', async () => {
  const { cash, lin } = await open();
  const order = move('k1', cash, lin, 1000n);
  const [first] = await record(order);
  expect(first).toMatchObject({ state: 'recorded', transfer: { seq: 1n } });
  expect((await record(order))[0]).toMatchObject({ state: 'repeated', transfer: { seq: 1n } });
  expect((await record(order, order)).map(({ state }) => state)).toEqual(['repeated', 'repeated']);
  expect(await balance(lin)).toMatchObject({ postedMinor: 1000n, availableMinor: 1000n });
  const [other] = await record(move('k1', cash, lin, 999n));
  expect(other).toMatchObject({ state: 'refused', error: { code: 'ledger.key_differs' } });
  expect(await ledger.check(null)).toMatchObject({ ok: true });
});

test('an account is not driven below its floor, and a limit is a limit', async () => {
  const { cash, lin, zhao } = await open();
  await record(move('in', cash, lin, 100n));
  const [tooMuch, allowed, overLimit] = await record(
    move('out', lin, cash, 101n),
    move('credit', zhao, cash, 500n),
    move('credit2', zhao, cash, 1n),
  );
  expect(tooMuch).toMatchObject({ state: 'refused', error: { code: 'ledger.below_floor', params: { short: '1' } } });
  expect(allowed).toMatchObject({ state: 'recorded' });
  expect(overLimit).toMatchObject({ state: 'refused', error: { code: 'ledger.below_floor' } });
});

test('linked transfers are recorded together or not at all, also where a later one of the group fails', async () => {
  const { cash, lin, zhao } = await open();
  const outcomes = await record(
    move('a', cash, lin, 50n, { group: 'g' }),
    move('alone', cash, zhao, 7n),
    move('b', lin, cash, 60n, { group: 'g' }),
  );
  expect(outcomes.map(({ state }) => state)).toEqual(['refused', 'recorded', 'refused']);
  expect(await balance(lin)).toMatchObject({ postedMinor: 0n });
  expect(await balance(zhao)).toMatchObject({ postedMinor: 7n });
});

describe('pending transfers', () => {
  test('hold room, are settled in part, and let go of the rest', async () => {
    const { cash, lin, fees } = await open();
    await record(move('in', cash, lin, 100n));
    const [held] = await record(move('hold', lin, cash, 80n, { kind: 'pending' }));
    expect(await balance(lin)).toMatchObject({ postedMinor: 100n, availableMinor: 20n, pendingOutMinor: 80n });
    expect((await record(move('x', lin, fees, 21n)))[0]).toMatchObject({ state: 'refused' });
    const pending = (held as { transfer: { id: string } }).transfer.id;
    const settle: TransferOrder = {
      kind: 'settlement',
      key: 'settle',
      pending,
      effectiveAt: at,
      memo,
      entries: [
        { accountId: lin.id, amountMinor: 30n },
        { accountId: cash.id, amountMinor: -30n },
      ],
    };
    const more = {
      ...settle,
      key: 'more',
      entries: [
        { accountId: lin.id, amountMinor: 81n },
        { accountId: cash.id, amountMinor: -81n },
      ],
    };
    expect((await record(more))[0]).toMatchObject({ state: 'refused', error: { code: 'ledger.more_than_pending' } });
    expect((await record(settle))[0]).toMatchObject({ state: 'recorded' });
    expect((await record(settle))[0]).toMatchObject({ state: 'repeated' });
    expect(await balance(lin)).toMatchObject({ postedMinor: 70n, availableMinor: 70n, pendingOutMinor: 0n });
    expect((await record({ kind: 'void', key: 'void', pending, effectiveAt: at, memo }))[0]).toMatchObject({
      state: 'refused',
      error: { code: 'ledger.not_pending' },
    });
    expect(await ledger.check(null)).toMatchObject({ ok: true });
  });

  test('end by themselves when their time is over, once', async () => {
    const { cash, lin } = await open();
    await record(
      move('in', cash, lin, 100n),
      move('hold', lin, cash, 100n, { kind: 'pending', expiresAt: new Date('2026-11-02T00:00:00Z') }),
    );
    expect(await ledger.voidExpired()).toBe(0);
    clock.advance(2 * 86_400_000);
    expect(await ledger.voidExpired()).toBe(1);
    expect(await ledger.voidExpired()).toBe(0);
    expect(await balance(lin)).toMatchObject({ availableMinor: 100n });
  });
});

test('a transfer is taken back by another, once', async () => {
  const { cash, lin } = await open();
  const [made] = await record(move('in', cash, lin, 100n));
  const reverses = (made as { transfer: { id: string } }).transfer.id;
  expect((await record(move('part', lin, cash, 99n, { reverses })))[0]).toMatchObject({ error: { code: 'ledger.reversal_differs' } });
  expect((await record(move('back', lin, cash, 100n, { reverses })))[0]).toMatchObject({ state: 'recorded' });
  expect((await record(move('again', lin, cash, 100n, { reverses })))[0]).toMatchObject({
    state: 'refused',
    error: { code: 'ledger.already_reversed' },
  });
});

test('unbalanced, foreign and mixed entries are refused', async () => {
  const { cash, lin } = await open();
  const dollars = (await open('USD')).cash;
  const strange = (await freshTenant(base.db)).organisationId;
  const [theirs] = await inside((trx) =>
    ledger.openAccounts(trx, strange, [{ code: 'x', name: 'x', currency: 'CNY', normalSide: 'debit', floorMinor: null }]),
  );
  const outcomes = await record(
    { ...move('a', cash, lin, 5n), entries: [{ accountId: cash.id, amountMinor: 5n }] } as TransferOrder,
    {
      ...move('b', cash, lin, 5n),
      entries: [
        { accountId: cash.id, amountMinor: 5n },
        { accountId: lin.id, amountMinor: -4n },
      ],
    } as TransferOrder,
    move('c', dollars, lin, 5n),
    move('d', cash, theirs!, 5n),
  );
  expect(outcomes.map((outcome) => (outcome as { error: { code: string } }).error.code)).toEqual([
    'ledger.unbalanced',
    'ledger.unbalanced',
    'ledger.unbalanced',
    'ledger.account_not_found',
  ]);
});

test('the database itself refuses what does not balance, and every change', async () => {
  const { cash, lin } = await open();
  await record(move('in', cash, lin, 100n));
  const insert = inside(async (trx) => {
    await sql`insert into ledger_transfers values (${org}, 2, 'trf_x', 'posted', 'kx', null, null, null, now(), now(), null, '{}', 'p', 'h')`.execute(
      trx,
    );
    await sql`insert into ledger_entries values (${org}, 2, 0, ${cash.id}, 'CNY', 5, 'posted', now(), ''), (${org}, 2, 1, ${lin.id}, 'CNY', -4, 'posted', now(), '')`.execute(
      trx,
    );
  });
  await expect(insert).rejects.toThrow(/sum to zero/);
  for (const statement of ['update ledger_entries set amount_minor = 7', 'delete from ledger_transfers', 'truncate ledger_closings'])
    await expect(inside((trx) => sql.raw(statement).execute(trx))).rejects.toThrow(/insert-only/);
});

test('closed periods take nothing, carry the head, and balances are known as of any time', async () => {
  const { cash, lin } = await open();
  const october = new Date('2026-10-15T00:00:00Z');
  await record(
    move('oct', cash, lin, 10n, { effectiveAt: october }),
    move('nov', cash, lin, 5n, { effectiveAt: new Date('2026-11-05T00:00:00Z') }),
  );
  const head = await inside((trx) => ledger.closePeriod(trx, org, new Date('2026-10-31T15:59:59.999Z'), 'usr_1'));
  expect((await record(move('late', cash, lin, 1n, { effectiveAt: october })))[0]).toMatchObject({
    state: 'refused',
    error: { code: 'ledger.period_closed' },
  });
  const held = (when: string) => inside((trx) => ledger.balancesAt(trx, org, [lin.id], new Date(when))).then((all) => all.get(lin.id));
  expect([await held('2026-10-01T00:00:00Z'), await held('2026-10-31T00:00:00Z'), await held('2026-12-01T00:00:00Z')]).toEqual([
    0n,
    10n,
    15n,
  ]);
  expect(await ledger.check(head.hash)).toMatchObject({ ok: true });
  expect(await ledger.check('f'.repeat(64))).toMatchObject({ ok: false, firstDifference: { reason: 'head_not_found' } });
});

test('an exchange leaves every currency at zero and shows its rate and spread', async () => {
  const cny = await open('CNY');
  const usd = await open('USD');
  await record(move('in', cny.cash, cny.lin, 71_234n));
  const orders = exchangeOrders({
    key: 'fx1',
    effectiveAt: at,
    from: { accountId: cny.lin.id, amountMinor: 71_234n },
    to: { accountId: usd.lin.id },
    liquidity: { fromAccountId: cny.fees.id, toAccountId: usd.cash.id, spreadAccountId: usd.fees.id },
    rate: { numerator: 100n, denominator: 712n },
    spreadBps: 50n,
  });
  const outcomes = await record(...orders);
  expect(outcomes.map(({ state }) => state)).toEqual(['recorded', 'recorded', 'recorded']);
  // 71,234 × 100 ÷ 712 = 10,004 (and a fraction); 0.5 % of it, rounded up, is 51.
  expect(await balance(usd.lin)).toMatchObject({ postedMinor: 9953n });
  expect(await balance(usd.fees)).toMatchObject({ postedMinor: 51n });
  expect(await balance(cny.lin)).toMatchObject({ postedMinor: 0n });
});

test('any orders in any batches leave sums at zero, floors kept, the chain whole, and batches do not matter', async () => {
  const accounts = await open();
  const all = [accounts.cash, accounts.lin, accounts.zhao, accounts.fees];
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          from: fc.nat(3),
          to: fc.nat(3),
          amount: fc.integer({ min: 1, max: 300 }),
          group: fc.option(fc.nat(3)),
          pending: fc.boolean(),
          batch: fc.boolean(),
        }),
        { minLength: 1, maxLength: 25 },
      ),
      async (given) => {
        run++;
        const prefix = `run${run}:`;
        let batch: TransferOrder[] = [];
        const flush = async (): Promise<void> => {
          for (const outcome of await record(...batch)) expect(['recorded', 'refused']).toContain(outcome.state);
          batch = [];
        };
        for (const [index, { from, to, amount, group, pending, batch: ends }] of given.entries()) {
          if (from === to) continue;
          batch.push(
            move(`${prefix}${index}`, all[from]!, all[to]!, BigInt(amount), {
              ...(pending && { kind: 'pending' as const }),
              ...(group !== null && { group: `${prefix}g${group}` }),
            } as Partial<TransferOrder>),
          );
          if (ends) await flush();
        }
        await flush();
        const balances = await inside((trx) =>
          ledger.balances(
            trx,
            org,
            all.map(({ id }) => id),
          ),
        );
        const sum = all.reduce(
          (total, account) => total + balances.get(account.id)!.postedMinor * (account.normalSide === 'debit' ? 1n : -1n),
          0n,
        );
        expect(sum).toBe(0n);
        for (const account of all)
          if (account.floorMinor !== null) expect(balances.get(account.id)!.availableMinor >= account.floorMinor).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
  expect(await ledger.check(null)).toMatchObject({ ok: true, firstDifference: null });
});

test('many at once on one hot account come one after another, and nothing is lost', async () => {
  const { cash, lin } = await open();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => record(...[0, 1, 2, 3, 4].map((n) => move(`p${index}:${n}`, cash, lin, 10n)))),
  );
  expect(await balance(lin)).toMatchObject({ postedMinor: 1000n });
  expect(await ledger.check(null)).toMatchObject({ ok: true });
});

describe('tampering by hand is found and named', () => {
  const hands: [string, string][] = [
    ['an amount', `update ledger_entries set amount_minor = amount_minor * 2 where seq = 2`],
    ['a memo', `update ledger_transfers set memo = '{"code":"other"}' where seq = 2`],
    ['an instant', `update ledger_transfers set effective_at = effective_at + interval '1 day' where seq = 2`],
    [
      'another account',
      `update ledger_entries set account_id = (select account_id from ledger_entries where organisation_id = $ORG and seq = 1 and line = 0) where seq = 2 and line = 1`,
    ],
    ['a removed transfer', `delete from ledger_transfers where seq = 2`],
    ['a removed entry', `delete from ledger_entries where seq = 2 and line = 0`],
    ['a balance', `update ledger_balances set credits_posted = credits_posted + 1`],
    [
      'a stray entry',
      `insert into ledger_entries select organisation_id, 99, line, account_id, currency, amount_minor, phase, effective_at, salt from ledger_entries where seq = 2`,
    ],
    ['a cut tail', `delete from ledger_transfers where seq = 3`],
  ];
  test.each(hands)('%s', async (_name, statement) => {
    // A chain of its own, as what is broken stays broken.
    const own = await openTestDatabase([ledgerMigrations]);
    try {
      const mine = createLedger({ db: own.db, clock });
      const organisationId = (await freshTenant(own.db)).organisationId;
      const [cash, lin] = await own.db.transaction((trx) =>
        mine.openAccounts(trx, organisationId, [
          { code: 'cash', name: 'Cash', currency: 'CNY', normalSide: 'debit', floorMinor: null },
          { code: 'lin', name: 'Lin', currency: 'CNY', normalSide: 'credit', floorMinor: 0n },
        ]),
      );
      await own.db.transaction((trx) =>
        mine.record(
          trx,
          organisationId,
          [1, 2, 3].map((n) => move(`k${n}`, cash!, lin!, BigInt(n))),
        ),
      );
      expect(await mine.check(null)).toMatchObject({ ok: true, checked: 3 });
      await own.db.transaction(async (trx) => {
        for (const table of ['ledger_transfers', 'ledger_entries']) await sql.raw(`alter table ${table} disable trigger user`).execute(trx);
        await sql.raw(`${statement.replace('$ORG', `'${organisationId}'`)}`).execute(trx);
      });
      const result = await mine.check(null);
      expect(result.ok).toBe(false);
      if (statement.includes('seq = 2') && !statement.includes('99') && !statement.startsWith('delete from ledger_transfers'))
        expect(result.firstDifference).toMatchObject({ transfer: expect.stringMatching(/^trf_/) });
    } finally {
      await own.drop();
    }
  });
});

test('a seal proves each transfer by its path, and a tampered root is found', async () => {
  const { cash, lin } = await open();
  await record(...Array.from({ length: 37 }, (_, n) => move(`k${n}`, cash, lin, BigInt(n + 1))));
  const seal = await ledger.seal(org);
  await record(move('later', cash, lin, 1n));
  const tree = await ledger.treeOf(org, seal);
  expect(tree.root).toBe(seal.root);
  const transfers = await inside((trx) => ledger.transfers(trx, org, [1n, 20n, 37n]));
  for (const transfer of transfers) {
    const content = contentHash(transfer, transfer.entries.map(entryHash));
    expect(linkHash(transfer.previousHash, content)).toBe(transfer.hash);
    const leaf = Number(transfer.seq) - 1;
    expect(isInTree(transfer.hash, leaf, tree.size, tree.path(leaf), seal.root)).toBe(true);
  }
  expect(await ledger.check(seal.hash)).toMatchObject({ ok: true });
  await expect(inside((trx) => sql`update ledger_seals set root = 'x'`.execute(trx))).rejects.toThrow(/insert-only/);
});

test('the journal reads as plain-text accounting and as a table', async () => {
  const { cash, lin } = await open();
  await record(move('in', cash, lin, 123_456n), move('hold', lin, cash, 1n, { kind: 'pending' }));
  const text = async (format: 'hledger' | 'csv'): Promise<string> => {
    let all = '';
    for await (const part of ledger.journal(org, format)) all += part;
    return all;
  };
  expect(await text('hledger')).toMatch(
    /^2026-11-01 \* test\.order {2}; transfer:trf_\w+, seq:1, hash:[0-9a-f]{64}\n {4}assets:cash {2}1234\.56 CNY\n {4}payable:lin {2}-1234\.56 CNY\n\n$/,
  );
  expect((await text('csv')).trim().split('\n')).toHaveLength(3);
});
