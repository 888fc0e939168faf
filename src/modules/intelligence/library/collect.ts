/** How bytes come into the library: kept by their sum, written down where they came from, and put in line to be read. */
import type { Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import type { StoredObject } from '../../../platform/storage/index.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import type { MarketSource } from './contract.ts';
import { readFilesJob } from './jobs.ts';
import * as repo from './repo.ts';
import * as sources from './sources-repo.ts';

/** Something to keep: its bytes are among the objects already. */
export type Arrival = {
  stored: StoredObject;
  name: string;
  contentType: string | null;
  url: string | null;
  /** Null where nobody fetched it. */
  fetchedAt: Date | null;
};

export function createCollecting(parts: Pick<IntelligenceParts, 'clock' | 'jobs' | 'catalog'>) {
  const { clock, jobs, catalog } = parts;

  /** Has what waits be read: by the task that reads already, or by a new one. Answers with the task's id. */
  async function enqueueReading(trx: Trx, organisationId: string, title: string): Promise<string> {
    const running = await repo.lockDesk(trx, organisationId);
    if (running !== null) {
      const task = (await jobs.find(trx, organisationId, [running])).get(running);
      if (task && (task.state === 'queued' || task.state === 'running')) return running;
    }
    const taskId = await jobs.enqueue(trx, readFilesJob, {}, { organisationId, subject: { id: organisationId, title } });
    await repo.setReadingTask(trx, organisationId, taskId);
    return taskId;
  }

  return {
    enqueueReading,

    /** The source of what is pasted, uploaded or dropped; it needs no name of its own. */
    standing: (trx: Trx, organisationId: string, kind: Extract<MarketSource['kind'], 'paste' | 'upload' | 'folder'>) =>
      sources.standingSource(trx, {
        id: newId('marketSource', clock.nowMs()),
        organisation_id: organisationId,
        kind,
        name: '',
        url: null,
        every_minutes: null,
        state: 'running',
        last_fetched_at: null,
        next_fetch_at: null,
        error: null,
        etag: null,
        last_modified: null,
        task_id: null,
        created_at: clock.now(),
        removed_at: null,
      }),

    /** Writes down that bytes arrived. The same bytes are one file; one that failed or was stopped is read again. */
    async arrive(trx: Trx, organisationId: string, sourceId: string, arrival: Arrival): Promise<{ file: repo.FileRow; known: boolean }> {
      const { stored } = arrival;
      const taken = await repo.takeFile(trx, {
        id: newId('marketFile', clock.nowMs()),
        organisation_id: organisationId,
        source_id: sourceId,
        name: arrival.name.slice(0, 300),
        sha256: stored.sha256,
        size_bytes: stored.sizeBytes,
        asset_id: '',
        content_type: arrival.contentType?.slice(0, 200) ?? null,
        url: arrival.url,
        fetched_at: arrival.fetchedAt,
        state: 'waiting',
        read_as: null,
        encoding: null,
        error: null,
        created_at: clock.now(),
      });
      const { file, known } = taken;
      // What was seen at an address last stands there, also where it had been there before.
      if (known && arrival.fetchedAt && file.source_id === sourceId && file.url === arrival.url)
        await repo.updateFiles(trx, [file.id], { fetched_at: arrival.fetchedAt });
      if (!known) {
        const asset = await catalog.recordAsset(trx, organisationId, {
          role: 'document',
          stored,
          mediaType: arrival.contentType ?? 'application/octet-stream',
          filename: file.name,
          ownerId: file.id,
        });
        await repo.updateFiles(trx, [file.id], { asset_id: asset.id });
        file.asset_id = asset.id;
      } else if (file.state === 'failed' || file.state === 'cancelled') {
        await repo.updateFiles(trx, [file.id], { state: 'waiting', attempts: 0, error: null });
        file.state = 'waiting';
      }
      if (file.state === 'waiting') await enqueueReading(trx, organisationId, file.name);
      return taken;
    },
  };
}
export type Collecting = ReturnType<typeof createCollecting>;
