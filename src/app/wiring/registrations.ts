/** What notices quote of registrations. */
import type { Rights } from '../../modules/rights/index.ts';
import type { RegistrationFact } from '../../modules/takedown/index.ts';
import type { Actor } from '../../platform/http/actor.ts';

/** The newest registration of each work; works without one are left out. */
export async function newestRegistrations(
  rights: Pick<Rights, 'listRegistrations'>,
  actor: Actor,
  workIds: readonly string[],
): Promise<Map<string, RegistrationFact>> {
  const found = new Map<string, RegistrationFact>();
  for (const workId of workIds) {
    const { items } = await rights.listRegistrations(actor, { workId, basis: 'work', limit: 1 });
    const newest = items[0];
    if (!newest) continue;
    const authorities = newest.stamps.filter(({ state }) => state === 'stamped').map(({ authority }) => authority);
    found.set(workId, { id: newest.id, registeredAt: newest.registeredAt, root: newest.root, authorities });
  }
  return found;
}
