/** The register of one work: its row is held while it is written, and read whole. */
import type { Trx } from '../../../platform/db/index.ts';
import { dateIn } from '../../../platform/time.ts';
import { rightsErrors } from '../errors.ts';
import type { RightsParts } from '../service/parts.ts';
import { titlesOf } from './book.ts';
import { registerLimits, type TitleFault } from './contract.ts';
import { faultsOf, namesOf, presentTitle, type Names } from './present.ts';
import * as parties from './repo/parties.ts';
import * as repo from './repo/works.ts';
import type { DeedRow, LicenceRow } from './tables.ts';

export type HeldWork = { readonly id: string; readonly title: string };

/** Holds a work's register until the transaction ends. Throws catalog.work_not_found. */
export async function holdWork(parts: RightsParts, trx: Trx, organisationId: string, workId: string): Promise<HeldWork> {
  const work = await parts.catalog.getWork(trx, organisationId, workId);
  const title = work.texts[0]!.title;
  await repo.holdWork(trx, { organisation_id: organisationId, work_id: workId, title, kind: work.kind, updated_at: parts.clock.now() });
  return { id: workId, title };
}

/** Holds the register of a work that may be gone from the catalogue by now: what was registered of it is still ended and voided. */
export async function holdRegistered(parts: RightsParts, trx: Trx, organisationId: string, workId: string): Promise<HeldWork> {
  const [row] = await repo.findWorkRows(trx, organisationId, [workId]);
  if (!row) return holdWork(parts, trx, organisationId, workId);
  const work = (await parts.catalog.findWorks(trx, organisationId, [workId])).get(workId);
  const title = work?.texts[0]?.title ?? row.title;
  await repo.holdWork(trx, { ...row, title, updated_at: parts.clock.now() });
  return { id: workId, title };
}

/** The names of everybody whom deeds and licences name. */
export async function namesIn(
  trx: Trx,
  organisationId: string,
  deeds: readonly DeedRow[],
  licences: readonly LicenceRow[],
): Promise<Names> {
  const ids = new Set([
    ...deeds.flatMap(({ from_party_id: from, to_party_id: to }) => (from === null ? [to] : [from, to])),
    ...licences.flatMap(({ grantors, grantee }) => [...grantors, grantee]),
  ]);
  return namesOf(await parties.findParties(trx, organisationId, [...ids]));
}

/** What is wrong with a work's titles. */
export async function listFaults(parts: RightsParts, trx: Trx, organisationId: string, workId: string): Promise<TitleFault[]> {
  const deeds = await repo.listDeeds(trx, organisationId, [workId]);
  const names = await namesIn(trx, organisationId, deeds, []);
  const now = parts.clock.now();
  return faultsOf(
    titlesOf(deeds).map(({ right, periods }) => presentTitle(right, periods, names, now.getTime())),
    now.toISOString(),
  );
}

/** Throws too_many where one of a kind would be more than a work's register holds. */
export function refuseMany(count: number, most: number): void {
  if (count > most) throw rightsErrors.too_many({ most });
}

/** Throws zone_unknown for a zone that no clock knows. */
export function checkZone(parts: Pick<RightsParts, 'clock'>, zone: string): void {
  try {
    dateIn(zone, parts.clock.now());
  } catch (error) {
    if (error instanceof RangeError) throw rightsErrors.zone_unknown({ zone });
    throw error;
  }
}

/** Adds a subject to what documents of its work prove. Throws document_not_found. */
export async function attachDocuments(
  trx: Trx,
  organisationId: string,
  workId: string,
  documentIds: readonly string[],
  subjectIds: readonly string[],
): Promise<void> {
  for (const id of new Set(documentIds)) {
    const document = await repo.findDocument(trx, organisationId, id);
    if (!document || document.work_id !== workId) throw rightsErrors.document_not_found({ id });
    const proves = [...new Set([...document.proves, ...subjectIds])];
    refuseMany(proves.length, registerLimits.deedsPerWork + registerLimits.licencesPerWork);
    await repo.updateDocument(trx, id, { proves });
  }
}
