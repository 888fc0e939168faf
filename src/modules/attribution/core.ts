/** The core of attribution: what takes events and touches in, decides, and answers with figures. The edges stand on it. */
import type { Trx } from '../../platform/db/index.ts';
import { createFunnelUses } from './funnel/service.ts';
import { createPerformanceUses } from './funnel/performance.ts';
import { createIntake } from './intake/intake.ts';
import { recordTouches, type NewTouch } from './intake/touches.ts';
import { repairRollups, replay } from './replay.ts';
import { organisationsWithNews, takeDecided } from './service/decided.ts';
import { placementsOf } from './service/placements.ts';
import { createConversionUses } from './service/conversions.ts';
import type { AttributionParts } from './service/parts.ts';
import { createSourceUses } from './service/sources.ts';

/** A search of a code; `viewer` as the app names the person. */
type CodeSearch = {
  touchId: string;
  organisationId: string;
  placementId: string;
  at: Date;
  viewer: { id?: string | undefined; country?: string | undefined; language?: string | undefined } | null;
};

// An app that resolves a code says who typed it, and that is enough; nobody was asked whether their device may be known again.
function touchOf({ viewer, ...search }: CodeSearch): NewTouch {
  return {
    ...search,
    kind: 'search',
    country: viewer?.country ?? null,
    device: 'other',
    os: 'other',
    language: viewer?.language ?? null,
    referrerHost: null,
    addressHash: null,
    agentHash: null,
    deviceHash: null,
    consent: false,
    destination: 'search',
    viewerId: viewer?.id ?? null,
  };
}

export type Core = ReturnType<typeof createCore>;

export function createCore(parts: AttributionParts) {
  const intake = createIntake(parts);
  const sources = createSourceUses(parts, intake);
  return {
    takeEvents: intake.takeEvents,
    /** Takes touches from the journal of clicks, in its transaction. */
    recordTouches: (trx: Trx, touches: readonly NewTouch[]): Promise<void> => recordTouches(parts, trx, touches),
    /** Takes one search of a code, as the app resolved it. */
    recordSearch: (search: CodeSearch): Promise<void> => parts.db.transaction((trx) => recordTouches(parts, trx, [touchOf(search)])),
    sources,
    ...createConversionUses(parts),
    ...createFunnelUses(parts),
    ...createPerformanceUses(parts),
    replay: (options: Parameters<typeof replay>[1]) => replay(parts, options),
    repairRollups: (organisationId: string) => repairRollups(parts, organisationId),
    takeDecided: (trx: Trx, organisationId: string, limit: number) => takeDecided(parts, trx, organisationId, limit),
    organisationsWithNews,
    placementsOf,
  };
}
