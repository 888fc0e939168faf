import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { isAppError } from '../../../platform/errors.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { protectionErrors } from '../errors.ts';
import type { ProtectionParts } from '../service/parts.ts';
import { accountKey, addressKey, hostKey, isHost, isPlatform, readLine } from './address.ts';
import { createAsking } from './asking.ts';
import {
  allowLimits,
  type AllowChange,
  type AllowEntry,
  type AllowInput,
  type allowListRoutes,
  type AllowReason,
  type AllowSubject,
} from './contract.ts';
import * as repo from './repo.ts';
import type { AllowRow } from './tables.ts';

type Routes = typeof allowListRoutes;
type Listing = z.output<Routes['listAllowEntries']['query']>;
type Import = z.output<Routes['importAllowEntries']['body']>;
type Imported = z.output<Routes['importAllowEntries']['response']>;
type Check = z.output<Routes['checkAllowed']['query']>;
type Terms = { workId: string | null; from: string | null; until: string | null; note: string };
const place = z.object({ id: z.string().max(60) });

export function createAllowListUses(parts: ProtectionParts) {
  const { db, clock, audit, catalog, creators } = parts;
  const asking = createAsking(parts);

  async function present(trx: Trx, organisationId: string, rows: readonly AllowRow[]): Promise<AllowEntry[]> {
    const works = await catalog.findWorks(trx, organisationId, [...new Set(rows.flatMap(({ work_id: id }) => id ?? []))]);
    const ids = rows.flatMap(({ subject }) => (subject.kind === 'creator' ? [subject.creatorId] : []));
    const names = await creators.creatorNames(trx, organisationId, [...new Set(ids)]);
    const today = dateIn(businessZone, clock.now());
    return rows.map((row) => ({
      id: row.id,
      subject: shownSubject(row.subject, names),
      workId: row.work_id,
      workTitle: row.work_id === null ? null : (works.get(row.work_id)?.texts[0]?.title ?? null),
      from: row.starts_on,
      until: row.ends_on,
      note: row.note,
      state: stateOn(row, today),
      createdAt: row.created_at.toISOString(),
      createdBy: row.created_by_name,
      withdrawn: row.withdrawn_at && { at: row.withdrawn_at.toISOString(), by: row.withdrawn_by_name!, reason: row.withdraw_reason! },
    }));
  }
  const presentOne = async (trx: Trx, row: AllowRow): Promise<AllowEntry> => (await present(trx, row.organisation_id, [row]))[0]!;

  /** The key of a subject. Throws creator_not_found, address_invalid, allow_too_wide. */
  async function keyOf(trx: Trx, organisationId: string, subject: AllowSubject): Promise<string> {
    if (subject.kind === 'account') return accountKey(subject.platform, subject.account);
    if (subject.kind === 'creator') {
      if (!(await creators.creatorNames(trx, organisationId, [subject.creatorId])).has(subject.creatorId))
        throw protectionErrors.creator_not_found({ id: subject.creatorId });
      return subject.creatorId;
    }
    const written = subject.kind === 'host' ? subject.host : subject.address;
    const key = subject.kind === 'host' ? (isHost(subject.host) ? hostKey(subject.host) : null) : addressKey(subject.address);
    if (key === null) throw protectionErrors.address_invalid({ address: written.slice(0, 200) });
    // A whole platform is nobody's own, and would allow every copy on it.
    if (!/[/?]/.test(key) && isPlatform(key)) throw protectionErrors.allow_too_wide({ address: written.slice(0, 200) });
    return key;
  }

  function rowOf(actor: Actor, subject: AllowSubject, key: string, terms: Terms): AllowRow {
    return {
      id: newId('allowEntry', clock.nowMs()),
      organisation_id: actor.organisationId,
      kind: subject.kind,
      key,
      subject,
      work_id: terms.workId,
      starts_on: terms.from,
      ends_on: terms.until,
      note: terms.note,
      created_at: clock.now(),
      created_by_name: actor.name.slice(0, 200),
      withdrawn_at: null,
      withdrawn_by_name: null,
      withdraw_reason: null,
    };
  }

  /** Throws catalog.work_not_found. */
  async function checkWork(trx: Trx, organisationId: string, workId: string | null | undefined): Promise<void> {
    if (workId) await catalog.getWork(trx, organisationId, workId);
  }
  async function refuseMany(trx: Trx, organisationId: string, more: number): Promise<void> {
    if ((await repo.countEntries(trx, organisationId)) + more > allowLimits.entries)
      throw protectionErrors.allow_too_many({ most: allowLimits.entries });
  }
  /** Throws allow_entry_not_found, allow_withdrawn. */
  async function lock(trx: Trx, actor: Actor, id: string): Promise<AllowRow> {
    const row = await repo.lockEntry(trx, actor.organisationId, id);
    if (!row) throw protectionErrors.allow_entry_not_found({ id });
    if (row.withdrawn_at !== null) throw protectionErrors.allow_withdrawn({});
    return row;
  }

  /** One line of an import: what it means, and what is there already. */
  async function takeLine(trx: Trx, actor: Actor, line: string, given: Import, terms: Terms) {
    const read = readLine(line);
    if (!read) throw protectionErrors.address_invalid({ address: line.slice(0, 200) });
    const subject: AllowSubject = read.kind === 'account' ? { ...read, own: given.own } : read;
    const key = await keyOf(trx, actor.organisationId, subject);
    const standing = await repo.findStanding(trx, actor.organisationId, { kind: subject.kind, key, workId: terms.workId });
    if (standing) return { outcome: 'already' as const, entryId: standing.id };
    if (given.dryRun) return { outcome: 'added' as const, entryId: null, key: `${subject.kind} ${key}` };
    const row = rowOf(actor, subject, key, terms);
    await repo.insertEntry(trx, row);
    return { outcome: 'added' as const, entryId: row.id };
  }

  return {
    ...asking,

    listAllowEntries: (actor: Actor, query: Listing): Promise<{ items: AllowEntry[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const beforeId = query.cursor === undefined ? null : decodeCursor(place, query.cursor).id;
        const { kind = null, workId = null, withdrawn, limit } = query;
        const page = { beforeId, limit: limit + 1, kind, workId, withdrawn, query: query.query || null };
        const rows = await repo.listEntries(trx, actor.organisationId, page);
        const items = await present(trx, actor.organisationId, rows.slice(0, limit));
        return { items, nextCursor: rows.length > limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      }),

    /** Throws catalog.work_not_found, creator_not_found, address_invalid, allow_too_wide, allow_exists, allow_too_many. */
    createAllowEntry: (actor: Actor, input: AllowInput): Promise<AllowEntry> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        await checkWork(trx, organisationId, input.workId);
        const key = await keyOf(trx, organisationId, input.subject);
        await refuseMany(trx, organisationId, 1);
        const row = rowOf(actor, input.subject, key, termsOf(input));
        if (!(await repo.insertEntry(trx, row))) throw protectionErrors.allow_exists({});
        await audit.record(
          trx,
          actor,
          'protection.create_allow_entry',
          { id: row.id, title: key },
          { kind: row.kind, workId: row.work_id },
        );
        return presentOne(trx, row);
      }),

    /** Throws allow_entry_not_found, allow_withdrawn, allow_exists, catalog.work_not_found. */
    updateAllowEntry: (actor: Actor, id: string, change: AllowChange): Promise<AllowEntry> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const row = await lock(trx, actor, id);
        await checkWork(trx, organisationId, change.workId);
        const after: AllowRow = {
          ...row,
          work_id: change.workId === undefined ? row.work_id : change.workId,
          starts_on: change.from === undefined ? row.starts_on : change.from,
          ends_on: change.until === undefined ? row.ends_on : change.until,
          note: change.note ?? row.note,
        };
        if (after.starts_on !== null && after.ends_on !== null && after.starts_on >= after.ends_on)
          throw protectionErrors.days_reversed({});
        const standing = await repo.findStanding(trx, organisationId, { kind: row.kind, key: row.key, workId: after.work_id });
        if (standing && standing.id !== id) throw protectionErrors.allow_exists({});
        const { work_id, starts_on, ends_on, note } = after;
        await repo.updateEntry(trx, id, { work_id, starts_on, ends_on, note });
        const before = { workId: row.work_id, from: row.starts_on, until: row.ends_on };
        await audit.record(trx, actor, 'protection.update_allow_entry', { id, title: row.key }, before);
        return presentOne(trx, after);
      }),

    /** Throws allow_entry_not_found, allow_withdrawn. */
    withdrawAllowEntry: (actor: Actor, id: string, { reason }: { reason: string }): Promise<AllowEntry> =>
      db.transaction(async (trx) => {
        const row = await lock(trx, actor, id);
        const change = { withdrawn_at: clock.now(), withdrawn_by_name: actor.name.slice(0, 200), withdraw_reason: reason };
        await repo.updateEntry(trx, id, change);
        await audit.record(trx, actor, 'protection.withdraw_allow_entry', { id, title: row.key }, { reason });
        return presentOne(trx, { ...row, ...change });
      }),

    /** Many at once, each line with its own outcome. Throws catalog.work_not_found, allow_too_many. */
    importAllowEntries: (actor: Actor, given: Import): Promise<Imported> =>
      db.transaction(async (trx) => {
        await checkWork(trx, actor.organisationId, given.workId);
        await refuseMany(trx, actor.organisationId, given.lines.filter((line) => line.trim() !== '').length);
        const terms = termsOf(given);
        const lines: Imported['lines'] = [];
        // A dry run leaves nothing behind that a repeated line could meet.
        const planned = new Set<string>();
        for (const [index, line] of given.lines.entries()) {
          const shown = { line: index + 1, text: line.slice(0, 200), code: null, entryId: null };
          if (line.trim() === '') {
            lines.push({ ...shown, outcome: 'empty' });
            continue;
          }
          try {
            const { outcome, entryId, key } = { key: undefined, ...(await takeLine(trx, actor, line, given, terms)) };
            const repeated = key !== undefined && planned.has(key);
            if (key !== undefined) planned.add(key);
            lines.push({ ...shown, outcome: repeated ? 'already' : outcome, entryId });
          } catch (error) {
            if (!isAppError(error)) throw error;
            lines.push({ ...shown, outcome: 'refused', code: error.code });
          }
        }
        const count = (outcome: string): number => lines.filter((each) => each.outcome === outcome).length;
        const result = { added: count('added'), already: count('already'), lines };
        if (!given.dryRun)
          await audit.record(trx, actor, 'protection.import_allow_entries', null, { added: result.added, already: result.already });
        return result;
      }),

    /** Throws catalog.work_not_found. */
    checkAllowed: (actor: Actor, query: Check): Promise<{ allowed: boolean; reason: AllowReason | null }> =>
      db.read(async (trx) => {
        await catalog.getWork(trx, actor.organisationId, query.workId);
        const found = await asking.whoAllows(trx, actor.organisationId, {
          workId: query.workId,
          url: query.url ?? null,
          account: query.account ?? null,
          platform: query.platform ?? null,
          texts: query.text === undefined ? [] : [query.text],
        });
        return { allowed: found !== null, reason: found?.reason ?? null };
      }),
  };
}

const termsOf = ({ workId = null, from = null, until = null, note = '' }: Partial<Terms>): Terms => ({ workId, from, until, note });

function shownSubject(subject: AllowSubject, names: ReadonlyMap<string, string>): AllowEntry['subject'] {
  return subject.kind === 'creator' ? { ...subject, name: names.get(subject.creatorId) ?? subject.creatorId } : subject;
}

function stateOn(row: AllowRow, today: string): AllowEntry['state'] {
  if (row.withdrawn_at !== null) return 'withdrawn';
  if (row.starts_on !== null && today < row.starts_on) return 'ahead';
  return row.ends_on !== null && row.ends_on <= today ? 'over' : 'holds';
}
