/** What `clip` and `export` share: a recipe from the command line's options, or from a file, with its sources and their words. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { analyseFile, studioErrors } from '../../modules/studio/index.ts';
import { recipe as recipeSchema, type Cue, type Recipe } from '../../modules/studio/contract.ts';
import { createMediaHost, mediaErrors, type MediaHost } from '../../platform/media/index.ts';
import { aiSettingsOf } from '../ai.ts';
import type { CommandIo } from '../command.ts';
import { readConfig } from '../config.ts';
import { appErrors } from '../errors.ts';
import { terminalTranslator } from '../sentences.ts';
import { readCues } from '../sidecar.ts';

/** Options of both commands that say what is taken. */
export const pieceOptions = {
  hook: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  subtitles: { type: 'string' },
  recipe: { type: 'string' },
  reframe: { type: 'string' },
  captions: { type: 'string' },
  platform: { type: 'string' },
} as const;

type Values = { [Name in keyof typeof pieceOptions]?: string };
export type ReadRecipe = { recipe: Recipe; sources: Record<string, { path: string }> };

const bad = (reason: string): Error => appErrors.bad_usage({ reason });

/** Checks the options' form before anything is opened, so that wrong use exits with 2 at once. */
export function checkPieceOptions(
  command: string,
  files: string[],
  values: Values,
): { file: string | null; hook: number | null; span: { startMs: number; endMs: number } | null } {
  const ranged = values.from !== undefined || values.to !== undefined;
  const ways = [values.hook !== undefined, ranged, values.recipe !== undefined].filter(Boolean).length;
  if (ways !== 1) throw bad(`${command} needs one of --hook N, --from MS with --to MS, or --recipe FILE`);
  if (files.length > 1) throw bad(`${command} takes one FILE`);
  if (values.recipe === undefined && files.length === 0) throw bad(`${command} needs a FILE`);
  if (values.recipe !== undefined && values.subtitles !== undefined)
    throw bad('--subtitles goes with a FILE, a recipe carries its own cues');
  if (values.hook !== undefined && !/^[1-9]\d{0,3}$/.test(values.hook)) throw bad('--hook is a number from 1 on');
  if (!ranged) return { file: files[0] ?? null, hook: values.hook === undefined ? null : Number(values.hook), span: null };
  if (values.from === undefined || values.to === undefined) throw bad('--from and --to go together');
  for (const name of ['from', 'to'] as const)
    if (!/^\d{1,10}$/.test(values[name]!)) throw bad(`--${name} is a whole number of milliseconds`);
  const span = { startMs: Number(values.from), endMs: Number(values.to) };
  if (span.endMs <= span.startMs) throw bad('--to must be after --from');
  return { file: files[0]!, hook: null, span };
}

/** The recipe that the options ask for. `extra` joins what the options say (an end card, an opening line). */
export async function readRecipe(
  command: string,
  files: string[],
  values: Values,
  extra: Record<string, unknown>,
  io: CommandIo,
): Promise<ReadRecipe> {
  const wanted = checkPieceOptions(command, files, values);
  if (values.recipe !== undefined) return readRecipeFile(values.recipe, extra);
  const file = wanted.file!;
  const cues = await readCues(file, values.subtitles);
  const found = wanted.hook === null ? { span: wanted.span!, cues } : await findHook(file, wanted.hook, cues, io);
  const recipe = parse(
    {
      pieces: [{ source: file, ...found.span }],
      ...(values.reframe === undefined ? {} : { reframe: { mode: values.reframe } }),
      ...(values.captions === undefined ? {} : { captions: { preset: values.captions } }),
      ...(values.platform === undefined ? {} : { platform: values.platform }),
      cues: { [file]: found.cues ?? [] },
      ...extra,
    },
    (path, reason) => bad(`${path}: ${reason}`),
  );
  return { recipe, sources: { [file]: { path: file } } };
}

function parse(input: unknown, error: (path: string, reason: string) => Error): Recipe {
  const parsed = recipeSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw error(issue.path.join('.'), issue.message);
}

async function readRecipeFile(file: string, extra: Record<string, unknown>): Promise<ReadRecipe> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? mediaErrors.file_not_found({ file }, error) : mediaErrors.not_readable({ file }, error);
  });
  let input: unknown;
  try {
    input = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw studioErrors.clip_recipe_invalid({ path: file, reason: (error as Error).message }, error);
  }
  const recipe = parse({ ...(input as object), ...extra }, (path, reason) =>
    studioErrors.clip_recipe_invalid({ path: `${file} ${path}`.trim(), reason }),
  );
  const sources: ReadRecipe['sources'] = {};
  const cues: Record<string, Cue[]> = {};
  for (const { source } of recipe.pieces) {
    if (sources[source]) continue;
    sources[source] = { path: resolve(dirname(file), source) };
    if (!recipe.cues) cues[source] = [...((await readCues(sources[source].path, undefined)) ?? [])];
  }
  return { recipe: { ...recipe, cues: recipe.cues ?? cues }, sources };
}

async function findHook(
  file: string,
  rank: number,
  cues: readonly Cue[] | null,
  io: CommandIo,
): Promise<{ span: { startMs: number; endMs: number }; cues: readonly Cue[] | null }> {
  const analysis = await withHost((host) =>
    analyseFile(
      host,
      { file, cues, ai: aiSettingsOf(readConfig(io.env)) },
      { signal: io.signal, onProgress: (stage, fraction) => showProgress(io, terminalTranslator(io.env)(`stage.${stage}`), fraction) },
    ),
  );
  clearProgress(io);
  const hook = analysis.hooks.find((each) => each.rank === rank);
  if (!hook) throw studioErrors.clip_hook_missing({ file, rank, count: analysis.hooks.length });
  // Words that were read off the picture are in the picture already.
  const words = analysis.words.source === 'ocr' ? null : analysis.words.cues;
  return { span: { startMs: hook.startMs, endMs: hook.endMs }, cues: cues ?? words };
}

/** Runs work on a media host of its own and sees it closed. */
export async function withHost<T>(work: (host: MediaHost) => Promise<T>): Promise<T> {
  const host = createMediaHost({ isolation: 'thread' });
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}

export function showProgress(io: CommandIo, what: string, fraction: number): void {
  if (io.interactive) io.stderr(`\r${what} ${Math.round(fraction * 100)} %\u001b[K`);
}

export function clearProgress(io: CommandIo): void {
  if (io.interactive) io.stderr('\r\u001b[K');
}
