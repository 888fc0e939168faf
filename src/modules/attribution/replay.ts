/**
 * Decides everything again from the event log, the touches and the histories of campaigns, from empty, and compares with what stands:
 * decisions with their candidates and reasons, the state of every order, the shares of pools, and the roll-ups with the raw sums.
 */
import type { Trx } from '../../platform/db/index.ts';
import { cellsOf } from './intake/apply.ts';
import { judgeSubjects, loadFacts, type Judgement } from './intake/judge.ts';
import { poolId, poolState, shareRows } from './intake/pools.ts';
import { subjectName, subjectOf, type Subject } from './intake/subjects.ts';
import { stableJson } from './decision/compare.ts';
import { selectExisting, type Existing } from './repo/conversions.ts';
import { listOrganisations, lockOrganisation, selectEventsOf, selectSubjectPage, type SubjectRef } from './repo/events.ts';
import { compareRollups, rebuildRollups } from './repo/repair.ts';
import { selectShares } from './repo/pools.ts';
import type { AttributionParts } from './service/parts.ts';
import type { EventRow } from './tables.ts';

export type Difference = {
  organisationId: string;
  what: 'missing' | 'decision' | 'state' | 'pool' | 'rollup';
  id: string;
  stored: unknown;
  replayed: unknown;
};
export type Replay = {
  ok: boolean;
  /** Conversions, pools and rows of the roll-ups. */
  checked: number;
  /** Of them: those whose inputs were erased, weighed again from the candidates that they keep. */
  fromCandidates: number;
  firstDifference: Difference | null;
};

const pageSize = 500;

/**
 * Replays one organisation or all. Stops at the first difference. Each page is one read of its own, so a replay beside a running
 * intake may meet a conversion in the middle of its day, but never half of its events.
 */
export async function replay(
  parts: AttributionParts,
  options: { organisationId?: string; signal: AbortSignal; onProgress(checked: number): void },
): Promise<Replay> {
  const result: Replay = { ok: true, checked: 0, fromCandidates: 0, firstDifference: null };
  const organisations = options.organisationId ? [options.organisationId] : await parts.db.read(listOrganisations);
  for (const organisationId of organisations) {
    let after: SubjectRef | null = null;
    for (;;) {
      options.signal.throwIfAborted();
      const refs: SubjectRef[] = (await parts.db.read((trx) => selectSubjectPage(trx, organisationId, after, pageSize))).map((row) => ({
        sourceId: row.source_id,
        subjectKey: row.subject_key,
      }));
      if (refs.length === 0) break;
      const found = await parts.db.transaction((trx) => replayPage(parts, trx, organisationId, refs, result));
      options.onProgress(result.checked);
      if (found) return { ...result, ok: false, firstDifference: found };
      after = refs.at(-1)!;
    }
    const rows = await parts.db.transaction((trx) => compareRollups(trx, organisationId));
    result.checked += rows.checked;
    const [row] = rows.different;
    if (row)
      return {
        ...result,
        ok: false,
        firstDifference: { organisationId, what: 'rollup', id: row.id, stored: row.stored, replayed: row.raw },
      };
  }
  return result;
}

async function replayPage(
  parts: AttributionParts,
  trx: Trx,
  organisationId: string,
  refs: readonly SubjectRef[],
  result: Replay,
): Promise<Difference | null> {
  const events = new Map<string, EventRow[]>();
  for (const event of await selectEventsOf(trx, organisationId, refs)) {
    const key = subjectName(event.source_id, event.subject_key);
    events.set(key, [...(events.get(key) ?? []), event]);
  }
  const pools = refs.filter(({ subjectKey }) => subjectKey.startsWith('p:'));
  const others = refs.filter(({ subjectKey }) => !subjectKey.startsWith('p:'));
  const subjects = others.map((ref) => subjectOf(events.get(subjectName(ref.sourceId, ref.subjectKey))!));
  const existing = new Map(
    (await selectExisting(trx, organisationId, others)).map((row) => [subjectName(row.source_id, row.subject_key), row]),
  );
  const { judgements } = await judgeSubjects(parts, trx, organisationId, subjects, existing);
  for (const subject of subjects) {
    result.checked += 1;
    const row = existing.get(subject.key);
    if (row?.inputs_erased) result.fromCandidates += 1;
    const found = differenceOf(organisationId, subject, judgements.get(subject.key)!, row);
    if (found) return found;
  }
  return replayPools(parts, trx, organisationId, pools, events, result);
}

function differenceOf(organisationId: string, subject: Subject, judgement: Judgement, row: Existing | undefined): Difference | null {
  if (!row) return { organisationId, what: 'missing', id: subject.key, stored: null, replayed: judgement.decided.rule };
  const state = {
    kind: row.kind,
    status: row.status,
    amount: row.amount_minor,
    refunded: row.refunded_minor,
    currency: row.currency,
    at: row.occurred_at,
  };
  const { kind, status, amountMinor, refundedMinor, currency, occurredAt } = subject.state;
  const again = { kind, status, amount: amountMinor, refunded: refundedMinor, currency, at: occurredAt };
  if (text(state) !== text(again)) return { organisationId, what: 'state', id: row.id, stored: readable(state), replayed: readable(again) };
  const stored = { placementId: row.placement_id, rule: row.rule, reasons: row.reasons, candidates: row.candidates };
  const replayed = decisionOf(judgement);
  if (text(stored) !== text(replayed)) return { organisationId, what: 'decision', id: row.id, stored, replayed };
  const counted = cellsOf(judgement);
  return text(row.counted) === text(counted)
    ? null
    : { organisationId, what: 'rollup', id: row.id, stored: row.counted, replayed: counted };
}

function decisionOf({ decided, stored }: Judgement) {
  return { placementId: decided.placementId, rule: decided.rule, reasons: decided.reasons, candidates: stored };
}

async function replayPools(
  parts: AttributionParts,
  trx: Trx,
  organisationId: string,
  refs: readonly SubjectRef[],
  events: ReadonlyMap<string, EventRow[]>,
  result: Replay,
): Promise<Difference | null> {
  if (refs.length === 0) return null;
  const pools = refs.map((ref) => ({
    id: poolId(organisationId, ref),
    pool: poolState(events.get(subjectName(ref.sourceId, ref.subjectKey))!),
  }));
  const placementIds = new Set(pools.flatMap(({ pool }) => [...pool.counts.keys()].filter((id) => id !== '')));
  const facts = await loadFacts(parts, trx, organisationId, [...placementIds]);
  const stored = await selectShares(
    trx,
    pools.map(({ id }) => id),
  );
  for (const { id, pool } of pools) {
    result.checked += 1;
    const byPlacement = (rows: readonly { placement_id: string }[]) => rows.toSorted((a, b) => (a.placement_id < b.placement_id ? -1 : 1));
    const kept = byPlacement(stored.filter((row) => row.pool_id === id));
    const again = byPlacement(shareRows(organisationId, id, pool, facts).map(({ share }) => share));
    if (text(kept) !== text(again)) return { organisationId, what: 'pool', id, stored: readable(kept), replayed: readable(again) };
  }
  return null;
}

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner)));
const text = (value: unknown): string => stableJson(plain(value));
const readable = plain;

/** Makes the roll-ups of an organisation anew from what they count; answers with how many rows differed. */
export async function repairRollups(parts: Pick<AttributionParts, 'db'>, organisationId: string): Promise<number> {
  return parts.db.transaction(async (trx) => {
    await lockOrganisation(trx, organisationId);
    const { different } = await compareRollups(trx, organisationId);
    if (different.length > 0) await rebuildRollups(trx, organisationId);
    return different.length;
  });
}
