import type { TLSSocket } from 'node:tls'
import type { FastifyRequest } from 'fastify'

/** Where a request came from, for the few routes that must know. */
export interface Visit {
  readonly address: string
  /** What the browser calls itself; the empty text where it says nothing. */
  readonly browser: string
  /** Over TLS. */
  readonly secure: boolean
  /** A page of the station asks, and says so; a program says nothing. */
  readonly byPage: boolean
  cookie(name: string): string | null
}

const BROWSER_LENGTH_MAX = 300
const ADDRESS_LENGTH_MAX = 64
/** Cookies that are looked through: a browser keeps fewer for one host. */
const COOKIES_MAX = 64

/** Reads a request at the door; foreign origins have been turned away before. */
export function visitOf(request: FastifyRequest): Visit {
  const { headers, socket } = request.raw
  return {
    address: request.ip.slice(0, ADDRESS_LENGTH_MAX),
    browser: (headers['user-agent'] ?? '').slice(0, BROWSER_LENGTH_MAX),
    secure: (socket as Partial<TLSSocket>).encrypted === true,
    byPage: headers.origin !== undefined,
    cookie: (name) => cookieIn(headers.cookie ?? '', name),
  }
}

/** The value of a cookie; of several of one name the first, which is that of the longest path. */
function cookieIn(header: string, name: string): string | null {
  for (const pair of header.split(';', COOKIES_MAX)) {
    const at = pair.indexOf('=')
    if (at !== -1 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}
