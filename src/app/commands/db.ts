import { readArguments, settingFlags, settingsOf, type Command, type CommandIo } from '../command.ts';
import type { BackupCounts } from '../backup.ts';
import { withDatabase } from '../with-database.ts';
import { readConfig } from '../config.ts';
import { appErrors } from '../errors.ts';

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

function showCounts(io: CommandIo): (counts: BackupCounts) => void {
  return (counts) => {
    if (io.interactive)
      io.stderr(`\r${counts.rows} rows in ${counts.tables} tables, ${counts.objects} objects (${megabytes(counts.bytes)} MB)\u001b[K`);
  };
}

export const command: Command = {
  name: 'db',
  summary: 'export, import or upgrade the database, with the objects',
  help: `
hookline db export FILE [--without-objects] [--json]
hookline db import FILE [--json]
hookline db upgrade [--json]

export writes one file with every row and every object (or, with --without-objects, a list of them). import reads it
into an empty installation, embedded or PostgreSQL alike. upgrade brings the schema up to date; serve does it by itself.

Example: hookline db export backup-2026-11-22.tar.gz && hookline db import backup-2026-11-22.tar.gz --data /srv/hookline`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, {
      ...settingFlags,
      json: { type: 'boolean' },
      'without-objects': { type: 'boolean' },
    });
    const [what, file] = positionals;
    if (what !== 'export' && what !== 'import' && what !== 'upgrade')
      throw appErrors.bad_usage({ reason: 'db export FILE, db import FILE or db upgrade' });
    if (what !== 'upgrade' && !file) throw appErrors.bad_usage({ reason: `db ${what} needs a FILE` });
    const config = readConfig(io.env, settingsOf(values));
    const name = `db.${what}` as const;
    const result = await withDatabase(
      config,
      name,
      { file: file ?? null, withObjects: !values['without-objects'] },
      { signal: io.signal, onEvent: (event) => showCounts(io)(event as BackupCounts) },
    );
    if (io.interactive && what !== 'upgrade') io.stderr('\n');
    if (values.json) io.stdout(`${JSON.stringify(result)}\n`);
    else if (what === 'upgrade') io.stdout(`${(result as { applied: string[] }).applied.length} migrations applied\n`);
    else {
      const counts = result as BackupCounts;
      io.stdout(`${counts.rows} rows in ${counts.tables} tables, ${counts.objects} objects (${megabytes(counts.bytes)} MB)\n`);
    }
    return 0;
  },
};
