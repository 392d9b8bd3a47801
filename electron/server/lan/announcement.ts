import type { MulticastDNS, ResponseOutgoingPacket } from 'multicast-dns'
import { addressBytes } from '#core/kernel/address.ts'
import type { Log } from '#station/log.ts'

/** What is said of a station by multicast DNS, and nothing else. */
export interface Announced {
  /** `<host>.local`. */
  readonly localName: string
  readonly port: number
  /** The addresses that listen; it is said on their networks alone. */
  readonly addresses: readonly string[]
  /** Of the certificate; null where nothing speaks TLS. */
  readonly fingerprint: string | null
}

/** A station that others on its networks find by name. */
export interface Announcement {
  /** Says goodbye, and settles when that is on its way. */
  stop(): Promise<void>
}

export interface AnnouncementParts {
  readonly log: Log
  /** Where multicast DNS is spoken. */
  readonly group?: string
  readonly port?: number
}

export const SERVICE = '_fusion-desk._tcp.local'
const GROUP = '224.0.0.251'
const PORT = 5_353
/** Of a host's address, and of all else, as RFC 6762 has them. */
const HOST_TTL_S = 120
const SERVICE_TTL_S = 4_500
/** Enough to recognise a station by, too little to stand for the comparison of all of it. */
const FINGERPRINT_SHOWN = 16

type Answer = ResponseOutgoingPacket['answers'][number]

/**
 * Announces the station on the networks of its addresses.
 *
 * Networks without an address of version 4 are not told: nearly none is, and their sockets would need a card's number.
 */
export async function announce(announced: Announced, parts: AnnouncementParts): Promise<Announcement> {
  const { default: multicastDns } = await import('multicast-dns')
  const { group = GROUP, port = PORT, log } = parts
  const responders = announced.addresses
    .filter((address) => addressBytes(address)?.length === 4)
    // Bound to the group and never to every address: what is sent to this machine alone does not get here.
    .map((address) => multicastDns({ interface: address, bind: group, ip: group, port, reuseAddr: true }))
  const records = recordsOf(announced)
  for (const responder of responders) {
    responder.on('error', (error) => log.warn({ err: error }, 'announcement_failed'))
    responder.on('warning', (error) => log.info({ err: error }, 'announcement_warned'))
    responder.on('query', ({ questions }) => {
      const asked = questions?.some(({ name }) => concerns(records, name.toLowerCase()))
      if (asked) responder.respond({ answers: [...records] })
    })
    responder.on('ready', () => responder.respond({ answers: [...records] }))
  }
  return {
    async stop() {
      await Promise.all(responders.map((responder) => leave(responder, records)))
    },
  }
}

/** What is said, all of it. */
export function recordsOf({ localName, port, addresses, fingerprint }: Announced): readonly Answer[] {
  const label = localName.replace(/\.local$/, '')
  const instance = `${label}.${SERVICE}`
  const known = fingerprint === null ? 'plain=1' : `fp=${fingerprint.slice(0, FINGERPRINT_SHOWN)}`
  return [
    { name: SERVICE, type: 'PTR', ttl: SERVICE_TTL_S, data: instance },
    { name: instance, type: 'SRV', ttl: HOST_TTL_S, data: { target: localName, port } },
    { name: instance, type: 'TXT', ttl: SERVICE_TTL_S, data: [known] },
    ...addresses.map(
      (address): Answer => ({
        name: localName,
        type: address.includes(':') ? 'AAAA' : 'A',
        ttl: HOST_TTL_S,
        data: address,
      }),
    ),
  ]
}

function concerns(records: readonly Answer[], name: string): boolean {
  return records.some((record) => 'name' in record && record.name.toLowerCase() === name)
}

/** The same words with no time to live: whoever kept them forgets them. */
function leave(responder: MulticastDNS, records: readonly Answer[]): Promise<void> {
  const goodbye = records.map((record) => ({ ...record, ttl: 0 })) as Answer[]
  return new Promise((done) => responder.respond({ answers: goodbye }, () => responder.destroy(() => done())))
}
