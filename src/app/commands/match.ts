import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createMatcher,
  fingerprintFile,
  fingerprintVersion,
  match,
  prepareSuspect,
  readFingerprint,
  withEdits,
  writeFingerprint,
  type Fingerprint,
  type Match,
  type Matcher,
} from '../../modules/protection/index.ts';
import { AppError, platformErrors } from '../../platform/errors.ts';
import { createMediaHost, type MediaHost } from '../../platform/media/index.ts';
import { hashFile } from '../../platform/storage/files.ts';
import { formatMs } from '../../platform/time.ts';
import { readArguments, type Command, type CommandIo } from '../command.ts';
import { readConfig } from '../config.ts';
import { appErrors } from '../errors.ts';
import { sentence, terminalTranslator } from '../sentences.ts';

const usage = 'match SUSPECT… --against FOLDER [--json]';

type Matched = { suspect: string; matches: Match[] };
type Failure = { suspect: string; error: { code: string; message: string } };

export const command: Command = {
  name: 'match',
  summary: 'which of your videos a suspect copies: when, where in its picture, and what was done to them',
  help: `
hookline match SUSPECT… --against FOLDER [--data DIR] [--json]

Compares videos with every video in FOLDER (not in folders within it). Copies are found also when they are mirrored, cropped, framed,
turned, sped up, captioned, recoloured or cut into something else; other takes on the same set are not taken for copies. With --json an
array in the order of the arguments: {suspect, matches: [{reference, score, segments: [{suspectStartMs, suspectEndMs, referenceStartMs,
referenceEndMs, speed, mirrored, region}], transformations, edits}]}, surest first; no match is an empty list. A suspect that cannot be
read becomes {suspect, error}, a reference that cannot be read is named on stderr, and the exit is 1. Fingerprints of the references are
kept by content in the data directory, so a second run does not read them again. Needs no database and no network.

Example: hookline match downloads/found.mp4 --against episodes --json`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, {
      against: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean' },
    });
    if (positionals.length === 0 || values.against === undefined) throw appErrors.bad_usage({ reason: usage });
    const { dataDirectory } = readConfig(values.data === undefined ? io.env : { ...io.env, HOOKLINE_DATA: values.data });
    const host = createMediaHost({ isolation: 'thread' });
    const results: (Matched | Failure)[] = [];
    try {
      const { matcher, failed } = await readReferences(host, values.against, join(dataDirectory, 'fingerprints'), io);
      for (const suspect of positionals) {
        const result = await matchOne(host, matcher, { suspect, folder: values.against }, io);
        results.push(result);
        if (!values.json && 'matches' in result) io.stdout(writeMatches(result, io));
      }
      if (values.json) io.stdout(`${JSON.stringify(results.map(documentOf), null, 2)}\n`);
      return failed || results.some((result) => 'error' in result) ? 1 : 0;
    } finally {
      await host.close();
    }
  },
};

const notVideos = /\.(srt|vtt|ass|ssa|txt|md|json|csv|xlsx|docx|fountain|jpe?g|png|webp|gif|pdf|zip|html?|sh|log|part)$/i;

async function readReferences(
  host: MediaHost,
  folder: string,
  cache: string,
  io: CommandIo,
): Promise<{ matcher: Matcher; failed: boolean }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw appErrors.file_not_found({ file: folder }, error);
  });
  const names = entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.') && !notVideos.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const matcher = createMatcher();
  let failed = false;
  for (const [index, name] of names.entries()) {
    const title = `${index + 1}/${names.length} ${name}`;
    const path = join(folder, name);
    const read = await attempt(path, io, () => referenceOf(host, path, cache, io.signal, showProgress(title, io)));
    if ('error' in read) failed = true;
    else matcher.add({ id: name, fingerprint: read.value });
  }
  return { matcher, failed };
}

