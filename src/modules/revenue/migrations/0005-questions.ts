import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table statement_questions (
    id text primary key,
    organisation_id text not null,
    statement_id text not null references revenue_statements (id),
    -- Of the statement: what was asked stays with the period when it is settled again.
    payee_id text not null references payees (id),
    period text not null,
    currency text not null,
    -- The line that it is about, 'run.number.index'; null for the whole statement.
    line_id text,
    state text not null check (state in ('open', 'closed')),
    -- Whose turn it is: the side that did not write last.
    waits_for text not null check (waits_for in ('payee', 'staff')),
    messages integer not null check (messages > 0),
    asked_at timestamptz not null,
    changed_at timestamptz not null,
    closed_at timestamptz,
    closed_by text,
    closed_by_name text,
    check ((closed_at is not null) = (state = 'closed'))
  )`,
  // Serves an organisation's questions, those that changed last first.
  `create index statement_questions_changed on statement_questions (organisation_id, changed_at desc, id desc)`,
  // Serves a payee's questions, and those of a period's statements and lines.
  `create index statement_questions_payee on statement_questions (payee_id, period, currency)`,

  `create table statement_question_messages (
    question_id text not null references statement_questions (id),
    number integer not null check (number > 0),
    organisation_id text not null,
    side text not null check (side in ('payee', 'staff')),
    by_id text,
    by_name text not null,
    text text not null,
    said_at timestamptz not null,
    primary key (question_id, number)
  )`,
  // What was said about money stays said.
  `create trigger statement_question_messages_no_change before update or delete on statement_question_messages
    for each row execute function share_plan_signatures_refuse_change()`,
];

export const questions: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
