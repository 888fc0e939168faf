import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Cue } from '../modules/studio/contract.ts';
import { mediaErrors } from '../platform/media/index.ts';
import { parseSubtitles } from '../platform/media/subtitles/index.ts';

// In the order in which they are taken; a name may carry a language before the ending.
const endings = ['.srt', '.vtt', '.ass', '.ssa'];
const chinese = /^(zh|chs|chi|cn|sc)/i;

/** The subtitle file beside a video with its name: without a language first, then Chinese, then any; null where there is none. */
export async function findSidecar(video: string): Promise<string | null> {
  const stem = basename(video, extname(video)).normalize('NFC');
  const names = await readdir(dirname(video)).catch(() => [] as string[]);
  const candidates = names.flatMap((name) => {
    const ending = endings.indexOf(extname(name).toLowerCase());
    const own = basename(name, extname(name)).normalize('NFC');
    if (ending < 0 || !(own === stem || own.startsWith(`${stem}.`))) return [];
    const language = own.slice(stem.length + 1);
    return [{ name, rank: (language === '' ? 0 : chinese.test(language) ? 10 : 20) + ending }];
  });
  const best = candidates.toSorted((a, b) => a.rank - b.rank || a.name.localeCompare(b.name))[0];
  return best ? join(dirname(video), best.name) : null;
}

/** Cues of the subtitle file that was named, or of the one beside the video; null where there is none. Throws media errors that name the file. */
export async function readCues(video: string, subtitles: string | undefined): Promise<readonly Cue[] | null> {
  const path = subtitles ?? (await findSidecar(video));
  if (!path) return null;
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? mediaErrors.file_not_found({ file: path }, error) : mediaErrors.not_readable({ file: path }, error);
  });
  return parseSubtitles(bytes, path).cues;
}
