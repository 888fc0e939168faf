/**
 * Reads a zip that may be hostile: by its directory, file by file, never more in memory than one line. What it says of itself is only a
 * claim until its bytes are read: names, sizes, ratios and sums are held to bounds. PKWARE's APPNOTE 6.3.10; no zip64, no encryption.
 * What is wrong with it becomes an error of the caller's own making.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';

/** What can be wrong with a zip or the texts in it. */
export type ZipFault = 'not_a_zip' | 'zip_damaged' | 'zip_too_large' | 'file_repeated' | 'not_utf8' | 'line_too_long';
/** Makes the error that is thrown: in which file ('' for the zip itself), on which line (from 1, null for the whole), and what should be there. */
export type ZipFailure = (code: ZipFault, file: string, line: number | null, expected: unknown, found: unknown) => Error;

/** Bytes to be read at any place; `read` answers with at most `length` bytes. */
export type ByteSource = { readonly size: number; read(offset: number, length: number): Promise<Uint8Array> };
export type ZipFile = {
  readonly name: string;
  /** Its lines without their ends, in order. Throws where its bytes are not what the directory says. */
  lines(): AsyncGenerator<{ readonly number: number; readonly text: string }>;
  /** As one text, at most `most` bytes. */
  text(most: number): Promise<string>;
  /** Whole, at most `most` bytes. */
  content(most: number): Promise<Buffer>;
  /** Piece by piece; whoever reads bounds how much is read in all. */
  chunks(): AsyncGenerator<Uint8Array>;
  /** Reads it to its end, so that its digest is known, and keeps nothing of it. */
  drain(): Promise<void>;
  /** Of what was read, once it was read to its end. */
  digest(): { readonly bytes: number; readonly sha256: string } | null;
};

const endSize = 22;
const longestComment = 0xffff;
const largestDirectory = 1_000_000;
/** What statements reach is a tenth; a bomb's is 1000. Small files may be of one letter. */
const largestRatio = 250;
const ratioFrom = 1_000_000;
const largestFile = 0xffff_fffe;
const longestLine = 8_000_000;
const chunkBytes = 256 * 1024;

type Entry = { name: string; method: number; crc: number; packed: number; size: number; offset: number };

/** The files of a zip by their names, `mostFiles` at most. Throws what `failure` makes for what is none, or is damaged. */
export async function openZip(source: ByteSource, failure: ZipFailure, mostFiles = 200): Promise<Map<string, ZipFile>> {
  const files = new Map<string, ZipFile>();
  for (const entry of await readDirectory(source, failure, mostFiles)) {
    if (files.has(entry.name)) throw failure('file_repeated', entry.name, null, 1, 2);
    files.set(entry.name, openFile(source, entry, failure));
  }
  return files;
}

