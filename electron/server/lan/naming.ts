import type { LanState } from '#core/lan.ts'
import type { Outside } from '../border.ts'
import { vouchesFor } from './own-certificate.ts'

/** Under which names other machines ask for the station, beside its addresses. */
export interface Names {
  readonly localName: string
  /** Of `--host`. */
  readonly hosts: readonly string[]
}

const DEFAULT_PORTS = { http: 80, https: 443 } as const

/** Everything that a certificate for these addresses should be for. */
export function namesOf(addresses: readonly string[], { localName, hosts }: Names): readonly string[] {
  return [...new Set([...addresses, localName, ...hosts.map(bare)])]
}

/** What the border lets in while these addresses are open. */
export function outsideOf(state: LanState, open: readonly string[], names: Names): Outside {
  const scheme = schemeOf(state)
  const known = open.length === 0 ? [] : namesOf(open, names)
  return { hosts: known.flatMap((name) => authoritiesOf(name, state.port, scheme)), scheme }
}

/**
 * Addresses to give to others, those first that need no help of a network's names; of a certificate only what it is for.
 *
 * @param cert  null where nothing speaks TLS
 */
export function urlsOf(
  state: LanState,
  open: readonly string[],
  names: Names,
  cert: string | null,
): readonly string[] {
  if (open.length === 0) return []
  const scheme = schemeOf(state)
  const named = [...(state.announce ? [names.localName] : []), ...names.hosts.map(bare)]
  const fitting = [...open, ...named].filter((name) => cert === null || vouchesFor(cert, name))
  return [...new Set(fitting)].map((name) => `${scheme}://${authoritiesOf(name, state.port, scheme)[0]}`)
}

function schemeOf({ plain }: LanState): Outside['scheme'] {
  return plain ? 'http' : 'https'
}

/** A name without the brackets that an address of version 6 wears among hosts. */
export function bare(name: string): string {
  return name.toLowerCase().replace(/^\[(.*)\]$/, '$1')
}

/** How a browser names a host and its port; first without it where it is the scheme's own. */
function authoritiesOf(name: string, port: number, scheme: Outside['scheme']): readonly string[] {
  const host = name.includes(':') ? `[${name}]` : name
  return port === DEFAULT_PORTS[scheme] ? [host, `${host}:${port}`] : [`${host}:${port}`]
}
