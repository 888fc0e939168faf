/**
 * Links alone in a process of its own, for tests that kill it: `node redirect-child.ts '{"url"|"directory", "clicks", "port", "limitBytes"?}'`.
 * Says READY with its address and the slugs; SIGTERM ends it as a server ends, and it says what its journal did.
 */
import { createLog } from '../../src/platform/log.ts';
import { openDatabase } from '../../src/platform/db/index.ts';
import { systemClock } from '../../src/platform/time.ts';
import { listen, makeLinks } from './links.ts';

const given = JSON.parse(process.argv[2]!) as { url?: string; directory?: string; clicks: string; limitBytes?: number };
const db = await openDatabase(given.url ? { url: given.url } : { directory: given.directory! });
const { links, visitors } = makeLinks(db, given.clicks, {
  log: createLog(systemClock),
  ...(given.limitBytes !== undefined && { journalLimitBytes: given.limitBytes }),
});
await visitors.refresh().catch(() => {});
await links.start();
const { server, url } = await listen(links);
process.stdout.write(`READY ${JSON.stringify({ url })}\n`);
process.on('SIGTERM', () => {
  const state = links.journalState();
  server.close();
  server.closeAllConnections();
  void links.stop().then(async () => {
    process.stdout.write(`STATE ${JSON.stringify(state)}\n`);
    await db.close();
    process.exit(0);
  });
});
