import { createServer, type Server } from 'node:http';
import { flushCompileCache } from 'node:module';
import { getRequestListener } from '@hono/node-server';
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
  let server: Server | null = null;
  try {
    const owner = await house.prepare();
    server = await listen(house, config);
    const url = addressOf(server, config);
    house.listening(url);
    await house.start();
    house.log.info('app.ready', { url, role: house.role, database: house.db.kind });
    const ready = await announce({ url: config.baseUrl ?? url, owner });
    io.stdout(`READY ${JSON.stringify(ready)}\n`);
    // A server that is killed would not write it at its end.
    flushCompileCache();
    await stopped(io.signal);
    house.log.info('app.stopping', {});
  } finally {
    if (server) await close(server);
    await house.stop();
  }
  return 0;
}

/** Requests for links are answered before anything else looks at them; all others go to the app. */
function listen(house: House, config: Config): Promise<Server> {
  const others = getRequestListener(house.app.fetch);
  const server = createServer((request, response) => {
    if (!house.links.listener(request, response)) void others(request, response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? appErrors.port_in_use({ host: config.HOST, port: config.PORT }) : error),
    );
    server.listen(config.PORT, config.HOST, () => resolve(server));
  });
}

function addressOf(server: Server, config: Config): string {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  const host = config.HOST === '0.0.0.0' || config.HOST === '::' ? '127.0.0.1' : config.HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function stopped(signal: AbortSignal): Promise<void> {
  return signal.aborted ? Promise.resolve() : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Keep-alive connections would hold the port; requests under way get a moment to end.
    setTimeout(() => server.closeAllConnections(), 3000).unref();
    server.closeIdleConnections();
  });
}
