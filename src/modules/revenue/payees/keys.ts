/** From the parties that a divided order names to the payees who have an account: `crt_…`, `agy_…`, `role:…`, `payee:pye_…`. */
import type { Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import { revenueErrors } from '../errors.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { PayeeRow } from '../tables.ts';
import * as repo from './repo.ts';

const houseRoles = ['operator', 'studio'] as const;
const houseNames = { operator: 'Operator', studio: 'Studio' } as const;
const longestName = 200;

/**
 * The payee's id of every key. Who has none yet gets one, by the name of the creator's or the agency's record; two transactions that
 * do it at once end with the same. Throws payee_not_found for a key that names nobody of the organisation.
 */
export async function payeesOfKeys(
  parts: Pick<RevenueParts, 'clock' | 'creators'>,
  trx: Trx,
  organisationId: string,
  keys: Iterable<string>,
): Promise<Map<string, string>> {
  // In a fixed order, so that two that make the same payees wait for each other one way round.
  const wanted = [...new Set(keys)].toSorted();
  const found = await find(trx, organisationId, wanted);
  const missing = wanted.filter((key) => !found.has(key));
  if (missing.length === 0) return found;
  const unknown = missing.find((key) => !/^(crt_|agy_|role:(operator|studio)$)/.test(key));
  if (unknown !== undefined) throw revenueErrors.payee_not_found({ id: unknown });
  const creatorIds = missing.filter((key) => key.startsWith('crt_'));
  const agencyIds = missing.filter((key) => key.startsWith('agy_'));
  // Whoever was erased since keeps what they earned, under their id.
  const names = new Map([
    ...(creatorIds.length > 0 ? await parts.creators.creatorNames(trx, organisationId, creatorIds) : []),
    ...(agencyIds.length > 0 ? await parts.creators.agencyNames(trx, organisationId, agencyIds) : []),
  ]);
  const now = parts.clock.now();
  const rows: PayeeRow[] = missing.map((key) => {
    const role = houseRoles.find((each) => key === `role:${each}`) ?? null;
    return {
      id: newId('payee', now.getTime()),
      organisation_id: organisationId,
      name: (role === null ? names.get(key) || key : houseNames[role]).slice(0, longestName),
      creator_id: key.startsWith('crt_') ? key : null,
      agency_id: key.startsWith('agy_') ? key : null,
      user_id: null,
      role,
      created_at: now,
    };
  });
  await repo.insertPayees(trx, rows);
  for (const [key, id] of await find(trx, organisationId, missing)) found.set(key, id);
  return found;
}

async function find(trx: Trx, organisationId: string, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await repo.findPayeesByKeys(trx, organisationId, {
    creatorIds: keys.filter((key) => key.startsWith('crt_')),
    agencyIds: keys.filter((key) => key.startsWith('agy_')),
    roles: houseRoles.filter((role) => keys.includes(`role:${role}`)),
    ids: keys.flatMap((key) => (key.startsWith('payee:') ? [key.slice('payee:'.length)] : [])),
  });
  const asked = new Set(keys);
  const found = new Map<string, string>();
  for (const { id, creator_id, agency_id, role } of rows)
    for (const key of [creator_id, agency_id, role && `role:${role}`, `payee:${id}`])
      if (key !== null && asked.has(key)) found.set(key, id);
  return found;
}
