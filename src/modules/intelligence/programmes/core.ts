/** What the use-cases of programmes share: a programme whole, and the day. */
import type { Trx } from '../../../platform/db/index.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { intelligenceErrors } from '../errors.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { factsOf } from './absorb.ts';
import { joinFacts, standing, type Standing } from './record.ts';
import * as repo from './repo.ts';
import type { ProgrammeRow, SourceRow } from './tables.ts';

export type Whole = { row: ProgrammeRow; sources: SourceRow[]; standing: Standing };

export function createProgrammesCore(parts: IntelligenceParts) {
  /** Programmes as they stand; unknown ids are left out. */
  async function wholes(trx: Trx, rows: readonly ProgrammeRow[]): Promise<Whole[]> {
    if (rows.length === 0) return [];
    const organisationId = rows[0]!.organisation_id;
    const ids = rows.map(({ id }) => id);
    const sources = Map.groupBy(await repo.listSources(trx, organisationId, ids), (source) => source.programme_id);
    const merged = Map.groupBy(await repo.findMerged(trx, organisationId, ids), (row) => row.merged_into!);
    const found: Whole[] = [];
    for (const row of rows) {
      const own = sources.get(row.id) ?? [];
      const facts = factsOf(row, own, merged.get(row.id) ?? []);
      if (facts.length > 0) found.push({ row, sources: own, standing: standing(joinFacts(facts), row.edits) });
    }
    return found;
  }

  /** Throws programme_not_found. One that was merged is found under the id of the one that it was found to be. */
  async function find(trx: Trx, organisationId: string, id: string, lock = false): Promise<Whole> {
    const [row] = await (lock ? repo.lockProgrammes : repo.findProgrammes)(trx, organisationId, [id]);
    if (!row) throw intelligenceErrors.programme_not_found({ id });
    if (row.merged_into !== null) return find(trx, organisationId, row.merged_into, lock);
    const [whole] = await wholes(trx, [row]);
    if (!whole) throw intelligenceErrors.programme_not_found({ id });
    return whole;
  }

  return { today: (): string => dateIn(businessZone, parts.clock.now()), wholes, find };
}
export type ProgrammesCore = ReturnType<typeof createProgrammesCore>;
