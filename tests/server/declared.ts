import { ENDPOINTS, type Endpoint, type EndpointName } from '#contracts/http.ts'
import { refusalsOf } from '#contracts/openapi/refusals.ts'

const ROUTES = (Object.entries(ENDPOINTS) as [EndpointName, Endpoint][]).map(([name, endpoint]) => ({
  method: endpoint.method,
  // Words of a path before parameters: `/api/missions/daily` is none of `/api/missions/:id`.
  words: (endpoint.path.match(/:/g) ?? []).length,
  pattern: new RegExp(`^${endpoint.path.replaceAll(/:[a-z]+/g, '[^/]+')}$`),
  codes: new Set<string>(refusalsOf(name, endpoint)),
}))
const BY_WORDS = [...ROUTES].sort((one, other) => one.words - other.words)

/** What is wrong with a refusal that the document of the API does not list for its route; null where it does. */
export function undeclaredRefusal(method: string, path: string, code: unknown): string | null {
  if (typeof code !== 'string') return null
  const bare = path.split('?')[0] ?? ''
  const route = BY_WORDS.find((one) => one.method === method && one.pattern.test(bare))
  if (route === undefined || route.codes.has(code)) return null
  return `${method} ${bare} refused with ${code}, which contracts/openapi/refusals.ts does not list for it`
}
