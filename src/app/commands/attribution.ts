import type { Replay } from '../../modules/attribution/index.ts';
import { readArguments, settingFlags, settingsOf, type Command } from '../command.ts';
import { readConfig } from '../config.ts';
import { appErrors } from '../errors.ts';
import { withDatabase } from '../with-database.ts';

export const command: Command = {
  name: 'attribution',
  summary: 'decide every conversion again from the event log, and compare',
  help: `
hookline attribution replay [--json]

Decides everything anew from the event log, the touches and the histories of campaigns, as if from empty, and compares
with the decisions, states, shares of ad pools and figures that stand. Decisions whose inputs were erased are weighed
again from the candidates that they keep, and counted apart. Ends with 1 at the first difference, which it names.

Example: hookline attribution replay --json`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, { ...settingFlags, json: { type: 'boolean' } });
    if (positionals[0] !== 'replay' || positionals.length > 1) throw appErrors.bad_usage({ reason: 'attribution replay' });
    const config = readConfig(io.env, settingsOf(values));
    const result = (await withDatabase(
      config,
      'attribution.replay',
      {},
      {
        signal: io.signal,
        onEvent: (event) => {
          if (io.interactive) io.stderr(`\r${(event as { checked: number }).checked} checked\u001b[K`);
        },
      },
    )) as Replay;
    if (io.interactive) io.stderr('\n');
    if (values.json) io.stdout(`${JSON.stringify(result)}\n`);
    else if (result.ok)
      io.stdout(`${result.checked} checked, all alike; ${result.fromCandidates} of them from the candidates that they keep\n`);
    else io.stdout(`${result.checked} checked; the first difference: ${JSON.stringify(result.firstDifference, null, 2)}\n`);
    return result.ok ? 0 : 1;
  },
};
