import { z } from 'zod';
import type { Database, Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { defineEvent, type Jobs } from '../../../platform/jobs/types.ts';
import type { Log } from '../../../platform/log.ts';
import type { MediaFacts } from '../../../platform/media/types.ts';
import type { ObjectStore } from '../../../platform/storage/index.ts';
import type { Clock } from '../../../platform/time.ts';
import type { dependents } from '../contract.ts';

/** What the catalogue works with. The trail and the media port are named by what is used of them. */
export type CatalogParts = {
  db: Database;
  clock: Clock;
  log: Log;
  objects: ObjectStore;
  jobs: Pick<Jobs, 'publish'>;
  audit: {
    record(
      trx: Trx,
      actor: Actor,
      action: `${string}.${string}`,
      subject: { id: string; title: string } | null,
      params?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>,
    ): Promise<void>;
  };
  media: {
    /** The facts of a file. Throws a media error that names `label` where it cannot be read. */
    probe(path: string, label: string): Promise<MediaFacts>;
  };
  /** Where unfinished uploads wait for their other parts: it must outlive the process, and belong to the catalogue alone. */
  uploadsDirectory: string;
};

/** An episode has a video that it did not have before: studio analyses it. */
export const episodeVideoStored = defineEvent(
  'catalog.episode_video_stored',
  z.object({ organisationId: z.string(), workId: z.string(), episodeId: z.string(), assetId: z.string(), sha256: z.string() }),
);
/** An episode's subtitle tracks have changed: what was read from them is out of date. */
export const episodeTracksChanged = defineEvent(
  'catalog.episode_tracks_changed',
  z.object({ organisationId: z.string(), workId: z.string(), episodeId: z.string() }),
);

/** What is being deleted: a whole work with all of its episodes, or some episodes of it. */
export type DeletionScope = {
  readonly organisationId: string;
  readonly workId: string;
  readonly episodeIds: readonly string[];
  readonly wholeWork: boolean;
};
type DependentItem = z.output<typeof dependents>['items'][number];
/** A module above tells what of its own hangs on works and episodes, and removes it in the deleting transaction. */
export type DependentSource = {
  list(trx: Trx, scope: DeletionScope): Promise<DependentItem[]>;
  remove(trx: Trx, actor: Actor, scope: DeletionScope): Promise<void>;
};
