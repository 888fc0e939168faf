/** Invoices of companies: handed in for a month's statement, judged by staff, and what is still missing. */
import { moneyPage } from './pages.ts';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { revenueErrors } from '../errors.ts';
import type { RevenueParts } from '../service/parts.ts';
import { usersOfPayees } from '../service/payees.ts';
import type { PayeeRow } from '../tables.ts';
import { regimeFor } from '../tax/choose.ts';
import { regimeOn } from '../tax/regimes.ts';
import { isStaff, payeeFor } from './access.ts';
import { payeeLimits, type InvoiceInput, type InvoiceMonth, type PayeeInvoice } from './contract.ts';
import { taxFactsOf } from './profile.ts';
import * as repo from './repo.ts';
import type { InvoiceRow } from './tables.ts';

/** The VAT in an amount that includes it: amount × rate ÷ (1 + rate), to the minor unit, half up. */
export const vatIn = (amountMinor: bigint, rateBps: number): bigint => {
  const rate = BigInt(rateBps);
  const whole = 10_000n + rate;
  return (amountMinor * rate * 2n + whole) / (2n * whole);
};

/** What each month's statement asks for against what was received; months that gave nothing ask for nothing. */
export function invoiceMonths(
  months: readonly { currency: string; period: string; gross_minor: bigint }[],
  invoices: readonly Pick<InvoiceRow, 'currency' | 'period' | 'amount_minor' | 'state'>[],
): InvoiceMonth[] {
  return months
    .map(({ currency, period, gross_minor: due }): InvoiceMonth => {
      const received = invoices
        .filter((invoice) => invoice.state === 'received' && invoice.currency === currency && invoice.period === period)
        .reduce((sum, invoice) => sum + invoice.amount_minor, 0n);
      const state = due <= 0n ? 'nothing_due' : received >= due ? 'received' : received > 0n ? 'partial' : 'missing';
      return { period, currency: currency as InvoiceMonth['currency'], dueMinor: `${due}`, receivedMinor: `${received}`, state };
    })
    .toSorted((a, b) => (a.period === b.period ? (a.currency < b.currency ? -1 : 1) : a.period < b.period ? 1 : -1));
}

