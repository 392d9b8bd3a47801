import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Limits } from '#station/config.ts'
import { blockOf, isLoopback } from './addresses.ts'

/** What the book of connections needs to know of one. */
export type Peer = Duplex & { readonly remoteAddress?: string | undefined }

/**
 * Who is connected, and who gives way when it is too many.
 *
 * Identity first: a connection counts for its address only until it has shown a good token, and for that token from then
 * on, so that people behind one address do not count for each other. When a caller has all he may have, the oldest of his
 * that is not being answered gives way to the new one: who asks at once is answered, who only holds a place loses it.
 * A stranger who has just come is heard first, so that a crowd behind him cannot push him out before his first word.
 */
export interface Connections {
  /** A peer came in. False where there is no room left: it was cut off. */
  enter(peer: Peer): boolean
  /** A peer has shown a good token; the first one counts. */
  knows(peer: Duplex, tokenId: string): void
  /** A peer has become a signed-in socket, which has limits of its own. */
  becomesSocket(peer: Duplex): void
  /** A response to a peer was begun. */
  answering(peer: Duplex, response: ServerResponse): void
  /** Whether a whole request of a peer waits for words of ours. */
  waitsForUs(peer: Duplex): boolean
  all(): Iterable<Duplex>
}

export type ConnectionLimits = Pick<Limits, 'sockets' | 'connections' | 'connectionsPerCaller'>

/** So long a stranger who has just come does not give way while the door has room at all. */
export const HEARD_FIRST_MS = 250

interface Entry {
  readonly since: number
  caller: string
  isKnown: boolean
  response: ServerResponse | null
}

/** Opens an empty book. `now` is any clock that never goes back, milliseconds. */
export function openConnections(
  limits: ConnectionLimits,
  now: () => number = () => performance.now(),
): Connections {
  const total = limits.sockets + limits.connections
  const book = openBook(now)
  const { entries, strangers } = book
  return {
    enter(peer) {
      if (entries.size >= total && !book.giveWay(strangers)) {
        peer.destroy()
        return false
      }
      const address = peer.remoteAddress ?? ''
      const held = book.enter(peer, `address ${blockOf(address)}`)
      peer.once('close', () => book.leave(peer))
      // Everything of this machine comes from one address, a proxy before the station included, and nobody of another
      // machine can have it: it is held to the places of all strangers only.
      if (!isLoopback(address) && held.size > limits.connectionsPerCaller) book.giveWay(held, peer)
      while (strangers.size > limits.connections && book.giveWay(strangers, peer, HEARD_FIRST_MS));
      return true
    },
    knows(peer, tokenId) {
      const entry = entries.get(peer)
      if (entry === undefined || entry.isKnown) return
      const held = book.recognise(peer, entry, `token ${tokenId}`)
      if (held.size > limits.connectionsPerCaller) book.giveWay(held, peer)
    },
    becomesSocket(peer) {
      const entry = entries.get(peer)
      if (entry === undefined) return
      book.strike(peer, entry)
      entry.isKnown = true
    },
    answering(peer, response) {
      const entry = entries.get(peer)
      if (entry !== undefined) entry.response = response
    },
    waitsForUs(peer) {
      return book.isAnswered(peer) && entries.get(peer)?.response?.headersSent === false
    },
    all: () => entries.keys(),
  }
}

/** The entries, and who holds how many; each list with the oldest first. */
function openBook(now: () => number) {
  const entries = new Map<Duplex, Entry>()
  const strangers = new Set<Duplex>()
  const byCaller = new Map<string, Set<Duplex>>()

  function list(peer: Duplex, caller: string): ReadonlySet<Duplex> {
    const held = byCaller.get(caller) ?? new Set()
    byCaller.set(caller, held.add(peer))
    return held
  }

  function strike(peer: Duplex, { caller }: Entry): void {
    strangers.delete(peer)
    const held = byCaller.get(caller)
    held?.delete(peer)
    if (held?.size === 0) byCaller.delete(caller)
  }

  function leave(peer: Duplex): void {
    const entry = entries.get(peer)
    if (entry === undefined) return
    entries.delete(peer)
    strike(peer, entry)
  }

  const isAnswered = (peer: Duplex): boolean => {
    const response = entries.get(peer)?.response
    return response?.req.complete === true && !response.writableFinished
  }

  return {
    entries,
    strangers,
    leave,
    strike,
    isAnswered,
    enter(peer: Duplex, caller: string): ReadonlySet<Duplex> {
      entries.set(peer, { since: now(), caller, isKnown: false, response: null })
      strangers.add(peer)
      return list(peer, caller)
    },
    recognise(peer: Duplex, entry: Entry, caller: string): ReadonlySet<Duplex> {
      strike(peer, entry)
      entry.isKnown = true
      entry.caller = caller
      return list(peer, caller)
    },
    /** Cuts the oldest that is not being answered, and has been here for so long. False where there is none. */
    giveWay(peers: Iterable<Duplex>, but: Duplex | null = null, ageMs = 0): boolean {
      const before = now() - ageMs
      for (const peer of peers) {
        if (peer === but || isAnswered(peer)) continue
        // The rest came later still.
        if ((entries.get(peer)?.since ?? before) > before) return false
        leave(peer)
        peer.destroy()
        return true
      }
      return false
    },
  }
}
