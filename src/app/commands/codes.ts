import { readArguments, settingFlags, settingsOf, type Command } from '../command.ts';
import { readConfig } from '../config.ts';
import { appErrors } from '../errors.ts';
import { withDatabase } from '../with-database.ts';

export const command: Command = {
  name: 'codes',
  summary: 'issue a search code for a creator, or read what somebody typed',
  help: `
hookline codes issue --drama ID --creator ID --channel NAME [--clip ID]
hookline codes resolve CODE

issue answers with the creator's code for the drama on that channel (douyin, kuaishou, tiktok, youtube …), or for one clip of
it: the one that is out, or a new one by a claim that is made and approved. resolve reads a text as viewers type it and answers
with status "found", "suggestion" (the only code that one slip turns into it) or "unknown"; nothing is recorded. Both print one
JSON document.

Example: hookline codes resolve "搜索码：k7m-d2px"`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, {
      ...settingFlags,
      json: { type: 'boolean' },
      drama: { type: 'string' },
      creator: { type: 'string' },
      channel: { type: 'string' },
      clip: { type: 'string' },
    });
    const [what, ...texts] = positionals;
    const { drama, creator, channel, clip } = values;
    let args: Record<string, unknown>;
    if (what === 'issue' && texts.length === 0) {
      if (!drama || !creator || !channel) throw appErrors.bad_usage({ reason: 'codes issue needs --drama, --creator and --channel' });
      args = { drama, creator, channel, clip: clip ?? null };
    } else if (what === 'resolve' && texts.length > 0) {
      // A code in groups may come as several words.
      args = { code: texts.join(' ') };
    } else throw appErrors.bad_usage({ reason: 'codes issue --drama ID --creator ID --channel NAME, or codes resolve CODE' });
    const config = readConfig(io.env, settingsOf(values));
    const result = await withDatabase(config, `codes.${what}`, args, { signal: io.signal, onEvent: () => {} });
    io.stdout(`${JSON.stringify(result)}\n`);
    return 0;
  },
};
