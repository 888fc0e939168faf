import type { ZipFault } from '../../../platform/zip.ts';
import type { TokenFault } from './token.ts';

/** What an evidence bundle can have wrong. `evidence.difference.<code>` says it in the reader's language. */
export type DifferenceCode =
  | ZipFault
  | TokenFault
  | 'file_missing'
  | 'file_unknown'
  | 'file_hash'
  | 'not_json'
  | 'wrong_form'
  | 'asset_repeated'
  | 'shares'
  | 'leaf'
  | 'leaf_count'
  | 'root'
  | 'script'
  | 'token_before';

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
/** Names and certificates are others' words, and a terminal obeys control characters. */
export const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
const short = (text: string): string => plain(text.length > longest ? `${text.slice(0, longest)}…` : text);

/** Thrown inside verifyBundle alone: the first difference ends it. */
export class Differs extends Error {
  readonly difference: Difference;

  constructor(code: DifferenceCode, file: string, line: number | null, expected: unknown, found: unknown) {
    super(code);
    this.difference = { file: plain(file), line, code, expected: short(String(expected)), found: short(String(found)) };
  }
}
