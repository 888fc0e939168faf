/** What platforms paid: cash against what they owe. */
import { z } from 'zod';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { businessZone, dateIn, instantFromIso } from '../../../platform/time.ts';
import type { Source } from '../../attribution/index.ts';
import { cashOf, receivableOf } from '../books.ts';
import type { revenueContract } from '../contract.ts';
import { revenueErrors } from '../errors.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { Receipt } from './contract.ts';
import type { Lookups } from './lookups.ts';
import * as repo from './repo.ts';
import type { ReceiptRow } from './tables.ts';

type Routes = (typeof revenueContract)['routes'];

export function createReceipts(parts: RevenueParts, { sourcesOf, require }: Lookups) {
  const { db, clock, audit, ledger } = parts;
  const today = (): string => dateIn(businessZone, clock.now());

  return {
    /** Throws source_not_found, received_ahead for a day to come, and ledger.period_closed for a day of a closed month. */
    async createReceipt(actor: Actor, given: z.output<Routes['createReceipt']['body']>): Promise<Receipt> {
      const { organisationId } = actor;
      const sources = await sourcesOf(organisationId);
      if (!sources.has(given.sourceId)) throw revenueErrors.source_not_found({ id: given.sourceId });
      if (given.receivedOn > today()) throw revenueErrors.received_ahead({ day: given.receivedOn });
      return db.transaction(async (trx) => {
        if (given.reconciliationId !== null) await require(trx, organisationId, given.reconciliationId);
        const id = newId('receipt', clock.nowMs());
        const amount = BigInt(given.amountMinor);
        const account = given.account.replace(/\s+/g, ' ');
        const specs = [cashOf(account, given.currency), receivableOf(given.sourceId, given.currency)];
        const [cash, receivable] = await ledger.openAccounts(trx, organisationId, specs);
        const [posted] = await ledger.recordAll(trx, organisationId, [
          {
            kind: 'posted',
            key: `receipt:${id}`,
            effectiveAt: instantFromIso(`${given.receivedOn}T00:00:00+08:00`),
            memo: { code: 'revenue.received', params: { receipt: id, reference: given.reference, reconciliation: given.reconciliationId } },
            entries: [
              { accountId: cash!.id, amountMinor: amount },
              { accountId: receivable!.id, amountMinor: -amount },
            ],
          },
        ]);
        const row: ReceiptRow = {
          id,
          organisation_id: organisationId,
          source_id: given.sourceId,
          reconciliation_id: given.reconciliationId,
          currency: given.currency,
          amount_minor: amount,
          received_on: given.receivedOn,
          account,
          reference: given.reference,
          transfer_id: posted!.id,
          made_by_name: actor.name,
          made_at: clock.now(),
          taken_back_at: null,
          taken_back_by_name: null,
          taken_back_transfer_id: null,
        };
        await repo.insertReceipt(trx, row);
        const source = sources.get(given.sourceId)!.name;
        await audit.record(
          trx,
          actor,
          'revenue.create_receipt',
          { id, title: source },
          { amount: given.amountMinor, currency: given.currency, account },
        );
        return present(row, sources);
      });
    },

    async listReceipts(actor: Actor, query: z.output<Routes['listReceipts']['query']>) {
      const sources = await sourcesOf(actor.organisationId);
      return db.read(async (trx) => {
        const rows = await repo.listReceipts(trx, actor.organisationId, {
          sourceId: query.sourceId ?? null,
          reconciliationId: query.reconciliationId ?? null,
          beforeId: query.cursor === undefined ? null : decodeCursor(z.object({ id: z.string() }), query.cursor).id,
          limit: query.limit + 1,
        });
        const items = rows.slice(0, query.limit).map((row) => present(row, sources));
        return { items, nextCursor: rows.length > query.limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      });
    },

    /** Takes a payment back on its own day, or now where that is closed. Throws receipt_not_found, receipt_taken_back. */
    async undoReceipt(actor: Actor, id: string): Promise<Receipt> {
      const { organisationId } = actor;
      const sources = await sourcesOf(organisationId);
      return db.transaction(async (trx) => {
        const row = await repo.lockReceipt(trx, organisationId, id);
        if (!row) throw revenueErrors.receipt_not_found({ id });
        if (row.taken_back_at !== null) throw revenueErrors.receipt_taken_back({ id });
        const specs = [cashOf(row.account, row.currency), receivableOf(row.source_id, row.currency)];
        const [cash, receivable] = await ledger.openAccounts(trx, organisationId, specs);
        const received = instantFromIso(`${row.received_on}T00:00:00+08:00`);
        const closedUntil = await ledger.closedUntil(trx, organisationId);
        const now = clock.now();
        const [back] = await ledger.recordAll(trx, organisationId, [
          {
            kind: 'posted',
            key: `undo:${row.transfer_id}`,
            effectiveAt: closedUntil !== null && received <= closedUntil ? now : received,
            memo: { code: 'revenue.received_undone', params: { receipt: id } },
            reverses: row.transfer_id,
            entries: [
              { accountId: cash!.id, amountMinor: -row.amount_minor },
              { accountId: receivable!.id, amountMinor: row.amount_minor },
            ],
          },
        ]);
        const change = { taken_back_at: now, taken_back_by_name: actor.name, taken_back_transfer_id: back!.id };
        await repo.updateReceipt(trx, id, change);
        await audit.record(
          trx,
          actor,
          'revenue.undo_receipt',
          { id, title: sources.get(row.source_id)?.name ?? row.source_id },
          { amount: row.amount_minor.toString(), currency: row.currency },
        );
        return present({ ...row, ...change }, sources);
      });
    },
  };
}

function present(row: ReceiptRow, sources: ReadonlyMap<string, Source>): Receipt {
  return {
    id: row.id,
    sourceId: row.source_id,
    sourceName: sources.get(row.source_id)?.name ?? row.source_id,
    reconciliationId: row.reconciliation_id,
    currency: row.currency as Receipt['currency'],
    amountMinor: row.amount_minor.toString(),
    receivedOn: row.received_on,
    account: row.account,
    reference: row.reference,
    transferId: row.transfer_id,
    by: row.made_by_name,
    at: row.made_at.toISOString(),
    takenBackAt: row.taken_back_at?.toISOString() ?? null,
  };
}
