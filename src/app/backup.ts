import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack, type Pack } from 'tar-stream';
import { clearSeeded, dumpTables, inSnapshot, insertRows, isEmpty, resetIdentities, type Database } from '../platform/db/index.ts';
import { AppError } from '../platform/errors.ts';
import type { ObjectStore } from '../platform/storage/index.ts';
import type { Clock } from '../platform/time.ts';
import { appErrors } from './errors.ts';

/**
 * An export is one gzipped tar: `manifest.json`, `tables/N-NAME-PART.ndjson` with one row a line, then `objects/SHA256` with
 * the bytes, or `objects.txt` that only lists them. The same file goes into the embedded database and into PostgreSQL.
 */
type Manifest = { format: 'hookline-export'; version: 1; madeAt: string; objects: 'included' | 'listed' };

// People sign in again on the machine that a backup is restored to.
const notCarried = ['sessions', 'verifications'];
const partBytes = 4 * 1024 * 1024;

export type BackupCounts = { tables: number; rows: number; objects: number; bytes: number };
type Parts = { db: Database; objects: ObjectStore; clock: Clock };

/** Writes an export beside `file` and renames it when it is whole. */
export async function exportAll(
  parts: Parts,
  file: string,
  options: { withObjects: boolean; signal: AbortSignal; onProgress(counts: BackupCounts): void },
): Promise<BackupCounts> {
  const counts: BackupCounts = { tables: 0, rows: 0, objects: 0, bytes: 0 };
  const temporary = `${file}.part`;
  const archive = pack();
  const written = pipeline(archive, createGzip({ level: 3 }), createWriteStream(temporary, { mode: 0o600 }), { signal: options.signal });
  // A failure of the disk must reach the caller once, through `written`, and not as an unhandled rejection before it is awaited.
  written.catch(() => {});
  try {
    const manifest: Manifest = {
      format: 'hookline-export',
      version: 1,
      madeAt: parts.clock.now().toISOString(),
      objects: options.withObjects ? 'included' : 'listed',
    };
    await addText(archive, 'manifest.json', JSON.stringify(manifest));
    await inSnapshot(parts.db, async (trx) => {
      for (const { table, rows } of await dumpTables(trx, notCarried)) {
        await addTable(archive, counts, table, rows);
        options.onProgress(counts);
        options.signal.throwIfAborted();
      }
    });
    const listed: string[] = [];
    for await (const object of parts.objects.list()) {
      options.signal.throwIfAborted();
      if (options.withObjects) await addObject(archive, parts.objects, object);
      else listed.push(`${object.sha256} ${object.sizeBytes}`);
      counts.objects++;
      counts.bytes += object.sizeBytes;
      options.onProgress(counts);
    }
    if (!options.withObjects) await addText(archive, 'objects.txt', `${listed.join('\n')}\n`);
    archive.finalize();
    await written;
    await syncAndRename(temporary, file);
    return counts;
  } catch (error) {
    archive.destroy();
    await rm(temporary, { force: true });
    throw error;
  }
}

async function addTable(archive: Pack, counts: BackupCounts, table: string, rows: AsyncIterable<string>): Promise<void> {
  counts.tables++;
  let part = 0;
  let lines: string[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    const number = `${String(counts.tables).padStart(4, '0')}-${table}-${String(part++).padStart(6, '0')}`;
    await addText(archive, `tables/${number}.ndjson`, lines.length > 0 ? `${lines.join('\n')}\n` : '');
    lines = [];
    size = 0;
  };
  for await (const row of rows) {
    lines.push(row);
    size += row.length;
    counts.rows++;
    if (size > partBytes) await flush();
  }
  if (lines.length > 0) await flush();
}

function addText(archive: Pack, name: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => archive.entry({ name }, text, (error) => (error ? reject(error) : resolve())));
}

