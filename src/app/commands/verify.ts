import { verifyStatement } from '../../modules/revenue/index.ts';
import { readArguments, type Command } from '../command.ts';
import { appErrors } from '../errors.ts';
import { openFile } from '../open-file.ts';
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
    const file = await openFile(path);
    try {
      const { ok, checked, firstDifference, seal } = await verifyStatement(file);
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
