import type { Selectable } from 'kysely';

export type QuestionTables = {
  statement_questions: {
    id: string;
    organisation_id: string;
    statement_id: string;
    payee_id: string;
    period: string;
    currency: string;
    /** `run.number.index`; null for the whole statement. */
    line_id: string | null;
    state: 'open' | 'closed';
    waits_for: 'payee' | 'staff';
    messages: number;
    asked_at: Date;
    changed_at: Date;
    closed_at: Date | null;
    closed_by: string | null;
    closed_by_name: string | null;
  };
  statement_question_messages: {
    question_id: string;
    number: number;
    organisation_id: string;
    side: 'payee' | 'staff';
    by_id: string | null;
    by_name: string;
    text: string;
    said_at: Date;
  };
};
export type QuestionRow = Selectable<QuestionTables['statement_questions']>;
export type MessageRow = Selectable<QuestionTables['statement_question_messages']>;
