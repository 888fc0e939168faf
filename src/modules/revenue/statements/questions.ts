/** Questions about statements: threads between the people of a payee and the house, on one line or on the whole. */
import { moneyPage } from '../payees/pages.ts';
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { instantFromIso } from '../../../platform/time.ts';
import { revenueErrors } from '../errors.ts';
import type { RevenueParts } from '../service/parts.ts';
import { payeesOfActor, usersOfPayees } from '../service/payees.ts';
import type { StatementLine, StatementQuestion } from './contract.ts';
import * as repo from './questions-repo.ts';
import { readsAll, type Opened, type StatementReading } from './reading.ts';
import type { MessageRow, QuestionRow } from './tables.ts';

const mostQuestions = 200;
const mostMessages = 500;
const place = z.object({ at: z.iso.datetime(), id: z.string().regex(/^stq_[0-9a-z]{26}$/) });
const nameOf = (actor: Actor): string => actor.name.slice(0, 200);
type Told = 'statement_question' | 'statement_answer' | 'statement_question_closed';

export function createStatementQuestions(parts: RevenueParts, reading: StatementReading) {
  const { db, clock, audit, notifications } = parts;

  /** Throws question_not_found for what is not there, and for what is another's. */
  async function openQuestion(trx: Trx, actor: Actor, id: string, lock: boolean): Promise<{ row: QuestionRow; of: Opened }> {
    const row = await repo.findQuestion(trx, actor.organisationId, id, lock);
    const gone = revenueErrors.question_not_found({ id });
    if (!row) throw gone;
    const of = await reading.open(trx, actor, row.statement_id).catch(() => {
      throw gone;
    });
    return { row, of };
  }

  /** Who speaks: somebody of the payee for the payee, everybody else who may for the house. */
  const sideOf = ({ own }: Opened): QuestionRow['waits_for'] => (own ? 'payee' : 'staff');
  const otherSide = (side: QuestionRow['waits_for']): QuestionRow['waits_for'] => (side === 'payee' ? 'staff' : 'payee');

  async function present(trx: Trx, of: Opened, rows: readonly QuestionRow[]): Promise<StatementQuestion[]> {
    const messages = await repo.listMessages(
      trx,
      rows.map(({ id }) => id),
    );
    const lines = await reading.findLines(
      trx,
      of,
      rows.flatMap(({ line_id }) => line_id ?? []),
    );
    return rows.map((row) => onWire(row, of, messages.get(row.id) ?? [], (row.line_id && lines.get(row.line_id)) || null));
  }

  const presentOne = async (trx: Trx, of: Opened, row: QuestionRow): Promise<StatementQuestion> => (await present(trx, of, [row]))[0]!;

  async function tell(trx: Trx, actor: Actor, of: Opened, row: QuestionRow, kind: Told): Promise<void> {
    const params = { payee: of.payee.name, period: row.period };
    const { organisationId } = actor;
    if (sideOf(of) === 'payee') {
      await notifications.notifyStaff(trx, { organisationId, kind, params, link: `/statements/${row.statement_id}?question=${row.id}` });
      return;
    }
    const users = (await usersOfPayees(parts, trx, organisationId, [of.payee])).get(of.payee.id) ?? [];
    await notifications.notify(trx, {
      organisationId,
      kind,
      params,
      link: `${moneyPage(of.payee, 'statements')}/${row.statement_id}?question=${row.id}`,
      userIds: users.filter((id) => id !== actor.id),
    });
  }

  async function say(trx: Trx, actor: Actor, of: Opened, row: QuestionRow, text: string): Promise<void> {
    await repo.insertMessage(trx, {
      question_id: row.id,
      number: row.messages,
      organisation_id: actor.organisationId,
      side: sideOf(of),
      by_id: actor.id,
      by_name: nameOf(actor),
      text,
      said_at: row.changed_at,
    });
  }

  const record = (trx: Trx, actor: Actor, action: `revenue.${string}`, of: Opened, row: QuestionRow): Promise<void> =>
    audit.record(
      trx,
      actor,
      action,
      { id: row.id, title: `${of.payee.name} ${row.period}` },
      { statement: row.statement_id, line: row.line_id },
    );

  /** Closes or opens again. */
  function turn(actor: Actor, id: string, state: QuestionRow['state']): Promise<StatementQuestion> {
    return db.transaction(async (trx) => {
      const { row, of } = await openQuestion(trx, actor, id, true);
      if (row.state === state) throw state === 'closed' ? revenueErrors.question_closed({}) : revenueErrors.question_open({});
      const now = clock.now();
      const closing = state === 'closed';
      const change = {
        state,
        changed_at: now,
        waits_for: otherSide(sideOf(of)),
        closed_at: closing ? now : null,
        closed_by: closing ? actor.id : null,
        closed_by_name: closing ? nameOf(actor) : null,
      };
      await repo.updateQuestion(trx, id, change);
      const changed = { ...row, ...change };
      await record(trx, actor, `revenue.${closing ? 'close' : 'reopen'}_statement_question`, of, row);
      await tell(trx, actor, of, changed, closing ? 'statement_question_closed' : 'statement_question');
      return presentOne(trx, of, changed);
    });
  }

  return {
    /** Throws statement_not_found, line_not_found, too_many_questions. */
    askQuestion: (actor: Actor, statementId: string, asked: { lineId: string | null; text: string }): Promise<StatementQuestion> =>
      db.transaction(async (trx) => {
        const of = await reading.open(trx, actor, statementId);
        const { row: statement } = of;
        if (asked.lineId !== null && !(await reading.findLines(trx, of, [asked.lineId])).has(asked.lineId))
          throw revenueErrors.line_not_found({ id: asked.lineId });
        if ((await repo.countOfPeriod(trx, statement)) >= mostQuestions) throw revenueErrors.too_many_questions({ most: mostQuestions });
        const now = clock.now();
        const row: QuestionRow = {
          id: newId('statementQuestion', now.getTime()),
          organisation_id: actor.organisationId,
          statement_id: statement.id,
          payee_id: statement.payee_id,
          period: statement.period,
          currency: statement.currency,
          line_id: asked.lineId,
          state: 'open',
          waits_for: otherSide(sideOf(of)),
          messages: 1,
          asked_at: now,
          changed_at: now,
          closed_at: null,
          closed_by: null,
          closed_by_name: null,
        };
        await repo.insertQuestion(trx, row);
        await say(trx, actor, of, row, asked.text);
        await record(trx, actor, 'revenue.ask_statement_question', of, row);
        await tell(trx, actor, of, row, 'statement_question');
        return presentOne(trx, of, row);
      }),

    /** Throws question_not_found, question_closed, too_many_questions. */
    answerQuestion: (actor: Actor, id: string, text: string): Promise<StatementQuestion> =>
      db.transaction(async (trx) => {
        const { row, of } = await openQuestion(trx, actor, id, true);
        if (row.state === 'closed') throw revenueErrors.question_closed({});
        if (row.messages >= mostMessages) throw revenueErrors.too_many_questions({ most: mostMessages });
        const change = { messages: row.messages + 1, waits_for: otherSide(sideOf(of)), changed_at: clock.now() };
        await repo.updateQuestion(trx, id, change);
        const changed = { ...row, ...change };
        await say(trx, actor, of, changed, text);
        await record(trx, actor, 'revenue.answer_statement_question', of, row);
        await tell(trx, actor, of, changed, 'statement_answer');
        return presentOne(trx, of, changed);
      }),

    /** Throws question_not_found, question_closed. */
    closeQuestion: (actor: Actor, id: string) => turn(actor, id, 'closed'),
    /** Throws question_not_found, question_open. */
    reopenQuestion: (actor: Actor, id: string) => turn(actor, id, 'open'),

    /** Throws question_not_found. */
    getQuestion: (actor: Actor, id: string): Promise<StatementQuestion> =>
      db.read(async (trx) => {
        const { row, of } = await openQuestion(trx, actor, id, false);
        return presentOne(trx, of, row);
      }),

    /** Throws statement_not_found. */
    listQuestionsOf: (actor: Actor, statementId: string, lineId: string | null): Promise<{ items: StatementQuestion[] }> =>
      db.read(async (trx) => {
        const of = await reading.open(trx, actor, statementId);
        return { items: await present(trx, of, await repo.listOfPeriod(trx, of.row, lineId, mostQuestions)) };
      }),

    listQuestions: (
      actor: Actor,
      query: {
        state?: QuestionRow['state'] | undefined;
        waitsFor?: QuestionRow['waits_for'] | undefined;
        cursor?: string | undefined;
        limit: number;
      },
    ) =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const after = query.cursor === undefined ? null : decodeCursor(place, query.cursor);
        const own = readsAll(actor) ? null : (await payeesOfActor(parts, trx, actor)).map(({ id }) => id);
        const rows = await repo.listQuestions(trx, organisationId, {
          payeeIds: own,
          state: query.state ?? null,
          waitsFor: query.waitsFor ?? null,
          after: after && { changedAt: instantFromIso(after.at), id: after.id },
          limit: query.limit + 1,
        });
        const page = rows.slice(0, query.limit);
        const items: StatementQuestion[] = [];
        // A statement is opened once for all that is asked about it; there are few on a page.
        const opened = new Map<string, Opened>();
        for (const row of page) {
          const of = opened.get(row.statement_id) ?? (await reading.open(trx, actor, row.statement_id));
          opened.set(row.statement_id, of);
          items.push(await presentOne(trx, of, row));
        }
        const last = page.at(-1);
        return {
          items,
          nextCursor: rows.length > query.limit && last ? encodeCursor({ at: last.changed_at.toISOString(), id: last.id }) : null,
        };
      }),
  };
}

function onWire(
  row: QuestionRow,
  { row: statement, payee }: Opened,
  messages: readonly MessageRow[],
  line: StatementLine | null,
): StatementQuestion {
  return {
    id: row.id,
    statement: {
      id: row.statement_id,
      period: row.period,
      currency: row.currency as StatementQuestion['statement']['currency'],
      version: statement.version,
    },
    payee: { id: payee.id, name: payee.name },
    line,
    state: row.state,
    waitsFor: row.state === 'open' ? row.waits_for : null,
    askedAt: row.asked_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    closed: row.closed_at && { at: row.closed_at.toISOString(), by: { id: row.closed_by, name: row.closed_by_name ?? '' } },
    messages: messages.map((message) => ({
      id: `${message.question_id}.${message.number}`,
      side: message.side,
      by: { id: message.by_id, name: message.by_name },
      text: message.text,
      at: message.said_at.toISOString(),
    })),
  };
}