export function createInvoiceUses(parts: RevenueParts) {
  const { db, clock, audit } = parts;

  async function tellStaff(trx: Trx, payee: PayeeRow, { number }: InvoiceRow): Promise<void> {
    const told = { organisationId: payee.organisation_id, kind: 'invoice_submitted', params: { payee: payee.name, number } } as const;
    await parts.notifications.notifyStaff(trx, { ...told, link: `/payees/${payee.id}?tab=invoices` });
  }

  async function tellPayee(trx: Trx, payee: PayeeRow, { number, state, reason }: InvoiceRow): Promise<void> {
    const { organisation_id: organisationId } = payee;
    const userIds = (await usersOfPayees(parts, trx, organisationId, [payee])).get(payee.id) ?? [];
    const kind = state === 'received' ? 'invoice_received' : 'invoice_refused';
    await parts.notifications.notify(trx, { organisationId, kind, params: { number, reason }, link: moneyPage(payee, 'profile'), userIds });
  }

  return {
    /** Throws payee_not_found. */
    listInvoices: (actor: Actor, payeeId: string): Promise<{ required: boolean; months: InvoiceMonth[]; items: PayeeInvoice[] }> =>
      db.read(async (trx) => {
        const payee = await payeeFor(parts, trx, actor, payeeId);
        const [profile] = await repo.findProfiles(trx, actor.organisationId, [payeeId]);
        const today = dateIn(businessZone, clock.now());
        const required = regimeOn(regimeFor(taxFactsOf(payee, profile), today, 'CNY').id, today).kind === 'invoice';
        const rows = await repo.listInvoices(trx, actor.organisationId, [payeeId]);
        const months = required ? invoiceMonths(await repo.listStatementMonths(trx, actor.organisationId, [payeeId]), rows) : [];
        return { required, months, items: rows.map(onWire) };
      }),

    /** Hands an invoice in. Throws payee_not_found, document_not_found, invoice_exists, too_many. */
    addInvoice: (actor: Actor, payeeId: string, input: InvoiceInput): Promise<PayeeInvoice> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const payee = await payeeFor(parts, trx, actor, payeeId, true);
        if ((await repo.listInvoices(trx, organisationId, [payeeId])).length >= payeeLimits.invoices)
          throw revenueErrors.too_many({ most: payeeLimits.invoices });
        if (input.documentId !== null && !(await repo.findDocument(trx, payeeId, input.documentId)))
          throw revenueErrors.document_not_found({ id: input.documentId });
        const now = clock.now();
        const amountMinor = BigInt(input.amountMinor);
        // Staff who enter one have it before them.
        const judged = isStaff(actor);
        const row: InvoiceRow = {
          id: newId('payeeInvoice', now.getTime()),
          organisation_id: organisationId,
          payee_id: payeeId,
          currency: input.currency,
          period: input.period,
          number: input.number,
          issued_on: input.issuedOn,
          amount_minor: amountMinor,
          vat_rate_bps: input.vatRateBps,
          vat_minor: vatIn(amountMinor, input.vatRateBps),
          document_id: input.documentId,
          state: judged ? 'received' : 'submitted',
          made_at: now,
          made_by_name: actor.name,
          judged_at: judged ? now : null,
          judged_by_name: judged ? actor.name : null,
          reason: '',
        };
        if (!(await repo.insertInvoice(trx, row))) throw revenueErrors.invoice_exists({ number: input.number });
        const subject = { id: payeeId, title: payee.name };
        const params = { number: input.number, period: input.period, amountMinor: input.amountMinor, currency: input.currency };
        await audit.record(trx, actor, 'revenue.add_payee_invoice', subject, params);
        if (!judged) await tellStaff(trx, payee, row);
        return onWire(row);
      }),

    /** Says that an invoice is in order or not. Throws payee_not_found, invoice_not_found, invoice_judged. */
    judgeInvoice: (
      actor: Actor,
      payeeId: string,
      invoiceId: string,
      { decision, reason }: { decision: 'received' | 'refused'; reason: string },
    ): Promise<PayeeInvoice> =>
      db.transaction(async (trx) => {
        const payee = await payeeFor(parts, trx, actor, payeeId, true);
        const rows = await repo.listInvoices(trx, actor.organisationId, [payeeId]);
        const row = rows.find(({ id }) => id === invoiceId);
        if (!row) throw revenueErrors.invoice_not_found({ id: invoiceId });
        // A refused one is handed in anew: its number may stand in another by now.
        if (row.state === 'refused' || row.state === decision) throw revenueErrors.invoice_judged({ state: row.state });
        const change = { state: decision, reason, judged_at: clock.now(), judged_by_name: actor.name };
        await repo.updateInvoice(trx, invoiceId, change);
        const subject = { id: payeeId, title: payee.name };
        await audit.record(trx, actor, 'revenue.judge_payee_invoice', subject, { number: row.number, decision, reason });
        await tellPayee(trx, payee, { ...row, ...change });
        return onWire({ ...row, ...change });
      }),
  };
}

function onWire(row: InvoiceRow): PayeeInvoice {
  return {
    id: row.id,
    currency: row.currency as PayeeInvoice['currency'],
    period: row.period,
    number: row.number,
    issuedOn: row.issued_on,
    amountMinor: row.amount_minor.toString(),
    vatRateBps: row.vat_rate_bps,
    vatMinor: row.vat_minor.toString(),
    documentId: row.document_id,
    state: row.state,
    madeAt: row.made_at.toISOString(),
    madeBy: row.made_by_name,
    judged: row.judged_at ? { at: row.judged_at.toISOString(), by: row.judged_by_name!, reason: row.reason } : null,
  };
}
