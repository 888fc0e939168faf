/** A PostgreSQL server of Debian's packages for one run, in a folder of its own, on a socket only. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';

export type PostgresServer = { readonly url: string; stop(): Promise<void> };

/** Starts the newest server that is installed, with fsync on where `durable`; null where there is none, or no unprivileged user to run it as. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer | null> {
  const bin = newestBinaries();
  const isRoot = process.getuid?.() === 0;
  const account = isRoot ? accountOf('postgres') : null;
  if (!bin || (isRoot && !account)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'hookline-pg-'));
  if (account) chownSync(folder, account.uid, account.gid);
  const options = { ...account, cwd: folder, stdio: 'ignore' as const, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } };
  const data = join(folder, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'hookline', '-A', 'trust', '-E', 'UTF8', '--no-sync'], options);
  // The data is thrown away, so a power cut may have it, save where what is measured is that it may not. The planner's
  // settings are the server's own.
  const careless = durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const settings = [...careless, 'max_wal_size=4GB', 'listen_addresses='].flatMap((setting) => ['-c', setting]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, ...settings], options);
  const stop = async (): Promise<void> => {
    const ended = once(server, 'exit');
    if (server.exitCode === null && server.kill('SIGINT')) await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (let tries = 0; ; tries++) {
      try {
        execFileSync(join(bin, 'pg_isready'), ['-q', '-h', folder, '-U', 'hookline', '-t', '2'], options);
        break;
      } catch (error) {
        if (tries > 300 || server.exitCode !== null) throw error;
      }
    }
    return { url: `postgresql://hookline@localhost/postgres?host=${encodeURIComponent(folder)}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function newestBinaries(): string | null {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return null;
  const [newest] = readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'bin', 'initdb')))
    .sort((a, b) => Number(b) - Number(a));
  return newest === undefined ? null : join(root, newest, 'bin');
}

function accountOf(name: string): { uid: number; gid: number } | null {
  try {
    const idOf = (flag: string): number =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return null;
  }
}
