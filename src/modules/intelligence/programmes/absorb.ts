/** Keeps what documents tell of programmes: known ones get a further source, others are suggested. */
import type { Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import type { CitationKey } from '../citations/contract.ts';
import { keyOf } from '../citations/read.ts';
import type { Absorber, IntelligenceParts, StoredDocument } from '../service/parts.ts';
import { noticeTitle } from './grammar/heads.ts';
import { joinFacts, keysOf, mapPassages, noEdits, standing, summaryOf } from './record.ts';
import { readProgrammes } from './read.ts';
import * as repo from './repo.ts';
import type { KeptFact, ProgrammeRow, SourceRow } from './tables.ts';
import type { ProgrammeFact } from './words/contract.ts';

type Told = { document: StoredDocument; ordinal: number; fact: KeptFact; keys: string[] };

/** What programmes stand on, read and joined anew: after sources came, went or moved. */
export async function refresh(
  trx: Trx,
  parts: Pick<IntelligenceParts, 'clock'>,
  organisationId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await repo.findProgrammes(trx, organisationId, ids);
  const sources = Map.groupBy(await repo.listSources(trx, organisationId, ids), (source) => source.programme_id);
  const merged = Map.groupBy(await repo.findMerged(trx, organisationId, ids), (row) => row.merged_into!);
  for (const row of rows) {
    const facts = factsOf(row, sources.get(row.id) ?? [], merged.get(row.id) ?? []);
    if (facts.length === 0) continue;
    const raw = joinFacts(facts);
    const keys = [...new Set([...row.keys, ...facts.flatMap((fact) => keysOf(fact, isNamed(fact)))])].slice(0, 40);
    const summary = summaryOf(standing(raw, row.edits), sources.get(row.id)?.length ?? 0);
    await repo.updateProgramme(trx, organisationId, row.id, { keys, summary: JSON.stringify(summary), updated_at: parts.clock.now() });
  }
}

/** The facts of a programme: what a person wrote, those of its sources, and what was written of programmes merged into it. */
export function factsOf(row: ProgrammeRow, sources: readonly SourceRow[], merged: readonly ProgrammeRow[]): KeptFact[] {
  return [row.base, ...sources.map(({ fact }) => fact), ...merged.map(({ base }) => base)].filter((fact) => fact !== null);
}

/** Whether a fact has a name of its own, and not the first words of a sentence. */
function isNamed(fact: Pick<ProgrammeFact<unknown>, 'name' | 'kind'>): boolean {
  return (
    noticeTitle.test(fact.name.value) || (fact.kind.value === 'fund' && /fund|基金/i.test(fact.name.value) && fact.name.value.length <= 60)
  );
}

export function createProgrammesAbsorber(parts: IntelligenceParts): Absorber {
  const { clock, log } = parts;

  function tellingOf(documents: readonly StoredDocument[]): Told[] {
    return documents.flatMap((document) =>
      (document.programmes ?? readProgrammes(document.document, document.claims)).map((fact, ordinal) => {
        const kept = mapPassages(fact, (passages): CitationKey[] =>
          passages.slice(0, 20).map((passage) => keyOf(document.id, document.document, passage)),
        );
        return { document, ordinal, fact: kept, keys: keysOf(kept, isNamed(kept)) };
      }),
    );
  }

  async function absorb(trx: Trx, organisationId: string, documents: readonly StoredDocument[]): Promise<void> {
    const told = tellingOf(documents);
    const former = await repo.deleteSources(
      trx,
      organisationId,
      documents.map(({ id }) => id),
    );
    if (told.length === 0) return letGo(trx, organisationId, former);
    const known = new Map<string, string>();
    for (const row of await repo.findByKeys(trx, organisationId, [...new Set(told.flatMap(({ keys }) => keys))]))
      for (const key of row.keys) if (!known.has(key)) known.set(key, row.merged_into ?? row.id);
    const families = await repo.findSourcesOfFamilies(trx, organisationId, [...new Set(told.map(({ document }) => document.familyId))]);
    const ofFamily = new Map(families.map((source) => [familyKey(source.family_id, source.fact), source.programme_id]));
    const room = repo.mostProgrammes - (await repo.countProgrammes(trx, organisationId));
    const fresh: { id: string; told: Told }[] = [];
    const sources: { programmeId: string; told: Told }[] = [];
    for (const one of told) {
      const story = familyKey(one.document.familyId, one.fact);
      let programmeId = one.keys.map((key) => known.get(key)).find((id) => id !== undefined) ?? ofFamily.get(story);
      if (programmeId === undefined) {
        if (fresh.length >= room) continue;
        programmeId = newId('programme', clock.nowMs());
        fresh.push({ id: programmeId, told: one });
      }
      for (const key of one.keys) known.set(key, programmeId);
      ofFamily.set(story, programmeId);
      sources.push({ programmeId, told: one });
    }
    if (sources.length < told.length)
      log.warn('intelligence.programmes_full', { organisationId, passedOver: told.length - sources.length });
    const now = clock.now();
    await repo.insertProgrammes(
      trx,
      fresh.map(({ id, told: { fact, keys } }) => ({
        id,
        organisation_id: organisationId,
        state: 'suggested' as const,
        keys,
        base: null,
        edits: JSON.stringify(noEdits),
        summary: JSON.stringify(summaryOf(standing(fact, noEdits), 1)),
        revision: 1,
        merged_into: null,
        created_at: now,
        updated_at: now,
      })),
    );
    await repo.insertSources(
      trx,
      sources.map(({ programmeId, told: { document, ordinal, fact } }) => ({
        organisation_id: organisationId,
        programme_id: programmeId,
        document_id: document.id,
        ordinal,
        family_id: document.familyId,
        fact: JSON.stringify(fact),
      })),
    );
    const counts = Map.groupBy(sources, ({ programmeId }) => programmeId);
    const alone = new Set(fresh.map(({ id }) => id).filter((id) => counts.get(id)!.length === 1));
    await refresh(
      trx,
      parts,
      organisationId,
      [...counts.keys()].filter((id) => !alone.has(id)),
    );
    await letGo(trx, organisationId, former);
  }

  /** Programmes that no document tells of any more: a mere suggestion goes, what people worked on stays as they left it. */
  async function letGo(trx: Trx, organisationId: string, former: readonly SourceRow[]): Promise<void> {
    const ids = [...new Set(former.map(({ programme_id: id }) => id))];
    if (ids.length === 0) return;
    const rows = await repo.findProgrammes(trx, organisationId, ids);
    const left = Map.groupBy(await repo.listSources(trx, organisationId, ids), (source) => source.programme_id);
    const followed = new Set((await repo.listFollows(trx, organisationId, { programmeIds: ids })).map(({ programme_id: id }) => id));
    const gone: string[] = [];
    for (const row of rows) {
      if (left.has(row.id)) continue;
      const acts = await repo.listActs(trx, organisationId, row.id, 1);
      if (row.base === null && row.state === 'suggested' && acts.length === 0 && !followed.has(row.id)) gone.push(row.id);
      else {
        const facts = [...(row.base ? [row.base] : []), ...former.filter(({ programme_id: id }) => id === row.id).map(({ fact }) => fact)];
        const base = mapPassages(joinFacts(facts), (): CitationKey[] => []);
        await repo.updateProgramme(trx, organisationId, row.id, { base: JSON.stringify(base) });
      }
    }
    await repo.deleteProgrammes(trx, organisationId, gone);
    await refresh(
      trx,
      parts,
      organisationId,
      ids.filter((id) => !gone.includes(id)),
    );
  }

  return {
    absorb,
    // What a document told before is let go after what it tells now is there: programmes that people confirmed keep their source.
    renew: absorb,
    async forget(trx, organisationId, documentIds) {
      await letGo(trx, organisationId, await repo.deleteSources(trx, organisationId, documentIds));
    },
    async moved(trx, organisationId, moves) {
      await repo.moveFamilies(trx, organisationId, moves);
    },
    async dependents(trx, organisationId, documentId) {
      const rows = await repo.findProgrammes(trx, organisationId, await repo.listToldBy(trx, organisationId, documentId));
      const examples = rows.slice(0, 5).map(({ summary }) => summary.name);
      return rows.length === 0 ? [] : [{ kind: 'programme', count: rows.length, examples }];
    },
  };
}

/** Copies of one story tell of the same programmes of the same places. */
function familyKey(familyId: string, fact: Pick<KeptFact, 'region' | 'kind'>): string {
  return `${familyId} ${fact.region?.value ?? ''} ${fact.kind.value}`;
}
