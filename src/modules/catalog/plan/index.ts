/**
 * How a folder is understood from its names alone: which file is which episode, in which language its subtitles are, and
 * what is the cover. Pure and total: every path given comes back once, and nothing is ever thrown.
 */
import { languageOfWord } from '../languages.ts';
import type { FileError } from '../tables.ts';
import { explicitNumber, looseNumbers } from './numbers.ts';

export type PlanInput = { path: string; sizeBytes: number };
export type PlannedRole = 'episode' | 'subtitle' | 'cover' | 'ignored';
export type Planned = PlanInput & { role: PlannedRole; number: number | null; language: string | null; error: FileError | null };
export type ImportPlan = {
  /** In the order in which they should be stored: the cover, then for each episode its subtitles and its video, then what is ignored. */
  files: Planned[];
  /** What a person should know before: `catalog.numbers_missing`, `catalog.numbers_repeated`, `catalog.files_ignored`. */
  notes: FileError[];
  /** The folder that all files share, as a title; null where there is none. */
  title: string | null;
};

const extensions: Readonly<Record<string, 'video' | 'subtitle' | 'image'>> = Object.fromEntries([
  ...['mp4', 'mov', 'm4v', 'mkv', 'webm', 'avi', 'ts', 'mts', 'm2ts', 'flv', 'f4v', 'wmv', 'mpg', 'mpeg', '3gp', 'rmvb', 'vob', 'mxf'].map(
    (name) => [name, 'video'] as const,
  ),
  ...['srt', 'vtt', 'ass', 'ssa'].map((name) => [name, 'subtitle'] as const),
  ...['jpg', 'jpeg', 'png', 'webp'].map((name) => [name, 'image'] as const),
]);
const junk = /^(?:\..*|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r?|~\$.*|.*~|.*\.(?:part|tmp|crdownload|!qb|aria2|download))$/i;
const junkFolders = /^(?:__macosx|\..*|@eadir|\$recycle\.bin|system volume information)$/i;
const coverWords = [/^(?:cover|封面|主封面|竖版封面)$/i, /cover|封面/i, /poster|海报/i, /^(?:folder|front|main)$|主图|竖图|竖版/i];
const longestPath = 1000;

type Named = PlanInput & { folders: string[]; stem: string; kind: 'video' | 'subtitle' | 'image' };

/** Understands a folder. The answer does not depend on the order in which the files are given. */
export function planImport(inputs: readonly PlanInput[]): ImportPlan {
  const ignored: Planned[] = [];
  const named: Named[] = [];
  const quietly = (input: PlanInput): void => void ignored.push({ ...input, role: 'ignored', number: null, language: null, error: null });
  const refuse = (input: PlanInput, code: string, params: FileError['params'] = {}): void => {
    ignored.push({
      ...input,
      role: 'ignored',
      number: null,
      language: null,
      error: { code: `catalog.${code}`, params: { file: shown(input.path), ...params } },
    });
  };
  for (const input of [...inputs].sort(byName((each) => each.path))) {
    const parts = input.path
      .replaceAll('\\', '/')
      .split('/')
      .filter((part) => part !== '' && part !== '.');
    const name = parts.at(-1) ?? '';
    if (!isSafe(input.path, parts)) refuse(input, 'path_refused');
    else if (junk.test(name) || parts.slice(0, -1).some((folder) => junkFolders.test(folder))) quietly(input);
    else {
      const file = nameOf(input, parts);
      if (file) named.push(file);
      else refuse(input, 'kind_unknown');
    }
  }
  const videos = planVideos(
    named.filter((file) => file.kind === 'video'),
    refuse,
  );
  const subtitles = planSubtitles(
    named.filter((file) => file.kind === 'subtitle'),
    videos,
    refuse,
  );
  const covers = planCover(
    named.filter((file) => file.kind === 'image'),
    refuse,
  );
  const episodes = [...subtitles, ...videos].sort((a, b) => a.number! - b.number! || rank(a) - rank(b) || compare(a.path, b.path));
  return {
    files: [...covers, ...episodes, ...ignored.sort(byName((each) => each.path))],
    notes: notesOf(videos, ignored),
    title: sharedFolder(inputs),
  };
}

// Cover, subtitles, video: an analysis that starts with the video finds the words there.
const rank = (file: Planned): number => (file.role === 'subtitle' ? 0 : 1);

function isSafe(path: string, parts: readonly string[]): boolean {
  // oxlint-disable-next-line no-control-regex
  const strange = /[\u0000-\u001f]/.test(path) || !path.isWellFormed() || path.length > longestPath;
  return parts.length > 0 && !strange && !parts.includes('..') && !/^(?:[/\\]|[a-z]:[/\\])/i.test(path);
}

