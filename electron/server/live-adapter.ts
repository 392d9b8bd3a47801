import type { Socket as TcpSocket } from 'node:net'
import { Adapter, type BroadcastOptions } from 'socket.io-adapter'
import type { LiveEvent, LiveServer, LiveSocket } from './live-rooms.ts'
import { textFrame } from './text-frame.ts'

/** An event for a room, as the library hands it on. */
interface Packet {
  nsp?: string
  readonly type: number
  readonly data: readonly unknown[]
}

interface Options {
  readonly preEncoded: true
  /** The frame, in as many pieces as the library likes; ours is one. */
  readonly wsPreEncodedFrame?: readonly Buffer[]
}

interface Encoded {
  readonly encoded: readonly unknown[]
  readonly options: Options
}

/** The parts of an engine's connection that say whether a frame may be written past it. */
interface Engine {
  readonly readyState: string
  readonly writeBuffer: readonly unknown[]
  readonly transport: {
    readonly name: string
    readonly writable: boolean
    readonly socket?: { readonly readyState: number; readonly _socket?: TcpSocket | null }
  }
}

/** A WebSocket that is open, in the words of its standard. */
const OPEN = 1

/**
 * Tells a room: the frame is made once and written straight to the connections of those who keep up.
 *
 * The library makes the frame once as well, and then spends more on the queue, the callbacks and the events of each of
 * a thousand connections than on the writing. A connection is written to past them only where they would pass the frame
 * on at once: a WebSocket that is open, nothing waiting before it, all that it was given taken by the system. Everybody
 * else, those on long polling and those who read slowly, is told by the library as ever, so the order is the same and
 * who falls behind is still seen to.
 */
export class StraightAdapter extends Adapter {
  override broadcast(packet: Packet, opts: BroadcastOptions): void {
    this.broadcastAll([packet], opts)
  }

  /** Several events for a room, in one piece to each who keeps up: each write costs as much as ten frames. */
  broadcastAll(packets: readonly Packet[], opts: BroadcastOptions): void {
    const told = packets.map((packet) => this.#encode(packet, opts))
    const frames = told.flatMap(({ options }) => options.wsPreEncodedFrame ?? [])
    const piece = frames.length === told.length ? Buffer.concat(frames) : null
    for (const id of this.#readers(opts)) {
      const socket: LiveSocket | undefined = this.nsp.sockets.get(id)
      if (socket !== undefined && !(piece && wroteStraight(socket, piece, told.length)))
        tellByEngine(socket, told)
    }
  }

  /** A packet as the library writes it, with its frame where it is one text; what has bytes in it has none. */
  #encode(packet: Packet, { flags }: BroadcastOptions): Encoded {
    packet.nsp = this.nsp.name
    const encoded: readonly unknown[] = (this.nsp.server as Encodes).encoder.encode(packet)
    const [text] = encoded
    const isText = encoded.length === 1 && typeof text === 'string'
    const frame = isText && { wsPreEncodedFrame: [textFrame(`${MESSAGE}${text}`)] }
    return { encoded, options: { preEncoded: true, ...flags, ...frame } }
  }

  /** Who is in one of the rooms, or anywhere where none is named, and in none of those left out; each once. */
  #readers({ rooms, except }: BroadcastOptions): Iterable<string> {
    const named = rooms.size === 0 ? [this.sids.keys()] : [...rooms].map((room) => this.rooms.get(room) ?? [])
    const [first] = named
    if (first !== undefined && named.length === 1 && !except?.size) return first
    const readers = new Set<string>()
    for (const room of named) for (const id of room) readers.add(id)
    for (const room of except ?? []) for (const id of this.rooms.get(room) ?? []) readers.delete(id)
    return readers
  }
}

/** The kind of packet that carries an event, in the engine's protocol. */
const MESSAGE = '4'

interface Encodes {
  readonly encoder: { encode(packet: Packet): readonly unknown[] }
}

/** The kind of packet that is an event, in the protocol of the rooms. */
const EVENT = 2

/** Tells everybody in a room but those in another several events at once. */
export function tellTogether(
  io: LiveServer,
  { room, except }: { readonly room: string; readonly except: string },
  events: readonly LiveEvent[],
): void {
  const packets = events.map((event) => ({ type: EVENT, data: event }))
  const opts = { rooms: new Set([room]), except: new Set([except]), flags: {} }
  ;(io.sockets.adapter as unknown as StraightAdapter).broadcastAll(packets, opts)
}

interface Told {
  readonly client: { writeToEngine(encoded: readonly unknown[], options: object): void }
}

/** Whether the frames went straight to a reader. */
function wroteStraight({ conn, data }: LiveSocket, piece: Buffer, messages: number): boolean {
  const wire = straightTo(conn as unknown as Engine)
  if (wire === null) return false
  wire.write(piece)
  data.link?.sentStraight(messages)
  return true
}

function tellByEngine(socket: LiveSocket, told: readonly Encoded[]): void {
  for (const { encoded, options } of told) (socket as unknown as Told).client.writeToEngine(encoded, options)
}

/** The connection itself, where what is written to it now comes after all that was said before; else null. */
function straightTo({ readyState, writeBuffer, transport }: Engine): TcpSocket | null {
  if (readyState !== 'open' || writeBuffer.length > 0 || !transport.writable) return null
  const wire =
    transport.name === 'websocket' && transport.socket?.readyState === OPEN ? transport.socket._socket : null
  return wire?.writable === true && wire.writableLength === 0 ? wire : null
}
