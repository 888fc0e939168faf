/**
 * Events come in: checked row by row, appended to the log, and decided, in one transaction. Batches that wait for the same
 * organisation go together, as a commit costs the same for two thousand events as for one; a batch that fails fails alone.
 */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { BatchResult, EventResult } from '../contract.ts';
import { attributionErrors } from '../errors.ts';
import { appendEvents, lockOrganisation, selectKnown, type SubjectRef } from '../repo/events.ts';
import { selectAffected, selectExisting } from '../repo/conversions.ts';
import { noteLastEvents, selectSource } from '../repo/sources.ts';
import type { AttributionParts } from '../service/parts.ts';
import type { EventRow, SourceRow } from '../tables.ts';
import { applySubjects } from './apply.ts';
import { normalise, type LogRow, type Normal } from './normalise.ts';
import { applyPools } from './pools.ts';
import { effective, subjectName } from './subjects.ts';
import { longestAlikeMs } from './traces.ts';

type Parts = Pick<AttributionParts, 'db' | 'clock' | 'campaigns' | 'creators' | 'webhooks' | 'codes' | 'visitors'>;
type Batch = { source: SourceRow; rows: Normal[] };
type Waiting = Batch & { resolve(result: BatchResult): void; reject(error: unknown): void };

/** Rows that one transaction takes at most; more would keep others waiting longer than it saves. */
const mostTogether = 2000;
export const batchLimit = 1000;

export type Intake = ReturnType<typeof createIntake>;