async function addObject(archive: Pack, objects: ObjectStore, object: { sha256: string; sizeBytes: number }): Promise<void> {
  const entry = archive.entry({ name: `objects/${object.sha256}`, size: object.sizeBytes });
  await pipeline(Readable.fromWeb((await objects.read(object.sha256)) as never), entry as never);
}

async function syncAndRename(from: string, to: string): Promise<void> {
  for (const path of [from, dirname(to)]) {
    const handle = await open(path, 'r');
    await handle.sync();
    await handle.close();
    if (path === from) await rename(from, to);
  }
}

/** Reads an export into an empty installation: all rows in one transaction, each object checked against its name. */
export async function importAll(
  parts: Parts,
  file: string,
  options: { signal: AbortSignal; onProgress(counts: BackupCounts): void },
): Promise<BackupCounts> {
  const counts: BackupCounts = { tables: 0, rows: 0, objects: 0, bytes: 0 };
  const reader = extract();
  const source = createReadStream(file);
  const unzip = createGunzip();
  for (const stream of [source, unzip]) stream.on('error', (error: Error) => reader.destroy(error));
  const seen = new Set<string>();
  try {
    await parts.db.transaction(async (trx) => {
      if (!(await isEmpty(trx))) throw appErrors.not_empty({});
      await clearSeeded(trx);
      let manifest: Manifest | null = null;
      // Only now: an entry that comes before anybody waits for one is never told of again.
      source.pipe(unzip).pipe(reader);
      for await (const entry of reader) {
        options.signal.throwIfAborted();
        const { name } = entry.header;
        if (name === 'manifest.json') manifest = readManifest(await textOf(entry as AsyncIterable<Buffer>), file);
        else if (!manifest) throw appErrors.not_an_export({ file, reason: 'no manifest' });
        else if (name.startsWith('tables/')) {
          const table = /^tables\/\d+-(.+)-\d+\.ndjson$/.exec(name)?.[1];
          if (!table) throw appErrors.not_an_export({ file, reason: name });
          const rows = (await textOf(entry as AsyncIterable<Buffer>)).split('\n').filter(Boolean);
          // This version's own migrations have run already.
          if (table !== 'schema_migrations') await insertRows(trx, table, rows);
          seen.add(table);
          counts.tables = seen.size;
          counts.rows += rows.length;
        } else if (name.startsWith('objects/')) {
          const stored = await takeObject(parts.objects, entry as AsyncIterable<Buffer>, name.slice('objects/'.length), file);
          counts.objects++;
          counts.bytes += stored;
        } else entry.resume();
        options.onProgress(counts);
      }
      if (!manifest) throw appErrors.not_an_export({ file, reason: 'no manifest' });
      await resetIdentities(trx);
    });
    return counts;
  } catch (error) {
    if (error instanceof AppError || options.signal.aborted || (error as NodeJS.ErrnoException).code?.startsWith('E')) throw error;
    throw appErrors.not_an_export({ file, reason: (error as Error).message }, error);
  } finally {
    source.destroy();
    reader.destroy();
  }
}

function readManifest(text: string, file: string): Manifest {
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 'hookline-export' || manifest.version !== 1)
    throw appErrors.not_an_export({ file, reason: 'another format or version' });
  return manifest;
}

async function textOf(entry: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function takeObject(objects: ObjectStore, entry: AsyncIterable<Buffer>, sha256: string, file: string): Promise<number> {
  const temporary = `${file}.object`;
  const hash = createHash('sha256');
  const out = createWriteStream(temporary, { mode: 0o600 });
  try {
    for await (const chunk of entry) {
      hash.update(chunk);
      if (!out.write(chunk)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
    }
    out.end();
    await finished(out);
    if (hash.digest('hex') !== sha256) throw appErrors.not_an_export({ file, reason: `object ${sha256} is damaged` });
    return (await objects.putFile(temporary, { move: true })).sizeBytes;
  } finally {
    out.destroy();
    await rm(temporary, { force: true });
  }
}
