/** The lines of a compared file as a table: what is sent to the platform when it is asked. */
import type { Actor } from '../../../platform/http/actor.ts';
import { tableResponse, type Column, type Value } from '../../../platform/http/sheets.ts';
import { translator } from '../../../platform/i18n.ts';
import { formatMajor, minorDigits, money, type Currency } from '../../../platform/money.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { LineOutcome, ReconciliationLine } from './contract.ts';
import { presentLine, type Lookups } from './lookups.ts';
import * as repo from './repo.ts';

const page = 1000;
type Query = {
  format: 'csv' | 'xlsx';
  language: 'en' | 'zh-CN';
  outcome?: LineOutcome | undefined;
  state?: ReconciliationLine['state'] | undefined;
};

/** Throws reconciliation_not_found. */
export async function linesTable({ db }: RevenueParts, { require }: Lookups, actor: Actor, id: string, query: Query): Promise<Response> {
  const t = translator(query.language);
  const of = await db.read((trx) => require(trx, actor.organisationId, id));
  const digits = minorDigits[of.currency as Currency] ?? 2;
  const column = (name: string, kind: Column['kind']): Column => ({ title: t(`reconcile.column.${name}`), kind, digits });
  async function* rows(): AsyncGenerator<Value[]> {
    for (let afterId = 0n; ;) {
      const after = afterId;
      const lines = await db.read((trx) =>
        repo.listLines(trx, id, {
          outcome: query.outcome ?? null,
          state: query.state ?? null,
          externalId: null,
          afterId: after,
          limit: page,
        }),
      );
      for (const line of lines) yield cellsOf(presentLine(line), of.currency);
      if (lines.length < page) return;
      afterId = lines.at(-1)!.id;
    }
  }
  function cellsOf({ theirs, ours, ...line }: ReconciliationLine, currency: string): Value[] {
    const major = (amount: string | null | undefined, of: string): Value =>
      amount === null || amount === undefined || !(of in minorDigits) ? null : formatMajor(money(BigInt(amount), of as Currency));
    const their = (amount: string | null | undefined): Value => major(amount, theirs?.currency ?? currency);
    const our = (amount: string | undefined): Value => major(amount, ours?.currency ?? currency);
    return [
      line.externalId,
      t(`reconcile.outcome.${line.outcome}`),
      line.differences.map((each) => t(`reconcile.difference.${each}`)).join('; '),
      theirs?.line ?? null,
      ours?.occurredAt ?? theirs?.occurredAt ?? null,
      theirs?.currency ?? ours?.currency ?? currency,
      their(theirs?.amountMinor),
      their(theirs?.refundedMinor),
      their(theirs?.feeMinor),
      their(theirs?.netMinor),
      our(ours?.amountMinor),
      our(ours?.refundedMinor),
      our(line.differenceMinor),
      t(`reconcile.state.${line.state}`),
      line.decision === null ? null : t(`reconcile.action.${line.decision.action}`),
      line.decision?.reason ?? null,
    ];
  }
  const columns = [
    column('order', 'text'),
    column('outcome', 'text'),
    column('differences', 'text'),
    column('line', 'count'),
    column('at', 'time'),
    column('currency', 'text'),
    ...['their_amount', 'their_refunded', 'fee', 'net', 'our_amount', 'our_refunded', 'difference'].map((name) => column(name, 'money')),
    column('state', 'text'),
    column('action', 'text'),
    column('reason', 'text'),
  ];
  return tableResponse({ name: t('reconcile.sheet'), columns, rows: rows() }, query.format, `reconciliation-${of.period}-${of.currency}`);
}
