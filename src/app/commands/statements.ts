import { readArguments, settingFlags, settingsOf, type Command } from '../command.ts';
import { readConfig } from '../config.ts';
import { appErrors } from '../errors.ts';
import { withDatabase } from '../with-database.ts';

const usage = 'statements export ID --out FILE.zip';

export const command: Command = {
  name: 'statements',
  summary: 'write a statement as a zip that anyone can recompute',
  help: `
hookline statements export ID --out FILE.zip [--json]

Writes the statement with everything that its figures follow from: the plan as it was signed, the orders, the journal with its
hashes, tax. Others’ lines are in it as hashes alone. The same statement gives the same bytes. hookline verify FILE.zip computes it
anew, without a server.

Example: hookline statements export stm_06dkx2n5r8t0c3g7k1p4v9w2ya --out statement.zip`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, { ...settingFlags, json: { type: 'boolean' }, out: { type: 'string' } });
    const [what, id, ...more] = positionals;
    if (what !== 'export' || id === undefined || more.length > 0) throw appErrors.bad_usage({ reason: usage });
    if (values.out === undefined || values.out === '') throw appErrors.bad_usage({ reason: `${usage}: say where to write with --out` });
    const config = readConfig(io.env, settingsOf(values));
    const done = await withDatabase(config, 'statements.export', { id, file: values.out }, { signal: io.signal, onEvent: () => {} });
    const { file } = done as { file: string };
    io.stdout(values.json ? `${JSON.stringify({ id, file })}\n` : `${file}\n`);
    return 0;
  },
};