function nameOf(input: PlanInput, parts: readonly string[]): Named | null {
  const name = parts.at(-1)!.normalize('NFKC');
  const dot = name.lastIndexOf('.');
  const extension = name.slice(dot + 1).toLowerCase();
  const kind = dot > 0 && Object.hasOwn(extensions, extension) ? extensions[extension]! : null;
  return (
    kind && { ...input, folders: parts.slice(0, -1).map((folder) => folder.normalize('NFKC')), stem: name.slice(0, dot).slice(-300), kind }
  );
}

type Refuse = (input: PlanInput, code: string, params?: FileError['params']) => void;

function planVideos(files: readonly Named[], refuse: Refuse): Planned[] {
  const numbers = numberFiles(files);
  const byNumber = new Map<number, Named[]>();
  for (const [at, file] of files.entries()) {
    const found = files.length === 1 && numbers[at] === null ? { number: 1 } : numbers[at]!;
    if (found === null) refuse(file, 'number_unknown');
    else if ('range' in found) refuse(file, 'number_is_range');
    else byNumber.set(found.number, [...(byNumber.get(found.number) ?? []), file]);
  }
  return [...byNumber].map(([number, same]) => {
    // Of two files for one episode the larger is the better picture.
    const [kept, ...others] = same.sort((a, b) => b.sizeBytes - a.sizeBytes || compare(a.path, b.path)) as [Named, ...Named[]];
    for (const other of others) refuse(other, 'number_repeated', { number, kept: shown(kept.path) });
    return { path: kept.path, sizeBytes: kept.sizeBytes, role: 'episode' as const, number, language: null, error: null };
  });
}

function planSubtitles(files: readonly Named[], videos: readonly Planned[], refuse: Refuse): Planned[] {
  const split = files.map((file) => ({ ...file, ...takeLanguage(file) }));
  const numbers = numberFiles(split);
  const taken = new Map<string, string>();
  const planned: Planned[] = [];
  for (const [at, file] of split.entries()) {
    const only = videos.length === 1 ? { number: videos[0]!.number! } : null;
    const found = numbers[at] ?? only;
    const key = found && 'number' in found ? `${found.number} ${file.language ?? ''}` : '';
    if (found === null) refuse(file, 'number_unknown');
    else if ('range' in found) refuse(file, 'number_is_range');
    else if (taken.has(key)) refuse(file, 'number_repeated', { number: found.number, kept: taken.get(key)! });
    else {
      taken.set(key, shown(file.path));
      planned.push({
        path: file.path,
        sizeBytes: file.sizeBytes,
        role: 'subtitle',
        number: found.number,
        language: file.language,
        error: null,
      });
    }
  }
  return planned;
}

/** The language at the end of a name (`12.zh`, `12_en`, `12 [chs&eng]`), else that of its folder. */
function takeLanguage(file: Named): { stem: string; language: string | null } {
  const match =
    /^(.*?)[\s._[(【（-]{1,3}((?:[a-z]{2,3}[-_][a-z0-9]{2,4}|[a-z]{2,10}|big5|[\p{Script=Han}]{1,5})(?:[&+](?:[a-z]{2,10}|[\p{Script=Han}]{1,5}))?)[\])】）]?$/iu.exec(
      file.stem,
    );
  const language = match && languageOfWord(match[2]!);
  if (match && language) return { stem: match[1]!, language };
  const folder = file.folders
    .toReversed()
    .map(languageOfWord)
    .find((found) => found !== null);
  return { stem: file.stem, language: folder ?? null };
}

function planCover(files: readonly Named[], refuse: Refuse): Planned[] {
  const scored = files.map((file) => ({ file, score: coverScore(file) }));
  const fit = files.length === 1 ? scored : scored.filter(({ score }) => score < coverWords.length);
  const [chosen] = fit.sort(
    (a, b) =>
      a.score - b.score ||
      a.file.folders.length - b.file.folders.length ||
      b.file.sizeBytes - a.file.sizeBytes ||
      compare(a.file.path, b.file.path),
  );
  for (const file of files) {
    if (file === chosen?.file) continue;
    refuse(file, 'kind_unknown');
  }
  return chosen
    ? [{ path: chosen.file.path, sizeBytes: chosen.file.sizeBytes, role: 'cover', number: null, language: null, error: null }]
    : [];
}

function coverScore(file: Named): number {
  const found = coverWords.findIndex((expression) => expression.test(file.stem));
  return found === -1 ? coverWords.length : found;
}

type Found = ReturnType<typeof explicitNumber>;

