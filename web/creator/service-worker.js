/**
 * Keeps the shell of the creator's app on the device, so that it opens at once and without a network; never an answer of
 * the API, which is somebody's own and changes by the second. The build fills in the version and the files of the shell.
 */
const version = '__VERSION__';
const files = ['__FILES__'];
const shell = `creator-shell-${version}`;
const page = '/creator/';
const beside = ['/creator/manifest.webmanifest', '/creator/icon-192.png', '/mark.svg', '/theme.js'];

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(shell);
      await cache.addAll([page, ...beside, ...files]);
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      await Promise.all(names.filter((name) => name.startsWith('creator-shell-') && name !== shell).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== self.location.origin || address.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') {
    if (address.pathname.startsWith(page)) event.respondWith(openPage(request));
    return;
  }
  if (files.includes(address.pathname) || beside.includes(address.pathname)) event.respondWith(fromShell(request));
});

// The network first: a new version must not wait for the second visit. A slow or silent line falls back to what is kept.
async function openPage(request) {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(4000) });
    if (response.ok) return response;
    return (await caches.match(page)) ?? response;
  } catch (error) {
    const kept = await caches.match(page);
    if (kept) return kept;
    throw error;
  }
}

async function fromShell(request) {
  return (await caches.match(request)) ?? fetch(request);
}
