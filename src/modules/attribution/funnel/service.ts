import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { attributionContract, Funnel, FunnelRow, HookRow } from '../contract.ts';
import { addDays, businessDay } from '../day.ts';
import { attributionErrors } from '../errors.ts';
import type { AttributionParts, Party } from '../service/parts.ts';
import { compareRows, figuresOf, groupFigures } from './figures.ts';
import { sumRollups, type FunnelFilter, type SumRow } from './repo.ts';
import { rateOf, standings } from './wilson.ts';

type Routes = (typeof attributionContract)['routes'];
export type FunnelQuery = z.output<Routes['getFunnel']['query']>;
type HookQuery = z.output<Routes['compareHooks']['query']>;

const usualDays = 30;
/** Two leap years and a bit: more than that no screen can show. */
const mostDays = 800;

/** The days that are asked for: the last thirty where nothing is said. Throws period_invalid. */
export function periodOf(given: { from?: string | undefined; to?: string | undefined }, now: Date): { from: string; to: string } {
  const to = given.to ?? (given.from === undefined ? businessDay(now) : [addDays(given.from, usualDays - 1), businessDay(now)].sort()[0]!);
  const from = given.from ?? addDays(to, 1 - usualDays);
  if (from > to || addDays(from, mostDays) < to) throw attributionErrors.period_invalid({ from, to, mostDays });
  return { from, to };
}

