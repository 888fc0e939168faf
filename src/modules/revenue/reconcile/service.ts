/** Settlement files of platforms: sent, mapped, compared with the books, decided line by line (decide.ts), and closed. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { isZone, lookAtTable, receive, rowsOf } from '../../attribution/index.ts';
import { revenueErrors } from '../errors.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { revenueContract } from '../contract.ts';
import { settlementMapping, type Reconciliation, type SettlementMapping } from './contract.ts';
import { createDecisions } from './decide.ts';
import { linesTable } from './export.ts';
import { createFees } from './fees.ts';
import { createLookups, presentLine, requireOpen } from './lookups.ts';
import { createReceipts } from './receipts.ts';
import * as repo from './repo.ts';
import { missingFields, suggestColumns } from './rows.ts';
import { compareFile, createCompareRun } from './run.ts';
import type { ReconciliationRow } from './tables.ts';

type Routes = (typeof revenueContract)['routes'];
type LineQuery = z.output<Routes['listReconciliationLines']['query']>;
const byNumber = z.object({ id: z.string().regex(/^\d{1,18}$/) });
const byId = z.object({ id: z.string() });
const previewRows = 10;

export function createReconcileUses(parts: RevenueParts) {
  const { db, clock, audit, jobs } = parts;
  const lookups = createLookups(parts);
  const { sourcesOf, require, show } = lookups;

  /** Shows a file as it is after an act on it, in the act's transaction. */
  const shown = async (trx: Trx, organisationId: string, id: string, sources: Awaited<ReturnType<typeof sourcesOf>>) =>
    (await show(trx, [await require(trx, organisationId, id)], sources))[0]!;

  /** Has a file compared where its mapping lacks nothing; else it waits for one. With `reread` from the first row on. */
  async function start(trx: Trx, row: ReconciliationRow, reread: boolean): Promise<void> {
    const { id, organisation_id: organisationId, round } = row;
    if (row.task_id !== null && row.state === 'comparing') await jobs.cancel(trx, organisationId, [row.task_id]);
    const change = { round: round + 1, failure: null, progress_bps: 0, ...(reread && { is_read: false, totals: null }) };
    if (missingFields(row.facts.header, row.mapping).length > 0) {
      await repo.updateReconciliation(trx, id, { ...change, state: 'mapping', task_id: null });
      return;
    }
    const subject = { id, title: row.filename };
    const taskId = await jobs.enqueue(
      trx,
      compareFile,
      { organisationId, reconciliationId: id, round: round + 1 },
      { organisationId, subject },
    );
    await repo.updateReconciliation(trx, id, { ...change, state: 'comparing', task_id: taskId });
  }

  /** An act on an open file: locked, changed, shown. */
  async function act(
    actor: Actor,
    id: string,
    work: (trx: Trx, row: ReconciliationRow) => Promise<void>,
    closed = false,
  ): Promise<Reconciliation> {
    const sources = await sourcesOf(actor.organisationId);
    return db.transaction(async (trx) => {
      const row = await require(trx, actor.organisationId, id, true);
      if (!closed) requireOpen(row);
      await work(trx, row);
      return shown(trx, actor.organisationId, id, sources);
    });
  }
  const record = (
    trx: Trx,
    actor: Actor,
    action: `revenue.${string}`,
    row: ReconciliationRow,
    params: Record<string, string | number> = {},
  ) => audit.record(trx, actor, action, { id: row.id, title: row.filename }, { period: row.period, ...params });

  async function requireUndecided(trx: Trx, row: ReconciliationRow): Promise<void> {
    const counts = (await repo.countLines(trx, [row.id])).get(row.id);
    if ((counts?.decided ?? 0) > 0 || row.fees_minor !== null) throw revenueErrors.reconciliation_decided({ count: counts?.decided ?? 0 });
  }

  return {
    /**
     * Takes a file's bytes and looks at its beginning; it is read as the source's last one was where it has the same columns, else as
     * its header suggests. Throws source_not_found, and what attribution says of files that cannot be read.
     */
    async createReconciliation(
      actor: Actor,
      given: { sourceId: string; currency: string; period: string; filename: string },
      body: AsyncIterable<Uint8Array>,
    ): Promise<Reconciliation> {
      const { organisationId } = actor;
      const sources = await sourcesOf(organisationId);
      if (!sources.has(given.sourceId)) throw revenueErrors.source_not_found({ id: given.sourceId });
      await mkdir(parts.tempDirectory, { recursive: true });
      const path = join(parts.tempDirectory, `settlement-${randomUUID()}`);
      try {
        const sizeBytes = await receive(body, path);
        const last = await db.read((trx) => repo.findLastMapping(trx, organisationId, given.sourceId));
        const { mapping, facts } = await readHeader(path, last);
        const preview = await firstRows(path, facts, mapping);
        const stored = await parts.objects.putFile(path);
        const id = newId('reconciliation', clock.nowMs());
        return await db.transaction(async (trx) => {
          const mediaType = facts.format === 'csv' ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
          const asset = await parts.assets.recordAsset(trx, organisationId, {
            role: 'import_file',
            stored,
            mediaType,
            filename: given.filename,
            ownerId: id,
          });
          await repo.insertReconciliation(trx, {
            id,
            organisation_id: organisationId,
            source_id: given.sourceId,
            currency: given.currency,
            period: given.period,
            filename: given.filename,
            size_bytes: BigInt(sizeBytes),
            asset_id: asset.id,
            facts: JSON.stringify(facts),
            mapping: JSON.stringify(mapping),
            preview: JSON.stringify(preview),
            state: 'mapping',
            is_read: false,
            file_rows: 0n,
            round: 0,
            progress_bps: 0,
            fees_posted: 0,
            note: '',
            made_by: actor.id ?? '',
            made_by_name: actor.name,
            made_at: clock.now(),
          });
          const row = await require(trx, organisationId, id);
          await record(trx, actor, 'revenue.create_reconciliation', row, { source: sources.get(given.sourceId)!.name, bytes: sizeBytes });
          await start(trx, row, true);
          return shown(trx, organisationId, id, sources);
        });
      } finally {
        await rm(path, { force: true });
      }
    },

    async listReconciliations(
      actor: Actor,
      query: { cursor?: string | undefined; limit: number; sourceId?: string | undefined; period?: string | undefined },
    ) {
      const sources = await sourcesOf(actor.organisationId);
      return db.read(async (trx) => {
        const rows = await repo.listReconciliations(trx, actor.organisationId, {
          sourceId: query.sourceId ?? null,
          period: query.period ?? null,
          beforeId: query.cursor === undefined ? null : decodeCursor(byId, query.cursor).id,
          limit: query.limit + 1,
        });
        const items = await show(trx, rows.slice(0, query.limit), sources);
        return { items, nextCursor: rows.length > query.limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      });
    },

    async getReconciliation(actor: Actor, id: string): Promise<Reconciliation> {
      const sources = await sourcesOf(actor.organisationId);
      return db.read((trx) => shown(trx, actor.organisationId, id, sources));
    },

    /** Reads the file by another mapping, from its first row. Throws reconciliation_decided once something of it was accepted. */
    async mapReconciliation(actor: Actor, id: string, mapping: SettlementMapping): Promise<Reconciliation> {
      if (mapping.zone !== null && !isZone(mapping.zone)) throw revenueErrors.zone_not_known({ zone: mapping.zone });
      const before = await db.read((trx) => require(trx, actor.organisationId, id));
      requireOpen(before);
      const { sha256 } = await db.read((trx) => parts.assets.getAsset(trx, actor.organisationId, before.asset_id ?? ''));
      const path = await parts.objects.localPath(sha256);
      const facts = await lookAtTable(path, mapping);
      const preview = await firstRows(path, facts, mapping);
      return act(actor, id, async (trx, row) => {
        await requireUndecided(trx, row);
        await repo.updateReconciliation(trx, id, {
          facts: JSON.stringify(facts),
          mapping: JSON.stringify(mapping),
          preview: JSON.stringify(preview),
        });
        await record(trx, actor, 'revenue.map_reconciliation', row);
        await start(trx, { ...row, facts, mapping }, true);
      });
    },

    /** Compares what is open again with what is known now. Throws mapping_incomplete. */
    compareReconciliation: (actor: Actor, id: string): Promise<Reconciliation> =>
      act(actor, id, async (trx, row) => {
        const missing = missingFields(row.facts.header, row.mapping);
        if (missing.length > 0) throw revenueErrors.mapping_incomplete({ fields: missing.join(', ') });
        await record(trx, actor, 'revenue.compare_reconciliation', row);
        await start(trx, row, !row.is_read);
      }),

    /** Lets a file go. Throws reconciliation_decided: what was accepted of it is in the books. */
    cancelReconciliation: (actor: Actor, id: string): Promise<Reconciliation> =>
      act(actor, id, async (trx, row) => {
        await requireUndecided(trx, row);
        if (row.task_id !== null && row.state === 'comparing') await jobs.cancel(trx, actor.organisationId, [row.task_id]);
        if (row.asset_id !== null) await parts.assets.releaseAsset(trx, actor.organisationId, row.asset_id);
        await repo.deleteLines(trx, id);
        await repo.updateReconciliation(trx, id, { state: 'cancelled', asset_id: null, preview: '[]', totals: null, round: row.round + 1 });
        await record(trx, actor, 'revenue.cancel_reconciliation', row);
      }),

    /** Throws reconciliation_open_lines where lines are open and nobody says why that is well. */
    closeReconciliation: (actor: Actor, id: string, note: string): Promise<Reconciliation> =>
      act(actor, id, async (trx, row) => {
        if (row.state !== 'ready') throw revenueErrors.reconciliation_closed({ file: row.filename, state: row.state });
        const counts = (await repo.countLines(trx, [id])).get(id);
        const open = (counts?.open ?? 0) + (counts?.asked ?? 0);
        if (open > 0 && note === '') throw revenueErrors.reconciliation_open_lines({ count: open });
        await repo.updateReconciliation(trx, id, { state: 'closed', closed_by_name: actor.name, closed_at: clock.now(), note });
        await record(trx, actor, 'revenue.close_reconciliation', row, { open, note });
      }),

    reopenReconciliation: (actor: Actor, id: string): Promise<Reconciliation> =>
      act(
        actor,
        id,
        async (trx, row) => {
          if (row.state !== 'closed') throw revenueErrors.reconciliation_not_closed({ file: row.filename });
          await repo.updateReconciliation(trx, id, { state: 'ready', closed_by_name: null, closed_at: null });
          await record(trx, actor, 'revenue.reopen_reconciliation', row);
        },
        true,
      ),

    listReconciliationLines: (actor: Actor, id: string, query: LineQuery) =>
      db.read(async (trx) => {
        const afterId = query.cursor === undefined ? 0n : BigInt(decodeCursor(byNumber, query.cursor).id);
        await require(trx, actor.organisationId, id);
        const rows = await repo.listLines(trx, id, {
          outcome: query.outcome ?? null,
          state: query.state ?? null,
          externalId: query.externalId ?? null,
          afterId,
          limit: query.limit + 1,
        });
        const items = rows.slice(0, query.limit).map(presentLine);
        return { items, nextCursor: rows.length > query.limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      }),

    /** The lines as a table to take away, read a page at a time. */
    exportReconciliationLines: (actor: Actor, id: string, query: z.output<Routes['exportReconciliationLines']['query']>) =>
      linesTable(parts, lookups, actor, id, query),

    ...createCompareRun(parts, lookups),
    ...createDecisions(parts, lookups),
    ...createFees(parts, { act, record }),
    ...createReceipts(parts, lookups),
  };
}

/** How a file is read, and what is seen of it: by the source's last mapping where it has those columns, else by its header's words. */
async function readHeader(path: string, last: SettlementMapping | null) {
  if (last !== null) {
    const mapping = settlementMapping.parse(last);
    const facts = await lookAtTable(path, mapping).catch(() => null);
    if (facts && missingFields(facts.header, mapping).length === 0) return { mapping, facts };
  }
  const usual = settlementMapping.parse({ columns: {} });
  const facts = await lookAtTable(path, usual);
  const columns = suggestColumns(facts.header);
  const minor = /[（(]\s*(分|cents?)\s*[)）]|_fen$|minor/i.test(columns.amount ?? columns.net ?? '');
  return { mapping: { ...usual, columns, amountUnit: minor ? ('minor' as const) : usual.amountUnit }, facts };
}

async function firstRows(
  path: string,
  facts: ReconciliationRow['facts'],
  mapping: SettlementMapping,
): Promise<ReconciliationRow['preview']> {
  for await (const rows of rowsOf(path, facts, mapping.sheet))
    return rows.slice(0, previewRows).map(({ line, cells }) => ({ line, cells: cells.slice(0, 60).map((cell) => cell.slice(0, 200)) }));
  return [];
}
