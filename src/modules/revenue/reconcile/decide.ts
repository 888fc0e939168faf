/** What is decided about lines: proposals accepted through the real paths, lines left as they are, and both taken back. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { TransferOrder } from '../../ledger/index.ts';
import { platformFeesOf, receivableOf, suspenseOf } from '../books.ts';
import { revenueErrors } from '../errors.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { LineAction, LineOutcome, ReconciliationLine } from './contract.ts';
import { tellingActions, tellingOf, undoTellingOf } from './events.ts';
import { presentLine, requireOpen, type Lookups } from './lookups.ts';
import { effectiveIn } from './parts.ts';
import * as repo from './repo.ts';
import type { LineRow, ReconciliationRow } from './tables.ts';

const mostAtOnce = 1000;

export function createDecisions(parts: RevenueParts, { require }: Lookups) {
  const { db, clock, audit, attribution, ledger } = parts;

  async function tell(trx: Trx, of: ReconciliationRow, events: readonly { id: string }[]): Promise<void> {
    if (events.length === 0) return;
    const { results } = await attribution.takeEvents(of.organisation_id, of.source_id, events, { trx });
    const refused = results.find(({ status }) => status === 'rejected');
    if (refused) throw revenueErrors.event_refused({ code: refused.code ?? '', id: refused.id });
  }

  /** Posts lines' differences; answers with the transfers in their order. Throws ledger.period_closed. */
  async function post(trx: Trx, of: ReconciliationRow, lines: readonly LineRow[], action: LineAction): Promise<string[]> {
    const { organisation_id: organisationId, source_id: sourceId } = of;
    const effectiveAt = await effectiveIn(parts, trx, organisationId, of.period);
    const orders: TransferOrder[] = [];
    for (const [currency, some] of Map.groupBy(lines, (line) => line.our_currency ?? line.their_currency)) {
      const other = action === 'post_to_fees' ? platformFeesOf(sourceId, currency) : suspenseOf(currency);
      const [receivable, against] = await ledger.openAccounts(trx, organisationId, [receivableOf(sourceId, currency), other]);
      for (const line of some)
        orders.push({
          kind: 'posted',
          key: `reconcile:${line.id}:${line.decisions + 1}`,
          effectiveAt,
          memo: {
            code: 'revenue.difference',
            params: { reconciliation: of.id, line: line.id.toString(), order: line.external_id, to: action.slice('post_to_'.length) },
          },
          entries: [
            { accountId: against!.id, amountMinor: line.difference_minor },
            { accountId: receivable!.id, amountMinor: -line.difference_minor },
          ],
        });
    }
    const recorded = await ledger.recordAll(trx, organisationId, orders);
    const byKey = new Map(orders.map((order, at) => [order.key, recorded[at]!.id]));
    return lines.map((line) => byKey.get(`reconcile:${line.id}:${line.decisions + 1}`)!);
  }

  /** Carries an action out for lines that propose it, and notes who decided. */
  async function carryOut(
    trx: Trx,
    actor: Actor,
    of: ReconciliationRow,
    lines: readonly LineRow[],
    action: LineAction,
    reason: string,
  ): Promise<void> {
    const now = clock.now();
    let transfers: string[] = [];
    if (tellingActions.includes(action))
      await tell(
        trx,
        of,
        lines.map((line) => tellingOf(line, action, now)),
      );
    else if (action !== 'ask_platform') transfers = await post(trx, of, lines, action);
    for (const [at, line] of lines.entries())
      await repo.updateLine(trx, line.id, {
        state: action === 'ask_platform' ? 'asked' : 'accepted',
        action,
        reason,
        decided_by_name: actor.name,
        decided_at: now,
        transfer_id: transfers[at] ?? null,
        decisions: line.decisions + 1,
      });
  }

  async function lockLine(trx: Trx, actor: Actor, id: string): Promise<{ line: LineRow; of: ReconciliationRow }> {
    const found = await repo.findLine(trx, actor.organisationId, id);
    if (!found) throw revenueErrors.reconciliation_line_not_found({ id });
    // The file first, then its lines: the order in which comparing locks them.
    const of = await require(trx, actor.organisationId, found.reconciliation_id, true);
    requireOpen(of);
    const line = await repo.findLine(trx, actor.organisationId, id, true);
    // Compared again meanwhile, it may be gone.
    if (!line || line.outcome === null) throw revenueErrors.reconciliation_line_not_found({ id });
    return { line, of };
  }
  const shown = async (trx: Trx, actor: Actor, id: string): Promise<ReconciliationLine> =>
    presentLine((await repo.findLine(trx, actor.organisationId, id))!);
  const subjectOf = (line: LineRow, of: ReconciliationRow) => ({ id: of.id, title: line.external_id || of.filename });
  const undecided = (line: LineRow): boolean => line.state === 'open' || line.state === 'asked';

  return {
    /** Throws line_decided, action_not_proposed, event_refused. A line of which the platform was asked may still be decided otherwise. */
    acceptReconciliationLine: (
      actor: Actor,
      id: string,
      given: { action?: LineAction | undefined; reason: string },
    ): Promise<ReconciliationLine> =>
      db.transaction(async (trx) => {
        const { line, of } = await lockLine(trx, actor, id);
        if (!undecided(line)) throw revenueErrors.line_decided({ order: line.external_id, state: line.state });
        const action = given.action ?? line.proposals[0];
        if (action === undefined || !line.proposals.includes(action))
          throw revenueErrors.action_not_proposed({ action: action ?? '', order: line.external_id });
        await carryOut(trx, actor, of, [line], action, given.reason);
        await audit.record(trx, actor, 'revenue.accept_reconciliation_line', subjectOf(line, of), {
          action,
          reason: given.reason,
          line: id,
        });
        return shown(trx, actor, id);
      }),

    ignoreReconciliationLine: (actor: Actor, id: string, reason: string): Promise<ReconciliationLine> =>
      db.transaction(async (trx) => {
        const { line, of } = await lockLine(trx, actor, id);
        if (!undecided(line)) throw revenueErrors.line_decided({ order: line.external_id, state: line.state });
        const now = clock.now();
        await repo.updateLine(trx, line.id, { state: 'ignored', action: 'ignore', reason, decided_by_name: actor.name, decided_at: now });
        await audit.record(trx, actor, 'revenue.ignore_reconciliation_line', subjectOf(line, of), { reason, line: id });
        return shown(trx, actor, id);
      }),

    /** Takes a decision back: an order is told as it was, a transfer is reversed. Throws line_open, event_refused. */
    undoReconciliationLine: (actor: Actor, id: string): Promise<ReconciliationLine> =>
      db.transaction(async (trx) => {
        const { line, of } = await lockLine(trx, actor, id);
        const { action } = line;
        if (action === null) throw revenueErrors.line_open({ order: line.external_id });
        if (action !== 'ignore' && tellingActions.includes(action)) await tell(trx, of, [undoTellingOf(line, action, clock.now())]);
        if (line.transfer_id !== null)
          await ledger.recordAll(trx, of.organisation_id, [
            {
              kind: 'posted',
              key: `undo:${line.transfer_id}`,
              effectiveAt: await effectiveIn(parts, trx, of.organisation_id, of.period),
              memo: { code: 'revenue.difference_undone', params: { reconciliation: of.id, line: id, order: line.external_id } },
              reverses: line.transfer_id,
              entries: await entriesBack(trx, of, line),
            },
          ]);
        await repo.updateLine(trx, line.id, {
          state: 'open',
          action: null,
          reason: '',
          decided_by_name: null,
          decided_at: null,
          transfer_id: null,
          decisions: line.decisions + 1,
        });
        await audit.record(trx, actor, 'revenue.undo_reconciliation_line', subjectOf(line, of), { action, line: id });
        return shown(trx, actor, id);
      }),

    /** The same about all open lines of an outcome that propose it, a thousand at most; `left` are those that remain. */
    acceptReconciliationLines: (
      actor: Actor,
      id: string,
      given: { outcome: LineOutcome; action: LineAction; reason: string },
    ): Promise<{ accepted: number; left: number }> =>
      db.transaction(async (trx) => {
        const of = await require(trx, actor.organisationId, id, true);
        requireOpen(of);
        const lines = await repo.lockProposing(trx, id, given, mostAtOnce);
        if (lines.length > 0) await carryOut(trx, actor, of, lines, given.action, given.reason);
        const { outcome, action, reason } = given;
        await audit.record(
          trx,
          actor,
          'revenue.accept_reconciliation_lines',
          { id, title: of.filename },
          { outcome, action, reason, count: lines.length },
        );
        return { accepted: lines.length, left: await repo.countProposing(trx, id, given) };
      }),
  };

  async function entriesBack(trx: Trx, of: ReconciliationRow, line: LineRow) {
    const currency = line.our_currency ?? line.their_currency;
    const other = line.action === 'post_to_fees' ? platformFeesOf(of.source_id, currency) : suspenseOf(currency);
    const [receivable, against] = await ledger.openAccounts(trx, of.organisation_id, [receivableOf(of.source_id, currency), other]);
    return [
      { accountId: against!.id, amountMinor: -line.difference_minor },
      { accountId: receivable!.id, amountMinor: line.difference_minor },
    ];
  }
}
