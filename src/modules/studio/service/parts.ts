import type { Catalog } from '../../catalog/index.ts';
import type { AuditTrail } from '../../identity/index.ts';
import type { Database } from '../../../platform/db/index.ts';
import type { JobsService } from '../../../platform/jobs/index.ts';
import type { MediaHost } from '../../../platform/media/index.ts';
import type { ObjectStore } from '../../../platform/storage/index.ts';
import type { Clock } from '../../../platform/time.ts';
import type { AiSettings } from '../analyse.ts';

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
};
