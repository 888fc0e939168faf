import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLedger } from '../../src/modules/ledger/index.ts';
import type { PayoutBatchDetail } from '../../src/modules/revenue/payouts/contract.ts';
import { openDatabase } from '../../src/platform/db/index.ts';
import { systemClock } from '../../src/platform/time.ts';
import { createServerDatabase } from '../support/database.ts';
import { givePayable, inviteOperator, makePayee } from '../support/payables.ts';
import { startAlipay, type AlipayServer } from '../support/payout-servers.ts';
import { ownerOf, runCommand, signIn, startServer, until, type Client, type RunningServer } from '../support/server.ts';

const serverUrl = process.env.TEST_DATABASE_URL;
const second = { email: 'chen@example.com', password: 'a second pair of eyes', name: '陈会计' };
const amounts = [12_345n, 67_890n];

let alipay: AlipayServer;
let data: string;
let env: Record<string, string>;
let dropDatabase: (() => Promise<void>) | null = null;
let server: RunningServer;
let owner: { email: string; password: string };
let ask: Client;
let approver: Client;
const payees: string[] = [];

async function restart(): Promise<void> {
  server = await startServer({ data, env });
  ask = await signIn(server.url, owner);
  approver = await signIn(server.url, second);
}

beforeAll(async () => {
  alipay = await startAlipay();
  data = await mkdtemp(join(tmpdir(), 'payouts-kill-'));
  env = { OUTGOING_ALLOW: '127.0.0.1' };
  if (serverUrl) {
    const database = await createServerDatabase(serverUrl);
    env.DATABASE_URL = database.url;
    dropDatabase = database.drop;
  }
  server = await startServer({ data, env });
  owner = ownerOf(server);
  ask = await signIn(server.url, owner);
  await inviteOperator(server.url, ask, second);
  for (const [index] of amounts.entries()) payees.push(await makePayee(ask, 'alipay', `收款人${index}`, `000${index}`));
  const me = await ask<{ organisation: { id: string } }>('GET', '/api/v1/me');
  await server.stop();
  // What a settlement would have left, while no server has the database.
  const db = await openDatabase(env.DATABASE_URL ? { url: env.DATABASE_URL } : { directory: join(data, 'database') });
  const books = { db, ledger: createLedger({ db, clock: systemClock }), clock: systemClock };
  for (const [index, amountMinor] of amounts.entries())
    await givePayable(books, { organisationId: me.organisation.id, payeeId: payees[index]!, amountMinor });
  await db.close();
  await restart();
}, 180_000);

afterAll(async () => {
  await server?.kill();
  await alipay?.close();
  await dropDatabase?.();
  await rm(data, { recursive: true, force: true });
});

test(
  'a process that is killed after the provider has paid, and before that is written down, pays nobody twice',
  async () => {
    const account = {
      way: 'alipay',
      name: '支付宝',
      appId: alipay.appId,
      privateKey: alipay.privateKey,
      alipayPublicKey: alipay.alipayPublicKey,
    };
    const { id: accountId } = await ask<{ id: string }>('POST', '/api/v1/payout-accounts', {
      ...account,
      endpoint: `${alipay.url}/gateway.do`,
    });
    const batch = await ask<PayoutBatchDetail>('POST', '/api/v1/payout-batches', { accountId, currency: 'CNY' });
    await approver('POST', `/api/v1/payout-batches/${batch.id}/approve`, { totalMinor: batch.totalMinor, payouts: batch.payouts });
    // Each transfer is made and never answered; the house is killed while it waits.
    alipay.trouble.push('hold', 'hold');
    await ask('POST', `/api/v1/payout-batches/${batch.id}/send`);
    for (let kill = 1; kill <= 2; kill++) {
      await until(
        async () => alipay.transfers.size,
        (size) => size === kill,
        `transfer ${kill}`,
      );
      await server.kill();
      await restart();
    }
    const done = await until(
      () => ask<PayoutBatchDetail>('GET', `/api/v1/payout-batches/${batch.id}`),
      ({ state }) => state === 'done',
      'the end of the batch',
    );
    expect(done.items.map(({ state }) => state)).toEqual(['paid', 'paid']);
    expect([...alipay.transfers.values()].map(({ amount }) => amount).sort()).toEqual(['123.45', '678.90']);
    expect(alipay.calls.filter((method) => method.endsWith('uni.transfer')).length).toBe(2);
    const { items } = await ask<{ items: { balanceMinor: string }[] }>('GET', '/api/v1/payable-payees?currency=CNY');
    expect(items.map(({ balanceMinor }) => balanceMinor)).toEqual(['0', '0']);
    expect(await server.stop()).toBe(0);
    const { code, stdout, stderr } = await runCommand(['ledger', 'check'], { data, env });
    expect(code, stdout + stderr).toBe(0);
  },
  serverUrl ? 600_000 : 300_000,
);
