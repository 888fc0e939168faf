/** The searching thread: see searcher.ts. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { smallSide } from '../fingerprints/fingerprint.ts';
import { readFingerprint, writeFingerprint } from '../fingerprints/store.ts';
import { createMatcher, match } from '../match/engine.ts';
import { dropExplained } from '../match/explained.ts';
import type { Match } from '../match/types.ts';
import { readSuspect, writeSuspect } from './features.ts';
import type { SearchAnswer, SearchReference, SearchTask } from './searcher.ts';

type Matcher = ReturnType<typeof createMatcher>;

/** Small pictures, code, quality and time of one picture, as they lie in memory. */
const bytesOfPicture = smallSide * smallSide + 32 + 1 + 4;
/** As much is kept for the next suspect, and at most so much is read at a time: thirty hours of video. */
const mostKeptBytes = 480_000_000;
/** Originals are searched among so many at a time, so that one hears how far it is. */
const sliceReferences = 50;

type Slice = { key: string; bytes: number; matcher: Matcher };
let kept: Slice[] = [];

// Loaded by anything but a thread's maker it does nothing.
parentPort?.on('message', ({ id, task }: { id: number; task: SearchTask }) => {
  const say = (answer: SearchAnswer): void => parentPort?.postMessage(answer);
  try {
    say({ id, kind: 'done', value: perform(task, (fraction) => say({ id, kind: 'progress', fraction })) });
  } catch (error) {
    const { message, stack } = error as Error;
    say({ id, kind: 'failed', message, stack });
  }
});

function perform(task: SearchTask, onProgress: (fraction: number) => void): Match[] | null {
  switch (task.kind) {
    case 'keep_fingerprint':
      writeFileSync(task.path, writeFingerprint(task.fingerprint));
      return null;
    case 'keep_suspect':
      writeFileSync(task.path, writeSuspect(task.suspect));
      return null;
    case 'search':
      return search(task, onProgress);
  }
}

function search(
  { wall, suspectPath, references }: Extract<SearchTask, { kind: 'search' }>,
  onProgress: (fraction: number) => void,
): Match[] {
  const suspect = readSuspect(readFileSync(suspectPath));
  const slices = sliced(references);
  const found: Match[] = [];
  slices.forEach((slice, index) => {
    found.push(...match(matcherOf(wall, slice), suspect));
    onProgress((index + 1) / slices.length);
  });
  // Each slice has been looked through by itself.
  return dropExplained(found);
}

function sliced(references: readonly SearchReference[]): SearchReference[][] {
  const slices: SearchReference[][] = [];
  let bytes = Infinity;
  for (const reference of references) {
    bytes += reference.pictures * bytesOfPicture;
    if (bytes > mostKeptBytes || slices.at(-1)!.length >= sliceReferences) {
      slices.push([]);
      bytes = reference.pictures * bytesOfPicture;
    }
    slices.at(-1)!.push(reference);
  }
  return slices;
}

/** Made of the files, or as it was left by the last search among exactly these. What was not used for longest goes first. */
function matcherOf(wall: string, references: readonly SearchReference[]): Matcher {
  const key = [wall, ...references.map(({ id }) => id)].join('\n');
  const known = kept.find((slice) => slice.key === key);
  if (known) {
    kept = [known, ...kept.filter((slice) => slice !== known)];
    return known.matcher;
  }
  const bytes = references.reduce((sum, { pictures }) => sum + pictures * bytesOfPicture, 0);
  let room = mostKeptBytes - bytes;
  // Before the new one is made, so that both never lie in memory together.
  kept = kept.filter((slice) => {
    room -= slice.bytes;
    return room >= 0;
  });
  const matcher = createMatcher(references.map(({ id, path }) => ({ id, fingerprint: readFingerprint(readFileSync(path)) })));
  kept.unshift({ key, bytes, matcher });
  return matcher;
}
