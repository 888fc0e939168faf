import { verifyBundle } from '../../modules/rights/index.ts';
import { readArguments, type Command } from '../command.ts';
import { appErrors } from '../errors.ts';
import { openFile } from '../open-file.ts';
import { terminalTranslator } from '../sentences.ts';

const usage = 'evidence verify BUNDLE';

export const command: Command = {
  name: 'evidence',
  summary: 'check an evidence bundle, without a server',
  help: `
hookline evidence verify BUNDLE [--json]

Checks everything in the zip: that every file is the one that was registered, that the tree over them has the root that was stamped,
and every time-stamp with its signature and certificates. Needs no database and no network. Prints {ok, checked, firstDifference},
which names the file and the line that differs first, and ends with 1 where something does. When and by whom it was stamped goes to
stderr, with the fingerprint to compare with the one that the authority publishes. The bundle's own verify.sh does the same without
Hookline.

Example: hookline evidence verify registration.zip`,
  run: async (argv, io) => {
    const { positionals } = readArguments(argv, { json: { type: 'boolean' } });
    const [verb, path, ...more] = positionals;
    if (verb !== 'verify' || path === undefined || more.length > 0) throw appErrors.bad_usage({ reason: usage });
    const file = await openFile(path);
    try {
      const { ok, checked, firstDifference, stamps } = await verifyBundle(file);
      const t = terminalTranslator(io.env);
      const place = firstDifference && [firstDifference.file, firstDifference.line].filter((each) => each !== null).join(':');
      const message = firstDifference && t(`evidence.difference.${firstDifference.code}`, { ...firstDifference, place });
      if (message !== null) io.stderr(`${message}\n`);
      else if (stamps.length === 0) io.stderr(`${t('evidence.not_stamped')}\n`);
      else for (const stamp of stamps) io.stderr(`${t(stamp.anchor === null ? 'evidence.stamped_alone' : 'evidence.stamped', stamp)}\n`);
      io.stdout(`${JSON.stringify({ ok, checked, firstDifference: firstDifference && { ...firstDifference, message } })}\n`);
      return ok ? 0 : 1;
    } finally {
      await file.close();
    }
  },
};