export function createIntake(parts: Parts) {
  const { db, clock } = parts;
  const queues = new Map<string, Waiting[]>();

  /**
   * Takes events of a source: at most a thousand. Each is answered by itself: accepted, a duplicate (the event is in the log), or
   * rejected with why. When this resolves, accepted events are stored and decided. With `trx` it joins the caller's
   * transaction; then people's addresses must not be among the events, as hashing them asks the database.
   * Throws attribution.source_not_found and attribution.source_paused.
   */
  async function takeEvents(
    organisationId: string,
    of: string | SourceRow,
    events: readonly unknown[],
    options: { trx?: Trx } = {},
  ): Promise<BatchResult> {
    z.array(z.unknown()).max(batchLimit).parse(events);
    const source = await (typeof of !== 'string'
      ? active(of)
      : options.trx
        ? requireSource(options.trx, organisationId, of)
        : db.read((trx) => requireSource(trx, organisationId, of)));
    const rows = events.map((event) => normalise(event, source.currency, clock.now()));
    if (options.trx) return (await store(options.trx, organisationId, [{ source, rows }]))[0]!;
    for (const row of rows) if (row.ok) row.row.match_keys = await matchKeysOf(row);
    return new Promise((resolve, reject) => {
      const queue = queues.get(organisationId);
      const waiting = { source, rows, resolve, reject };
      if (queue) queue.push(waiting);
      else {
        queues.set(organisationId, [waiting]);
        void drain(organisationId);
      }
    });
  }

  async function requireSource(trx: Trx, organisationId: string, sourceId: string): Promise<SourceRow> {
    const source = await selectSource(trx, organisationId, sourceId);
    if (!source) throw attributionErrors.source_not_found({ id: sourceId });
    return active(source);
  }

  function active(source: SourceRow): SourceRow {
    if (source.state === 'paused') throw attributionErrors.source_paused({ name: source.name });
    return source;
  }

  async function matchKeysOf({ input }: Normal & { ok: true }): Promise<string[] | null> {
    const viewer = input.viewer;
    if (!viewer || viewer.consent === false) return null;
    const within = longestAlikeMs;
    const [addresses, agents, devices] = [
      viewer.address && viewer.userAgent ? await parts.visitors.hashes('address', viewer.address, within) : [],
      viewer.address && viewer.userAgent ? await parts.visitors.hashes('agent', viewer.userAgent, within) : [],
      viewer.deviceId ? await parts.visitors.hashes('device', viewer.deviceId, within) : [],
    ];
    const keys = [...addresses.flatMap((address) => agents.map((agent) => `${address}:${agent}`)), ...devices];
    return keys.length > 0 ? keys : null;
  }

  async function drain(organisationId: string): Promise<void> {
    for (;;) {
      const queue = queues.get(organisationId)!;
      let count = 0;
      let taken = 0;
      while (taken < queue.length && (taken === 0 || count + queue[taken]!.rows.length <= mostTogether))
        count += queue[taken++]!.rows.length;
      const together = queue.splice(0, taken);
      if (together.length === 0) {
        queues.delete(organisationId);
        return;
      }
      await settle(organisationId, together);
    }
  }

  async function settle(organisationId: string, together: readonly Waiting[]): Promise<void> {
    try {
      const results = await db.transaction((trx) => store(trx, organisationId, together));
      for (const [index, waiting] of together.entries()) waiting.resolve(results[index]!);
    } catch (error) {
      if (together.length === 1) together[0]!.reject(error);
      else for (const waiting of together) await settle(organisationId, [waiting]);
    }
  }

  async function store(trx: Trx, organisationId: string, batches: readonly Batch[]): Promise<BatchResult[]> {
    const now = clock.now();
    await readCodes(trx, organisationId, batches);
    await lockOrganisation(trx, organisationId);
    const appended = await appendEvents(trx, organisationId, uniqueRows(batches), now);
    const stored = new Map(appended.map((row) => [`${row.source_id} ${row.event_id}`, row]));
    const conversionIds = await follow(trx, organisationId, appended);
    await noteLastEvents(trx, [...new Set(appended.map((row) => row.source_id))], now);
    const known = await knownConversions(trx, organisationId, batches, stored);
    const seen = new Set<string>();
    return batches.map((batch) => resultOf(batch, { stored, seen, conversionIds, known }));
  }

  async function readCodes(trx: Trx, organisationId: string, batches: readonly Batch[]): Promise<void> {
    const rows = batches.flatMap((batch) => batch.rows.flatMap((row) => (row.ok ? [row.row] : [])));
    // What a code stood for when it was typed: its word may be somebody else's by now.
    const asked = rows.flatMap((row) => {
      const at = new Date(row.code_used_at ?? row.occurred_at);
      return [
        ...(row.code === null ? [] : [{ text: row.code, at, take: (id: string) => void (row.code_placement_id = id) }]),
        ...(row.counts ?? []).flatMap((each) =>
          each.code === null ? [] : [{ text: each.code, at, take: (id: string) => void (each.placementId = id) }],
        ),
      ];
    });
    if (asked.length === 0) return;
    const found = await parts.codes.findExact(trx, organisationId, asked);
    for (const [index, code] of found.entries()) if (code) asked[index]!.take(code.placementId);
  }

  /** Decides what new events are about, and what else they may change. Answers with conversions by subject. */
  async function follow(trx: Trx, organisationId: string, appended: readonly EventRow[]): Promise<ReadonlyMap<string, string>> {
    if (appended.length === 0) return new Map();
    const subjects = new Map<string, { ref: SubjectRef; fresh: EventRow[] }>();
    const pools = new Map<string, SubjectRef>();
    for (const event of appended) {
      const ref = { sourceId: event.source_id, subjectKey: event.subject_key };
      const key = subjectName(ref.sourceId, ref.subjectKey);
      if (event.type === 'ad_revenue') pools.set(key, ref);
      else if (subjects.has(key)) subjects.get(key)!.fresh.push(event);
      else subjects.set(key, { ref, fresh: [event] });
    }
    const late = await selectAffected(trx, organisationId, { clickIds: [], viewers: viewersOf(appended), alike: [] });
    const { conversionIds } = await applySubjects(parts, trx, organisationId, [
      ...[...subjects.values()].map(({ ref, fresh }) => ({ ref, fresh, cause: 'changed' as const })),
      ...late
        .filter((ref) => !subjects.has(subjectName(ref.sourceId, ref.subjectKey)))
        .map((ref) => ({ ref, fresh: [], cause: 'late_event' as const })),
    ]);
    await applyPools(parts, trx, organisationId, [...pools.values()]);
    return conversionIds;
  }

  return { takeEvents };
}