/** From the cache where the same bytes were read before. What is in it and cannot be read is made anew. */
async function referenceOf(
  host: MediaHost,
  path: string,
  cache: string,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<Fingerprint> {
  const { sha256 } = await hashFile(path, { signal }).catch((error: unknown) => {
    throw signal.aborted ? error : appErrors.file_not_found({ file: path }, error);
  });
  const kept = join(cache, `${sha256}.v${fingerprintVersion}`);
  const known = await readFile(kept)
    .then(readFingerprint)
    .catch(() => null);
  if (known) return known;
  const fingerprint = await fingerprintFile(host, path, { signal, onProgress });
  // A cache that cannot be written costs time at the next run and nothing else.
  await keep(cache, kept, writeFingerprint(fingerprint)).catch(() => {});
  return fingerprint;
}

async function keep(cache: string, path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(cache, { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, bytes);
  await rename(temporary, path);
}

async function matchOne(
  host: MediaHost,
  matcher: Matcher,
  { suspect, folder }: { suspect: string; folder: string },
  io: CommandIo,
): Promise<Matched | Failure> {
  const done = await attempt(suspect, io, async () => {
    const prepared = await prepareSuspect(host, suspect, { signal: io.signal, onProgress: showProgress(suspect, io) });
    io.signal.throwIfAborted();
    const matches: Match[] = [];
    for (const each of match(matcher, prepared))
      matches.push(await withEdits(host, each, { suspect, reference: join(folder, each.reference) }, { signal: io.signal }));
    return matches;
  });
  return 'error' in done ? { suspect, error: done.error } : { suspect, matches: done.value };
}

type Attempt<T> = { value: T } | { error: Failure['error'] };

async function attempt<T>(file: string, io: CommandIo, run: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await run() };
  } catch (thrown) {
    io.signal.throwIfAborted();
    const error = thrown instanceof AppError ? thrown : platformErrors.bug({}, thrown);
    const message = sentence(error, io.env);
    io.stderr(`hookline: ${file}: ${message}${error.kind === 'bug' ? `\n${(thrown as Error).stack ?? ''}` : ''}\n`);
    return { error: { code: error.code, message } };
  } finally {
    if (io.interactive) io.stderr('\r\u001b[K');
  }
}

const showProgress =
  (title: string, io: CommandIo) =>
  (fraction: number): void => {
    if (io.interactive) io.stderr(`\r${title}  ${Math.round(fraction * 100)} %\u001b[K`);
  };

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

const roundedBox = ({ x, y, width, height }: Match['edits'][number]['box']) => ({
  x: rounded(x),
  y: rounded(y),
  width: rounded(width),
  height: rounded(height),
});

function documentOf(result: Matched | Failure) {
  if ('error' in result) return result;
  return {
    suspect: result.suspect,
    matches: result.matches.map(({ reference, score, segments, transformations, edits }) => ({
      reference,
      score,
      segments: segments.map((segment) => ({
        suspectStartMs: segment.suspectStartMs,
        suspectEndMs: segment.suspectEndMs,
        referenceStartMs: segment.referenceStartMs,
        referenceEndMs: segment.referenceEndMs,
        speed: segment.speed,
        mirrored: segment.mirrored,
        region: roundedBox(segment.region),
      })),
      transformations,
      edits: edits.map(({ kind, startMs, endMs, box }) => ({ kind, startMs, endMs, box: roundedBox(box) })),
    })),
  };
}

function writeMatches({ suspect, matches }: Matched, io: CommandIo): string {
  const t = terminalTranslator(io.env);
  const lines = matches.flatMap(({ reference, score, segments, transformations, edits }) => [
    `  ${reference}  ${t('report.match_score', { score: Math.round(score * 100) })}${transformations.length > 0 ? `  ${transformations.map((each) => t(`transformation.${each}`)).join(', ')}` : ''}`,
    ...segments.map(
      ({ suspectStartMs, suspectEndMs, referenceStartMs, referenceEndMs }) =>
        `    ${formatMs(suspectStartMs)}–${formatMs(suspectEndMs)}  ←  ${formatMs(referenceStartMs)}–${formatMs(referenceEndMs)}`,
    ),
    ...edits.map(({ kind, startMs, endMs }) => `    ${t(`report.edit_${kind}`)}  ${formatMs(startMs)}–${formatMs(endMs)}`),
  ]);
  return `${suspect}\n${(lines.length > 0 ? lines : [`  ${t('report.no_match')}`]).join('\n')}\n`;
}
