// Keeps the page's own files, so that the desk opens while the station is off and says so. Data is never kept: what is
// asked of /api, /health and /socket.io goes past this file as if it were not there.

const KEPT = 'fusion-desk-shell'
const PAGE = '/'
/** Built files that are kept; the oldest make room. Names carry a hash of their content, so none is ever wrong. */
const FILES_MAX = 200

self.addEventListener('install', (event) => {
  event.waitUntil(
    fetch(PAGE, { cache: 'no-store' }).then(async (page) => {
      if (page.ok) await (await caches.open(KEPT)).put(PAGE, page)
      await self.skipWaiting()
    }),
  )
})

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request))
})

/** The station's own answer whenever there is one: a new version is never held back. */
async function page(request) {
  const kept = await caches.open(KEPT)
  try {
    const answer = await fetch(request)
    if (answer.ok) await kept.put(PAGE, answer.clone())
    return answer
  } catch (error) {
    const known = await kept.match(PAGE)
    if (known !== undefined) return known
    throw error
  }
}

async function file(request) {
  const kept = await caches.open(KEPT)
  const known = await kept.match(request)
  if (known !== undefined) return known
  const answer = await fetch(request)
  if (answer.ok) {
    await kept.put(request, answer.clone())
    await makeRoom(kept)
  }
  return answer
}

async function makeRoom(kept) {
  const files = (await kept.keys()).filter(({ url }) => new URL(url).pathname !== PAGE)
  const spare = files.slice(0, Math.max(0, files.length - FILES_MAX))
  await Promise.all(spare.map((request) => kept.delete(request)))
}
