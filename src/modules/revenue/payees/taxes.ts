/** What people see of tax: the regimes with their figures, a payee's year, and who comes near the thresholds of VAT. */
import { moneyPage } from './pages.ts';
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import type { RevenueParts } from '../service/parts.ts';
import { usersOfPayees } from '../service/payees.ts';
import { findPayees } from '../repo.ts';
import type { TaxContent } from '../tax/content.ts';
import { regimes, type Regime } from '../tax/regimes.ts';
import { elevenBefore, levelOf, nearOf, shareOf, thresholdOn, thresholds, type Threshold } from '../tax/thresholds.ts';
import { payeeFor } from './access.ts';
import { daysIn } from './check.ts';
import type { payeesRoutes, TaxRegime, TaxYear, WatchItem } from './contract.ts';
import * as repo from './repo.ts';

const place = z.object({ after: z.string().max(60) });
/** The thresholds are of yuan. */
const watched = 'CNY';
const watchedAtOnce = 500;
type Listing = z.output<typeof payeesRoutes.listTaxWatch.query>;
type Over = { sum: repo.WatchSum; threshold: Threshold; incomeMinor: bigint; level: 'near' | 'past' };

export function createTaxUses(parts: RevenueParts) {
  const { db, clock } = parts;

  /** Who is near or past in the twelve months that end with a period, payees in the order of their ids. */
  async function nearOnes(
    trx: Trx,
    organisationId: string,
    period: string,
    page: { payeeId: string | null; afterId: string; limit: number },
  ) {
    const day = `${period}-${daysIn(Number(period.slice(0, 4)), Number(period.slice(5)))}`;
    const month = thresholdOn('month', day);
    const year = thresholdOn('twelve_months', day);
    // A threshold that has run out is above everything.
    const never = 2n ** 62n;
    const sums = await repo.listNearThresholds(trx, organisationId, {
      ...page,
      from: elevenBefore(period),
      period,
      currency: watched,
      monthMinor: month ? nearOf(month) : never,
      yearMinor: year ? nearOf(year) : never,
    });
    const over = sums.flatMap((sum) =>
      [
        { threshold: month, incomeMinor: sum.month_minor },
        { threshold: year, incomeMinor: sum.year_minor },
      ].flatMap(({ threshold, incomeMinor }): Over[] => {
        const level = threshold ? levelOf(threshold, incomeMinor) : null;
        return threshold && level ? [{ sum, threshold, incomeMinor, level }] : [];
      }),
    );
    return { over, lastId: sums.length === page.limit ? sums.at(-1)!.payee_id : null };
  }

  async function tell(trx: Trx, organisationId: string, { sum, threshold, incomeMinor, level }: Over): Promise<void> {
    const percent = Math.floor(shareOf(threshold, incomeMinor) / 100);
    const told = {
      organisationId,
      kind: 'vat_threshold',
      params: { payee: sum.name, count: threshold.watch === 'month' ? 1 : 12, percent: String(percent) },
    } as const;
    const rows = await findPayees(trx, organisationId, [sum.payee_id]);
    // Whom it concerns is told when it is past: what the law wants said. Staff see it coming.
    const users = level === 'past' ? ((await usersOfPayees(parts, trx, organisationId, rows)).get(sum.payee_id) ?? []) : [];
    if (users.length > 0) await parts.notifications.notify(trx, { ...told, link: moneyPage(rows[0]!, 'profile'), userIds: users });
    await parts.notifications.notifyStaff(trx, { ...told, link: `/payees/${sum.payee_id}` });
  }

  /** Opens and closes the marks of one organisation; one transaction, so that people are told once or not at all. */
  async function watch(organisationId: string, period: string): Promise<void> {
    await db.transaction(async (trx) => {
      const now = clock.now();
      const open = new Map(
        (await repo.listOpenMarks(trx, organisationId)).map((mark) => [`${mark.payee_id} ${mark.watch} ${mark.level}`, mark]),
      );
      const still = new Set<string>();
      for (let afterId: string | null = ''; afterId !== null;) {
        const { over, lastId } = await nearOnes(trx, organisationId, period, { payeeId: null, afterId, limit: watchedAtOnce });
        for (const one of over) {
          // Who is past is near too: the mark of nearness stays, and nobody is told of it on the way down.
          for (const level of one.level === 'past' ? (['past', 'near'] as const) : (['near'] as const)) {
            const key = `${one.sum.payee_id} ${one.threshold.watch} ${level}`;
            still.add(key);
            if (open.has(key)) continue;
            const mark = { organisation_id: organisationId, payee_id: one.sum.payee_id, watch: one.threshold.watch, level };
            const opened = await repo.openMark(trx, { ...mark, since_period: period, opened_at: now, closed_at: null });
            if (opened && level === one.level) await tell(trx, organisationId, one);
          }
        }
        afterId = lastId;
      }
      const over = [...open].filter(([key]) => !still.has(key)).map(([, mark]) => mark.id);
      await repo.closeMarks(trx, over, now);
    });
  }

  return {
    listRegimes: async (): Promise<{
      items: TaxRegime[];
      thresholds: z.input<typeof payeesRoutes.listRegimes.response>['thresholds'];
    }> => ({
      items: regimes.map(onWire),
      thresholds: thresholds.map((one) => ({ ...one, limitMinor: one.limitMinor.toString() })),
    }),

    /** A year, settlement by settlement; the running one where none is named. Throws payee_not_found. */
    getTaxYear: (actor: Actor, payeeId: string, given: { year?: number | undefined; currency: TaxYear['currency'] }): Promise<TaxYear> =>
      db.read(async (trx) => {
        await payeeFor(parts, trx, actor, payeeId);
        const year = given.year ?? Number(dateIn(businessZone, clock.now()).slice(0, 4));
        const text = String(year).padStart(4, '0');
        const of = { payeeId, currency: given.currency, from: `${text}-01`, until: `${text}-12` };
        const rows = await repo.listWithholdings(trx, actor.organisationId, of);
        const months = rows.map((row) => monthOf(row.settlement_id, row.period, JSON.parse(row.content) as TaxContent));
        const sum = (key: 'income_minor' | 'withheld_minor') => rows.reduce((all, row) => all + row[key], 0n).toString();
        return {
          payeeId,
          year,
          currency: given.currency,
          months,
          incomeMinor: sum('income_minor'),
          withheldMinor: sum('withheld_minor'),
          creditMinor: months.findLast(({ kind }) => kind === 'cumulative')?.creditMinor ?? '0',
          confirmed: false as const,
        };
      }),

    listTaxWatch: (actor: Actor, { cursor, limit, payeeId }: Listing): Promise<{ items: WatchItem[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const afterId = cursor === undefined ? '' : decodeCursor(place, cursor).after;
        const [newest] = await repo.newestPeriods(trx, watched, organisationId);
        if (!newest) return { items: [], nextCursor: null };
        const { period } = newest;
        const { over, lastId } = await nearOnes(trx, organisationId, period, { payeeId: payeeId ?? null, afterId, limit });
        const marks = await repo.listOpenMarks(trx, organisationId);
        const items = over.map(({ sum, threshold, incomeMinor, level }): WatchItem => {
          const mark = marks.find((each) => each.payee_id === sum.payee_id && each.watch === threshold.watch && each.level === level);
          return {
            payeeId: sum.payee_id,
            name: sum.name,
            watch: threshold.watch,
            level,
            period,
            incomeMinor: incomeMinor.toString(),
            limitMinor: threshold.limitMinor.toString(),
            shareBps: shareOf(threshold, incomeMinor),
            sincePeriod: mark?.since_period ?? null,
          };
        });
        return { items, nextCursor: lastId === null ? null : encodeCursor({ after: lastId }) };
      }),

    /** Tells once of everybody who came near or past a threshold with what was settled; called now and then. */
    watchThresholds: async (signal: AbortSignal): Promise<void> => {
      for (const { organisation_id: organisationId, period } of await db.read((trx) => repo.newestPeriods(trx, watched, null))) {
        if (signal.aborted) return;
        await watch(organisationId, period);
      }
    },
  };
}