// What a person used for one thing counts for the later ones; an order moves the window of renewals.
function viewersOf(events: readonly EventRow[]): { id: string; from: Date; renewalsOnly: boolean }[] {
  return events.flatMap((event) => {
    if (event.viewer_id === null) return [];
    const traced = event.code_placement_id !== null || event.click_id !== null;
    if (!traced && event.type !== 'order' && event.type !== 'renewal') return [];
    return [{ id: event.viewer_id, from: effective(event), renewalsOnly: !traced }];
  });
}

// The same event twice in what goes together is one event; rows are in the order of their ids, so that nobody waits in a circle.
function uniqueRows(batches: readonly Batch[]): (LogRow & { source_id: string })[] {
  const rows = new Map<string, LogRow & { source_id: string }>();
  for (const { source, rows: given } of batches)
    for (const row of given)
      if (row.ok && !rows.has(`${source.id} ${row.row.event_id}`))
        rows.set(`${source.id} ${row.row.event_id}`, { ...row.row, source_id: source.id });
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

async function knownConversions(
  trx: Trx,
  organisationId: string,
  batches: readonly Batch[],
  stored: ReadonlyMap<string, EventRow>,
): Promise<ReadonlyMap<string, { subjectKey: string; conversionId: string | null }>> {
  const asked = batches.flatMap(({ source, rows }) =>
    rows.flatMap((row) =>
      row.ok && !stored.has(`${source.id} ${row.row.event_id}`) ? [{ sourceId: source.id, eventId: row.row.event_id }] : [],
    ),
  );
  if (asked.length === 0) return new Map();
  const events = await selectKnown(trx, organisationId, asked);
  const conversions = await selectExisting(
    trx,
    organisationId,
    events.map((event) => ({ sourceId: event.source_id, subjectKey: event.subject_key })),
  );
  const ids = new Map(conversions.map((row) => [subjectName(row.source_id, row.subject_key), row.id]));
  return new Map(
    events.map((event) => [
      `${event.source_id} ${event.event_id}`,
      { subjectKey: event.subject_key, conversionId: ids.get(subjectName(event.source_id, event.subject_key)) ?? null },
    ]),
  );
}

function resultOf(
  { source, rows }: Batch,
  of: {
    stored: ReadonlyMap<string, EventRow>;
    seen: Set<string>;
    conversionIds: ReadonlyMap<string, string>;
    known: ReadonlyMap<string, { subjectKey: string; conversionId: string | null }>;
  },
): BatchResult {
  const results = rows.map((row): EventResult => {
    if (!row.ok) return { id: row.refusal.id, status: 'rejected', code: row.refusal.code, params: row.refusal.params };
    const key = `${source.id} ${row.row.event_id}`;
    const fresh = of.stored.has(key) && !of.seen.has(key);
    of.seen.add(key);
    const known = of.known.get(key);
    const subjectKey = known?.subjectKey ?? row.row.subject_key;
    const conversionId = known?.conversionId ?? of.conversionIds.get(subjectName(source.id, subjectKey));
    // The id stands for something else already: what came now is not in the log, and whoever sent it must hear of that.
    if (!fresh && subjectKey !== row.row.subject_key)
      return { id: row.row.event_id, status: 'rejected', code: 'attribution.event_differs', params: { id: row.row.event_id } };
    return { id: row.row.event_id, status: fresh ? 'accepted' : 'duplicate', ...(conversionId ? { conversionId } : {}) };
  });
  const count = (status: EventResult['status']): number => results.filter((result) => result.status === status).length;
  return { accepted: count('accepted'), duplicates: count('duplicate'), rejected: count('rejected'), results };
}
