/** Cases as they are read: the list, one with everything, its links, counts, infringers, and all of it as a file. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { checkCounterNotice } from '../law/check.ts';
import type { TakedownParts } from '../service/parts.ts';
import { presentAct, presentClock } from '../trail/present.ts';
import * as trail from '../trail/repo.ts';
import type { CaseDetail, CaseLink, casesRoutes, CaseState, LinkState, TakedownCase } from './contract.ts';
import { reasonOf, soonMs, type CaseCore } from './core.ts';
import { mayAct, mayUndo, stateActs } from './machine.ts';
import { earlierOf, presentCases, presentLinks, presentNotice } from './present.ts';
import * as repo from './repo/cases.ts';
import { findHosts } from './repo/hosts.ts';
import * as notices from './repo/notices.ts';

type CaseQuery = z.output<typeof casesRoutes.listCases.query>;
type Summary = z.output<typeof casesRoutes.summarise.response>;
type Infringers = z.output<typeof casesRoutes.listInfringers.response>;
const casePlace = z.object({ due: z.iso.datetime().nullable(), id: z.string().max(60) });
const linkPlace = z.object({ id: z.string().max(60) });
const infringerPlace = z.object({ cases: z.number().int(), hostId: z.string().max(60), account: z.string().max(300) });

export function createReadingUses(parts: TakedownParts, core: CaseCore) {
  const { db, clock } = parts;

  function possibleActs(row: repo.CaseRow, counts: Partial<Record<LinkState, number>>, last: trail.ActRow | undefined): CaseDetail['acts'] {
    const blocked = (act: string): { act: string; block: ReturnType<typeof reasonOf> } => ({
      act,
      block: reasonOf('state', { state: row.state }),
    });
    const acts = stateActs
      .filter((act) => act !== 'withdraw' && act !== 'counter')
      .map((act) => {
        if (!mayAct(row.state, act)) return blocked(act);
        if (act === 'send' && (counts.listed ?? 0) === 0) return { act, block: reasonOf('no_links') };
        return { act: act as string, block: null };
      });
    const isOut = row.state !== 'draft' && row.state !== 'closed';
    const undoable = last !== undefined && last.before !== null && mayUndo(last.act);
    return [
      ...acts,
      mayAct(row.state, 'counter') || row.state === 'counter_notice' ? { act: 'counter', block: null } : blocked('counter'),
      isOut
        ? { act: 'follow_up', block: (counts.noticed ?? 0) + (counts.refused ?? 0) > 0 ? null : reasonOf('no_links') }
        : blocked('follow_up'),
      isOut
        ? {
            act: 'withdraw',
            block: (counts.noticed ?? 0) + (counts.removed ?? 0) + (counts.refused ?? 0) > 0 ? null : reasonOf('no_links'),
          }
        : blocked('withdraw'),
      isOut ? { act: 'escalate', block: null } : blocked('escalate'),
      { act: 'undo', block: undoable ? null : reasonOf('nothing_to_undo') },
      ...['note', 'assign', 'recover'].map((act) => ({ act, block: null })),
    ];
  }

  async function detail(trx: Trx, organisationId: string, caseId: string): Promise<CaseDetail> {
    const row = await core.requireCase(trx, organisationId, caseId);
    const [shown] = await presentCases(parts, trx, [row]);
    const all = await notices.listNotices(trx, [caseId]);
    const counters = await repo.listCounters(trx, caseId);
    const acts = await trail.listActs(trx, caseId);
    return {
      ...shown!,
      notices: all.map((notice) => presentNotice(row, notice, earlierOf(all))),
      counterNotices: counters.map((counter) => ({
        id: String(counter.id),
        receivedAt: counter.received_at.toISOString(),
        linkIds: counter.link_ids,
        content: counter.content,
        missing: checkCounterNotice(row.jurisdiction, counter.content),
        note: counter.note,
      })),
      clocks: ((await trail.listClocks(trx, [caseId])).get(caseId) ?? []).map(presentClock),
      timeline: acts.map((act) => ({ ...presentAct(act), from: act.from_state as CaseState | null, to: act.to_state as CaseState | null })),
      acts: possibleActs(row, shown!.counts, await trail.findLastMove(trx, caseId)),
    };
  }

  return {
    /** Throws case_not_found. */
    getCase: (actor: Actor, caseId: string): Promise<CaseDetail> => db.read((trx) => detail(trx, actor.organisationId, caseId)),

    listCases: (actor: Actor, query: CaseQuery): Promise<{ items: TakedownCase[]; nextCursor: string | null }> => {
      const place = query.cursor === undefined ? null : decodeCursor(casePlace, query.cursor);
      return db.read(async (trx) => {
        const now = clock.now();
        const rows = await repo.listCases(trx, actor.organisationId, {
          state: query.state,
          show: query.show,
          need: query.need,
          hostId: query.hostId,
          workId: query.workId,
          ownerId: query.ownerId,
          q: query.q || undefined,
          sort: query.sort,
          now,
          soon: new Date(now.getTime() + soonMs),
          after: place && { due: place.due === null ? null : new Date(place.due), id: place.id },
          limit: query.limit + 1,
        });
        const page = rows.slice(0, query.limit);
        const last = page.at(-1);
        return {
          items: await presentCases(parts, trx, page),
          nextCursor: rows.length > page.length ? encodeCursor({ due: last!.next_due_at?.toISOString() ?? null, id: last!.id }) : null,
        };
      });
    },

    /** Throws case_not_found. */
    listCaseLinks: (
      actor: Actor,
      caseId: string,
      query: { cursor?: string | undefined; limit: number; state?: LinkState | undefined },
    ): Promise<{ items: CaseLink[]; nextCursor: string | null }> => {
      const after = query.cursor === undefined ? null : decodeCursor(linkPlace, query.cursor).id;
      return db.read(async (trx) => {
        const row = await core.requireCase(trx, actor.organisationId, caseId);
        const rows = await repo.listLinks(trx, caseId, { ...(query.state && { states: [query.state] }), after, limit: query.limit + 1 });
        const page = rows.slice(0, query.limit);
        return {
          items: await presentLinks(parts, trx, row, page),
          nextCursor: rows.length > page.length ? encodeCursor({ id: page.at(-1)!.id }) : null,
        };
      });
    },

    summarise: (actor: Actor, incomingOpen: (trx: Trx) => Promise<number>): Promise<Summary> =>
      db.read(async (trx) => {
        const now = clock.now();
        const found = await repo.totals(trx, actor.organisationId, now, new Date(now.getTime() + soonMs));
        const states = Object.fromEntries(found.states.map(({ state, count }) => [state, Number(count)]));
        return {
          states,
          open: found.states.reduce((sum, { state, count }) => sum + (state === 'closed' ? 0 : Number(count)), 0),
          overdue: Number(found.overdue),
          dueSoon: Number(found.due_soon),
          attention: Number(found.attention),
          links: { noticed: Number(found.noticed), removed: Number(found.removed), reinstated: Number(found.reinstated) },
          medianRemovalHours: found.median_hours === null ? null : Math.round(found.median_hours * 10) / 10,
          recovered: found.recovered.map(({ amount, currency }) => ({
            amountMinor: amount,
            currency: currency as Summary['recovered'][number]['currency'],
          })),
          incomingOpen: await incomingOpen(trx),
        };
      }),

    listInfringers: (
      actor: Actor,
      query: { cursor?: string | undefined; limit: number; hostId?: string | undefined; repeat?: boolean | undefined },
    ): Promise<Infringers> => {
      const after = query.cursor === undefined ? null : decodeCursor(infringerPlace, query.cursor);
      return db.read(async (trx) => {
        const rows = await repo.listInfringers(trx, actor.organisationId, {
          hostId: query.hostId,
          repeat: query.repeat,
          after,
          limit: query.limit + 1,
        });
        const page = rows.slice(0, query.limit);
        const hosts = await findHosts(
          trx,
          actor.organisationId,
          page.map((row) => row.host_id),
        );
        const last = page.at(-1);
        return {
          items: page.map((row) => ({
            host: { id: row.host_id, name: hosts.get(row.host_id)?.name ?? '' },
            account: row.account,
            cases: Number(row.cases),
            links: Number(row.links),
            removed: Number(row.removed),
            firstAt: row.first_at.toISOString(),
            lastAt: row.last_at.toISOString(),
            repeat: Number(row.cases) > 1,
          })),
          nextCursor:
            rows.length > page.length ? encodeCursor({ cases: Number(last!.cases), hostId: last!.host_id, account: last!.account }) : null,
        };
      });
    },

    /** The whole case as JSON. Throws case_not_found. */
    exportCase: (actor: Actor, caseId: string): Promise<{ name: string; text: string }> =>
      db.read(async (trx) => {
        const row = await core.requireCase(trx, actor.organisationId, caseId);
        const shown = await detail(trx, actor.organisationId, caseId);
        const links = await presentLinks(parts, trx, row, await repo.listLinks(trx, caseId));
        const { acts: _acts, ...kept } = shown;
        return { name: `case-${row.number}.json`, text: `${JSON.stringify({ ...kept, linkList: links }, null, 2)}\n` };
      }),
  };
}
