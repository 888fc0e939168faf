import { AppError } from '../../platform/errors.ts';
import type { Translator } from '../../platform/i18n.ts';
import type { ImportEvent } from '../../modules/catalog/index.ts';
import type { ImportRun } from '../../modules/catalog/contract.ts';
import { readArguments, settingFlags, settingsOf, type Command, type CommandIo } from '../command.ts';
import { readConfig } from '../config.ts';
import { appErrors } from '../errors.ts';
import { sentence, terminalTranslator } from '../sentences.ts';
import { withDatabase } from '../with-database.ts';

export const command: Command = {
  name: 'import',
  summary: 'take a folder of episodes, subtitles and a cover into the library',
  help: `
hookline import FOLDER [--work NAME] [--json]

Episodes are known by their names (第12集.mp4, EP12, S01E12, 12.mp4, 12.zh.srt, cover.jpg …). They go into the work NAME,
or the one named like the FOLDER; it is made where there is none. Progress with the time left is on stderr. Run it again at
any time, also after Ctrl-C: only what has changed is stored. A file that cannot be used is named, and the exit is 1.

Example: hookline import ./她从火中归来 --work 她从火中归来`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, { ...settingFlags, work: { type: 'string' }, json: { type: 'boolean' } });
    const [folder, ...others] = positionals;
    if (!folder || others.length > 0) throw appErrors.bad_usage({ reason: 'import FOLDER' });
    const config = readConfig(io.env, settingsOf(values));
    const screen = createScreen(io);
    try {
      const run = (await withDatabase(
        config,
        'import',
        { folder, work: values.work ?? null },
        {
          signal: io.signal,
          onEvent: (event) => screen.show(event as ImportEvent),
          onOwner: ({ email, password }) => io.stderr(`The first owner: ${email}  password: ${password}\n`),
        },
      )) as ImportRun;
      if (values.json) io.stdout(`${JSON.stringify(run)}\n`);
      else io.stdout(`${screen.summary(run)}\n`);
      return run.counts.failed > 0 ? 1 : 0;
    } catch (error) {
      if (io.signal.aborted) screen.stopped();
      throw error;
    } finally {
      screen.clear();
    }
  },
};

/** Progress on one line of a terminal; in a log, one line for each file. */
function createScreen(io: CommandIo) {
  const t = terminalTranslator(io.env);
  let title = '';
  const clear = (): void => {
    if (io.interactive) io.stderr('\r\u001b[K');
  };
  const line = (text: string): void => {
    clear();
    io.stderr(`${text}\n`);
  };
  const explain = (error: { code: string; params: AppError['params'] }): string =>
    sentence(new AppError(error.code, 'invalid', error.params), io.env);
  return {
    clear,
    stopped: (): void => line(t('import.stopped')),
    summary: (run: ImportRun): string =>
      `${title}: ${t('import.summary', { stored: run.counts.stored, unchanged: run.counts.unchanged, failed: run.counts.failed, ignored: run.counts.ignored })}`,
    show(event: ImportEvent): void {
      if (event.kind === 'planned') {
        title = event.title;
        line(`${title}: ${t('import.planned', { count: event.files, megabytes: (event.totalBytes / 1e6).toFixed(1) })}`);
        for (const note of event.notes) line(`  ${t(`note.${note.code}`, note.params)}`);
        for (const { error } of event.ignored) line(`  ${explain(error)}`);
      } else if (event.kind === 'progress') {
        if (io.interactive) io.stderr(`\r${progressText(event, t)}\u001b[K`);
      } else if (event.kind === 'file') {
        if (event.error) line(`  ${explain(event.error)}`);
        else if (!io.interactive) io.stderr(`[${event.index + 1}/${event.files}] ${event.path}  ${t(`import.state.${event.state}`)}\n`);
      }
    },
  };
}

function progressText(event: Extract<ImportEvent, { kind: 'progress' }>, t: Translator): string {
  const percent = event.totalBytes === 0 ? 100 : Math.floor((event.doneBytes / event.totalBytes) * 100);
  const seconds = event.secondsLeft;
  const left =
    seconds === null ? '' : `  ${t('import.time_left', { time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` })}`;
  return `[${event.index + 1}/${event.files}] ${percent} %${left}  ${event.path}`;
}
