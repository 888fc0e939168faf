import type { Trx } from '../../../platform/db/index.ts';
import { takedownErrors } from '../errors.ts';
import { checkCounterNotice, checkNotice } from '../law/check.ts';
import { laws } from '../law/laws.ts';
import type { TakedownParts } from '../service/parts.ts';
import { presentAct, presentClock } from '../trail/present.ts';
import * as trail from '../trail/repo.ts';
import type { IncomingDetail, IncomingNotice, IncomingState, IncomingTarget, OwnNotice } from './contract.ts';
import * as repo from './repo.ts';
import { incomingActs, nextIncoming } from './rules.ts';

/** Incoming notices as they are told, to staff and to whoever they are about. */
export function createIncomingPresenter({ clock, ours }: TakedownParts) {
  async function many(trx: Trx, rows: readonly repo.IncomingRow[]): Promise<IncomingNotice[]> {
    if (rows.length === 0) return [];
    const organisationId = rows[0]!.organisation_id;
    const ids = rows.map(({ id }) => id);
    const targets = await repo.listTargets(trx, ids);
    const names = await ours.creatorNames(trx, organisationId, [
      ...new Set([...targets.values()].flat().flatMap((target) => target.creator_id ?? [])),
    ]);
    const counts = await repo.countsOf(trx, organisationId, [...new Set(rows.map((row) => row.notifier_email))]);
    const clocks = await trail.listClocks(trx, ids);
    return rows.map((row) => {
      const next = trail.nextClock(clocks.get(row.id) ?? []);
      return {
        id: row.id,
        number: Number(row.number),
        state: row.state,
        jurisdiction: row.jurisdiction,
        language: row.language,
        way: row.way,
        notifier: {
          name: row.notifier_name,
          organisation: row.notifier_organisation,
          email: row.notifier_email,
          counts: counts.get(row.notifier_email)!,
        },
        works: row.content.works.map(({ title }) => title),
        targets: (targets.get(row.id) ?? []).map((target): IncomingTarget => ({
          url: target.url,
          linkId: target.link_id,
          placementId: target.placement_id,
          creator: target.creator_id === null ? null : { id: target.creator_id, name: names.get(target.creator_id) ?? '' },
          title: target.title,
          state: target.state,
        })),
        missing: checkNotice(row.jurisdiction, row.content),
        nextClock: next && presentClock(next),
        overdue: next !== null && next.due_at.getTime() <= clock.nowMs(),
        receivedAt: row.received_at.toISOString(),
        decidedAt: row.decided_at?.toISOString() ?? null,
        updatedAt: row.updated_at.toISOString(),
      };
    });
  }

  /** Throws incoming_not_found. */
  async function detail(trx: Trx, organisationId: string, id: string): Promise<IncomingDetail> {
    const row = await repo.findIncoming(trx, organisationId, id);
    if (!row) throw takedownErrors.incoming_not_found({ id });
    const [shown] = await many(trx, [row]);
    const acts = await trail.listActs(trx, id);
    return {
      ...shown!,
      content: row.content,
      statement: row.statement,
      counter:
        row.counter === null
          ? null
          : { at: row.counter_at!.toISOString(), content: row.counter, missing: checkCounterNotice(row.jurisdiction, row.counter) },
      clocks: ((await trail.listClocks(trx, [id])).get(id) ?? []).map(presentClock),
      timeline: acts.map((act) => {
        const { params: _params, undone: _undone, ...entry } = presentAct(act);
        return { ...entry, from: act.from_state as IncomingState | null, to: act.to_state as IncomingState | null };
      }),
      acts: [
        ...incomingActs.map((act) => ({
          act: act as string,
          block: nextIncoming(row.state, act) ? null : { code: 'state', params: { state: row.state } },
        })),
        { act: 'note', block: null },
      ],
    };
  }

  /** For the people behind links: their own ones alone, and of the notifier the name. */
  async function own(trx: Trx, rows: readonly repo.IncomingRow[], creatorIds: readonly string[]): Promise<OwnNotice[]> {
    const mine = new Set(creatorIds);
    const ids = rows.map(({ id }) => id);
    const [targets, clocks] = [await repo.listTargets(trx, ids), await trail.listClocks(trx, ids)];
    return rows.map((row) => ({
      id: row.id,
      state: row.state,
      jurisdiction: row.jurisdiction,
      works: row.content.works.map(({ title }) => title),
      notifier: row.notifier_organisation || row.notifier_name,
      targets: (targets.get(row.id) ?? [])
        .filter((target) => target.creator_id !== null && mine.has(target.creator_id))
        .map(({ url, title, state }) => ({ url, title, state })),
      statement: row.statement,
      counter:
        row.counter === null ? null : { at: row.counter_at!.toISOString(), missing: checkCounterNotice(row.jurisdiction, row.counter) },
      clocks: (clocks.get(row.id) ?? []).filter(({ code }) => code !== 'decision').map(presentClock),
      counterElements: laws[row.jurisdiction].counterElements.map(({ code, label, field }) => ({ code, label, field })),
      mayAnswer: nextIncoming(row.state, 'counter') !== null,
      receivedAt: row.received_at.toISOString(),
    }));
  }

  return { many, detail, own };
}
export type IncomingPresenter = ReturnType<typeof createIncomingPresenter>;
