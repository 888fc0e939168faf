import {
  compareRemake,
  createMatcher,
  fingerprintFile,
  match,
  prepareSuspect,
  readRemakeWork,
  type RemakeComparison,
} from '../../modules/protection/index.ts';
import { createMediaHost, type MediaHost } from '../../platform/media/index.ts';
import type { Translator } from '../../platform/i18n.ts';
import { readArguments, type Command, type CommandIo } from '../command.ts';
import { appErrors } from '../errors.ts';
import { terminalTranslator } from '../sentences.ts';
import { readCues } from '../sidecar.ts';

const usage = 'remake compare ORIGINAL SUSPECT [--json]';
// What a person looks at; --json has every pair.
const pairsShown = 20;

export const command: Command = {
  name: 'remake',
  summary: 'whether one video is another shot again with other people',
  help: `
hookline remake compare ORIGINAL SUSPECT [--json]

Lays the shots of two videos along one another: how long they are, how they are joined, where in the frame things are, how loud they
are; and what is said, where a subtitle file of the same name lies beside a video (.srt, .vtt, .ass) or a text track is inside. With
--json {score, shots: [{original, suspect, score}], words: {score}, verdict}: indices of shots count from 0, scores are 0 to 1; verdict is
copy where most of the pictures themselves are the same, remake where the shape is the same with other pictures, else unrelated. It is a measure
of likeness and not a judgement. Needs no database and no network.

Example: hookline remake compare ours/第1集.mp4 theirs/第1集.mp4 --json`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, { json: { type: 'boolean' } });
    const [what, original, suspect, ...more] = positionals;
    if (what !== 'compare' || original === undefined || suspect === undefined || more.length > 0)
      throw appErrors.bad_usage({ reason: usage });
    const host = createMediaHost({ isolation: 'thread' });
    try {
      const ours = await readWork(host, original, io);
      const theirs = await readWork(host, suspect, io);
      const shapes = compareRemake(ours, theirs);
      const found =
        shapes.verdict !== 'copy' && (await isCopied(host, original, suspect, io)) ? { ...shapes, verdict: 'copy' as const } : shapes;
      io.stdout(values.json ? `${JSON.stringify(found, null, 2)}\n` : summaryOf(found, terminalTranslator(io.env)));
      return 0;
    } finally {
      await host.close();
    }
  },
};

/** Whether most of the suspect is laid over the original, in part, framed or in pieces: what comparing whole shots does not see. */
async function isCopied(host: MediaHost, original: string, suspect: string, { signal }: CommandIo): Promise<boolean> {
  const matcher = createMatcher();
  matcher.add({ id: original, fingerprint: await fingerprintFile(host, original, { signal }) });
  const prepared = await prepareSuspect(host, suspect, { signal });
  const copiedMs = match(matcher, prepared)
    .flatMap(({ segments }) => segments)
    .reduce((sum, { suspectStartMs, suspectEndMs }) => sum + suspectEndMs - suspectStartMs, 0);
  return 2 * copiedMs >= prepared.fingerprint.durationMs;
}

async function readWork(host: MediaHost, file: string, io: CommandIo) {
  const onProgress = (fraction: number): void => {
    if (io.interactive) io.stderr(`\r${file}  ${Math.round(fraction * 100)} %\u001b[K`);
  };
  try {
    return await readRemakeWork(host, file, await readCues(file, undefined), { signal: io.signal, onProgress });
  } finally {
    if (io.interactive) io.stderr('\r\u001b[K');
  }
}

function summaryOf({ verdict, score, shots, words }: RemakeComparison, t: Translator): string {
  const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
  const lines = shots
    .slice(0, pairsShown)
    .map((pair) => `  ${t('remake.pair', { original: pair.original + 1, suspect: pair.suspect + 1, score: percent(pair.score) })}`);
  if (shots.length > pairsShown) lines.push(`  ${t('remake.more', { count: shots.length - pairsShown })}`);
  return [t(`remake.verdict.${verdict}`, { score: percent(score) }), t('remake.words', { score: percent(words.score) }), ...lines, ''].join(
    '\n',
  );
}
