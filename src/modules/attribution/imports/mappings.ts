/** Column mappings, saved by name for each source. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { edgeErrors } from '../edge-errors.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { ColumnMapping, ImportMapping } from './contract.ts';
import type { ImportLookups } from './lookups.ts';
import { presentMapping } from './present.ts';
import * as repo from './repo.ts';
import { requireComplete } from './rows.ts';
import { isZone } from './values.ts';

export function createMappingUses({ db, clock, audit }: EdgeParts, { requireSource }: ImportLookups) {
  return {
    async listMappings(trx: Trx, organisationId: string, sourceId?: string): Promise<ImportMapping[]> {
      return (await repo.listMappings(trx, organisationId, sourceId)).map(presentMapping);
    },
    /** Throws mapping_not_found, or where several sources have one of that name. */
    async findMappingNamed(trx: Trx, organisationId: string, name: string): Promise<ImportMapping> {
      const found = await repo.findMappingsNamed(trx, organisationId, name);
      if (found.length !== 1) throw edgeErrors.mapping_not_found({ name });
      return presentMapping(found[0]!);
    },
    /** Throws source_not_found, zone_not_known, mapping_incomplete. */
    async saveMapping(actor: Actor, given: { sourceId: string; name: string; mapping: ColumnMapping }): Promise<ImportMapping> {
      if (given.mapping.zone !== null && !isZone(given.mapping.zone)) throw edgeErrors.zone_not_known({ zone: given.mapping.zone });
      return db.transaction(async (trx) => {
        requireComplete(given.mapping, await requireSource(trx, actor.organisationId, given.sourceId));
        const id = newId('importMapping', clock.nowMs());
        const row = await repo.saveMapping(trx, { id, organisationId: actor.organisationId, ...given, now: clock.now() });
        await audit.record(trx, actor, 'attribution.save_import_mapping', { id: row.id, title: row.name });
        return presentMapping(row);
      });
    },
    async deleteMapping(actor: Actor, mappingId: string): Promise<void> {
      await db.transaction(async (trx) => {
        const name = await repo.deleteMapping(trx, actor.organisationId, mappingId);
        if (name === null) throw edgeErrors.mapping_not_found({ name: mappingId });
        await audit.record(trx, actor, 'attribution.delete_import_mapping', { id: mappingId, title: name });
      });
    },
  };
}
