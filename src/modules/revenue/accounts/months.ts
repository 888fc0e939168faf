/** Months of the books: what stands open in each, whether it may be closed and why not, and closing one, which nobody undoes. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { revenueErrors } from '../errors.ts';
import type { Month } from '../reconcile/contract.ts';
import type { RevenueParts } from '../service/parts.ts';
import { periodBounds } from '../statements/movements.ts';
import * as repo from './months-repo.ts';

type Blocker = Month['blockers'][number];
type Warning = Month['warnings'][number];
type Names = ReadonlyMap<string, string>;
const closingTries = 5;

/** The month before, `YYYY-MM`. */
function monthBefore(period: string): string {
  const [year, month] = period.split('-').map(Number) as [number, number];
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

export function createMonthUses(parts: RevenueParts) {
  const { db, clock, audit, ledger } = parts;
  const thisMonth = (): string => dateIn(businessZone, clock.now()).slice(0, 7);
  const sourceNames = async (organisationId: string): Promise<Names> =>
    new Map((await parts.attribution.sources.listSources(organisationId)).map(({ id, name }) => [id, name]));

  /** Months as they stand for whoever asks, in the order that is given, newest first. */
  async function load(trx: Trx, actor: Actor, periods: readonly string[], names: Names): Promise<Month[]> {
    const { organisationId } = actor;
    const span = { from: periodBounds(periods.at(-1)!).from, before: periodBounds(periods[0]!).before };
    const closedUntil = await ledger.closedUntil(trx, organisationId);
    const first = await repo.findFirstPeriod(trx, organisationId);
    const items = Map.groupBy(await repo.countOpenItems(trx, organisationId, span), ({ period }) => period);
    const settlements = Map.groupBy(await repo.listSettlementsOf(trx, organisationId, periods), ({ period }) => period);
    const differences = await repo.countDifferences(trx, organisationId, periods);
    const closings = new Map((await repo.listClosings(trx, organisationId, periods)).map((row) => [row.period, row]));
    const open = periods.filter((period) => !isClosed(period, closedUntil));
    const unreconciled = Map.groupBy(
      open.length === 0 ? [] : await repo.listUnreconciled(trx, organisationId, boundsOf(open)),
      (row) => row.period,
    );
    const months: Month[] = [];
    for (const period of periods) {
      const bounds = periodBounds(period);
      const closing = closings.get(period);
      const ofPeriod = settlements.get(period) ?? [];
      const last = ofPeriod
        .filter(({ state }) => state === 'posted')
        .toSorted((a, b) => b.posted_at!.getTime() - a.posted_at!.getTime())[0];
      const currencies = currenciesOf(items.get(period) ?? [], ofPeriod);
      const facts = {
        currencies,
        pendingTransfers: await ledger.countPending(trx, organisationId, bounds.from, bounds.before),
        unreconciled: (unreconciled.get(period) ?? []).map(({ source_id, currency, items: count }) => ({
          sourceId: source_id,
          sourceName: names.get(source_id) ?? source_id,
          currency,
          items: count,
        })),
        openDifferences: differences.get(period) ?? 0,
      };
      const state = isClosed(period, closedUntil) ? 'closed' : 'open';
      const earlierOpen = first !== null && first < period && !isClosed(monthBefore(period), closedUntil);
      const blockers =
        state === 'closed'
          ? []
          : blockersOf(currencies, { over: bounds.before <= clock.now(), earlierOpen, actor, approvedBy: last?.approved_by ?? null });
      months.push({
        period,
        state,
        ...facts,
        blockers,
        warnings: state === 'closed' ? [] : warningsOf(facts),
        lastPostedBy: last?.approved_by_name ?? null,
        mayClose: state === 'open' && blockers.length === 0,
        closing: closing
          ? {
              at: closing.closed_at.toISOString(),
              by: closing.closed_by_name,
              seq: closing.seq.toString(),
              hash: closing.hash,
              root: closing.root,
              warnings: closing.warnings as Warning[],
            }
          : null,
      });
    }
    return months;
  }

  /** One try of closing: null where something was recorded between the seal and the closing. */
  async function tryToClose(actor: Actor, period: string, despite: readonly Warning[], names: Names): Promise<Month | null> {
    const { organisationId } = actor;
    const seal = await ledger.seal(organisationId);
    const closedUntil = new Date(periodBounds(period).before.getTime() - 1);
    return db
      .transaction(async (trx) => {
        const [month] = await load(trx, actor, [period], names);
        refuse(actor, month!, despite);
        // Takes the head's lock: from here on nothing is recorded until the month is closed, and afterwards nothing counts in it.
        const head = await ledger.closePeriod(trx, organisationId, closedUntil, actor.name);
        if (head.seq !== seal.seq) throw new HeadMoved();
        const [locked] = await load(trx, actor, [period], names);
        if (locked!.currencies.some(({ settlements }) => settlements.some(isUnderWay)))
          throw revenueErrors.month_not_closable({ reasons: 'settlement_open' });
        await repo.insertClosing(trx, {
          organisation_id: organisationId,
          period,
          closed_until: closedUntil,
          seq: seal.seq,
          hash: seal.hash,
          root: seal.root,
          warnings: month!.warnings,
          closed_by: actor.id!,
          closed_by_name: actor.name,
          closed_at: clock.now(),
        });
        await audit.record(
          trx,
          actor,
          'revenue.close_month',
          { id: period, title: period },
          { hash: seal.hash, despite: month!.warnings.join(', ') },
        );
        return (await load(trx, actor, [period], names))[0]!;
      })
      .catch((error: unknown) => {
        if (error instanceof HeadMoved) return null;
        throw error;
      });
  }

  return {
    /** Months from `until` (this one where it is not told) back to the first with money. */
    listMonths: async (actor: Actor, query: { until?: string | undefined; limit: number }) => {
      const names = await sourceNames(actor.organisationId);
      return db.read(async (trx) => {
        const first = (await repo.findFirstPeriod(trx, actor.organisationId)) ?? thisMonth();
        const periods: string[] = [];
        let period = query.until ?? thisMonth();
        for (; periods.length < query.limit && (period >= first || periods.length === 0); period = monthBefore(period))
          periods.push(period);
        const closedUntil = await ledger.closedUntil(trx, actor.organisationId);
        return {
          items: await load(trx, actor, periods, names),
          closedUntil: closedUntil?.toISOString() ?? null,
          nextUntil: period >= first ? period : null,
        };
      });
    },

    /**
     * Closes the books up to a month's end for good; `despite` are the warnings that were read. Throws person_needed, month_closed,
     * month_not_closable, second_person_needed, month_warnings.
     */
    closeMonth: async (actor: Actor, period: string, despite: readonly Warning[]): Promise<Month> => {
      const names = await sourceNames(actor.organisationId);
      for (let tries = 0; tries < closingTries; tries++) {
        const month = await tryToClose(actor, period, despite, names);
        if (month) return month;
      }
      throw revenueErrors.books_busy({ period });
    },
  };
}

class HeadMoved extends Error {}

function boundsOf(periods: readonly string[]): { from: Date; before: Date } {
  return { from: periodBounds(periods.at(-1)!).from, before: periodBounds(periods[0]!).before };
}

const isClosed = (period: string, closedUntil: Date | null): boolean =>
  closedUntil !== null && closedUntil.getTime() >= periodBounds(period).before.getTime() - 1;

type Items = Awaited<ReturnType<typeof repo.countOpenItems>>;
type Settlements = Awaited<ReturnType<typeof repo.listSettlementsOf>>;
function currenciesOf(items: Items, settlements: Settlements): Month['currencies'] {
  const currencies = [...new Set([...items, ...settlements].map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const of = items.find((row) => row.currency === currency);
    return {
      currency,
      openItems: of?.open ?? 0,
      openMinor: (of?.open_minor ?? 0n).toString(),
      undividedItems: of?.undivided ?? 0,
      undividedMinor: (of?.undivided_minor ?? 0n).toString(),
      heldItems: of?.held ?? 0,
      heldMinor: (of?.held_minor ?? 0n).toString(),
      settlements: settlements
        .filter((row) => row.currency === currency)
        .map((row) => ({
          id: row.id,
          run: row.run,
          state: row.state,
          approvedBy: row.approved_by_name,
          postedAt: row.posted_at?.toISOString() ?? null,
        })),
    };
  });
}

/** Whether something of a settlement may still be posted: one that failed after it was approved stands half in the books. */
function isUnderWay({ state, approvedBy }: Month['currencies'][number]['settlements'][number]): boolean {
  return ['computing', 'ready', 'approved'].includes(state) || (state === 'failed' && approvedBy !== null);
}

type About = { over: boolean; earlierOpen: boolean; actor: Actor; approvedBy: string | null };
function blockersOf(currencies: Month['currencies'], { over, earlierOpen, actor, approvedBy }: About): Blocker[] {
  const unsettled = currencies.some(({ openItems, settlements }) => openItems > 0 && !settlements.some(({ state }) => state === 'posted'));
  const underWay = currencies.some(({ settlements }) => settlements.some(isUnderWay));
  const person = actor.kind === 'person' && actor.id !== null;
  const checks: [Blocker, boolean][] = [
    ['not_over', !over],
    ['open_items', unsettled],
    ['settlement_open', underWay],
    ['earlier_open', earlierOpen],
    ['person_needed', !person],
    ['second_person', person && actor.id === approvedBy],
  ];
  return checks.flatMap(([code, stands]) => (stands ? [code] : []));
}

function warningsOf(facts: Pick<Month, 'currencies' | 'pendingTransfers' | 'unreconciled' | 'openDifferences'>): Warning[] {
  const { currencies } = facts;
  const checks: [Warning, boolean][] = [
    ['late_items', currencies.some(({ openItems, settlements }) => openItems > 0 && settlements.some(({ state }) => state === 'posted'))],
    ['undivided', currencies.some(({ undividedItems }) => undividedItems > 0)],
    ['held', currencies.some(({ heldItems }) => heldItems > 0)],
    ['pending_transfers', facts.pendingTransfers > 0],
    ['unreconciled', facts.unreconciled.length > 0],
    ['open_differences', facts.openDifferences > 0],
  ];
  return checks.flatMap(([code, stands]) => (stands ? [code] : []));
}

function refuse(actor: Actor, month: Month, despite: readonly Warning[]): void {
  if (actor.kind !== 'person' || actor.id === null) throw revenueErrors.person_needed({});
  if (month.state === 'closed') throw revenueErrors.month_closed({ period: month.period });
  const others = month.blockers.filter((code) => code !== 'second_person');
  if (others.length > 0) throw revenueErrors.month_not_closable({ reasons: others.join(', ') });
  if (month.blockers.length > 0) throw revenueErrors.second_person_needed({ name: month.lastPostedBy ?? '' });
  const unread = month.warnings.filter((code) => !despite.includes(code));
  if (unread.length > 0) throw revenueErrors.month_warnings({ warnings: unread.join(', ') });
}