export function createFunnelUses(parts: AttributionParts) {
  const { db, clock } = parts;

  /** What an actor may see of the funnel: an agency its own creators'. */
  async function narrow(trx: Trx, actor: Actor, filter: Omit<FunnelFilter, 'from' | 'to'>): Promise<Omit<FunnelFilter, 'from' | 'to'>> {
    const party: Party = await parts.creators.partyOf(trx, actor);
    if (party.kind === 'staff') return filter;
    // An agency that asks for another's figures is answered as if the other had none.
    if (party.kind === 'agency')
      return { ...filter, agencyId: filter.agencyId === undefined || filter.agencyId === party.agencyId ? party.agencyId : '' };
    return { ...filter, creatorId: party.creatorId };
  }

  /** The funnel of an organisation, narrowed to what the actor may see; also the door of exports. */
  async function getFunnel(actor: Actor, query: FunnelQuery): Promise<Funnel> {
    const { from, to } = periodOf(query, clock.now());
    return db.read(async (trx) => {
      const { by, sort, limit, from: _from, to: _to, ...given } = query;
      const filter = await narrow(trx, actor, { ...given, country: given.country?.toUpperCase() });
      const sums = await sumRollups(trx, actor.organisationId, [by], { ...filter, from, to });
      const days = daysBetween(from, to);
      const before = await sumRollups(trx, actor.organisationId, ['none'], {
        ...filter,
        from: addDays(from, -days),
        to: addDays(from, -1),
      });
      const rows = [...groupFigures(sums)].map(([key, figures]): FunnelRow => ({ key, label: null, ...figures }));
      if (by === 'day') fillDays(rows, from, to);
      rows.sort(compareRows(sort ?? (by === 'day' ? 'key' : 'clicks')));
      const shown = rows.slice(0, limit);
      const labels = await labelsOf(trx, actor.organisationId, by, shown);
      return {
        by,
        from,
        to,
        rows: shown.map((row) => ({ ...row, label: labels.get(row.key) ?? null })),
        more: rows.length - shown.length,
        total: figuresOf(sums),
        before: figuresOf(before),
      };
    });
  }

  async function labelsOf(
    trx: Trx,
    organisationId: string,
    by: FunnelQuery['by'],
    rows: readonly FunnelRow[],
  ): Promise<Map<string, string>> {
    const ids = rows.map(({ key }) => key).filter((key) => key !== '');
    if (ids.length === 0) return new Map();
    if (by === 'creator') return parts.creators.creatorNames(trx, organisationId, ids);
    if (by === 'agency') return parts.creators.agencyNames(trx, organisationId, ids);
    if (by === 'campaign') return parts.campaigns.campaignNames(trx, organisationId, ids);
    if (by === 'hook' || by === 'clip') return parts.campaigns.offerNames(trx, organisationId, ids);
    if (by === 'work') return parts.works.titles(trx, organisationId, ids);
    return new Map();
  }

  /** Hooks beside one another: of those who clicked or searched by each, how many installed and ordered, and how sure that is. */
  async function compareHooks(actor: Actor, query: HookQuery): Promise<{ from: string; to: string; items: HookRow[] }> {
    const { from, to } = periodOf(query, clock.now());
    return db.read(async (trx) => {
      const filter = await narrow(trx, actor, { campaignId: query.campaignId, workId: query.workId });
      const groups = groupFigures(await sumRollups(trx, actor.organisationId, ['hook'], { ...filter, from, to }));
      groups.delete('');
      const names =
        groups.size === 0 ? new Map<string, string>() : await parts.campaigns.offerNames(trx, actor.organisationId, [...groups.keys()]);
      const rows = [...groups].map(([hookId, figures]) => {
        const visits = figures.clicks + figures.searches;
        const { clicks, searches, installs, orders, money } = figures;
        return {
          hookId,
          label: names.get(hookId) ?? null,
          clicks,
          searches,
          installs,
          orders,
          orderRate: rateOf(orders, visits),
          installRate: rateOf(installs, visits),
          money,
        };
      });
      const standing = standings(rows.map(({ orderRate }) => orderRate));
      const items = rows.map((row, index): HookRow => ({ ...row, standing: standing[index]! }));
      // By what is sure of each, so that one lucky order of three does not stand above a hundred of ten thousand.
      items.sort((a, b) => (b.orderRate.lowBps ?? -1) - (a.orderRate.lowBps ?? -1) || (a.hookId < b.hookId ? -1 : 1));
      return { from, to, items };
    });
  }

  /** Counts by campaign since a day, for the market. */
  async function countsSince(
    trx: Trx,
    organisationId: string,
    from: string,
    to: string,
  ): Promise<Map<string, { clicks: number; searches: number; orders: number }>> {
    const groups = groupFigures(await sumRollups(trx, organisationId, ['campaign'], { from, to }));
    groups.delete('');
    return groups;
  }

  /** The last seven days of each campaign beside the seven before. Partners are told rounded figures: how much a rival sells is not theirs. */
  async function getTrends(actor: Actor, limit: number) {
    return db.read(async (trx) => {
      const party = await parts.creators.partyOf(trx, actor);
      const today = businessDay(clock.now());
      const now = await countsSince(trx, actor.organisationId, addDays(today, -6), today);
      const before = await countsSince(trx, actor.organisationId, addDays(today, -13), addDays(today, -7));
      const items = [...now].map(([campaignId, counts]) => {
        const told = party.kind === 'staff' ? (value: number) => value : roughly;
        // Of exact figures a single order of a rival could be read off the score.
        const score = (weigh(counts) + steadying) / (weigh(before.get(campaignId)) + steadying);
        const scoreBps = party.kind === 'staff' ? Math.round(score * 10_000) : Math.round(score * 4) * 2_500;
        return {
          campaignId,
          clicks: told(counts.clicks),
          searches: told(counts.searches),
          orders: told(counts.orders),
          scoreBps,
          weight: weigh(counts),
        };
      });
      items.sort((a, b) => b.scoreBps * Math.log1p(b.weight) - a.scoreBps * Math.log1p(a.weight) || (a.campaignId < b.campaignId ? -1 : 1));
      return { items: items.slice(0, limit).map(({ weight: _weight, ...item }) => item) };
    });
  }

  /** How much campaigns move: clicks, searches and orders of the last seven days, weighed, and roughly: creators read it in the market. */
  async function trendsOf(trx: Trx, organisationId: string, campaignIds: readonly string[]): Promise<Map<string, number>> {
    const today = businessDay(clock.now());
    const counts = await countsSince(trx, organisationId, addDays(today, -6), today);
    return new Map(campaignIds.map((id) => [id, roughly(weigh(counts.get(id)))]));
  }

  return { getFunnel, compareHooks, getTrends, trendsOf };
}

// A search says more than a click, an order more than both.
const weigh = (counts?: { clicks: number; searches: number; orders: number }): number =>
  counts ? counts.clicks + 5 * counts.searches + 20 * counts.orders : 0;
/** So that two clicks after none are no rush. */
const steadying = 50;

/** 1, 2 or 5 with zeros, from below. */
export function roughly(count: number): number {
  if (count < 10) return 0;
  const unit = 10 ** Math.floor(Math.log10(count));
  return [5, 2, 1].map((step) => step * unit).find((step) => step <= count)!;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

// A day without anything is a point of the line too.
function fillDays(rows: FunnelRow[], from: string, to: string): void {
  const there = new Set(rows.map(({ key }) => key));
  for (let day = from; day <= to; day = addDays(day, 1))
    if (!there.has(day)) rows.push({ key: day, label: null, ...figuresOf([] as SumRow[]) });
}
