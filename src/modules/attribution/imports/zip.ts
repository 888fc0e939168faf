/**
 * Reads members of a zip (PKWARE APPNOTE 6.3) by its central directory, one at a time, in pieces. What a member inflates to is
 * counted while it is read: sizes that a hostile archive claims are not believed.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { edgeErrors } from '../edge-errors.ts';

export type ZipMember = { readonly name: string; readonly method: number; readonly packedBytes: number; readonly offset: number };
export type Zip = {
  readonly members: ReadonlyMap<string, ZipMember>;
  /** The member's bytes. Throws attribution.workbook_too_large past `limitBytes`, workbook_unreadable where it is broken. */
  read(member: ZipMember, limitBytes: number): AsyncGenerator<Buffer>;
  close(): Promise<void>;
};

// A workbook has some dozens of parts.
const mostMembers = 5_000;
const mostDirectoryBytes = 4 * 1024 * 1024;
// XML of sheets packs twenty to forty times; what packs much tighter was made to.
const mostRatio = 150;
const ratioFreeBytes = 4 * 1024 * 1024;

const unreadable = (cause?: unknown): Error => edgeErrors.workbook_unreadable({}, cause);

/** Opens a file as a zip. Throws attribution.workbook_unreadable, or workbook_encrypted for Office's own encryption. */
export async function openZip(path: string): Promise<Zip> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const members = await readDirectory(file, size);
    return { members, read: (member, limitBytes) => readMember(file, size, member, limitBytes), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw unreadable();
  return buffer;
}

async function readDirectory(file: FileHandle, size: number): Promise<Map<string, ZipMember>> {
  const tailLength = Math.min(size, 65_557);
  const tail = await bytesAt(file, size - tailLength, tailLength);
  // An encrypted workbook is an OLE file with the zip inside.
  if (size >= 8 && (await bytesAt(file, 0, 8)).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])))
    throw edgeErrors.workbook_encrypted();
  const end = tail.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + 22 > tail.length) throw unreadable();
  let length = tail.readUInt32LE(end + 12);
  let start = tail.readUInt32LE(end + 16);
  const locator = end - 20;
  if (locator >= 0 && tail.toString('latin1', locator, locator + 4) === 'PK\u0006\u0007') {
    const record = await bytesAt(file, safeNumber(tail.readBigUInt64LE(locator + 8), size), 56);
    length = safeNumber(record.readBigUInt64LE(40), size);
    start = safeNumber(record.readBigUInt64LE(48), size);
  }
  if (length > mostDirectoryBytes || start + length > size) throw unreadable();
  return parseDirectory(await bytesAt(file, start, length), size);
}

function safeNumber(value: bigint, size: number): number {
  if (value < 0n || value > BigInt(size)) throw unreadable();
  return Number(value);
}

function parseDirectory(directory: Buffer, size: number): Map<string, ZipMember> {
  const members = new Map<string, ZipMember>();
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const next = at + 46 + nameLength + extraLength + directory.readUInt16LE(at + 32);
    if (next > directory.length || members.size >= mostMembers) throw unreadable();
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\//, '');
    const sizes = wideSizes(directory, at, directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength), size);
    if ((directory.readUInt16LE(at + 8) & 1) !== 0) throw edgeErrors.workbook_encrypted();
    members.set(name, { name, method: directory.readUInt16LE(at + 10), ...sizes });
    at = next;
  }
  return members;
}

// Zip64 extended information (APPNOTE 4.5.3): EasyExcel and POI write it however small the file.
function wideSizes(directory: Buffer, at: number, extra: Buffer, size: number): { packedBytes: number; offset: number } {
  let packedBytes = directory.readUInt32LE(at + 20);
  let offset = directory.readUInt32LE(at + 42);
  for (let e = 0; e + 4 <= extra.length;) {
    const length = extra.readUInt16LE(e + 2);
    if (e + 4 + length > extra.length) break;
    if (extra.readUInt16LE(e) === 1) {
      let field = e + 4;
      const end = field + length;
      const take = (): number => {
        if (field + 8 > end) throw unreadable();
        field += 8;
        return safeNumber(extra.readBigUInt64LE(field - 8), size);
      };
      if (directory.readUInt32LE(at + 24) === 0xffffffff) field += 8;
      if (packedBytes === 0xffffffff) packedBytes = take();
      if (offset === 0xffffffff) offset = take();
    }
    e += 4 + length;
  }
  if (offset + packedBytes > size) throw unreadable();
  return { packedBytes, offset };
}

async function* readMember(file: FileHandle, size: number, member: ZipMember, limitBytes: number): AsyncGenerator<Buffer> {
  if (member.method !== 0 && member.method !== 8) throw unreadable();
  const header = await bytesAt(file, member.offset, 30);
  if (header.readUInt32LE(0) !== 0x04034b50) throw unreadable();
  const start = member.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (start + member.packedBytes > size) throw unreadable();
  let total = 0;
  const count = (piece: Buffer): Buffer => {
    total += piece.length;
    if (total > limitBytes || (total > ratioFreeBytes && total > member.packedBytes * mostRatio))
      throw edgeErrors.workbook_too_large({ limitMegabytes: Math.round(limitBytes / 1024 / 1024) });
    return piece;
  };
  // The handle is shared by all members: it is not the stream's to close.
  const packed = packedPieces(file, start, member.packedBytes);
  if (member.method === 0) {
    for await (const piece of packed) yield count(piece);
    return;
  }
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  const feeding = (async () => {
    for await (const piece of packed) {
      if (inflate.destroyed) return;
      if (!inflate.write(piece))
        await new Promise<void>((resolve) => {
          inflate.once('drain', resolve);
          inflate.once('close', resolve);
        });
    }
    inflate.end();
  })().catch((error: unknown) => void inflate.destroy(error as Error));
  try {
    for await (const piece of inflate) yield count(piece as Buffer);
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('attribution.')) throw error;
    throw unreadable(error);
  } finally {
    inflate.destroy();
    await feeding;
  }
}

async function* packedPieces(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length;) {
    const piece = await bytesAt(file, start + done, Math.min(256 * 1024, length - done));
    done += piece.length;
    yield piece;
  }
}
