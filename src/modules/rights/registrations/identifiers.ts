import type { Actor } from '../../../platform/http/actor.ts';
import { rightsErrors } from '../errors.ts';
import { checkIdentifier } from '../identifiers/check.ts';
import type { RightsParts } from '../service/parts.ts';
import type { IdentifierFault, IdentifierScheme, WorkIdentifier } from './contract.ts';
import * as repo from './repo.ts';

export function createIdentifierUses({ db, catalog, audit }: RightsParts) {
  return {
    /** Throws catalog.work_not_found. */
    getIdentifiers: (actor: Actor, workId: string): Promise<{ items: WorkIdentifier[] }> =>
      db.read(async (trx) => {
        await catalog.getWork(trx, actor.organisationId, workId);
        return { items: await repo.listIdentifiers(trx, actor.organisationId, workId) };
      }),

    /** Keeps identifiers in their canonical form, each once. Throws catalog.work_not_found, identifier_wrong. */
    async setIdentifiers(actor: Actor, workId: string, given: readonly WorkIdentifier[]): Promise<{ items: WorkIdentifier[] }> {
      const items = new Map<string, WorkIdentifier>();
      for (const { scheme, value } of given) {
        const checked = checkIdentifier(scheme, value);
        if (checked.fault !== null) throw rightsErrors.identifier_wrong({ ...checked.fault, scheme, value, fault: checked.fault.code });
        items.set(`${scheme} ${checked.value}`, { scheme, value: checked.value });
      }
      const kept = [...items.values()];
      return db.transaction(async (trx) => {
        const work = await catalog.getWork(trx, actor.organisationId, workId);
        await repo.replaceIdentifiers(trx, actor.organisationId, workId, kept);
        const subject = { id: workId, title: work.texts[0]!.title };
        await audit.record(trx, actor, 'rights.set_identifiers', subject, { identifiers: kept.map(({ value }) => value) });
        return { items: kept };
      });
    },

    checkIdentifier: async (scheme: IdentifierScheme, value: string): Promise<{ value: string | null; fault: IdentifierFault | null }> =>
      checkIdentifier(scheme, value),
  };
}
