/** What payees have now: from the books, from what settlements make payable when, and from the days of estimates. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import type { Account, Balance } from '../../ledger/index.ts';
import { revenueErrors } from '../errors.ts';
import * as revenueRepo from '../repo.ts';
import type { RevenueParts } from '../service/parts.ts';
import { payeesOfActor } from '../service/payees.ts';
import type { PayeeRow } from '../tables.ts';
import type { CurrencyBalance, PayeeBalance } from './contract.ts';
import * as repo from './balance-repo.ts';

const zero = 0n;
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** What a payee's account holds, told apart; the four that are owed sum to what is posted. Pure. */
export function tellApart(
  account: Pick<Balance, 'postedMinor' | 'pendingOutMinor'>,
  notYetPayable: bigint,
): { onHoldMinor: bigint; payableMinor: bigint; inPayoutMinor: bigint; carriedMinor: bigint } {
  const inPayoutMinor = account.pendingOutMinor;
  const free = account.postedMinor - inPayoutMinor;
  // What was taken back first lessens what is payable, then what waits, then it is carried.
  const onHoldMinor = least(most(notYetPayable, zero), most(free, zero));
  return { onHoldMinor, payableMinor: most(free - onHoldMinor, zero), inPayoutMinor, carriedMinor: least(free, zero) };
}

export function createBalanceUses(parts: RevenueParts) {
  const { db, clock, ledger } = parts;

  async function balancesOf(trx: Trx, organisationId: string, payees: readonly PayeeRow[]): Promise<PayeeBalance[]> {
    const now = clock.now();
    const today = dateIn(businessZone, now);
    const ids = payees.map(({ id }) => id);
    const accounts = await ledger.findAccounts(
      trx,
      organisationId,
      'code',
      ids.map((id) => `payable:${id}`),
    );
    const accountIds = accounts.map(({ id }) => id);
    const balances = await ledger.balances(trx, organisationId, accountIds);
    const paid = await ledger.movedAgainst(trx, organisationId, accountIds, 'cash:');
    const dues = await repo.listDues(trx, organisationId, ids, today);
    const days = await repo.listDays(trx, organisationId, ids);
    return payees.map(({ id, name }) => ({
      payee: { id, name },
      at: now.toISOString(),
      currencies: accounts
        .filter(({ code }) => code === `payable:${id}`)
        .map((account) =>
          inCurrency(account, balances.get(account.id)!, paid.get(account.id) ?? zero, {
            dues: dues.filter((due) => due.payee_id === id && due.currency === account.currency),
            days: days.filter((day) => day.payee_id === id && day.currency === account.currency),
          }),
        ),
    }));
  }

  return {
    /** What the payees have that an actor is. */
    getMyBalance: (actor: Actor): Promise<{ items: PayeeBalance[] }> =>
      db.read(async (trx) => ({ items: await balancesOf(trx, actor.organisationId, await payeesOfActor(parts, trx, actor)) })),

    /** What a payee has. Throws payee_not_found. */
    getPayeeBalance: (actor: Actor, payeeId: string): Promise<PayeeBalance> =>
      db.read(async (trx) => {
        const [payee] = await revenueRepo.findPayees(trx, actor.organisationId, [payeeId]);
        if (!payee) throw revenueErrors.payee_not_found({ id: payeeId });
        return (await balancesOf(trx, actor.organisationId, [payee]))[0]!;
      }),
  };
}

function inCurrency(
  account: Account,
  balance: Balance,
  moved: bigint,
  of: { dues: readonly repo.DueSum[]; days: readonly repo.DaySumRow[] },
): CurrencyBalance {
  const notYet = of.dues.reduce((sum, { amount_minor }) => sum + amount_minor, zero);
  const told = tellApart(balance, notYet);
  const held = of.days.reduce((sum, day) => (day.held ? sum + day.amount_minor : sum), zero);
  const dates = [
    ...of.days.filter((day) => !day.held).map((day) => ({ on: day.payable_on, state: 'estimated' as const, amount: day.amount_minor })),
    ...of.dues.map((due) => ({ on: due.payable_on, state: 'settled' as const, amount: due.amount_minor })),
  ];
  return {
    currency: account.currency as CurrencyBalance['currency'],
    // The one comes from the books and the other from the days; both are written in one transaction.
    estimatedMinor: most(balance.pendingInMinor - held, zero).toString(),
    heldMinor: held.toString(),
    onHoldMinor: told.onHoldMinor.toString(),
    payableMinor: told.payableMinor.toString(),
    inPayoutMinor: told.inPayoutMinor.toString(),
    paidMinor: (-moved).toString(),
    carriedMinor: told.carriedMinor.toString(),
    owedMinor: balance.postedMinor.toString(),
    dates: dates
      .filter(({ amount }) => amount !== zero)
      .sort((a, b) => (a.on === b.on ? (a.state < b.state ? 1 : -1) : a.on < b.on ? -1 : 1))
      .map(({ on, state, amount }) => ({ on, state, amountMinor: amount.toString() })),
  };
}
