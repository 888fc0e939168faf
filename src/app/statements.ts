/** What the command line asks of statements, done where the database is. */
import type { Identity } from '../modules/identity/index.ts';
import type { Revenue } from '../modules/revenue/index.ts';
import type { ControlCommand } from './control.ts';

/** `statements.export` writes a statement's proof to a file, as the command line's organisation. */
export function statementCommands({ revenue, identity }: { revenue: Revenue; identity: Identity }): Record<string, ControlCommand> {
  return {
    'statements.export': async (args, { signal }) => {
      const { id, file } = args as { id: string; file: string };
      await revenue.writeStatementProof(await identity.commandLineActor(), id, file, signal);
      return { id, file };
    },
  };
}
