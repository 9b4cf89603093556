/*
 * The desk's service worker: keeps the shell (page, scripts, styles, letters) so that the desk opens without a
 * connection. Answers of the server are never kept here; what somebody read is src/ui/kept/, by account.
 * The build puts in VERSION and FILES (src/ui/build/app-plugin.ts).
 */
const CACHE = `shell-${VERSION}`;
/** Milliseconds a page may take before the kept shell stands in. */
const PATIENCE = 3_000;
/** Doors of the server that are no pages of the desk. */
const doors = /^\/(?:api|rpc|files|live|mail-frame|metrics|livez|readyz)(?:\/|$)/;

self.addEventListener('install', (event) => event.waitUntil(fill()));

async function fill() {
  const cache = await caches.open(CACHE);
  // A hashed file that an older version kept is the same file.
  const missing = [];
  for (const file of FILES) {
    const kept = await caches.match(file);
    if (kept) await cache.put(file, kept);
    else missing.push(file);
  }
  await cache.addAll(missing);
  await cache.add(new Request('/', { cache: 'no-cache' }));
}

self.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
      await self.clients.claim();
    })(),
  ),
);

// A new version waits until the person says so: it must not change the desk under somebody's hands.
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || doors.test(pathname)) return;
  if (pathname.startsWith('/assets/')) event.respondWith(asset(request));
  else if (request.mode === 'navigate') event.respondWith(page(request));
});

async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}

/** The server's own page while it can be had; the kept one when it cannot, or a proxy stands there alone. */
async function page(request) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([fetch(request).catch(() => undefined), late]);
  if (answer && answer.status < 500) return answer;
  return (await caches.match('/', { cacheName: CACHE })) ?? answer ?? Response.error();
}
