import type { IncomingMessage } from 'node:http'
import type { Limits } from '#station/config.ts'
import { blockOf, isLoopback } from './addresses.ts'
import type { LiveServer, LiveSocket } from './live-rooms.ts'

/** Sockets that have not signed in yet. A polling one holds a place here and no connection. */
export interface Newcomers {
  hasRoomFor(request: IncomingMessage): boolean
  signedIn(socket: LiveSocket): void
}

/** Counts newcomers by the place they come from; those of this machine by the places of all. */
export function openNewcomers(
  io: LiveServer,
  { connections, connectionsPerCaller }: Pick<Limits, 'connections' | 'connectionsPerCaller'>,
): Newcomers {
  const places = new Map<string, number>()
  const placeOf = new WeakMap<object, string>()

  function leave(engine: object): void {
    const place = placeOf.get(engine)
    if (place === undefined) return
    placeOf.delete(engine)
    const left = (places.get(place) ?? 1) - 1
    if (left > 0) places.set(place, left)
    else places.delete(place)
  }

  io.engine.on('connection', (engine: LiveSocket['conn']) => {
    const place = blockOf(engine.remoteAddress)
    placeOf.set(engine, place)
    places.set(place, (places.get(place) ?? 0) + 1)
    engine.once('close', () => leave(engine))
  })

  return {
    hasRoomFor({ socket }) {
      const address = socket.remoteAddress ?? ''
      const max = isLoopback(address) ? connections : connectionsPerCaller
      return (places.get(blockOf(address)) ?? 0) < max
    },
    signedIn: ({ conn }) => leave(conn),
  }
}
