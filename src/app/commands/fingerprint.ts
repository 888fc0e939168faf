import { fingerprintFile, pictureEveryMs, type Fingerprint } from '../../modules/protection/index.ts';
import { createMediaHost } from '../../platform/media/index.ts';
import { formatMs } from '../../platform/time.ts';
import { readArguments, type Command, type CommandIo } from '../command.ts';
import { appErrors } from '../errors.ts';
import { terminalTranslator } from '../sentences.ts';

const usage = 'fingerprint FILE [--json]';
const codeBytes = 32;
/** Meta's recommendation: below it a picture has too little in it to be told by. */
const tellingQuality = 50;

export const command: Command = {
  name: 'fingerprint',
  summary: 'what is kept of a video so that its copies are found',
  help: `
hookline fingerprint FILE [--json]

Reads a video (or a sound file) once and prints its fingerprint: four pictures a second as PDQ hashes with their quality, a print of the
sound, and the shots. With --json {file, durationMs, sampling: {framesPerSecond}, frames: [{atMs, pdq, quality}], audio: {kind, hopMs,
values} | null, shots: [{startMs, endMs}]}: times count from the first picture, pdq is 64 hexadecimal digits as \`hookline pdq\` prints
them, quality is 0 to 100, and two values of the sound are the more unlike the more of their 32 bits differ. The same file gives the
same fingerprint. Needs no database and no network.

Example: hookline fingerprint episodes/第1集.mp4 --json`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, { json: { type: 'boolean' } });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw appErrors.bad_usage({ reason: usage });
    const fingerprint = await fingerprintOf(file, io);
    io.stdout(values.json ? `${JSON.stringify(documentOf(file, fingerprint), null, 2)}\n` : summaryOf(file, fingerprint, io));
    return 0;
  },
};

async function fingerprintOf(file: string, io: CommandIo): Promise<Fingerprint> {
  const host = createMediaHost({ isolation: 'thread' });
  const onProgress = (fraction: number): void => {
    if (io.interactive) io.stderr(`\r${file}  ${Math.round(fraction * 100)} %\u001b[K`);
  };
  try {
    return await fingerprintFile(host, file, { signal: io.signal, onProgress });
  } finally {
    if (io.interactive) io.stderr('\r\u001b[K');
    await host.close();
  }
}

function documentOf(file: string, { durationMs, pictures, sound, shots }: Fingerprint) {
  return {
    file,
    durationMs,
    sampling: { framesPerSecond: 1000 / pictureEveryMs },
    frames: Array.from(pictures.atMs, (atMs, i) => ({
      atMs,
      pdq: Buffer.from(pictures.codes.subarray(i * codeBytes, (i + 1) * codeBytes)).toString('hex'),
      quality: pictures.quality[i]!,
    })),
    audio: sound && { kind: sound.kind, hopMs: sound.hopMs, values: [...sound.values] },
    shots: shots.map(({ startMs, endMs }) => ({ startMs, endMs })),
  };
}

function summaryOf(file: string, { durationMs, pictures, sound, shots }: Fingerprint, io: CommandIo): string {
  const t = terminalTranslator(io.env);
  const telling = pictures.quality.filter((quality) => quality >= tellingQuality).length;
  return [
    `${file}  ${formatMs(durationMs)}`,
    `  ${t('fingerprint.pictures', { count: pictures.atMs.length, telling })}`,
    `  ${sound ? t('fingerprint.sound', { count: sound.values.length, hop: Math.round(sound.hopMs) }) : t('report.no_sound')}`,
    `  ${t('report.shots', { count: shots.length })}`,
    '',
  ].join('\n');
}
