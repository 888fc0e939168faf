/** What the command line asks of the books, done where the database is. */
import type { Identity } from '../modules/identity/index.ts';
import { journalFormats, type JournalFormat, type Ledger } from '../modules/ledger/index.ts';
import type { ControlCommand } from './control.ts';
import { appErrors } from './errors.ts';

/** `ledger.check` answers as `Ledger.check`; `ledger.export` emits the journal of the command line's organisation as `{text}`. */
export function ledgerCommands({ ledger, identity }: { ledger: Ledger; identity: Identity }): Record<string, ControlCommand> {
  return {
    'ledger.check': (args) => ledger.check((args as { head: string | null }).head),
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
