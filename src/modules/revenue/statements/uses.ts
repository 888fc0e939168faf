import type { RevenueParts } from '../service/parts.ts';
import { createStatementExports } from './exports.ts';
import { createStatementQuestions } from './questions.ts';
import { createStatementReading } from './reading.ts';

/** Statements as use-cases: reading, taking away, asking. */
export function createStatementUses(parts: RevenueParts) {
  const reading = createStatementReading(parts);
  const { listStatements, listMyStatements, getStatement, listLines, getLine, listStatementVersions } = reading;
  return {
    listStatements,
    listMyStatements,
    getStatement,
    listStatementLines: listLines,
    getStatementLine: getLine,
    listStatementVersions,
    ...createStatementExports(parts, reading),
    ...createStatementQuestions(parts, reading),
  };
}
export type StatementUses = ReturnType<typeof createStatementUses>;
