/** What the command line asks of the books, done where the database is. */
import type { Identity } from '../modules/identity/index.ts';
import { journalFormats, type JournalFormat, type Ledger } from '../modules/ledger/index.ts';
import type { Revenue } from '../modules/revenue/index.ts';
import type { ControlCommand } from './control.ts';
import { appErrors } from './errors.ts';

/** `ledger.check` proves the books, and where they hold, the orders behind their transfers; `ledger.export` emits the journal of the command line's organisation as `{text}`. */
type Parts = { ledger: Ledger; revenue: Pick<Revenue, 'checkPostings'>; identity: Identity };
export function ledgerCommands({ ledger, revenue, identity }: Parts): Record<string, ControlCommand> {
  return {
    'ledger.check': async (args) => {
      const books = await ledger.check((args as { head: string | null }).head);
      if (!books.ok) return books;
      const { ok, firstDifference } = await revenue.checkPostings();
      return { ok, checked: books.checked, firstDifference };
    },
    'ledger.export': async (args, { signal, emit }) => {
      const { format } = args as { format: JournalFormat };
      if (!journalFormats.includes(format)) throw appErrors.bad_usage({ reason: 'ledger export --format hledger|csv' });
      const { organisationId } = await identity.commandLineActor();
      for await (const text of ledger.journal(organisationId, format)) {
        signal.throwIfAborted();
        emit({ text });
      }
      return null;
    },
  };
}
