import { open } from 'node:fs/promises';
import { verifyStatement } from '../../modules/revenue/index.ts';
import { readArguments, type Command } from '../command.ts';
import { appErrors } from '../errors.ts';
import { terminalTranslator } from '../sentences.ts';

const usage = 'verify FILE.zip';

export const command: Command = {
  name: 'verify',
  summary: 'compute a statement anew from its zip, without a server',
  help: `
hookline verify FILE.zip [--json]

Computes everything that the statement says from what lies in the zip: hashes and their paths to the seal, every order through its
signed plan, tax, sums, and opening + … = closing. Needs no database and no network. Prints {ok, checked, firstDifference}, which
names the file and the line that differs first, and ends with 1 where something does. The seal goes to stderr: hookline ledger check
--head HASH finds it in the books.

Example: hookline verify statement.zip`,
  run: async (argv, io) => {
    const { positionals } = readArguments(argv, { json: { type: 'boolean' } });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw appErrors.bad_usage({ reason: usage });
    const file = await open(path).catch((error: unknown) => {
      throw appErrors.file_not_found({ file: path }, error);
    });
    try {
      const { size } = await file.stat();
      const source = {
        size,
        read: async (offset: number, length: number): Promise<Uint8Array> => {
          const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.max(0, Math.min(length, size - offset))), { position: offset });
          return buffer.subarray(0, bytesRead);
        },
      };
      const { ok, checked, firstDifference, seal } = await verifyStatement(source);
      const t = terminalTranslator(io.env);
      const message =
        firstDifference && t(`verify.difference.${firstDifference.code}`, { ...firstDifference, place: placeOf(firstDifference) });
      if (message !== null) io.stderr(`${message}\n`);
      else if (seal) io.stderr(`${t('verify.agrees', seal)}\n`);
      io.stdout(`${JSON.stringify({ ok, checked, firstDifference: firstDifference && { ...firstDifference, message } })}\n`);
      return ok ? 0 : 1;
    } finally {
      await file.close();
    }
  },
};

/** The file, and the line in it where there is one: `journal.jsonl:12`. */
function placeOf({ file, line }: { file: string; line: number | null }): string {
  return line === null ? file : `${file}:${line}`;
}
