import { type Listener, openListener } from '#tests/bench/support/listener.ts'

/** Readers in the rooms of missions: how far each has heard of each mission. */
export interface Room {
  /**
   * Settles with the time (monotonic, milliseconds) at which the last reader had heard of so many fires of a mission.
   * Fires of one commit are told in one message, with the count after them.
   */
  allHeard(signalId: string, count: number): Promise<number>
  /** The count of a mission that the reader who heard least of it has heard of. */
  heardOf(signalId: string): number
  /** Readers that were cut off. */
  lost(): number
  close(): void
}

export interface RoomPlan {
  readonly port: number
  /** One for each reader. */
  readonly tokens: readonly string[]
  readonly signalIds: readonly string[]
}

const OPENING_AT_ONCE = 25

/** Opens the readers and waits until all have joined. */
export async function openRoom({ port, tokens, signalIds }: RoomPlan): Promise<Room> {
  const listeners: Listener[] = []
  const counts = new Map(signalIds.map((id) => [id, new Uint32Array(tokens.length)]))
  const waiting = new Map<string, { readonly count: number; readonly done: (at: number) => void }>()
  let lost = 0
  const heardOf = (signalId: string): number => Math.min(...(counts.get(signalId) ?? [0]))
  const hear = (index: number, packet: Buffer): void => {
    const text = packet.toString()
    const signalId = /"signal_id":"([^"]+)"/.exec(text)?.[1] ?? ''
    const mission = counts.get(signalId)
    if (mission === undefined) return
    mission[index] = Math.max(mission[index] ?? 0, Number(/"count":(\d+)/.exec(text)?.[1] ?? 0))
    const awaited = waiting.get(signalId)
    if (awaited === undefined || heardOf(signalId) < awaited.count) return
    waiting.delete(signalId)
    awaited.done(performance.now())
  }
  for (let from = 0; from < tokens.length; from += OPENING_AT_ONCE) {
    const some = tokens
      .slice(from, from + OPENING_AT_ONCE)
      .map((token, offset) =>
        openListener({ port, token, signalIds, onUpdate: (packet) => hear(from + offset, packet) }),
      )
    listeners.push(...some)
    await Promise.all(some.map(({ joined }) => joined))
  }
  let closing = false
  for (const { ended } of listeners)
    ended.then(() => {
      if (!closing) lost += 1
    })
  return {
    allHeard: (signalId, count) => new Promise((done) => waiting.set(signalId, { count, done })),
    heardOf,
    lost: () => lost,
    close() {
      closing = true
      for (const listener of listeners) listener.close()
    },
  }
}
