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
      // A page that was open during the update still asks for files of its own build, which the server no longer has: the shell
      // before this one stays. One that is older yet says that there is something new, and loads again.
      const shells = (await caches.keys()).filter((name) => name.startsWith('creator-shell-') && name !== shell);
      await Promise.all(shells.slice(0, -1).map((name) => caches.delete(name)));
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
  // Names of assets say what is in them, so that any shell's will do; the rest must be this one's.
  if (address.pathname.startsWith('/assets/')) event.respondWith(fromShell(caches, request));
  else if (beside.includes(address.pathname)) event.respondWith(fromShell(caches.open(shell), request));
});

// The network first: a new version must not wait for the second visit. A slow or silent line falls back to what is kept.
async function openPage(request) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 4000);
  try {
    const response = await fetch(request, { signal: patience.signal });
    // Who is sent elsewhere, as by a gateway where one signs in, has to get there.
    if (response.ok || response.type === 'opaqueredirect') return response;
    return (await keptPage()) ?? response;
  } catch (error) {
    const kept = await keptPage();
    if (kept) return kept;
    throw error;
  } finally {
    // What has begun to arrive may take its time.
    clearTimeout(timer);
  }
}

async function keptPage() {
  return (await caches.open(shell)).match(page);
}

async function fromShell(kept, request) {
  return (await (await kept).match(request)) ?? fetch(request);
}
