/** Contracts and proofs, kept with a work; what deeds in force and signed licences rest on stays. */
import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { answerContent } from '../../catalog/index.ts';
import { rightsErrors } from '../errors.ts';
import type { RightsParts } from '../service/parts.ts';
import { differences, recordChanges } from './changes.ts';
import { registerLimits, rightsDocumentTypes, type RightsDocument, type registerRoutes } from './contract.ts';
import { presentDocument } from './present.ts';
import * as repo from './repo/works.ts';
import type { DocumentRow } from './tables.ts';
import { holdRegistered, holdWork, refuseMany } from './work.ts';

type Given = z.output<typeof registerRoutes.addRightsDocument.query>;
type Change = z.output<typeof registerRoutes.updateRightsDocument.body>;

export function createDocumentUses(parts: RightsParts) {
  const { db, clock, audit, objects, catalog } = parts;

  /** Throws deed_not_found, licence_not_found for what is no deed or licence of the work. */
  async function checkSubjects(trx: Trx, organisationId: string, workId: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const deeds = new Set((await repo.listDeeds(trx, organisationId, [workId])).map(({ id }) => id));
    const licences = new Set((await repo.listLicencesOfWorks(trx, organisationId, [workId])).map(({ id }) => id));
    for (const id of ids)
      if (!deeds.has(id) && !licences.has(id))
        throw id.startsWith('lic_') ? rightsErrors.licence_not_found({ id }) : rightsErrors.deed_not_found({ id });
  }

  /** Throws document_not_found. */
  async function find(trx: Trx, actor: Actor, id: string): Promise<DocumentRow> {
    const row = await repo.findDocument(trx, actor.organisationId, id);
    if (!row) throw rightsErrors.document_not_found({ id });
    return row;
  }

  return {
    /** Keeps a document. Throws catalog.work_not_found, document_type, document_too_large, deed_not_found, licence_not_found, too_many. */
    async addRightsDocument(actor: Actor, workId: string, given: Given, body: AsyncIterable<Uint8Array>): Promise<RightsDocument> {
      const { organisationId } = actor;
      const proves = [...new Set((given.proves ?? '').split(',').filter((id) => id !== ''))];
      await db.read(async (trx) => {
        await catalog.getWork(trx, organisationId, workId);
        await checkSubjects(trx, organisationId, workId, proves);
      });
      const bytes = await readWhole(body);
      const mediaType = typeOf(bytes);
      if (mediaType === null) throw rightsErrors.document_type({});
      const stored = await objects.putBytes(bytes);
      return db.transaction(async (trx) => {
        const { title } = await holdWork(parts, trx, organisationId, workId);
        await checkSubjects(trx, organisationId, workId, proves);
        refuseMany((await repo.listDocuments(trx, organisationId, workId)).length + 1, registerLimits.documentsPerWork);
        const id = newId('rightsDocument', clock.nowMs());
        const asset = await catalog.recordAsset(trx, organisationId, {
          role: 'document',
          stored,
          mediaType,
          filename: given.name,
          ownerId: id,
        });
        const row: DocumentRow = {
          id,
          organisation_id: organisationId,
          work_id: workId,
          kind: given.kind,
          name: given.name,
          media_type: mediaType,
          asset_id: asset.id,
          sha256: stored.sha256,
          size_bytes: BigInt(bytes.length),
          proves,
          uploaded_at: clock.now(),
          uploaded_by_name: actor.name.slice(0, 200),
        };
        await repo.insertDocument(trx, row);
        await recordChanges(parts, trx, actor, [{ what: 'document_added', subjectId: id, workId }]);
        await audit.record(trx, actor, 'rights.add_document', { id: workId, title }, { document: given.name, kind: given.kind });
        return presentDocument(row);
      });
    },

    /** Fields left out stay. Throws document_not_found, deed_not_found, licence_not_found. */
    updateRightsDocument: (actor: Actor, id: string, change: Change): Promise<RightsDocument> =>
      db.transaction(async (trx) => {
        const { work_id: workId } = await find(trx, actor, id);
        const { title } = await holdRegistered(parts, trx, actor.organisationId, workId);
        const row = await find(trx, actor, id);
        if (change.proves) await checkSubjects(trx, actor.organisationId, workId, change.proves);
        const proves = change.proves ? [...new Set(change.proves)] : row.proves;
        const after = { ...row, name: change.name ?? row.name, kind: change.kind ?? row.kind, proves };
        await repo.updateDocument(trx, id, { name: after.name, kind: after.kind, proves });
        const is = presentDocument(after);
        const fields = differences(presentDocument(row), is, ['name', 'kind', 'proves']);
        if (fields.length > 0) await recordChanges(parts, trx, actor, [{ what: 'document_changed', subjectId: id, workId, fields }]);
        const params = { document: after.name, fields: fields.map(({ name }) => name) };
        await audit.record(trx, actor, 'rights.update_document', { id: workId, title }, params);
        return is;
      }),

    /** The document as a download. Throws document_not_found. */
    async readRightsDocument(actor: Actor, id: string, request: Request): Promise<Response> {
      const { asset, name } = await db.read(async (trx) => {
        const row = await find(trx, actor, id);
        return { asset: await catalog.getAsset(trx, actor.organisationId, row.asset_id), name: row.name };
      });
      return answerContent({ ...asset, filename: name }, request, true, (range) => objects.read(asset.sha256, range));
    },

    /** Throws document_not_found, document_used. */
    removeRightsDocument: (actor: Actor, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const { work_id: workId } = await find(trx, actor, id);
        const { title } = await holdRegistered(parts, trx, organisationId, workId);
        const row = await find(trx, actor, id);
        const proven = new Set(row.proves);
        const deeds = (await repo.listDeeds(trx, organisationId, [workId])).filter(
          (deed) => deed.voided_at === null && proven.has(deed.id),
        );
        const licences = await repo.listLicencesOfWorks(trx, organisationId, [workId]);
        if (deeds.length > 0 || licences.some((licence) => licence.signed_at !== null && proven.has(licence.id)))
          throw rightsErrors.document_used({});
        await repo.deleteDocument(trx, id);
        await catalog.releaseAsset(trx, organisationId, row.asset_id);
        await recordChanges(parts, trx, actor, [{ what: 'document_removed', subjectId: id, workId }]);
        await audit.record(trx, actor, 'rights.remove_document', { id: workId, title }, { document: row.name, kind: row.kind });
      }),
  };
}

async function readWhole(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > registerLimits.documentBytes) throw rightsErrors.document_too_large({ most: registerLimits.documentBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What the bytes begin as; the name that they came with proves nothing. */
function typeOf(bytes: Uint8Array): (typeof rightsDocumentTypes)[number] | null {
  const start = Buffer.from(bytes.subarray(0, 8));
  if (start.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
  if (start[0] === 0xff && start[1] === 0xd8 && start[2] === 0xff) return 'image/jpeg';
  if (start.equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  return null;
}
