import type { IncomingMessage } from 'node:http'
import { badField, type Problem } from './problems.ts'

/** Who may knock: the names the station answers to, and the pages that may speak to it. */
export interface Border {
  /** `bad_host` unless the request was sent to a name of the station; `bad_request` where it names none. */
  host(request: IncomingMessage): Problem | null
  /** `forbidden` for a request that names another origin than the station's own. */
  origin(request: IncomingMessage): Problem | null
  /** `forbidden` also where the browser says that another page asks, or led here. */
  page(request: IncomingMessage): Problem | null
  /** Lets these in beside the station's own, in place of those that were let in so before. */
  admit(outside: Outside): void
}

/** Under which names other machines ask, with the port where a browser sends it, and by which scheme alone. */
export interface Outside {
  readonly hosts: readonly string[]
  readonly scheme: 'http' | 'https'
}

/** What a browser says of a request of our own page, or of one that no page made. */
const OWN_FETCH_SITES: ReadonlySet<string> = new Set(['same-origin', 'none'])

/**
 * The border of a station that listens on `port`.
 *
 * Both lists are literal: comparing `Origin` with `Host` would let a rebound name in, because both are then the
 * attacker's.
 *
 * @param names  further names, with or without port
 */
export function openBorder(port: number, names: readonly string[]): Border {
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`)
  const further = names.flatMap((name) => [name.toLowerCase(), `${name.toLowerCase()}:${port}`])
  const hosts: ReadonlySet<string> = new Set([...own, ...further])
  let outsideHosts: ReadonlySet<string> = new Set()
  let outsideOrigins: ReadonlySet<string> = new Set()
  const known = (host: string) => hosts.has(host) || outsideHosts.has(host)
  const origins: ReadonlySet<string> = new Set(
    [...hosts].flatMap((host) => [`http://${host}`, `https://${host}`]),
  )

  const origin: Border['origin'] = ({ headers }) =>
    headers.origin === undefined || origins.has(headers.origin) || outsideOrigins.has(headers.origin)
      ? null
      : { code: 'forbidden' }

  return {
    origin,
    host(request) {
      const { host } = request.headers
      if (host === undefined) return badField('Host', 'the name that the station was asked under')
      if (!known(host) && !known(host.toLowerCase())) return { code: 'bad_host' }
      return namesAnother(request) ? badField('Host', 'one name, in one place') : null
    },
    admit({ hosts: named, scheme }) {
      outsideHosts = new Set(named)
      outsideOrigins = new Set(named.map((host) => `${scheme}://${host}`))
    },
    page(request) {
      const site = request.headers['sec-fetch-site']
      const own = site === undefined || (typeof site === 'string' && OWN_FETCH_SITES.has(site))
      return own ? origin(request) : { code: 'forbidden' }
    },
  }
}

/**
 * Whether a request names a host a second time: in another header, of which we would take the first and somebody else
 * the last, or in an address in full, which goes before the header.
 */
function namesAnother({ rawHeaders = [], url = '/' }: Partial<IncomingMessage>): boolean {
  if (!url.startsWith('/') && url !== '*') return true
  let names = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string
    if (name.length === HOST_LENGTH && name.toLowerCase() === 'host') names += 1
  }
  return names > 1
}

const HOST_LENGTH = 4
