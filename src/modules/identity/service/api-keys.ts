import type { Selectable } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '../../../platform/http/actor.ts';
import type { Role } from '../../../platform/http/contract.ts';
import { newId } from '../../../platform/ids.ts';
import type { apiKey } from '../contract.ts';
import { identityErrors } from '../errors.ts';
import * as links from '../repo-links.ts';
import * as repo from '../repo.ts';
import { newApiKeySecret } from '../secrets.ts';
import type { IdentityTables } from '../tables.ts';
import { dayMs, permissionsOf, type IdentityParts } from './parts.ts';

type ApiKey = z.output<typeof apiKey>;
const mostKeys = 200;

function onWire(row: Selectable<IdentityTables['api_keys']>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}

export async function listApiKeys(parts: IdentityParts, actor: Actor): Promise<{ items: ApiKey[] }> {
  const rows = await parts.db.read((trx) => links.listApiKeys(trx, actor.organisationId));
  return { items: rows.map(onWire) };
}

/** The secret is in this answer and nowhere else. Throws too_many, and scope_unknown for a scope that the role does not hold. */
export async function createApiKey(
  parts: IdentityParts,
  actor: Actor,
  input: { name: string; role: Role; scopes: readonly string[] | null; expiresInDays: number | null },
): Promise<ApiKey & { secret: string }> {
  const held = permissionsOf(parts.contracts, input.role);
  const unknown = input.scopes?.find((scope) => !held.includes(scope));
  if (unknown !== undefined) throw identityErrors.scope_unknown({ scope: unknown.slice(0, 100), role: input.role });
  const scopes = input.scopes && [...new Set(input.scopes)].sort();
  const made = newApiKeySecret();
  const now = parts.clock.now();
  const row = {
    id: newId('apiKey', now.getTime()),
    organisation_id: actor.organisationId,
    name: input.name,
    role: input.role,
    scopes,
    prefix: made.prefix,
    secret_hash: made.hash,
    created_by: actor.id,
    created_at: now,
    expires_at: input.expiresInDays === null ? null : new Date(now.getTime() + input.expiresInDays * dayMs),
    last_used_at: null,
    revoked_at: null,
  };
  await parts.db.transaction(async (trx) => {
    await repo.lockOrganisation(trx, actor.organisationId);
    if ((await links.listApiKeys(trx, actor.organisationId)).length >= mostKeys) throw identityErrors.too_many({ most: mostKeys });
    await links.insertApiKey(trx, row);
    await parts.audit.record(
      trx,
      actor,
      'identity.create_api_key',
      { id: row.id, title: row.name },
      { role: row.role, scopes: scopes ?? '*', prefix: row.prefix },
    );
  });
  return { ...onWire(row), secret: made.secret };
}

/** Throws api_key_not_found. */
export async function revokeApiKey(parts: IdentityParts, actor: Actor, keyId: string): Promise<void> {
  await parts.db.transaction(async (trx) => {
    const revoked = await links.revokeApiKey(trx, actor.organisationId, keyId, parts.clock.now());
    if (!revoked) throw identityErrors.api_key_not_found({ id: keyId });
    await parts.audit.record(trx, actor, 'identity.revoke_api_key', { id: revoked.id, title: revoked.name }, { prefix: revoked.prefix });
  });
}
