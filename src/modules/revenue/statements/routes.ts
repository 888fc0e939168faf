import type { Handlers } from '../../../platform/http/server.ts';
import type { revenueContract } from '../contract.ts';
import type { statementsRoutes } from './contract.ts';
import type { StatementUses } from './uses.ts';

/** What statements' routes do. */
export function statementsHandlers(service: StatementUses): Pick<Handlers<typeof revenueContract>, keyof typeof statementsRoutes> {
  return {
    listStatements: ({ query }, { actor }) => service.listStatements(actor, query),
    listMyStatements: ({ query }, { actor }) => service.listMyStatements(actor, query),
    getStatement: ({ params }, { actor }) => service.getStatement(actor, params.statementId),
    listStatementLines: ({ params, query }, { actor }) => service.listStatementLines(actor, params.statementId, query),
    getStatementLine: ({ params }, { actor }) => service.getStatementLine(actor, params.statementId, params.lineId),
    listStatementVersions: ({ params }, { actor }) => service.listStatementVersions(actor, params.statementId),
    exportStatement: ({ params, query }, { actor }) => service.exportStatement(actor, params.statementId, query),
    askQuestion: ({ params, body }, { actor }) => service.askQuestion(actor, params.statementId, body),
    listStatementQuestions: ({ params, query }, { actor }) => service.listQuestionsOf(actor, params.statementId, query.lineId ?? null),
    listQuestions: ({ query }, { actor }) => service.listQuestions(actor, query),
    getQuestion: ({ params }, { actor }) => service.getQuestion(actor, params.questionId),
    answerQuestion: ({ params, body }, { actor }) => service.answerQuestion(actor, params.questionId, body.text),
    closeQuestion: ({ params }, { actor }) => service.closeQuestion(actor, params.questionId),
    reopenQuestion: ({ params }, { actor }) => service.reopenQuestion(actor, params.questionId),
  };
}
