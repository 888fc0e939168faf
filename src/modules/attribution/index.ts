/**
 * Attribution: touches, conversions, and who is credited with each of them, with the reason.
 *
 * Owns sources and the event log, touches, conversions with every change, decisions with their candidates, what they earn by
 * estimate, the roll-ups behind every figure, signals of fraud and what they hold, file imports, asked sources, and what people may
 * know and have erased of themselves. Does not own campaigns and their histories (it asks for the facts as they held), codes, links
 * and their journal (they bring touches), nor the books: what is payable is an estimate until the ledger has it.
 * Start reading at decision/rules.ts (who is credited) and decision/order.ts (what an order is), then intake/intake.ts and intake/apply.ts
 * (how it is stored); replay.ts proves it all again from the log. The edges (files, pullers, signals, exports, privacy) are in edges.ts.
 */
import { bindRoutes, type BoundContract } from '../../platform/http/server.ts';
import type { EventHandler, JobHandler, JobsService } from '../../platform/jobs/index.ts';
import { attributionContract } from './contract.ts';
import { createCore, type Core } from './core.ts';
import type { EdgeParts } from './edge-parts.ts';
import { createEdges, type Edges } from './edges.ts';
import { coreHandlers } from './routes.ts';
import type { AttributionParts } from './service/parts.ts';

export { attributionMigrations } from './migrations/index.ts';
// What files of platforms are read with, whatever they say.
export { receive } from './imports/receive.ts';
export { lookAtTable, rowsOf, type TableFacts } from './imports/table.ts';
export { isZone, plain, readAmount, readInstant, readStatus, readType, type Read } from './imports/values.ts';
export type { Source } from './contract.ts';
export type { NewTouch } from './intake/touches.ts';
export type { DecidedItem, DecidedSubject } from './service/decided.ts';
export type { Difference, Replay } from './replay.ts';
export type { AttributionParts } from './service/parts.ts';
export type { EdgeParts } from './edge-parts.ts';

export type Attribution = Core & {
  readonly edges: Edges;
  readonly bound: BoundContract;
  readonly jobs: readonly JobHandler[];
  readonly events: readonly EventHandler[];
};
type Parts = AttributionParts & Omit<EdgeParts, 'takeEvents' | 'jobs'> & { jobs: EdgeParts['jobs'] & Pick<JobsService, 'every'> };

const sweepSeconds = 900;

/** Attribution on its parts; what comes round is registered, and runs when the queue starts. */
export function createAttribution(parts: Parts): Attribution {
  const core = createCore(parts);
  const edges = createEdges({ ...parts, takeEvents: core.takeEvents }, core);
  for (const { name, seconds, run } of edges.every) parts.jobs.every(name, seconds, async (signal) => void (await run(signal)));
  parts.jobs.every('attribution.forget_messages', sweepSeconds, () => core.sources.sweepMessages());
  const handlers = coreHandlers(parts, core);
  return {
    ...core,
    edges,
    bound: bindRoutes(attributionContract, {
      ...handlers,
      ...edges.handlers,
      // From where creators look at their figures, their own orders would come.
      getPerformance: async (input, context) => {
        await edges.signals.noteVisit(context.actor, context);
        return handlers.getPerformance(input, context);
      },
    }),
    jobs: edges.jobs,
    events: [],
  };
}
