/** What payees could be paid now: balances of the books, what is held and under way, profiles, thresholds, invoices. */
import type { Trx } from '../../../platform/db/index.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { payableOf } from '../books.ts';
import type { PayeeRow } from '../tables.ts';
import type { PayablePayee, Reason } from './contract.ts';
import type { PayoutParts } from './parts.ts';
import { payableMinor, reasonsAgainst, type Owed } from './payable.ts';
import { maskOf, type PayoutProfile } from './profile.ts';
import * as repo from './repo.ts';
import { ruleOf, type Settings } from './settings.ts';

/** A payee with everything that decides about a payout. */
export type Standing = {
  readonly payee: PayeeRow;
  readonly currency: string;
  readonly owed: Owed;
  readonly profile: PayoutProfile | null;
  readonly thresholdMinor: bigint;
  readonly reasons: readonly Reason[];
};
const atOnce = 500;

export function createOwed(parts: PayoutParts) {
  const { clock, ledger, payeeDirectory } = parts;
  const today = (): string => dateIn(businessZone, clock.now());

  /** What payees are owed in a currency, and what of it is held or under way but for one batch; every payee has an entry. */
  async function owedTo(
    trx: Trx,
    organisationId: string,
    payees: readonly PayeeRow[],
    currency: string,
    butBatchId: string | null = null,
  ): Promise<Map<string, Owed>> {
    const ids = payees.map(({ id }) => id);
    const accounts = await ledger.openAccounts(
      trx,
      organisationId,
      payees.map(({ id, name }) => payableOf(id, name, currency)),
    );
    const balances = await ledger.balances(
      trx,
      organisationId,
      accounts.map(({ id }) => id),
    );
    const held = new Map((await repo.listHeld(trx, ids, currency, today())).map((row) => [row.payee_id, row]));
    const underWay = await repo.listUnderWay(trx, organisationId, ids, currency, butBatchId);
    return new Map(
      ids.map((id, index) => [
        id,
        {
          balanceMinor: balances.get(accounts[index]!.id)?.postedMinor ?? 0n,
          onHoldMinor: held.get(id)?.held_minor ?? 0n,
          underWayMinor: underWay.get(id) ?? 0n,
          nextOn: held.get(id)?.next_on ?? null,
        },
      ]),
    );
  }

  /** What invoices still cover, of payees who are paid against them. */
  async function invoiced(
    trx: Trx,
    organisationId: string,
    profiles: readonly PayoutProfile[],
    currency: string,
  ): Promise<Map<string, bigint>> {
    const ids = profiles.filter(({ byInvoice }) => byInvoice).map(({ payeeId }) => payeeId);
    if (ids.length === 0) return new Map();
    const received = await payeeDirectory.invoicedMinor(trx, organisationId, ids, currency);
    const paid = await repo.listPaid(trx, ids, currency);
    return new Map(ids.map((id) => [id, (received.get(id) ?? 0n) - (paid.get(id) ?? 0n)]));
  }

  /** How payees stand in a currency; in the order in which they are given. */
  async function standings(
    trx: Trx,
    organisationId: string,
    payees: readonly PayeeRow[],
    currency: string,
    settings: Settings,
  ): Promise<Standing[]> {
    const rule = ruleOf(settings, currency);
    const out: Standing[] = [];
    for (let from = 0; from < payees.length; from += atOnce) {
      const some = payees.slice(from, from + atOnce);
      const owed = await owedTo(trx, organisationId, some, currency);
      const profiles = await payeeDirectory.profiles(
        trx,
        organisationId,
        some.map(({ id }) => id),
      );
      const covered = settings.invoiceNeeded
        ? await invoiced(trx, organisationId, [...profiles.values()], currency)
        : new Map<string, bigint>();
      for (const payee of some) {
        const profile = profiles.get(payee.id) ?? null;
        const own = profile?.currency === currency ? profile.thresholdMinor : null;
        const thresholdMinor = own ?? rule.thresholdMinor;
        const terms = { currency, thresholdMinor, minimumMinor: rule.minimumMinor };
        const given = owed.get(payee.id)!;
        // What an invoice is for is under way already where a payout is.
        const left = covered.get(payee.id);
        const reasons = reasonsAgainst(given, {
          ...terms,
          missing: profile === null ? null : profile.missing,
          invoicedMinor: left === undefined ? null : left - given.underWayMinor,
        });
        out.push({ payee, currency, owed: given, profile, thresholdMinor, reasons });
      }
    }
    return out;
  }

  return { today, owedTo, standings };
}
export type OwedReading = ReturnType<typeof createOwed>;

export function standingOnWire({ payee, currency, owed, profile, thresholdMinor, reasons }: Standing): PayablePayee {
  return {
    payee: { id: payee.id, name: payee.name },
    currency: currency as PayablePayee['currency'],
    balanceMinor: owed.balanceMinor.toString(),
    onHoldMinor: owed.onHoldMinor.toString(),
    underWayMinor: owed.underWayMinor.toString(),
    payableMinor: payableMinor(owed).toString(),
    thresholdMinor: thresholdMinor.toString(),
    destination: profile?.destination ? { way: profile.destination.way, masked: maskOf(profile.destination) } : null,
    nextOn: owed.nextOn,
    reasons: [...reasons],
  };
}