/** The number of each file: what it says itself, what its folder says, or the number that counts in names like it. */
function numberFiles(files: readonly { stem: string; folders: readonly string[] }[]): Found[] {
  const found = files.map((file): Found => explicitNumber(file.stem));
  const loose = files.map((file, at) => (found[at] === null ? looseNumbers(file.stem) : []));
  const counting = countingPlaces(files, loose);
  return files.map((file, at) => {
    if (found[at]) return found[at]!;
    const candidates = loose[at]!;
    const counts = candidates.find((candidate) => counting.has(`${file.folders.join('/')}\n${candidate.lead}`));
    const chosen = counts ?? (candidates.length > 0 ? likeliest(file.stem, candidates) : null);
    if (chosen && chosen.value >= 1 && chosen.value <= 2000) return { number: chosen.value };
    const parent = file.folders.at(-1);
    if (parent === undefined) return null;
    if (/^\d{1,4}$/.test(parent.trim())) return Number(parent) >= 1 && Number(parent) <= 2000 ? { number: Number(parent) } : null;
    const said = explicitNumber(parent);
    return said && 'number' in said ? said : null;
  });
}

// In `我的25岁老婆_03` and its neighbours the 25 stands still and the 03 counts: of the places of numbers in names that
// begin alike, the one with the most different values is the episode's.
function countingPlaces(
  files: readonly { folders: readonly string[] }[],
  loose: readonly { value: number; lead: string }[][],
): Set<string> {
  const valuesAt = new Map<string, Set<number>>();
  for (const [at, candidates] of loose.entries()) {
    for (const { lead, value } of candidates) {
      const key = `${files[at]!.folders.join('/')}\n${lead}`;
      valuesAt.set(key, (valuesAt.get(key) ?? new Set()).add(value));
    }
  }
  const places = new Set<string>();
  for (const [at, candidates] of loose.entries()) {
    const keyed = candidates.map((candidate) => `${files[at]!.folders.join('/')}\n${candidate.lead}`);
    const best = keyed.reduce<string | null>(
      (winner, key) => (winner === null || valuesAt.get(key)!.size > valuesAt.get(winner)!.size ? key : winner),
      null,
    );
    if (best !== null && valuesAt.get(best)!.size > 1) places.add(best);
  }
  return places;
}

// Alone, a name gives less: a number at its very beginning or end, standing free, before one inside words.
function likeliest<T extends { value: number; lead: string }>(stem: string, candidates: readonly T[]): T {
  const free = candidates.filter(({ value, lead }) => {
    const after = stem.slice(lead.length).replace(/^\d+/, '')[0] ?? '';
    return value >= 1 && /^(?:$|.*[\s._\-[(【（])$/su.test(lead) && /^(?:$|[\s._\-\])】）])/u.test(after);
  });
  const pool = free.length > 0 ? free : candidates;
  return pool.find(({ lead }) => lead === '') ?? pool.at(-1)!;
}

function notesOf(videos: readonly Planned[], ignored: readonly Planned[]): FileError[] {
  const notes: FileError[] = [];
  const numbers = videos.map((video) => video.number!).sort((a, b) => a - b);
  const present = new Set(numbers);
  const missing: number[] = [];
  for (let number = numbers[0] ?? 1; number < (numbers.at(-1) ?? 0); number++) if (!present.has(number)) missing.push(number);
  if (missing.length > 0) notes.push({ code: 'catalog.numbers_missing', params: { count: missing.length, numbers: inRanges(missing) } });
  const repeated = ignored.filter((file) => file.error?.code === 'catalog.number_repeated');
  if (repeated.length > 0)
    notes.push({
      code: 'catalog.numbers_repeated',
      params: {
        count: repeated.length,
        numbers: inRanges([...new Set(repeated.map((file) => Number(file.error!.params.number)))].sort((a, b) => a - b)),
      },
    });
  const refused = ignored.filter((file) => file.error && file.error.code !== 'catalog.number_repeated').length;
  if (refused > 0) notes.push({ code: 'catalog.files_ignored', params: { count: refused } });
  return notes;
}

/** `3, 7–9`: at most twenty stretches. */
function inRanges(numbers: readonly number[]): string {
  const stretches: [number, number][] = [];
  for (const number of numbers) {
    const last = stretches.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else stretches.push([number, number]);
  }
  const texts = stretches.slice(0, 20).map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  return texts.join(', ') + (stretches.length > 20 ? ' …' : '');
}

function sharedFolder(inputs: readonly PlanInput[]): string | null {
  const tops = new Set(inputs.map(({ path }) => /^([^/\\]+)[/\\]/.exec(path)?.[1] ?? ''));
  const [only] = tops;
  const title = tops.size === 1 ? (only ?? '').normalize('NFC').trim() : '';
  return title === '' || title === '..' || title === '.' ? null : Array.from(title).slice(0, 200).join('');
}

function shown(path: string): string {
  // oxlint-disable-next-line no-control-regex
  return Array.from(path.toWellFormed().replace(/[\u0000-\u001f]/g, '�'))
    .slice(-200)
    .join('');
}

const collator = new Intl.Collator('zh-CN', { numeric: true, sensitivity: 'base' });
/** Natural order: 2 before 10. Ties go by code units, so that the order is total. */
function compare(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
function byName<T>(key: (each: T) => string): (a: T, b: T) => number {
  return (a, b) => compare(key(a), key(b));
}
