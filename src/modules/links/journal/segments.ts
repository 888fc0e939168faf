/** Files of a journal: `0000000001.clicks` and so on in a folder of the journal's own, each begun with a mark and the journal's id. */
import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

const mark = Buffer.from('HKCLICK1');
/** The mark and the journal's id. */
export const segmentHeaderBytes = 8 + 16;
const ending = '.clicks';
/**
 * Whether a write to a segment has reached the disk when it returns (O_DSYNC: as if fdatasync followed, without a second way through
 * the thread pool). Elsewhere the flag is missing, or says less than a sync does.
 */
export const writesAreSynced = process.platform === 'linux';
const fresh = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (writesAreSynced ? constants.O_DSYNC : 0);

export const segmentName = (number: number): string => `${String(number).padStart(10, '0')}${ending}`;

/** The numbers of the segments that are there, in order. */
export async function listSegments(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /^\d{10}\.clicks$/.test(name))
    .map((name) => Number(name.slice(0, 10)))
    .sort((a, b) => a - b);
}

/** Makes a segment, on disk under its name before anything is written to it. */
export async function createSegment(folder: string, journalId: string, number: number): Promise<FileHandle> {
  const path = join(folder, segmentName(number));
  const file = await open(path, fresh, 0o600);
  try {
    await file.write(Buffer.concat([mark, Buffer.from(journalId, 'hex')]), 0, segmentHeaderBytes, 0);
    await file.datasync();
    await syncFolder(folder);
    return file;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(path, { force: true }).catch(() => {});
    throw error;
  }
}

/** Bytes of a segment from an offset on, at most so many; null where the segment is not there. */
export async function readSegment(folder: string, number: number, from: number, most: number): Promise<Buffer | null> {
  let file: FileHandle;
  try {
    file = await open(join(folder, segmentName(number)), 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const bytes = Buffer.allocUnsafe(most);
    let size = 0;
    while (size < most) {
      const { bytesRead } = await file.read(bytes, size, most - size, from + size);
      if (bytesRead === 0) break;
      size += bytesRead;
    }
    return bytes.subarray(0, size);
  } finally {
    await file.close();
  }
}

export async function sizeOfSegment(folder: string, number: number): Promise<number> {
  return (await stat(join(folder, segmentName(number))).catch(() => ({ size: 0 }))).size;
}

export async function removeSegment(folder: string, number: number): Promise<void> {
  await rm(join(folder, segmentName(number)), { force: true });
}

/** Puts a segment aside whose bytes cannot all be read, for somebody to look at. */
export async function setAside(folder: string, number: number): Promise<void> {
  await rename(join(folder, segmentName(number)), join(folder, `${segmentName(number)}.damaged`));
}

/** A folder and its entry in the one above, on disk. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await syncFolder(join(folder, '..'));
}

/** Puts the names in a folder on disk. */
export async function syncFolder(folder: string): Promise<void> {
  // Not every system lets a folder be opened; those that do need it for the new name to survive a power cut.
  const handle = await open(folder, 'r').catch(() => null);
  if (!handle) return;
  try {
    await handle.sync().catch(() => {});
  } finally {
    await handle.close();
  }
}
