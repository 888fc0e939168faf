/** What contradictions keep of documents: that their metrics are to be looked at when they go, in the transaction in which they do. */
import type { MetricId } from '../claims/metrics.ts';
import { listTouched } from '../figures/read.ts';
import type { Absorber, IntelligenceParts } from '../service/parts.ts';
import * as repo from './repo.ts';

/** Findings as keepers of documents. What comes is looked at when it is told that documents were read. */
export function createFindingsAbsorber({ clock }: Pick<IntelligenceParts, 'clock'>): Absorber {
  return {
    absorb: async () => {},
    async forget(trx, organisationId, documentIds) {
      const claimed = (await listTouched(trx, organisationId, documentIds)).map(({ metric }) => metric);
      const found = await repo.metricsOfFindings(trx, organisationId, documentIds);
      const metrics = [...new Set<MetricId>([...claimed, ...found])];
      if (metrics.length > 0) await repo.touchMetrics(trx, organisationId, metrics, clock.now());
    },
    async dependents(trx, organisationId, documentId) {
      const count = await repo.countFindingsOf(trx, organisationId, documentId);
      return count === 0 ? [] : [{ kind: 'finding', count, examples: [] }];
    },
  };
}
