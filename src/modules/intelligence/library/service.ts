import { watchFolder } from '../../../platform/watch-folder.ts';
import { createFetcher } from '../fetching/fetcher.ts';
import { createReader } from '../reading/thread.ts';
import { absorbersOf } from '../service/absorbers.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { createCollecting } from './collect.ts';
import { createCorrectionUses } from './corrections.ts';
import { createDocumentUses } from './documents.ts';
import { createFamilyUses } from './family-uses.ts';
import { createFileUses } from './files.ts';
import { createFileReading } from './read-files.ts';
import { createSourceUses } from './sources.ts';
import { createStore } from './store.ts';
import { createTranslationUses } from './translations.ts';

const watchEverySeconds = 10;
const dueEverySeconds = 30;
const lostEverySeconds = 60;

/** The use-cases of library. */
export function createLibraryUses(parts: IntelligenceParts) {
  const { jobs } = parts;
  const absorbers = absorbersOf(parts);
  const reader = createReader({ programmes: true });
  const store = createStore(parts, absorbers, reader);
  const collecting = createCollecting(parts);
  const { translationsOf, ...translations } = createTranslationUses(parts);
  const { fetchDueSources, ...sources } = createSourceUses(
    parts,
    createFetcher({ ...parts, ...(parts.fetchGapMs !== undefined && { gapMs: parts.fetchGapMs }) }),
    collecting,
    store,
  );
  const { lookAfterWaiting, ...reading } = createFileReading(parts, reader, store, collecting);
  const { takeMarketFile, ...files } = createFileUses(parts, collecting);
  jobs.every('intelligence.fetch_due', dueEverySeconds, fetchDueSources);
  jobs.every('intelligence.look_after_waiting', lostEverySeconds, lookAfterWaiting);
  if (parts.watchFolder) {
    const { folder, actor } = parts.watchFolder;
    const watch = watchFolder({ folder, owner: actor, take: takeMarketFile });
    jobs.every('intelligence.watch_folder', watchEverySeconds, (signal) => watch.look(signal));
  }
  return {
    ...files,
    ...sources,
    ...reading,
    ...translations,
    ...createDocumentUses(parts, absorbers, store, { translationsOf }),
    ...createFamilyUses(parts, store),
    ...createCorrectionUses(parts, store, reader),
  };
}
export type LibraryUses = ReturnType<typeof createLibraryUses>;
