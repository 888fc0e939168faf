import { readArguments, settingFlags, settingsOf, type Command } from '../command.ts';
import { readConfig } from '../config.ts';
import { appErrors } from '../errors.ts';
import type { EventsImported } from '../import-events.ts';
import { terminalTranslator } from '../sentences.ts';
import { withDatabase } from '../with-database.ts';

const shownErrors = 20;

export const command: Command = {
  name: 'events',
  summary: 'take conversions in from a CSV or XLSX file',
  help: `
hookline events import FILE --mapping NAME [--dry-run] [--json]

Reads orders, installs, refunds … by a column mapping that was saved in the console under NAME. The file is checked to its last
line first: with a wrong row nothing is taken in, the rows are named by line, and the exit is 1. The same file again changes
nothing. --dry-run checks and leaves nothing behind. Prints one JSON document; progress is on stderr.

Example: hookline events import 抖音订单-6月.csv --mapping 抖音后台 --dry-run`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, {
      ...settingFlags,
      mapping: { type: 'string' },
      'dry-run': { type: 'boolean' },
      json: { type: 'boolean' },
    });
    const [what, file, ...others] = positionals;
    if (what !== 'import' || !file || others.length > 0 || !values.mapping)
      throw appErrors.bad_usage({ reason: 'events import FILE --mapping NAME [--dry-run]' });
    const config = readConfig(io.env, settingsOf(values));
    const t = terminalTranslator(io.env);
    const result = (await withDatabase(
      config,
      'events.import',
      { file, mapping: values.mapping, dryRun: values['dry-run'] ?? false },
      {
        signal: io.signal,
        onEvent: (event) => {
          const { stage, fraction } = event as { stage: string; fraction: number };
          if (io.interactive) io.stderr(`\r${stage} ${Math.floor(fraction * 100)} %\u001b[K`);
        },
      },
    )) as EventsImported;
    if (io.interactive) io.stderr('\r\u001b[K');
    for (const { line, field, code, params } of result.errors.slice(0, shownErrors)) {
      const named = typeof params.field === 'string' ? { ...params, field: t(`import.field.${params.field}`) } : params;
      io.stderr(`${line}${field ? ` ${t(`import.field.${field}`)}` : ''}: ${t(code.startsWith('row.') ? code : `error.${code}`, named)}\n`);
    }
    io.stdout(`${JSON.stringify(result)}\n`);
    return result.ok ? 0 : 1;
  },
};
