/**
 * A process of its own that works on a settlement, and ends itself with SIGKILL, as a power cut would, some milliseconds after it has
 * told of its progress so many times: at another point of the next transaction each time. Its one argument is JSON.
 */
import { openDatabase } from '../../src/platform/db/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { openRevenue } from './revenue.ts';

const given = JSON.parse(process.argv[2]!) as {
  database: { url: string } | { directory: string };
  organisationId: string;
  settlementId: string;
  phase: 'compute' | 'post';
  /** Null to live to the end. */
  dieAfter: { told: number; ms: number } | null;
};
const db = await openDatabase(given.database);
const { revenue } = await openRevenue(db);
const die = (): void => void process.kill(process.pid, 'SIGKILL');
let told = 0;
const context = {
  taskId: 'tsk_child',
  organisationId: given.organisationId,
  attempt: 1,
  signal: new AbortController().signal,
  progress: () => {
    told += 1;
    if (!given.dieAfter || told !== given.dieAfter.told) return;
    if (given.dieAfter.ms === 0) die();
    else setTimeout(die, given.dieAfter.ms);
  },
  log: silentLog,
};
await (given.phase === 'compute' ? revenue.runCompute(given.settlementId, context) : revenue.runPost(given.settlementId, context));
await db.close();
process.exit(0);
