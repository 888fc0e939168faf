import { serve, type ServerType } from '@hono/node-server';
import type { CommandIo } from './command.ts';
import type { House } from './compose.ts';
import type { Config } from './config.ts';
import { appErrors } from './errors.ts';

export type Owner = { email: string; password: string | null };
/** What follows READY on stdout; returned by whoever starts the server. */
export type Announce = (ready: { url: string; owner: Owner }) => Promise<Record<string, unknown>>;

/** Serves the house until it is told to stop; then no new work is taken, running work is finished or handed back. */
export async function runServer(house: House, io: CommandIo, announce: Announce): Promise<number> {
  const { config } = house;
  let server: ServerType | null = null;
  try {
    const owner = await house.prepare();
    server = await listen(house, config);
    const url = addressOf(server, config);
    house.listening(url);
    await house.start();
    house.log.info('app.ready', { url, role: house.role, database: house.db.kind });
    const ready = await announce({ url: config.baseUrl ?? url, owner });
    io.stdout(`READY ${JSON.stringify(ready)}\n`);
    await stopped(io.signal);
    house.log.info('app.stopping', {});
  } finally {
    if (server) await close(server);
    await house.stop();
  }
  return 0;
}

function listen(house: House, config: Config): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: house.app.fetch, hostname: config.HOST, port: config.PORT }, () => resolve(server));
    server.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? appErrors.port_in_use({ host: config.HOST, port: config.PORT }) : error),
    );
  });
}

function addressOf(server: ServerType, config: Config): string {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  const host = config.HOST === '0.0.0.0' || config.HOST === '::' ? '127.0.0.1' : config.HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function stopped(signal: AbortSignal): Promise<void> {
  return signal.aborted ? Promise.resolve() : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Keep-alive connections would hold the port; requests under way get a moment to end.
    setTimeout(() => (server as { closeAllConnections?: () => void }).closeAllConnections?.(), 3000).unref();
    (server as { closeIdleConnections?: () => void }).closeIdleConnections?.();
  });
}
