import { RawWebSocket } from './raw-connection.ts'

const GREETED_MS_MAX = 20_000
/** What the buffers below take is not waiting any more: only who asks again and again is over the limit at two looks. */
const AGAIN_MS = 250

/** Sockets that signed in, asked for what they will never read, and read nothing more. */
export interface StalledReaders {
  close(): void
}

export interface StalledPlan {
  readonly port: number
  readonly tokens: readonly string[]
  /** What the n-th asks for, packet by packet, again and again; `word` is what the greeting says in its first group. */
  readonly asks: (index: number, word: string) => readonly string[]
  /** What the other side says last of its greeting. */
  readonly greeting: RegExp
}

/** Opens one reader for each token. */
export async function openStalledReaders({
  port,
  tokens,
  asks,
  greeting,
}: StalledPlan): Promise<StalledReaders> {
  const readers: RawWebSocket[] = []
  const timers: NodeJS.Timeout[] = []
  for (const [index, token] of tokens.entries()) {
    const greeted = Promise.withResolvers<string>()
    const raw = await RawWebSocket.open(port, '/socket.io/?EIO=4&transport=websocket', (text) => {
      const heard = greeting.exec(text)
      if (heard !== null) greeted.resolve(heard[1] ?? '')
    })
    if (raw === null) throw new Error('a reader was not let in')
    readers.push(raw)
    raw.text(`40${JSON.stringify({ token })}`)
    const late = setTimeout(() => greeted.reject(new Error('a reader was not greeted')), GREETED_MS_MAX)
    const word = await greeted.promise
    clearTimeout(late)
    raw.pause()
    const ask = (): void => {
      for (const packet of asks(index, word)) raw.text(packet)
    }
    ask()
    timers.push(setInterval(ask, AGAIN_MS))
  }
  return {
    close() {
      for (const timer of timers) clearInterval(timer)
      for (const raw of readers) raw.close()
    },
  }
}
