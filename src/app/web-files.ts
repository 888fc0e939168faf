import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { compress } from 'hono/compress';
import type { Hono } from 'hono';

const folder = fileURLToPath(new URL('../../dist/web', import.meta.url));

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** The page that finds its own route: the creator's app below /creator, the console everywhere else. */
function pageOf(path: string): string {
  return path.startsWith('/creator/') ? join(folder, 'creator', 'index.html') : join(folder, 'index.html');
}

/** Serves the built console and the creator's app: hashed files for ever, everything else as the page that finds its own route. */
export function serveWebFiles(app: Hono): void {
  app.use('/*', compress());
  // With its slash, which the scope of the app's service worker ends in.
  app.get('/creator', (context) => context.redirect(`/creator/${new URL(context.req.url).search}`, 308));
  app.get('/*', async (context) => {
    const path = normalize(decodeURIComponent(new URL(context.req.url).pathname));
    if (path.includes('\0') || path.startsWith('/api/')) return context.notFound();
    const wanted = mediaTypes[extname(path)] && !path.includes('..') ? join(folder, path) : pageOf(path);
    const file = await findFile(wanted);
    if (!file) return context.text(wanted.endsWith('index.html') ? 'The console is not built: npm start builds it.' : 'Not found', 404);
    context.header('content-type', mediaTypes[extname(wanted)]!);
    context.header('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    context.header('last-modified', file.modified);
    return context.body(Readable.toWeb(createReadStream(wanted)) as ReadableStream);
  });
}

async function findFile(path: string): Promise<{ modified: string } | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? { modified: found.mtime.toUTCString() } : null;
  } catch {
    return null;
  }
}
