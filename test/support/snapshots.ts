/**
 * Migrated databases, made once a run and copied by whoever needs one: making PGlite's files and running every migration takes
 * several times as long as reading what that comes to. The folder lives as long as the run; without it each database is made anew.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { Client } from 'pg';
import { extract } from 'tar-stream';
import type { Database, ModuleMigrations } from '../../src/platform/db/index.ts';

const variable = 'HOOKLINE_TEST_SNAPSHOTS';
const pack = promisify(zstdCompress);
const unpack = promisify(zstdDecompress);

/** The runner calls it once before all workers (globalSetup), and what it answers with when they are done. */
export async function setup(project: { onTestsRerun?: (run: () => Promise<void>) => void }): Promise<() => Promise<void>> {
  const begin = async (): Promise<void> => {
    process.env[variable] = await mkdtemp(join(tmpdir(), 'hookline-snapshots-'));
  };
  const end = async (): Promise<void> => {
    if (process.env.TEST_DATABASE_URL) await dropTemplates(process.env.TEST_DATABASE_URL);
    await rm(process.env[variable]!, { recursive: true, force: true });
  };
  await begin();
  // Whoever watches changes migrations between two runs.
  project.onTestsRerun?.(async () => {
    await end();
    await begin();
  });
  return end;
}

/** One word for a schema: the same migrations, in whatever order they are given, are the same. */
export function keyOf(modules: readonly ModuleMigrations[]): string {
  const names = modules.flatMap(({ module, migrations }) => Object.keys(migrations).map((name) => `${module}/${name}`)).sort();
  return createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 16);
}

/** The files of an embedded database as one archive (tar) that somebody in this run has kept, or the database made now, kept for others. */
export async function snapshotOf(key: string, make: () => Promise<Database>): Promise<{ files: Blob } | { made: Database }> {
  const kept = await find(key);
  if (kept) return { files: new Blob([kept]) };
  const made = await make();
  await keep(key, made);
  return { made };
}

/** Puts the same files into a folder that must not be there; does nothing outside a run of the test runner. */
export async function layFiles(key: string, make: () => Promise<Database>, directory: string): Promise<void> {
  if (!folderOfRun()) return;
  let files = await find(key);
  if (!files) {
    const made = await make();
    files = await keep(key, made);
    await made.close();
  }
  if (!files) return;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const entries = extract();
  entries.end(files);
  for await (const entry of entries) {
    const path = join(directory, entry.header.name);
    if (entry.header.type === 'directory') {
      await mkdir(path, { recursive: true, mode: 0o700 });
      entry.resume();
    } else {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(path, await buffer(entry), { mode: 0o600 });
    }
  }
}

function folderOfRun(): string | null {
  const folder = process.env[variable];
  return folder && existsSync(folder) ? folder : null;
}

async function find(key: string): Promise<Buffer<ArrayBuffer> | null> {
  const folder = folderOfRun();
  const kept = folder && (await readFile(join(folder, `${key}.tar.zst`)).catch(() => null));
  return kept ? ((await unpack(kept)) as Buffer<ArrayBuffer>) : null;
}

/** Keeps a database's files for the rest of the run, and answers with them; null outside a run of the test runner. */
async function keep(key: string, db: Database): Promise<Buffer<ArrayBuffer> | null> {
  const folder = folderOfRun();
  if (!folder) return null;
  await db.pglite!.exec('checkpoint');
  const dumped = await db.pglite!.dumpDataDir('none');
  const files = Buffer.from(await dumped.arrayBuffer());
  // Two workers may keep the same one; whichever is there last is as good, and nobody reads half of it.
  const own = join(folder, `${key}.${randomBytes(4).toString('hex')}`);
  await writeFile(own, await pack(files));
  await rename(own, join(folder, `${key}.tar.zst`));
  return files;
}

/** What this run calls the database on a server whose copies have that schema; null outside a run of the test runner. */
export function templateName(key: string): string | null {
  const folder = folderOfRun();
  if (!folder) return null;
  const run = createHash('sha256').update(basename(folder)).digest('hex').slice(0, 12);
  return `hookline_template_${run}_${key}`;
}

async function dropTemplates(serverUrl: string): Promise<void> {
  const names = await administer<{ datname: string }>(
    serverUrl,
    `select datname from pg_database where datname like '${templateName('')!.replaceAll('_', '\\_')}%'`,
  );
  for (const { datname } of names) await administer(serverUrl, `drop database ${datname} with (force)`);
}

/** One statement on the server itself, beside all databases of tests. */
export async function administer<Row extends object>(serverUrl: string, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
