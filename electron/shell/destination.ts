/** Where an address leads: into the window, to the system's browser, or nowhere. */
export type Destination = 'own' | 'browser' | 'nowhere'

/** Scheme, host and port of an address, also where the scheme is our own; null where it is no address. */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}

/**
 * Says where an address a page asked for may lead.
 *
 * A browser is given http and https only, and no address that carries a name and password: everything else can start
 * programs or give secrets away.
 *
 * @param own  the station's origin; null while there is none
 */
export function destinationOf(address: string, own: string | null): Destination {
  const origin = originOf(address)
  if (origin === null) return 'nowhere'
  if (origin === own) return 'own'
  const { protocol, username, password } = new URL(address)
  const web = protocol === 'https:' || protocol === 'http:'
  return web && username === '' && password === '' ? 'browser' : 'nowhere'
}
