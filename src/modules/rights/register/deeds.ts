/** The chain of title: deeds are added, voided with a reason, and corrected by others; none is rewritten. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { rightsErrors } from '../errors.ts';
import { readFraction } from '../rules/fractions.ts';
import type { RightsParts } from '../service/parts.ts';
import type { RightKind } from '../words/contract.ts';
import { differences, recordChanges } from './changes.ts';
import { registerLimits, type Deed, type DeedCorrection, type DeedInput, type TitleFault } from './contract.ts';
import { requireParties } from './parties.ts';
import { presentDeed, proofsOf } from './present.ts';
import * as repo from './repo/works.ts';
import type { DeedRow } from './tables.ts';
import { attachDocuments, checkZone, holdRegistered, holdWork, listFaults, namesIn, refuseMany } from './work.ts';

type NewDeed = { right: RightKind; from: string | null; to: string; share: string; on: string; zone: string; note: string };

export function createDeedUses(parts: RightsParts) {
  const { db, clock, audit } = parts;

  function rowOf(actor: Actor, workId: string, given: NewDeed, corrects: string | null): DeedRow {
    const { n, d } = readFraction(given.share);
    return {
      id: newId('deed', clock.nowMs()),
      organisation_id: actor.organisationId,
      work_id: workId,
      right_kind: given.right,
      from_party_id: given.from,
      to_party_id: given.to,
      share_n: n,
      share_d: d,
      effective_on: given.on,
      zone: given.zone,
      note: given.note,
      corrects,
      created_at: clock.now(),
      created_by_name: actor.name.slice(0, 200),
      voided_at: null,
      voided_by_name: null,
      void_reason: null,
    };
  }

  async function present(trx: Trx, rows: readonly DeedRow[]): Promise<Deed[]> {
    const { organisation_id: organisationId, work_id: workId } = rows[0]!;
    const names = await namesIn(trx, organisationId, rows, []);
    const proofs = proofsOf(await repo.listDocuments(trx, organisationId, workId));
    return rows.map((row) => presentDeed(row, names, proofs));
  }

  /** Takes a deed out of force. Throws deed_not_found, deed_voided. */
  async function takeOut(trx: Trx, actor: Actor, id: string, reason: string): Promise<{ row: DeedRow; title: string }> {
    const { organisationId } = actor;
    const seen = await repo.findDeed(trx, organisationId, id);
    if (!seen) throw rightsErrors.deed_not_found({ id });
    const { title } = await holdRegistered(parts, trx, organisationId, seen.work_id);
    // Read again while the work is held: another may have been first.
    const row = (await repo.findDeed(trx, organisationId, id))!;
    if (row.voided_at !== null) throw rightsErrors.deed_voided({});
    const how = { at: clock.now(), by: actor.name.slice(0, 200), reason };
    await repo.voidDeed(trx, id, how);
    return { row: { ...row, voided_at: how.at, voided_by_name: how.by, void_reason: reason }, title };
  }

  return {
    /** A deed for each right and receiver. Throws catalog.work_not_found, party_not_found, party_withdrawn, document_not_found, zone_unknown, too_many. */
    createDeeds: (actor: Actor, workId: string, input: DeedInput): Promise<{ items: Deed[]; faults: TitleFault[] }> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const { title } = await holdWork(parts, trx, organisationId, workId);
        checkZone(parts, input.zone);
        await requireParties(trx, organisationId, [
          ...(input.from === null ? [] : [input.from]),
          ...input.to.map(({ partyId }) => partyId),
        ]);
        const { from, on, zone, note } = input;
        const rows = [...new Set(input.rights)].flatMap((right) =>
          input.to.map(({ partyId: to, share }) => rowOf(actor, workId, { right, from, to, share, on, zone, note }, null)),
        );
        refuseMany((await repo.listDeeds(trx, organisationId, [workId])).length + rows.length, registerLimits.deedsPerWork);
        await repo.insertDeeds(trx, rows);
        const ids = rows.map(({ id }) => id);
        await attachDocuments(trx, organisationId, workId, input.documentIds, ids);
        await recordChanges(
          parts,
          trx,
          actor,
          ids.map((subjectId) => ({ what: 'deed_created', subjectId, workId })),
        );
        const params = { rights: [...new Set(input.rights)], deeds: ids, on };
        await audit.record(trx, actor, 'rights.create_deeds', { id: workId, title }, params);
        return { items: await present(trx, rows), faults: await listFaults(parts, trx, organisationId, workId) };
      }),

    /** Throws deed_not_found, deed_voided. */
    voidDeed: (actor: Actor, id: string, { reason }: { reason: string }): Promise<Deed> =>
      db.transaction(async (trx) => {
        const { row, title } = await takeOut(trx, actor, id, reason);
        await recordChanges(parts, trx, actor, [{ what: 'deed_voided', subjectId: id, workId: row.work_id, reason }]);
        await audit.record(trx, actor, 'rights.void_deed', { id: row.work_id, title }, { deed: id, reason });
        return (await present(trx, [row]))[0]!;
      }),

    /** Voids a deed and registers what it should have said. Throws what voidDeed and createDeeds throw. */
    correctDeed: (actor: Actor, id: string, input: DeedCorrection): Promise<Deed> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const { row: wrong, title } = await takeOut(trx, actor, id, input.reason);
        checkZone(parts, input.zone);
        await requireParties(trx, organisationId, [...(input.from === null ? [] : [input.from]), input.to.partyId]);
        const { from, on, zone, note } = input;
        const right = wrong.right_kind;
        const row = rowOf(actor, wrong.work_id, { right, from, to: input.to.partyId, share: input.to.share, on, zone, note }, id);
        refuseMany((await repo.listDeeds(trx, organisationId, [row.work_id])).length + 1, registerLimits.deedsPerWork);
        await repo.insertDeeds(trx, [row]);
        // What proved the wrong one proves the right one, unless papers are named anew.
        const proofs = proofsOf(await repo.listDocuments(trx, organisationId, row.work_id));
        const documentIds = input.documentIds.length > 0 ? input.documentIds : (proofs.get(id) ?? []);
        await attachDocuments(trx, organisationId, row.work_id, documentIds, [row.id]);
        const [was, is] = (await present(trx, [wrong, row])) as [Deed, Deed];
        const fields = differences(was, is, ['from', 'to', 'share', 'on', 'zone', 'note']);
        const told = { subjectId: row.id, workId: row.work_id, reason: input.reason, fields };
        await recordChanges(parts, trx, actor, [{ ...told, what: 'deed_corrected' }]);
        const params = { deed: row.id, corrects: id, reason: input.reason };
        await audit.record(trx, actor, 'rights.correct_deed', { id: row.work_id, title }, params);
        return is;
      }),
  };
}
