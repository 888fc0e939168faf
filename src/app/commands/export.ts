import { copyFile, link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { exportClip, factsOfFile, studioErrors, type DraftFolder } from '../../modules/studio/index.ts';
import { exportFormats, type ExportFormat } from '../../modules/studio/contract.ts';
import { mediaErrors, probe } from '../../platform/media/index.ts';
import { systemClock } from '../../platform/time.ts';
import { readArguments, type Command } from '../command.ts';
import { appErrors } from '../errors.ts';
import { checkPieceOptions, pieceOptions, readRecipe } from './recipe-options.ts';

export const command: Command = {
  name: 'export',
  summary: 'a clip as a project for an editor, or its subtitles',
  help: `
hookline export FILE (--hook N | --from MS --to MS | --recipe FILE) --format otio|edl|fcpxml|jianying|srt --out PATH

Writes OpenTimelineIO, a CMX 3600 list, FCPXML, a 剪映 draft (a folder, with the media in it), or the clip's subtitles.
Frames are those that clip would take. --subtitles, --reframe and --captions are as in clip.

Example: hookline export episodes/第1集.mp4 --hook 1 --format jianying --out "草稿/第1集 钩子1"`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, { ...pieceOptions, format: { type: 'string' }, out: { type: 'string' } });
    checkPieceOptions('export', positionals, values);
    const format = exportFormats.find((known): known is ExportFormat => known === values.format);
    if (!format) throw appErrors.bad_usage({ reason: `--format is one of ${exportFormats.join(', ')}` });
    if (!values.out) throw appErrors.bad_usage({ reason: 'export needs --out PATH' });
    const { recipe, sources } = await readRecipe('export', positionals, values, {}, io);
    const media: Parameters<typeof exportClip>[1]['sources'] = {};
    for (const [key, { path }] of Object.entries(sources)) {
      const facts = await probe(path, path);
      if (!facts.video) throw studioErrors.clip_source_no_picture({ file: path });
      media[key] = { path: resolve(path), name: basename(path), facts: factsOfFile(facts) };
    }
    const beyond = recipe.pieces.find((piece) => piece.startMs >= media[piece.source]!.facts.durationMs);
    if (beyond)
      throw studioErrors.clip_piece_beyond_end({
        file: beyond.source,
        piece: recipe.pieces.indexOf(beyond) + 1,
        startMs: beyond.startMs,
        endMs: beyond.endMs,
        durationMs: Math.round(media[beyond.source]!.facts.durationMs),
      });
    const out = resolve(values.out);
    const made = exportClip(format, { name: basename(out, extname(out)), recipe, sources: media }, systemClock.nowMs());
    try {
      if (made.kind === 'folder') await writeFolder(out, made);
      else await writeWhole(out, made.text);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOSPC' || code === 'EDQUOT') throw mediaErrors.disk_full({ file: values.out }, error);
      throw code ? studioErrors.clip_output_unwritable({ file: values.out, reason: code }, error) : error;
    }
    io.stdout(`${out}\n`);
    return 0;
  },
};

async function writeWhole(out: string, text: string): Promise<void> {
  await mkdir(dirname(out), { recursive: true });
  const part = join(dirname(out), `.${basename(out)}.${process.pid}.part`);
  try {
    await writeFile(part, text);
    await rename(part, out);
  } finally {
    await rm(part, { force: true });
  }
}

/** Makes the draft beside its place and moves it there; only an empty folder or an earlier draft gives way. */
async function writeFolder(out: string, draft: DraftFolder): Promise<void> {
  const present: string[] = await readdir(out).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (present.length > 0 && !present.includes('draft_content.json')) throw appErrors.not_empty({ path: out });
  const part = join(dirname(out), `.${basename(out)}.${process.pid}.part`);
  try {
    for (const { from, to } of draft.media) {
      await mkdir(dirname(join(part, to)), { recursive: true });
      // A second name costs no space; across disks the bytes are copied.
      await link(from, join(part, to)).catch(() => copyFile(from, join(part, to)));
    }
    for (const file of draft.files) await writeFile(join(part, file.path), file.text);
    await rm(out, { recursive: true, force: true });
    await rename(part, out);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}