function monthOf(settlementId: string, period: string, content: TaxContent): TaxYear['months'][number] {
  return {
    settlementId,
    period,
    regime: content.regime as TaxYear['months'][number]['regime'],
    kind: content.kind,
    reason: content.reason,
    incomeMinor: content.incomeMinor,
    taxableMinor: content.taxableMinor,
    rateBps: Number(content.rateBps),
    quickMinor: content.quickMinor,
    months: content.year?.months ?? null,
    dueMinor: content.dueMinor,
    withheldMinor: content.withheldMinor,
    creditMinor: content.creditMinor,
  };
}

function onWire(regime: Regime): TaxRegime {
  const figures: Record<string, string> =
    regime.kind === 'cumulative'
      ? { expenseBps: `${regime.expenseBps}`, monthlyAllowanceMinor: `${regime.monthlyAllowanceMinor}` }
      : regime.kind === 'per_payment'
        ? {
            fixedDeductionMinor: `${regime.fixedDeductionMinor}`,
            fixedUpToMinor: `${regime.fixedUpToMinor}`,
            shareBps: `${regime.shareBps}`,
          }
        : regime.kind === 'invoice'
          ? { vatRatesBps: regime.vatRatesBps.join(' ') }
          : {};
  return {
    id: regime.id as TaxRegime['id'],
    kind: regime.kind,
    from: regime.from,
    until: regime.until,
    source: regime.source,
    confirmed: false,
    figures,
    brackets:
      'brackets' in regime
        ? regime.brackets.map(({ upToMinor, rateBps, quickMinor }) => ({
            upToMinor: upToMinor?.toString() ?? null,
            rateBps: Number(rateBps),
            quickMinor: `${quickMinor}`,
          }))
        : [],
  };
}
