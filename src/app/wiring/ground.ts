/** What the house stands on: its port, its folders, its objects, and who asks it. */
import { readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { createLocalStore, createS3Store, type ObjectStore } from '../../platform/storage/index.ts';
import type { Config } from '../config.ts';

/** Beside a server, processes share the directory: only what no job can still be working on goes. */
export async function removeOld(directory: string, beforeMs: number): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    const path = join(directory, name);
    const found = await stat(path).catch(() => null);
    if (found && found.mtimeMs < beforeMs) await rm(path, { recursive: true, force: true });
  }
}

/** Objects in the data directory, or in the bucket that is set. */
export async function openObjects(config: Config): Promise<ObjectStore> {
  if (!config.S3_BUCKET) return createLocalStore({ directory: join(config.dataDirectory, 'objects') });
  return createS3Store({
    bucket: config.S3_BUCKET,
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    accessKeyId: config.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: config.S3_SECRET_ACCESS_KEY ?? '',
    pathStyle: config.S3_PATH_STYLE,
    cacheDirectory: join(config.dataDirectory, 'object-cache'),
  });
}

/** The origins that a browser may change things from. Browsers on this machine reach a loopback server by more than one name. */
export function originsOf(config: Config, baseUrl: string): string[] {
  const own = new URL(baseUrl).origin;
  if (config.baseUrl) return [own];
  return [...new Set([own, `http://127.0.0.1:${config.PORT}`, `http://localhost:${config.PORT}`])];
}

/** The peer's address as the proxy settings let us believe it. */
export function addressOf(config: Config, context: Context): string {
  const forwarded = config.TRUST_PROXY ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  if (forwarded) return forwarded;
  try {
    return getConnInfo(context).remote.address ?? '';
  } catch {
    // A request that came without a socket, as tests send them.
    return '';
  }
}

/** Port 0 means any: it is chosen before the house is furnished, as links need it. */
export async function withPort(config: Config): Promise<Config> {
  if (config.PORT !== 0) return config;
  const port = await new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, config.HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(config), PORT: { value: port, enumerable: true } }) as Config;
}
