/** What statements promise: reading them down to the order and the rule, taking them away, and asking about them. */
import { z } from 'zod';
import { calendarDate, currencies, instant, pageOf, pageQuery, type Route } from '../../../platform/http/contract.ts';
import { explanation, id, revenueKinds, signedMinor } from '../words/contract.ts';

/** A month of the business zone. */
const period = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const statementFormats = ['csv', 'xlsx', 'html', 'zip'] as const;
export type StatementFormat = (typeof statementFormats)[number];

/**
 * opening + earned + refunded + restated + tax + paid + other = closing; what lowers the balance is negative. The balance is what is
 * owed to the payee: negative where more was taken back than was left.
 */
const totals = z.object({
  openingMinor: signedMinor,
  earnedMinor: signedMinor,
  refundedMinor: signedMinor,
  /** Corrections of what earlier settlements gave. */
  restatedMinor: signedMinor,
  taxMinor: signedMinor,
  paidMinor: signedMinor,
  otherMinor: signedMinor,
  closingMinor: signedMinor,
});
export const statementTotals = Object.keys(totals.shape) as (keyof z.output<typeof totals>)[];

export const statementSummary = totals.extend({
  id: z.string(),
  /** `role` where it is one of the house's own: its name is what it is, until somebody renames it. */
  payee: z.object({ id: z.string(), name: z.string(), role: z.enum(['operator', 'studio']).nullable() }),
  period,
  currency: z.enum(currencies),
  /** Counts from 1; the newest holds, the ones before stay readable. */
  version: z.number().int(),
  newest: z.boolean(),
  settlementId: z.string(),
  madeAt: instant,
  openQuestions: z.number().int(),
});
export type StatementSummary = z.output<typeof statementSummary>;

/** What moved the payee's account in the month beside the lines. */
const movement = z.object({
  kind: z.enum(['settled', 'tax', 'paid', 'other']),
  at: instant,
  amountMinor: signedMinor,
  transferId: z.string(),
});
export type StatementMovement = z.output<typeof movement>;
const versionOf = totals.extend({
  id: z.string(),
  version: z.number().int(),
  madeAt: instant,
});
export const statementDetail = statementSummary.extend({
  /** Whether the reader is somebody of the payee. */
  own: z.boolean(),
  /** All versions of the period, newest first, this one among them. */
  versions: z.array(versionOf),
  /** The statement before it, whose closing balance this one begins with, less what was recorded for those days since. */
  previous: z.object({ id: z.string(), period, version: z.number().int(), closingMinor: signedMinor }).nullable(),
  /** How many lines there are. */
  lines: z.number().int(),
  /** Of what the statement gives, from which day how much is payable. */
  payable: z.array(z.object({ payableOn: calendarDate, amountMinor: signedMinor })),
  /** Newest first, at most a hundred; lines explain those that were settled. */
  movements: z.array(movement),
  /** What it is proven against: `ledger check --head HASH` finds the hash in the books. */
  seal: z.object({ seq: z.string(), hash: z.string(), root: z.string() }),
});
export type StatementDetail = z.output<typeof statementDetail>;

export const statementLine = z.object({
  /** Names the line within its payee’s statements of the period, in every version that has it. */
  id: z.string(),
  kind: z.enum(['earned', 'refunded', 'taken_back']),
  order: z.object({
    itemId: z.string(),
    kind: z.enum(revenueKinds),
    /** The source’s own number of the order; null for what no source numbered. */
    externalId: z.string().nullable(),
    /** Titles and names are null for what is gone. */
    work: z.object({ id: z.string(), title: z.string().nullable() }).nullable(),
    campaign: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    creator: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    /** On which channel it was promoted, where that is known. */
    channel: z.string().nullable(),
    occurredAt: instant,
    amountMinor: signedMinor,
    /** Of a refund, how much of the order it took; null elsewhere. */
    refundedMinor: signedMinor.nullable(),
  }),
  rule: z.object({
    planId: z.string(),
    planName: z.string().nullable(),
    version: z.number().int(),
    step: z.string(),
    label: z.string(),
    explanation,
  }),
  amountMinor: signedMinor,
  /** When what it stands for happened: the order, its refund, or the correction. */
  at: instant,
  /** Business day from which it is payable; null where that is not known of the line alone. */
  payableOn: calendarDate.nullable(),
  /** Questions about the line that are still open. */
  openQuestions: z.number().int(),
});
export type StatementLine = z.output<typeof statementLine>;

