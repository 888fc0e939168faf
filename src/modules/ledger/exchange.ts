import type { TransferOrder, Memo } from './types.ts';

export type Exchange = {
  readonly key: string;
  readonly effectiveAt: Date;
  /** Gives `amountMinor` of its currency. */
  readonly from: { readonly accountId: string; readonly amountMinor: bigint };
  /** Gets what the rate makes of it. */
  readonly to: { readonly accountId: string };
  /** The liquidity account of each currency, and where the spread goes (an account of the second currency). */
  readonly liquidity: { readonly fromAccountId: string; readonly toAccountId: string; readonly spreadAccountId: string };
  /** Minor units of the second currency for one minor unit of the first, as an exact fraction. */
  readonly rate: { readonly numerator: bigint; readonly denominator: bigint };
  /** Kept of what the rate makes, in ten-thousandths. */
  readonly spreadBps: bigint;
};

/**
 * An exchange as two linked transfers through a liquidity account of each currency, and a third for the spread where there is
 * one: what was given, at which rate, and what was kept is seen in the journal. Fractions of a minor unit stay with the
 * liquidity account. Amounts are positive; nothing is left to convert where the result would be zero, so throws RangeError then.
 */
export function exchangeOrders(exchange: Exchange): TransferOrder[] {
  const { key, effectiveAt, from, to, liquidity, rate, spreadBps } = exchange;
  if (from.amountMinor <= 0n || rate.numerator <= 0n || rate.denominator <= 0n || spreadBps < 0n || spreadBps > 10_000n)
    throw new RangeError('an exchange needs a positive amount and rate, and a spread from 0 to 10000');
  const gross = (from.amountMinor * rate.numerator) / rate.denominator;
  // The spread is rounded up: what is left over is the liquidity account's.
  const spread = (gross * spreadBps + 9_999n) / 10_000n;
  const net = gross - spread;
  if (net <= 0n) throw new RangeError('the amount is too small to be exchanged');
  const memo = (code: string): Memo => ({
    code,
    params: { rate: `${rate.numerator}/${rate.denominator}`, spreadBps: spreadBps.toString(), gaveMinor: from.amountMinor.toString() },
  });
  const leg = (name: string, debit: string, credit: string, amountMinor: bigint): TransferOrder => ({
    kind: 'posted',
    key: `${key}:${name}`,
    group: key,
    effectiveAt,
    memo: memo(`ledger.exchange_${name}`),
    entries: [
      { accountId: debit, amountMinor },
      { accountId: credit, amountMinor: -amountMinor },
    ],
  });
  return [
    leg('given', from.accountId, liquidity.fromAccountId, from.amountMinor),
    leg('taken', liquidity.toAccountId, to.accountId, net),
    ...(spread > 0n ? [leg('spread', liquidity.toAccountId, liquidity.spreadAccountId, spread)] : []),
  ];
}
