import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Attribution } from '../modules/attribution/index.ts';
import type { FileImport } from '../modules/attribution/contract.ts';
import type { Database } from '../platform/db/index.ts';
import type { Actor } from '../platform/http/actor.ts';
import { appErrors } from './errors.ts';

export type EventsImported = {
  ok: boolean;
  dryRun: boolean;
  importId: string | null;
  rows: number;
  good: number;
  bad: number;
  /** Of the good ones: stored before, word for word. */
  known: number;
  accepted: number;
  unchanged: number;
  amounts: Record<string, string>;
  errors: FileImport['errors'];
};

/**
 * Takes a file of conversions in by a saved mapping, as the console does: checked whole, and with a wrong row not at all. With
 * `dryRun` it is only checked, and nothing stays. Throws app.file_not_found, attribution.mapping_not_found and why it cannot be read.
 */
export async function importEvents(
  { db, attribution }: { db: Database; attribution: Attribution },
  actor: Actor,
  wanted: { file: string; mapping: string; dryRun: boolean },
  { signal, emit }: { signal: AbortSignal; emit(event: unknown): void },
): Promise<EventsImported> {
  const { imports } = attribution.edges;
  await access(wanted.file).catch((error: unknown) => {
    throw appErrors.file_not_found({ file: wanted.file }, error);
  });
  const { organisationId } = actor;
  const mapping = await db.read((trx) => imports.findMappingNamed(trx, organisationId, wanted.mapping));
  const progress = (stage: string, fraction: number): void => emit({ stage, fraction });
  const given = { sourceId: mapping.sourceId, filename: basename(wanted.file), mappingName: mapping.name };
  const sent = await imports.createImport(actor, given, createReadStream(wanted.file));
  const importId = sent.id;
  const input = { organisationId, importId };
  const read = (): Promise<FileImport> => db.read((trx) => imports.getImport(trx, organisationId, importId));
  const answer = (found: FileImport, of: { ok: boolean; kept: boolean }): EventsImported => ({
    ok: of.ok,
    dryRun: wanted.dryRun,
    importId: of.kept ? importId : null,
    rows: found.totals?.rows ?? 0,
    good: found.totals?.good ?? 0,
    bad: found.totals?.bad ?? 0,
    known: found.totals?.known ?? 0,
    accepted: found.outcome?.accepted ?? 0,
    unchanged: found.outcome?.unchanged ?? 0,
    amounts: found.totals?.amounts ?? {},
    errors: found.errors,
  });
  // The server's own worker may do the same at the same time: whoever is first writes, the other finds it done.
  await imports.runCheck(input, { taskId: sent.taskId ?? '', signal, progress });
  const checked = await read();
  const sound = checked.state === 'checked' && checked.totals?.bad === 0;
  if (wanted.dryRun || !sound) {
    await imports.cancelImport(actor, importId);
    return answer(checked, { ok: sound, kept: false });
  }
  await imports.confirmImport(actor, importId, false);
  await imports.runImport(input, { signal, progress });
  const done = await read();
  return answer(done, { ok: done.state === 'done', kept: true });
}
