import { journalFormats } from '../../modules/ledger/index.ts';
import { readArguments, settingFlags, settingsOf, type Command } from '../command.ts';
import { readConfig } from '../config.ts';
import { appErrors } from '../errors.ts';
import { withDatabase } from '../with-database.ts';

type Check = { ok: boolean; checked: number; firstDifference: unknown };
const usage = 'ledger check [--head HASH], or ledger export --format hledger|csv';

export const command: Command = {
  name: 'ledger',
  summary: 'prove the books, or write them out for an accounting program',
  help: `
hookline ledger check [--head HASH]
hookline ledger export --format hledger|csv

check computes every chain of transfers anew from its first: hashes, sums, balances, limits, closings and seals; then the orders
behind every settled transfer, and the statements made of them. It prints {ok, checked, firstDifference}, which names the
transfer, the account or the statement, and ends with 1 where something differs. With the hash
that a statement or a month-end carries, it also finds rows that were cut off the end. export prints the posted journal as
plain-text accounting, which hledger and ledger read, or as CSV with one line an entry.

Example: hookline ledger export --format hledger | hledger -f - balance`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, {
      ...settingFlags,
      json: { type: 'boolean' },
      head: { type: 'string' },
      format: { type: 'string' },
    });
    const [what, ...more] = positionals;
    if (more.length > 0) throw appErrors.bad_usage({ reason: usage });
    const config = readConfig(io.env, settingsOf(values));
    if (what === 'check' && values.format === undefined) {
      const head = values.head?.toLowerCase() ?? null;
      if (head !== null && !/^[0-9a-f]{64}$/.test(head)) throw appErrors.bad_usage({ reason: 'a head is 64 hex digits' });
      const result = (await withDatabase(config, 'ledger.check', { head }, { signal: io.signal, onEvent: () => {} })) as Check;
      io.stdout(`${JSON.stringify(result)}\n`);
      return result.ok ? 0 : 1;
    }
    const format = journalFormats.find((each) => each === values.format);
    if (what !== 'export' || format === undefined || values.head !== undefined) throw appErrors.bad_usage({ reason: usage });
    await withDatabase(
      config,
      'ledger.export',
      { format },
      { signal: io.signal, onEvent: (event) => io.stdout((event as { text: string }).text) },
    );
    return 0;
  },
};
