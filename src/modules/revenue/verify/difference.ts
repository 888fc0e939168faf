/** What a proof can have wrong. `verify.difference.<code>` says it in the reader's language. */
export const differenceCodes = [
  'not_a_zip',
  'zip_damaged',
  'zip_too_large',
  'file_missing',
  'file_unknown',
  'file_repeated',
  'not_utf8',
  'line_too_long',
  'not_json',
  'wrong_form',
  'plan_repeated',
  'plan_hash',
  'settlements',
  'keys',
  'seal_path',
  'previous_path',
  'previous_after',
  'journal_order',
  'journal_hash',
  'journal_path',
  'journal_not_own',
  'journal_outside',
  'journal_currency',
  'journal_memo',
  'group_order',
  'group_outside',
  'group_transfer',
  'group_plan',
  'group_count',
  'group_root',
  'group_sum',
  'group_missing',
  'posting_hash',
  'posting_not_own',
  'posting_plan',
  'posting_currency',
  'posting_line',
  'tax_outside',
  'tax_income',
  'tax_computed',
  'tax_transfer',
  'opening',
  'total',
  'closing',
  'file_hash',
] as const;
export type DifferenceCode = (typeof differenceCodes)[number];

/** The first thing that is not as it should be: in which file, on which line (from 1; null for the file as a whole). */
export type Difference = {
  readonly file: string;
  readonly line: number | null;
  readonly code: DifferenceCode;
  /** What should stand there, and what does, as short texts. */
  readonly expected: string;
  readonly found: string;
};

const longest = 200;
const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** Thrown inside verify alone: the first difference ends it. */
export class Differs extends Error {
  readonly difference: Difference;

  constructor(code: DifferenceCode, file: string, line: number | null, expected: unknown, found: unknown) {
    super(code);
    this.difference = { file, line, code, expected: short(String(expected)), found: short(String(found)) };
  }
}
