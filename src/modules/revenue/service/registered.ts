import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { instantFromIso } from '../../../platform/time.ts';
import { fraction } from '../allocate/fraction.ts';
import type { revenueContract } from '../contract.ts';
import { revenueErrors } from '../errors.ts';
import { partsOf, type Holder } from '../plans/registered.ts';
import * as repo from '../repo.ts';
import type { RevenueParts } from './parts.ts';

type Route = (typeof revenueContract)['routes']['getRegisteredSplit'];
type Split = z.output<Route['response']>;
type Link = { readonly kind: 'payee' | 'creator' | 'agency'; readonly id: string };

/** What share plans take from the register of rights, and what the register asks of payees. */
export function createRegisteredUses({ db, clock, rights, workTitles }: RevenueParts) {
  /** The payee behind a party of the register; null where there is none (yet). */
  async function payeeOf(trx: Trx, organisationId: string, link: Link): Promise<string | null> {
    if (link.kind === 'payee') return (await repo.findPayees(trx, organisationId, [link.id]))[0]?.id ?? null;
    const of = link.kind === 'creator' ? { creatorId: link.id } : { agencyId: link.id };
    return (await repo.findPayeesOf(trx, organisationId, of))[0]?.id ?? null;
  }

  return {
    /** Names of payees of the organisation, by id; others are absent. */
    payeeNames: async (trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, string>> =>
      new Map((await repo.findPayees(trx, organisationId, ids)).map(({ id, name }) => [id, name])),

    /** The division among a work's rights holders as it is registered. Throws scope_not_found, nothing_registered. */
    getRegisteredSplit: (actor: Actor, query: z.output<Route['query']>): Promise<Split> =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const { workId, right } = query;
        if (!(await workTitles(trx, organisationId, [workId])).has(workId)) throw revenueErrors.scope_not_found({ kind: 'work' });
        const at = query.at === undefined ? clock.now() : instantFromIso(query.at);
        const found = await rights.sharesOn(trx, organisationId, { workId, right, at });
        if (!found) throw revenueErrors.nothing_registered({});
        const holders: Holder[] = [];
        const names = new Map<string, string>();
        const missing: Split['missing'] = [];
        for (const { partyId, name, isSelf, linkedTo, n, d } of found.shares) {
          const payeeId = linkedTo ? await payeeOf(trx, organisationId, linkedTo) : null;
          if (payeeId === null && !isSelf) {
            const why = linkedTo === null ? 'not_linked' : linkedTo.kind === 'payee' ? 'payee_gone' : `no_payee_of_${linkedTo.kind}`;
            missing.push({ partyId, name, share: `${n}/${d}`, why } as Split['missing'][number]);
            continue;
          }
          // The house itself is the plan's own rights holder, unless its money goes to a payee by name.
          const party = payeeId === null ? 'role:studio' : `payee:${payeeId}`;
          names.set(party, name);
          holders.push({ party, share: fraction(n, d) });
        }
        const { parts, exact } = partsOf(holders);
        return {
          workId,
          right,
          at: at.toISOString(),
          parts: parts.map((part) => ({ ...part, name: names.get(part.party)! })),
          exact,
          missing,
          fault: found.fault?.code ?? null,
        };
      }),
  };
}
