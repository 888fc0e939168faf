/** Documents of payees: licences, contracts, copies of identity cards. Their bytes are sealed before they are stored. */
import type { z } from 'zod';
import type { Actor } from '../../../platform/http/actor.ts';
import { contentDisposition } from '../../../platform/http/download.ts';
import { newId } from '../../../platform/ids.ts';
import { revenueErrors } from '../errors.ts';
import type { RevenueParts } from '../service/parts.ts';
import { payeeFor } from './access.ts';
import { documentTypes, payeeLimits, type PayeeDocument, type payeesRoutes } from './contract.ts';
import * as repo from './repo.ts';
import type { DocumentRow } from './tables.ts';

type Given = z.output<typeof payeesRoutes.addDocument.query>;

export function createDocumentUses(parts: RevenueParts) {
  const { db, clock, audit, payeeSealer } = parts;

  return {
    listDocuments: (actor: Actor, payeeId: string): Promise<{ items: PayeeDocument[] }> =>
      db.read(async (trx) => {
        await payeeFor(parts, trx, actor, payeeId);
        return { items: (await repo.listDocuments(trx, actor.organisationId, payeeId)).map(onWire) };
      }),

    /** Keeps a document. Throws payee_not_found, document_too_large, document_type, too_many. */
    async addDocument(actor: Actor, payeeId: string, given: Given, body: AsyncIterable<Uint8Array>): Promise<PayeeDocument> {
      const { organisationId } = actor;
      await db.read((trx) => payeeFor(parts, trx, actor, payeeId));
      const bytes = await readWhole(body);
      const mediaType = typeOf(bytes);
      if (mediaType === null) throw revenueErrors.document_type({});
      const id = newId('payeeDocument', clock.nowMs());
      // Sealed for this document alone: whoever reads the store, a backup or an asset by its id sees nothing of it.
      const stored = await parts.objects.putBytes(Buffer.from(payeeSealer.seal(Buffer.from(bytes).toString('base64'), `document ${id}`)));
      return db.transaction(async (trx) => {
        const payee = await payeeFor(parts, trx, actor, payeeId, true);
        if ((await repo.listDocuments(trx, organisationId, payeeId)).length >= payeeLimits.documents)
          throw revenueErrors.too_many({ most: payeeLimits.documents });
        const asset = await parts.assets.recordAsset(trx, organisationId, {
          role: 'import_file',
          stored,
          mediaType: 'application/octet-stream',
          filename: `${id}.sealed`,
          ownerId: id,
        });
        const row: DocumentRow = {
          id,
          organisation_id: organisationId,
          payee_id: payeeId,
          kind: given.kind,
          name: given.name,
          media_type: mediaType,
          asset_id: asset.id,
          size_bytes: BigInt(bytes.length),
          uploaded_at: clock.now(),
          uploaded_by_name: actor.name,
          removed_at: null,
          removed_by_name: null,
        };
        await repo.insertDocument(trx, row);
        const subject = { id: payeeId, title: payee.name };
        await audit.record(trx, actor, 'revenue.add_payee_document', subject, { document: given.name, kind: given.kind });
        return onWire(row);
      });
    },

    /** The document as a download. Throws payee_not_found, document_not_found. */
    async readDocument(actor: Actor, payeeId: string, documentId: string): Promise<Response> {
      const { row, sha256 } = await db.read(async (trx) => {
        await payeeFor(parts, trx, actor, payeeId);
        const found = await repo.findDocument(trx, payeeId, documentId);
        if (!found) throw revenueErrors.document_not_found({ id: documentId });
        return { row: found, sha256: (await parts.assets.getAsset(trx, actor.organisationId, found.asset_id!)).sha256 };
      });
      const sealed = await new Response(await parts.objects.read(sha256)).text();
      const bytes = Buffer.from(payeeSealer.open(sealed, `document ${row.id}`), 'base64');
      return new Response(bytes, {
        headers: {
          'content-type': row.media_type,
          'content-length': String(bytes.length),
          'content-disposition': contentDisposition(row.name),
          'cache-control': 'private, no-store',
          'x-content-type-options': 'nosniff',
        },
      });
    },

    /** Removes a document and lets its bytes go. Throws payee_not_found, document_not_found, document_used. */
    removeDocument: (actor: Actor, payeeId: string, documentId: string): Promise<void> =>
      db.transaction(async (trx) => {
        const payee = await payeeFor(parts, trx, actor, payeeId, true);
        const row = await repo.findDocument(trx, payeeId, documentId);
        if (!row) throw revenueErrors.document_not_found({ id: documentId });
        const invoices = await repo.listInvoices(trx, actor.organisationId, [payeeId]);
        if (invoices.some((invoice) => invoice.document_id === documentId && invoice.state !== 'refused'))
          throw revenueErrors.document_used({});
        await repo.removeDocument(trx, documentId, { at: clock.now(), name: actor.name });
        await parts.assets.releaseAsset(trx, actor.organisationId, row.asset_id!);
        const subject = { id: payeeId, title: payee.name };
        await audit.record(trx, actor, 'revenue.remove_payee_document', subject, { document: row.name, kind: row.kind });
      }),
  };
}

async function readWhole(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > payeeLimits.documentBytes) throw revenueErrors.document_too_large({ most: payeeLimits.documentBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What the bytes begin as; the name that they came with proves nothing. */
function typeOf(bytes: Uint8Array): (typeof documentTypes)[number] | null {
  const start = Buffer.from(bytes.subarray(0, 8));
  if (start.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
  if (start[0] === 0xff && start[1] === 0xd8 && start[2] === 0xff) return 'image/jpeg';
  if (start.equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  return null;
}

function onWire(row: DocumentRow): PayeeDocument {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: Number(row.size_bytes),
    uploadedAt: row.uploaded_at.toISOString(),
    uploadedBy: row.uploaded_by_name,
  };
}
