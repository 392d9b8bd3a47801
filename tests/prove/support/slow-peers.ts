import { connect, type Socket } from 'node:net'

/** Peers that hold a place and give as little as they can for it; who is cut off comes again. */
export interface SlowPeers {
  /** Open connections at this moment. */
  open(): number
  /** How often one was cut off so far. */
  cut(): number
  /** Comes no more and sends no more; settles when the last was cut off, with the time that took, or null in the end. */
  leave(msMax: number): Promise<number | null>
}

const DRIP_MS = 500
/** After a refusal nobody comes again at once: it would only be a flood. */
const AGAIN_MS = 100
const OPENING_AT_ONCE = 100

type Manner = (port: number) => string
/** What each sort of them says first; after it a letter every half second. */
const MANNERS: readonly Manner[] = [
  () => '',
  (port) => `GET /health HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx-slow: `,
  (port) =>
    `POST /api/fire HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n`,
]

/** Opens so many slow connections to a port of this machine. */
export async function openSlowPeers(port: number, count: number): Promise<SlowPeers> {
  const open = new Set<Socket>()
  let cut = 0
  let leaving = false
  let gone: () => void = () => undefined

  const come = (index: number): Promise<void> =>
    new Promise((settled) => {
      const socket = connect(port, '127.0.0.1')
      const first = MANNERS[index % MANNERS.length]?.(port) ?? ''
      const drip = first === '' ? null : setInterval(() => leaving || socket.write('a'), DRIP_MS)
      socket.on('connect', () => {
        open.add(socket)
        socket.write(first)
        settled()
      })
      socket.on('error', () => undefined)
      socket.resume()
      socket.on('close', () => {
        if (drip !== null) clearInterval(drip)
        open.delete(socket)
        cut += 1
        settled()
        if (!leaving) setTimeout(() => leaving || void come(index), AGAIN_MS)
        else if (open.size === 0) gone()
      })
    })

  for (let from = 0; from < count; from += OPENING_AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(OPENING_AT_ONCE, count - from) }, (_, at) => come(from + at)),
    )

  return {
    open: () => open.size,
    cut: () => cut,
    async leave(msMax) {
      leaving = true
      const began = performance.now()
      if (open.size > 0) {
        await new Promise<void>((resolve) => {
          const late = setTimeout(resolve, msMax)
          gone = () => {
            clearTimeout(late)
            resolve()
          }
        })
      }
      const tookMs = performance.now() - began
      const isFree = open.size === 0
      for (const socket of open) socket.destroy()
      return isFree ? tookMs : null
    },
  }
}
