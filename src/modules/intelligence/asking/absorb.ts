/** Answers as keepers of documents: they keep what they cited, and show that it is gone. */
import type { Absorber } from '../service/parts.ts';
import * as repo from './repo.ts';

export function createAnswersAbsorber(): Absorber {
  return {
    absorb: async () => {},
    forget: async () => {},
    async dependents(trx, organisationId, documentId) {
      // Questions are their askers' own: only how many there are is said.
      const count = await repo.countCiting(trx, organisationId, documentId);
      return count === 0 ? [] : [{ kind: 'answer', count, examples: [] }];
    },
  };
}
