import { z } from 'zod';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { AuditEvent } from '../contract.ts';
import { selectAuditEvents, type AuditFilter } from '../repo-audit.ts';
import type { IdentityParts } from './parts.ts';

const place = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** Who did what, newest first. Throws invalid_request for a cursor that is not one. */
export async function listAudit(
  parts: IdentityParts,
  actor: Actor,
  query: AuditFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: AuditEvent[]; nextCursor: string | null }> {
  const before = query.cursor === undefined ? null : BigInt(decodeCursor(place, query.cursor)[0]);
  const rows = await parts.db.read((trx) => selectAuditEvents(trx, actor.organisationId, query, before, query.limit + 1));
  const shown = rows.slice(0, query.limit);
  return {
    items: shown.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
      action: row.action,
      subject: row.subject_id === null ? null : { id: row.subject_id, title: row.subject_title ?? '' },
      params: row.params,
      requestId: row.request_id,
    })),
    nextCursor: rows.length > query.limit ? encodeCursor([String(shown.at(-1)!.seq)]) : null,
  };
}