async function readDirectory(source: ByteSource, failure: ZipFailure, mostFiles: number): Promise<Entry[]> {
  const none = (): Error => failure('not_a_zip', '', null, 'a zip', `${source.size} bytes`);
  if (source.size < endSize) throw none();
  const tailSize = Math.min(source.size, endSize + longestComment);
  const tail = await exactly(source, failure, source.size - tailSize, tailSize);
  let end = tail.length - endSize;
  while (end >= 0 && !(tail.readUInt32LE(end) === 0x06054b50 && end + endSize + tail.readUInt16LE(end + 20) === tail.length)) end -= 1;
  if (end < 0) throw none();
  const count = tail.readUInt16LE(end + 10);
  const size = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  const damaged = (found: string): Error => failure('zip_damaged', '', null, 'a directory of files', found);
  if (tail.readUInt16LE(end + 4) !== 0 || tail.readUInt16LE(end + 6) !== 0 || tail.readUInt16LE(end + 8) !== count)
    throw damaged('several disks');
  if (count > mostFiles || size > largestDirectory) throw failure('zip_too_large', '', null, `${mostFiles} files`, `${count} files`);
  if (offset + size > source.size) throw damaged('its end');
  const directory = await exactly(source, failure, offset, size);
  const entries: Entry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw damaged(`no entry ${index + 1}`);
    const lengths = [28, 30, 32].map((place) => directory.readUInt16LE(at + place)) as [number, number, number];
    const next = at + 46 + lengths[0] + lengths[1] + lengths[2];
    if (next > directory.length) throw damaged(`entry ${index + 1}`);
    const name = directory.toString('utf8', at + 46, at + 46 + lengths[0]);
    const flags = directory.readUInt16LE(at + 8);
    const method = directory.readUInt16LE(at + 10);
    if ((flags & 1) !== 0 || (method !== 0 && method !== 8)) throw failure('zip_damaged', name, null, 'deflate', `method ${method}`);
    entries.push({
      name,
      method,
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at = next;
  }
  return entries;
}

function openFile(source: ByteSource, entry: Entry, failure: ZipFailure): ZipFile {
  const { name } = entry;
  let read: { bytes: number; sha256: string } | null = null;
  // What is our own finding already goes on as it is; everything else is zlib's.
  const findings = new WeakSet<Error>();
  const finding: ZipFailure = (...what) => {
    const error = failure(...what);
    findings.add(error);
    return error;
  };
  const damaged = (expected: unknown, found: unknown): Error => finding('zip_damaged', name, null, expected, found);

  async function* packed(): AsyncGenerator<Uint8Array> {
    const header = await exactly(source, finding, entry.offset, 30);
    if (header.readUInt32LE(0) !== 0x04034b50) throw damaged('a file header', 'none');
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const own = await exactly(source, finding, entry.offset + 30, header.readUInt16LE(26));
    if (own.toString('utf8') !== name) throw damaged(name, own.toString('utf8'));
    if (start + entry.packed > source.size) throw damaged(`${entry.packed} bytes`, 'its end');
    for (let at = 0; at < entry.packed; at += chunkBytes)
      yield exactly(source, finding, start + at, Math.min(chunkBytes, entry.packed - at));
  }

  async function* bytes(): AsyncGenerator<Uint8Array> {
    if (entry.size > largestFile) throw failure('zip_too_large', name, null, `${largestFile} bytes`, `${entry.size} bytes`);
    if (entry.size > ratioFrom && entry.size > entry.packed * largestRatio)
      throw failure('zip_too_large', name, null, `${largestRatio} : 1`, `${entry.size} : ${entry.packed}`);
    const input = Readable.from(packed(), { objectMode: true });
    const inflate = entry.method === 8 ? createInflateRaw({ chunkSize: chunkBytes }) : null;
    const digest = createHash('sha256');
    let [size, crc] = [0, 0];
    try {
      if (inflate) input.on('error', (error) => inflate.destroy(error)).pipe(inflate);
      for await (const chunk of (inflate ?? input) as AsyncIterable<Uint8Array>) {
        size += chunk.length;
        if (size > entry.size) throw damaged(`${entry.size} bytes`, 'more');
        crc = crc32(chunk, crc);
        digest.update(chunk);
        yield chunk;
      }
    } catch (error) {
      if (findings.has(error as Error)) throw error;
      throw damaged('deflated bytes', (error as Error).message);
    } finally {
      input.destroy();
      inflate?.destroy();
    }
    if (size !== entry.size) throw damaged(`${entry.size} bytes`, `${size} bytes`);
    if (crc !== entry.crc) throw damaged(`sum ${entry.crc.toString(16)}`, `sum ${crc.toString(16)}`);
    read = { bytes: size, sha256: digest.digest('hex') };
  }

  async function content(most: number): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of bytes()) {
      size += chunk.length;
      if (size > most) throw failure('zip_too_large', name, null, `${most} bytes`, 'more');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  return {
    name,
    digest: () => read,
    text: async (most) => decode(await content(most), name, null, failure),
    content,
    chunks: bytes,
    drain: async () => {
      for await (const _ of bytes());
    },
    lines: async function* () {
      let number = 0;
      let pieces: Uint8Array[] = [];
      let held = 0;
      const line = (): { number: number; text: string } => {
        number += 1;
        const text = decode(Buffer.concat(pieces), name, number, failure);
        pieces = [];
        held = 0;
        return { number, text };
      };
      const hold = (piece: Uint8Array): void => {
        held += piece.length;
        if (held > longestLine) throw failure('line_too_long', name, number + 1, `${longestLine} bytes`, 'more');
        pieces.push(piece);
      };
      for await (const chunk of bytes()) {
        let from = 0;
        for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
          hold(chunk.subarray(from, at));
          yield line();
          from = at + 1;
        }
        if (from < chunk.length) hold(chunk.subarray(from));
      }
      if (held > 0) yield line();
    },
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
function decode(bytes: Uint8Array, file: string, line: number | null, failure: ZipFailure): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw failure('not_utf8', file, line, 'UTF-8', 'other bytes');
  }
}

async function exactly(source: ByteSource, failure: ZipFailure, offset: number, length: number): Promise<Buffer> {
  const bytes = await source.read(offset, length);
  if (bytes.length !== length) throw failure('zip_damaged', '', null, `${length} bytes at ${offset}`, `${bytes.length} bytes`);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
