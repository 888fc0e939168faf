/** Briefings as keepers of documents: they keep what they cited, and show that it was put aside or is gone. */
import type { Absorber } from '../service/parts.ts';
import * as repo from './repo.ts';

const mostExamples = 5;

export function createBriefsAbsorber(): Absorber {
  return {
    absorb: async () => {},
    forget: async () => {},
    async dependents(trx, organisationId, documentId) {
      const titles = await repo.listTitlesCiting(trx, organisationId, documentId);
      return titles.length === 0 ? [] : [{ kind: 'brief', count: titles.length, examples: titles.slice(0, mostExamples) }];
    },
  };
}
