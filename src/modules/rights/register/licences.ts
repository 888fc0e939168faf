/** Licences in and out: drafted, signed, ended; what was signed is never rewritten and never deleted. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { businessZone, instantFromIso } from '../../../platform/time.ts';
import { rightsErrors } from '../errors.ts';
import { startOfDay } from '../rules/scope.ts';
import type { RightsParts } from '../service/parts.ts';
import type { ScopeWords } from '../words/contract.ts';
import { overAt } from './book.ts';
import { differences, recordChanges } from './changes.ts';
import { registerLimits, type Licence, type LicenceInput, type registerRoutes } from './contract.ts';
import { requireParties } from './parties.ts';
import { orderedScope, presentLicence, proofsOf } from './present.ts';
import * as partyRepo from './repo/parties.ts';
import * as repo from './repo/works.ts';
import type { LicenceRow } from './tables.ts';
import { attachDocuments, checkZone, holdRegistered, holdWork, namesIn, refuseMany, type HeldWork } from './work.ts';

type Listing = z.output<typeof registerRoutes.listLicences.query>;
const place = z.object({ id: z.string().max(60) });
const shown = [
  'rights',
  'grantors',
  'grantee',
  'scope',
  'exclusivity',
  'sublicensing',
  'holdbacks',
  'feeNote',
  'note',
  'documentIds',
] as const;
const textOf = (scope: ScopeWords): string => JSON.stringify(orderedScope(scope));
/** What of a licence is agreed, and so stays from its signature on. */
const agreed = ['rights', 'grantors', 'grantee', 'scope', 'exclusivity', 'sublicensing', 'holdbacks'] as const;

