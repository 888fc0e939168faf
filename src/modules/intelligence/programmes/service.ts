import { regions } from '../claims/regions.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { createProgrammesCore } from './core.ts';
import { createDateUses } from './dates.ts';
import { createRecordUses } from './records.ts';
import * as repo from './repo.ts';
import { createTableUses } from './tables-out.ts';
import { createWorkUses } from './works.ts';

const remindEverySeconds = 3600;

/** The use-cases of programmes, and the round that reminds of deadlines. What is kept of a work goes with it. */
export function createProgrammesUses(parts: IntelligenceParts) {
  const core = createProgrammesCore(parts);
  const { filtered, ...records } = createRecordUses(parts, core);
  const { remind, today: _today, ...dates } = createDateUses(parts, core);
  parts.jobs.every('intelligence.remind_of_programmes', remindEverySeconds, remind);
  parts.catalog.registerDependents({
    list: async () => [],
    remove: async (trx, _actor, { organisationId, workId, wholeWork }) => {
      if (wholeWork) await repo.forgetWork(trx, organisationId, workId);
    },
  });
  return {
    ...records,
    ...dates,
    ...createTableUses(parts, core, { filtered, ...records }),
    ...createWorkUses(parts, core),
    listPlaces: () => ({ items: [...regions.values()].map(({ name, zh, parent }) => ({ region: name, zh, parent })) }),
    /** For the periodic work, and for tests of it. */
    remindOfProgrammes: remind,
  };
}