const message = z.object({
  id: z.string(),
  /** `payee` for somebody of the payee, `staff` for the house. */
  side: z.enum(['payee', 'staff']),
  by: z.object({ id: z.string().nullable(), name: z.string() }),
  text: z.string(),
  at: instant,
});
export const statementQuestion = z.object({
  id: z.string(),
  statement: z.object({ id: z.string(), period, currency: z.enum(currencies), version: z.number().int() }),
  payee: z.object({ id: z.string(), name: z.string() }),
  /** The line that it is about, with what it says; null for the whole statement. */
  line: statementLine.nullable(),
  state: z.enum(['open', 'closed']),
  /** Whose turn it is while it is open: the side that did not write last. */
  waitsFor: z.enum(['payee', 'staff']).nullable(),
  askedAt: instant,
  /** Of the last message, closing or reopening. */
  changedAt: instant,
  closed: z.object({ at: instant, by: z.object({ id: z.string().nullable(), name: z.string() }) }).nullable(),
  messages: z.array(message),
});
export type StatementQuestion = z.output<typeof statementQuestion>;

const text = z.string().trim().min(1).max(4000);
const statementParam = z.object({ statementId: z.string() });
const questionParam = z.object({ questionId: z.string() });
const statementGone = 'revenue.statement_not_found';
const questionGone = 'revenue.question_not_found';
const listing = pageQuery.extend({
  period: period.optional(),
  currency: z.enum(currencies).optional(),
  /** Superseded versions too. */
  superseded: z.stringbool().default(false),
});