export function createLicenceUses(parts: RightsParts) {
  const { db, clock, audit } = parts;

  async function present(trx: Trx, organisationId: string, rows: readonly LicenceRow[]): Promise<Licence[]> {
    const names = await namesIn(trx, organisationId, [], rows);
    const documents = await repo.listDocumentsOfWorks(trx, organisationId, [...new Set(rows.map(({ work_id }) => work_id))]);
    const proofs = proofsOf(documents);
    return rows.map((row) => presentLicence(row, names, proofs, clock.now()));
  }
  const presentOne = async (trx: Trx, row: LicenceRow): Promise<Licence> => (await present(trx, row.organisation_id, [row]))[0]!;

  /** The columns of what was given. Throws zone_unknown, and party errors where `people` are new. */
  function columnsOf(input: LicenceInput) {
    for (const { window } of [input.scope, ...input.holdbacks.map(({ scope }) => scope)]) checkZone(parts, window.zone);
    return {
      rights: [...new Set(input.rights)],
      grantors: [...new Set(input.grantors)],
      grantee: input.grantee,
      scope: input.scope,
      exclusivity: input.exclusivity,
      sublicensing: input.sublicensing,
      fee_note: input.feeNote,
      note: input.note,
      over_at: overAt(input.scope, null),
    };
  }
  const heldOf = (input: LicenceInput) => input.holdbacks.map((each) => ({ ...each, id: newId('holdback', clock.nowMs()) }));

  /** The licence and its work, both held. Throws licence_not_found, licence_changed where another version was seen. */
  async function hold(trx: Trx, actor: Actor, id: string, version: number | null): Promise<{ row: LicenceRow; work: HeldWork }> {
    const seen = await repo.findLicence(trx, actor.organisationId, id);
    if (!seen) throw rightsErrors.licence_not_found({ id });
    const work = await holdRegistered(parts, trx, actor.organisationId, seen.work_id);
    const row = await repo.lockLicence(trx, actor.organisationId, id);
    if (!row) throw rightsErrors.licence_not_found({ id });
    if (version !== null && row.version !== version) throw rightsErrors.licence_changed({});
    return { row, work };
  }
  const stateRefused = (row: LicenceRow) =>
    rightsErrors.licence_state({ state: row.signed_at === null ? 'draft' : row.ended_at ? 'ended' : 'signed' });

  return {
    listLicences: (actor: Actor, query: Listing): Promise<{ items: (Licence & { workTitle: string })[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const beforeId = query.cursor === undefined ? null : decodeCursor(place, query.cursor).id;
        const rows = await repo.listLicences(trx, organisationId, {
          beforeId,
          limit: query.limit + 1,
          workId: query.workId ?? null,
          partyId: query.partyId ?? null,
          direction: query.direction ?? null,
          selfId: (await partyRepo.findSelf(trx, organisationId))?.id ?? null,
          state: query.state ?? null,
          endsBefore: query.endsBefore === undefined ? null : new Date(startOfDay(businessZone, query.endsBefore)),
          now: clock.now(),
        });
        const page = rows.slice(0, query.limit);
        const works = await repo.findWorkRows(trx, organisationId, [...new Set(page.map(({ work_id }) => work_id))]);
        const titles = new Map(works.map(({ work_id, title }) => [work_id, title]));
        const items = (await present(trx, organisationId, page)).map((each) => ({ ...each, workTitle: titles.get(each.workId) ?? '' }));
        return { items, nextCursor: rows.length > query.limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      }),

    /** Throws licence_not_found. */
    getLicence: (actor: Actor, id: string): Promise<Licence> =>
      db.read(async (trx) => {
        const row = await repo.findLicence(trx, actor.organisationId, id);
        if (!row) throw rightsErrors.licence_not_found({ id });
        return presentOne(trx, row);
      }),

    /** Drafts a licence. Throws catalog.work_not_found, party_not_found, party_withdrawn, document_not_found, zone_unknown, too_many. */
    createLicence: (actor: Actor, workId: string, input: LicenceInput): Promise<Licence> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const { title } = await holdWork(parts, trx, organisationId, workId);
        await requireParties(trx, organisationId, [...input.grantors, input.grantee]);
        const existing = await repo.listLicencesOfWorks(trx, organisationId, [workId]);
        refuseMany(existing.length + 1, registerLimits.licencesPerWork);
        const now = clock.now();
        const holdbacks = heldOf(input);
        const row: LicenceRow = {
          id: newId('licence', clock.nowMs()),
          organisation_id: organisationId,
          work_id: workId,
          ...columnsOf(input),
          holdbacks,
          signed_at: null,
          ended_at: null,
          ended_by_name: null,
          end_reason: null,
          version: 1,
          created_at: now,
          updated_at: now,
        };
        await repo.insertLicence(trx, { ...row, scope: JSON.stringify(row.scope), holdbacks: JSON.stringify(holdbacks) });
        await attachDocuments(trx, organisationId, workId, input.documentIds, [row.id]);
        await recordChanges(parts, trx, actor, [{ what: 'licence_created', subjectId: row.id, workId }]);
        await audit.record(trx, actor, 'rights.create_licence', { id: workId, title }, { licence: row.id, rights: row.rights });
        return presentOne(trx, row);
      }),

    /** Writes a draft anew; of a signed licence notes and documents alone. Throws licence_not_found, licence_changed, licence_state, and what createLicence throws. */
    updateLicence: (actor: Actor, id: string, input: LicenceInput & { version: number }): Promise<Licence> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const { row, work } = await hold(trx, actor, id, input.version);
        const before = await presentOne(trx, row);
        const columns = columnsOf(input);
        const people = [...input.grantors, input.grantee];
        const known = new Set([...row.grantors, row.grantee]);
        await requireParties(
          trx,
          organisationId,
          people.filter((each) => !known.has(each)),
        );
        // A holdback that is as it was keeps its id, by which reasons name it.
        const left = [...row.holdbacks];
        const holdbacks = heldOf(input).map((each) => {
          const at = left.findIndex((old) => old.binds === each.binds && textOf(old.scope) === textOf(each.scope));
          return at < 0 ? each : left.splice(at, 1)[0]!;
        });
        const over_at = row.signed_at === null ? columns.over_at : row.over_at;
        const after: LicenceRow = { ...row, ...columns, holdbacks, over_at, version: row.version + 1, updated_at: clock.now() };
        const documents = await repo.listDocuments(trx, organisationId, row.work_id);
        const wanted = new Set(input.documentIds);
        for (const each of documents.filter(({ id: documentId, proves }) => proves.includes(id) && !wanted.has(documentId)))
          await repo.updateDocument(trx, each.id, { proves: each.proves.filter((subject) => subject !== id) });
        await attachDocuments(trx, organisationId, row.work_id, input.documentIds, [id]);
        const is = await presentOne(trx, after);
        if (row.signed_at !== null && differences(before, is, agreed).length > 0) throw stateRefused(row);
        await repo.updateLicence(
          trx,
          id,
          row.signed_at === null
            ? { ...after, scope: JSON.stringify(after.scope), holdbacks: JSON.stringify(holdbacks) }
            : { fee_note: after.fee_note, note: after.note, version: after.version, updated_at: after.updated_at },
        );
        const fields = differences(before, is, shown);
        await recordChanges(parts, trx, actor, [{ what: 'licence_changed', subjectId: id, workId: row.work_id, fields }]);
        const params = { licence: id, fields: fields.map(({ name }) => name) };
        await audit.record(trx, actor, 'rights.update_licence', { id: row.work_id, title: work.title }, params);
        return is;
      }),

    /** Throws licence_not_found, licence_changed, licence_state, signed_ahead. */
    signLicence: (actor: Actor, id: string, given: { version: number; signedAt: string | null }): Promise<Licence> =>
      db.transaction(async (trx) => {
        const { row, work } = await hold(trx, actor, id, given.version);
        if (row.signed_at !== null) throw stateRefused(row);
        const now = clock.now();
        const signedAt = given.signedAt === null ? now : instantFromIso(given.signedAt);
        if (signedAt > now) throw rightsErrors.signed_ahead({});
        const change = { signed_at: signedAt, version: row.version + 1, updated_at: now };
        await repo.updateLicence(trx, id, change);
        const fields = [{ name: 'signedAt', before: null, after: signedAt.toISOString() }];
        await recordChanges(parts, trx, actor, [{ what: 'licence_signed', subjectId: id, workId: row.work_id, fields }]);
        const params = { licence: id, signedAt: signedAt.toISOString() };
        await audit.record(trx, actor, 'rights.sign_licence', { id: row.work_id, title: work.title }, params);
        return presentOne(trx, { ...row, ...change });
      }),

    /** Throws licence_not_found, licence_changed, licence_state, end_before_signature. */
    endLicence: (actor: Actor, id: string, given: { version: number; at: string | null; reason: string }): Promise<Licence> =>
      db.transaction(async (trx) => {
        const { row, work } = await hold(trx, actor, id, given.version);
        if (row.signed_at === null || row.ended_at !== null) throw stateRefused(row);
        const now = clock.now();
        const at = given.at === null ? now : instantFromIso(given.at);
        if (at < row.signed_at) throw rightsErrors.end_before_signature({});
        const ended = { ended_at: at, ended_by_name: actor.name.slice(0, 200), end_reason: given.reason };
        const change = { ...ended, over_at: overAt(row.scope, at), version: row.version + 1, updated_at: now };
        await repo.updateLicence(trx, id, change);
        const fields = [{ name: 'endedAt', before: null, after: at.toISOString() }];
        const told = { subjectId: id, workId: row.work_id, reason: given.reason, fields };
        await recordChanges(parts, trx, actor, [{ ...told, what: 'licence_ended' }]);
        const params = { licence: id, at: at.toISOString(), reason: given.reason };
        await audit.record(trx, actor, 'rights.end_licence', { id: row.work_id, title: work.title }, params);
        return presentOne(trx, { ...row, ...change });
      }),

    /** Throws a draft away. Throws licence_not_found, licence_state. */
    discardLicence: (actor: Actor, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        const { row, work } = await hold(trx, actor, id, null);
        if (row.signed_at !== null) throw stateRefused(row);
        for (const each of await repo.listDocuments(trx, actor.organisationId, row.work_id))
          if (each.proves.includes(id))
            await repo.updateDocument(trx, each.id, { proves: each.proves.filter((subject) => subject !== id) });
        await repo.deleteLicence(trx, id);
        await recordChanges(parts, trx, actor, [{ what: 'licence_discarded', subjectId: id, workId: row.work_id }]);
        await audit.record(trx, actor, 'rights.discard_licence', { id: row.work_id, title: work.title }, { licence: id });
      }),
  };
}
