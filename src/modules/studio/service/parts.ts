import type { Catalog } from '../../catalog/index.ts';
import type { AuditTrail } from '../../identity/index.ts';
import type { Database, Trx } from '../../../platform/db/index.ts';
import type { JobsService } from '../../../platform/jobs/index.ts';
import type { ListenerSpec, MediaHost } from '../../../platform/media/index.ts';
import type { ObjectStore } from '../../../platform/storage/index.ts';
import type { Clock } from '../../../platform/time.ts';
import type { AiSettings } from '../analyse.ts';

/** Somebody else who watches the decoding pass of an episode's analysis, and keeps what was found with it. */
export type PassWatcher = {
  readonly listeners: readonly ListenerSpec[];
  /**
   * What these listeners found, by name. The answer is called in the transaction that stores the analysis, and not at all where the
   * video was replaced meanwhile; null where there is nothing to keep.
   */
  found(
    source: { organisationId: string; workId: string; episodeId: string; videoSha256: string },
    watched: Readonly<Record<string, unknown>>,
  ): Promise<((trx: Trx) => Promise<void>) | null>;
};

/** What the studio works with. */
export type StudioParts = {
  db: Database;
  clock: Clock;
  jobs: JobsService;
  catalog: Catalog;
  audit: AuditTrail;
  objects: ObjectStore;
  host: MediaHost;
  /** For files on their way into the object store. */
  tempDirectory: string;
  ai: AiSettings;
  /** Asked anew at each analysis: modules above join when they are made. */
  watchers?: readonly PassWatcher[];
};