export const statementsRoutes = {
  listStatements: {
    id: 'revenue.list_statements',
    method: 'GET',
    path: '/api/v1/statements',
    summary: 'Statements of all payees, newest period first.',
    access: 'revenue.read',
    query: listing.extend({ payeeId: id.optional(), settlementId: id.optional(), query: z.string().max(100).optional() }),
    response: pageOf(statementSummary),
  },
  listMyStatements: {
    id: 'revenue.list_my_statements',
    method: 'GET',
    path: '/api/v1/my/statements',
    summary: 'Statements of the payees that one is, newest period first.',
    access: 'revenue.read_own',
    query: listing,
    response: pageOf(statementSummary),
  },
  getStatement: {
    id: 'revenue.get_statement',
    method: 'GET',
    path: '/api/v1/statements/:statementId',
    summary: 'A statement with its totals, its versions, when it is payable, and the seal that it is proven against.',
    access: 'revenue.read_own',
    params: statementParam,
    response: statementDetail,
    errors: [statementGone],
  },
  listStatementLines: {
    id: 'revenue.list_statement_lines',
    method: 'GET',
    path: '/api/v1/statements/:statementId/lines',
    summary: 'A statement’s lines, each with its order and the rule that made it.',
    access: 'revenue.read_own',
    params: statementParam,
    query: pageQuery.extend({
      kind: z.enum(['earned', 'refunded', 'taken_back']).optional(),
      workId: id.optional(),
      campaignId: id.optional(),
      /** The source’s number of an order, or the item’s id. */
      order: z.string().max(200).optional(),
    }),
    response: pageOf(statementLine),
    errors: [statementGone],
  },
  getStatementLine: {
    id: 'revenue.get_statement_line',
    method: 'GET',
    path: '/api/v1/statements/:statementId/lines/:lineId',
    summary: 'One line of a statement.',
    access: 'revenue.read_own',
    params: statementParam.extend({ lineId: z.string().max(100) }),
    response: statementLine,
    errors: [statementGone, 'revenue.line_not_found'],
  },
  listStatementVersions: {
    id: 'revenue.list_statement_versions',
    method: 'GET',
    path: '/api/v1/statements/:statementId/versions',
    summary: 'All versions of a statement, newest first.',
    access: 'revenue.read_own',
    params: statementParam,
    response: z.object({ items: z.array(statementSummary) }),
    errors: [statementGone],
  },
  exportStatement: {
    id: 'revenue.export_statement',
    method: 'GET',
    path: '/api/v1/statements/:statementId/export',
    summary: 'A statement to take away: lines as CSV or XLSX, a page to print, or a zip that anyone can recompute.',
    access: 'revenue.read_own',
    params: statementParam,
    query: z.object({
      format: z.enum(statementFormats).default('csv'),
      /** Of heads and explanations; the zip has both. */
      language: z.enum(['en', 'zh-CN']).default('en'),
    }),
    produces: 'application/octet-stream',
    errors: [statementGone],
  },
  askQuestion: {
    id: 'revenue.ask_statement_question',
    method: 'POST',
    path: '/api/v1/statements/:statementId/questions',
    summary: 'Ask about a statement, or about one line of it; the other side is told.',
    access: 'revenue.ask',
    params: statementParam,
    body: z.object({ lineId: z.string().max(100).nullable().default(null), text }),
    response: statementQuestion,
    status: 201,
    errors: [statementGone, 'revenue.line_not_found', 'revenue.too_many_questions'],
    example: { lineId: '1.42.0', text: '这笔订单的分成比例和签约时不一样，请核对。' },
  },
  listStatementQuestions: {
    id: 'revenue.list_questions_of_statement',
    method: 'GET',
    path: '/api/v1/statements/:statementId/questions',
    summary: 'What was asked about a statement in any of its versions, newest first.',
    access: 'revenue.read_own',
    params: statementParam,
    query: z.object({ lineId: z.string().max(100).optional() }),
    response: z.object({ items: z.array(statementQuestion) }),
    errors: [statementGone],
  },
  listQuestions: {
    id: 'revenue.list_statement_questions',
    method: 'GET',
    path: '/api/v1/statement-questions',
    summary: 'Questions about statements, those that changed last first; partners see their own.',
    access: 'revenue.read_own',
    query: pageQuery.extend({ state: z.enum(['open', 'closed']).optional(), waitsFor: z.enum(['payee', 'staff']).optional() }),
    response: pageOf(statementQuestion),
  },
  getQuestion: {
    id: 'revenue.get_statement_question',
    method: 'GET',
    path: '/api/v1/statement-questions/:questionId',
    summary: 'A question with everything that was said.',
    access: 'revenue.read_own',
    params: questionParam,
    response: statementQuestion,
    errors: [questionGone],
  },
  answerQuestion: {
    id: 'revenue.answer_statement_question',
    method: 'POST',
    path: '/api/v1/statement-questions/:questionId/messages',
    summary: 'Say something to a question; the other side is told.',
    access: 'revenue.ask',
    params: questionParam,
    body: z.object({ text }),
    response: statementQuestion,
    status: 201,
    errors: [questionGone, 'revenue.question_closed', 'revenue.too_many_questions'],
    example: { text: '该订单适用 11 月 1 日起的新方案，详见第 2 版。' },
  },
  closeQuestion: {
    id: 'revenue.close_statement_question',
    method: 'POST',
    path: '/api/v1/statement-questions/:questionId/close',
    summary: 'Close a question: it is settled.',
    access: 'revenue.ask',
    params: questionParam,
    response: statementQuestion,
    errors: [questionGone, 'revenue.question_closed'],
  },
  reopenQuestion: {
    id: 'revenue.reopen_statement_question',
    method: 'POST',
    path: '/api/v1/statement-questions/:questionId/reopen',
    summary: 'Open a question again.',
    access: 'revenue.ask',
    params: questionParam,
    response: statementQuestion,
    errors: [questionGone, 'revenue.question_open'],
  },
} as const satisfies Record<string, Route>;
