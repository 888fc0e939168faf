/**
 * A clip's recipe as other editors' projects: OpenTimelineIO, CMX 3600, FCPXML, a JianYing draft, and its words as SRT.
 * Pure: recipe and facts in, texts out; who calls writes them. Start reading at `edit.ts`.
 */
import { strToU8, zipSync } from 'fflate';
import { systemClock } from '../../../platform/time.ts';
import type { Analysis, ExportFormat, Recipe } from '../contract.ts';
import { studioErrors } from '../errors.ts';
import { factsOfAnalysis, planEdit } from './edit.ts';
import type { ExportInput } from './edit.ts';
import { toEdl } from './edl.ts';
import { toFcpxml } from './fcpxml.ts';
import { toJianyingDraft } from './jianying.ts';
import type { DraftFolder } from './jianying.ts';
import { toOtio } from './otio.ts';
import { toSrt } from './srt.ts';

export { factsOfFile } from './edit.ts';
export type { ExportInput } from './edit.ts';
export type { DraftFolder } from './jianying.ts';
export type ExportedFile = { kind: 'file'; extension: string; mediaType: string; text: string };
export type ExportedFolder = { kind: 'folder' } & DraftFolder;

const fileFormats = {
  srt: { extension: 'srt', mediaType: 'application/x-subrip; charset=utf-8', write: toSrt },
  otio: { extension: 'otio', mediaType: 'application/json; charset=utf-8', write: toOtio },
  edl: { extension: 'edl', mediaType: 'text/plain; charset=utf-8', write: toEdl },
  fcpxml: { extension: 'fcpxml', mediaType: 'application/xml; charset=utf-8', write: toFcpxml },
} as const;

/**
 * The body of a clip in an editor's format. Frames are those that rendering takes; the end card is Hookline's own and
 * stays out. `savedAtMs` is only used by JianYing. Throws studio.clip_piece_empty when no piece holds a frame.
 */
export function exportClip(format: ExportFormat, input: ExportInput, savedAtMs: number): ExportedFile | ExportedFolder {
  const edit = planEdit(input);
  const first = input.recipe.pieces[0]!;
  if (edit.pieces.length === 0)
    throw studioErrors.clip_piece_empty({ file: first.source, piece: 1, startMs: first.startMs, endMs: first.endMs });
  if (format === 'jianying') return { kind: 'folder', ...toJianyingDraft(edit, input.recipe, savedAtMs) };
  const { extension, mediaType, write } = fileFormats[format];
  return { kind: 'file', extension, mediaType, text: write(edit) };
}

/** A source as the server knows it: its file's name and what its analysis found. */
export type ExportSource = { filename: string; document: Analysis };

/**
 * An export as one download: the file, or for JianYing the draft's folder as a zip, into whose `materials/video` the
 * media are to be put. Media are named without folders, so that the editor looks for them beside the project.
 */
export function exportRecipe(
  recipe: Recipe,
  sources: Record<string, ExportSource>,
  options: { name: string; format: ExportFormat; savedAtMs?: number },
): { filename: string; mediaType: string; bytes: Uint8Array } {
  const media = Object.fromEntries(
    Object.entries(sources).map(([key, source]) => [
      key,
      { path: source.filename, name: source.filename, facts: factsOfAnalysis(source.document) },
    ]),
  );
  const made = exportClip(options.format, { name: options.name, recipe, sources: media }, options.savedAtMs ?? systemClock.nowMs());
  // oxlint-disable-next-line no-control-regex
  const stem = options.name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, ' ').trim() || 'clip';
  if (made.kind === 'file')
    return { filename: `${stem}.${made.extension}`, mediaType: made.mediaType, bytes: new TextEncoder().encode(made.text) };
  const files = Object.fromEntries(made.files.map((file) => [`${stem}/${file.path}`, strToU8(file.text)]));
  return {
    filename: `${stem}.zip`,
    mediaType: 'application/zip',
    bytes: zipSync({ ...files, [`${stem}/materials/video/`]: new Uint8Array() }),
  };
}
