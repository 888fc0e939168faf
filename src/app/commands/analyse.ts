import { analyseFile } from '../../modules/studio/index.ts';
import type { Analysis, Cue } from '../../modules/studio/contract.ts';
import { AppError, platformErrors } from '../../platform/errors.ts';
import { createMediaHost } from '../../platform/media/index.ts';
import { aiSettingsOf } from '../ai.ts';
import { readArguments, type Command, type CommandIo } from '../command.ts';
import { readConfig } from '../config.ts';
import { appErrors } from '../errors.ts';
import { writeReport } from '../report.ts';
import { sentence, terminalTranslator } from '../sentences.ts';
import { readCues } from '../sidecar.ts';

type Failure = { file: string; error: { code: string; message: string } };

export const command: Command = {
  name: 'analyse',
  summary: 'what is in a video: shots, sound, words, beats, hooks, suggestions',
  help: `
hookline analyse FILE… [--subtitles FILE] [--json]

Prints a report of each file, or with --json one JSON document: one object for one file, an array for several. A file
that fails becomes {file, error}, and the exit is 1. --subtitles goes with one FILE; without it a file of the same name
beside the video (.srt, .vtt, .ass) is read, then subtitles inside the video, then other sources of words.

Example: hookline analyse episodes/第1集.mp4 --subtitles episodes/第1集.srt --json`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, { subtitles: { type: 'string' }, json: { type: 'boolean' } });
    if (positionals.length === 0) throw appErrors.bad_usage({ reason: 'analyse needs a FILE' });
    if (values.subtitles && positionals.length > 1) throw appErrors.bad_usage({ reason: '--subtitles goes with one FILE' });
    const ai = aiSettingsOf(readConfig(io.env));
    const host = createMediaHost({ isolation: 'thread' });
    const results: (Analysis | Failure)[] = [];
    try {
      for (const file of positionals) {
        const result = await analyseOne(file, values.subtitles, io, (path, cues, onProgress) =>
          analyseFile(host, { file: path, cues, ai }, { signal: io.signal, onProgress }),
        );
        results.push(result);
        if (!values.json && !('error' in result)) io.stdout(writeReport(result, terminalTranslator(io.env)));
      }
    } finally {
      await host.close();
    }
    if (values.json) io.stdout(`${JSON.stringify(results.length === 1 ? results[0] : results, null, 2)}\n`);
    return results.some((result) => 'error' in result) ? 1 : 0;
  },
};

type Run = (path: string, cues: readonly Cue[] | null, onProgress: (stage: string, fraction: number) => void) => Promise<Analysis>;

async function analyseOne(file: string, subtitles: string | undefined, io: CommandIo, run: Run): Promise<Analysis | Failure> {
  try {
    const cues = await readCues(file, subtitles);
    return await run(file, cues, (stage, fraction) => {
      if (io.interactive) io.stderr(`\r${file}  ${terminalTranslator(io.env)(`stage.${stage}`)} ${Math.round(fraction * 100)} %\u001b[K`);
    });
  } catch (thrown) {
    io.signal.throwIfAborted();
    const error = thrown instanceof AppError ? thrown : platformErrors.bug({}, thrown);
    const message = sentence(error, io.env);
    io.stderr(`hookline: ${message}${error.kind === 'bug' ? `\n${(thrown as Error).stack ?? ''}` : ''}\n`);
    return { file, error: { code: error.code, message } };
  } finally {
    if (io.interactive) io.stderr('\r\u001b[K');
  }
}
