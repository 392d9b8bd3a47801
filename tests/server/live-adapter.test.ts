import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo, Socket as TcpSocket } from 'node:net'
import { Server } from 'socket.io'
import { io as connect, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { StraightAdapter } from '#server/live-adapter.ts'
import { textFrame } from '#server/text-frame.ts'

let http: HttpServer
let io: Server
let clients: Socket[]
beforeEach(async () => {
  http = createServer()
  io = new Server(http, { adapter: StraightAdapter, serveClient: false, maxHttpBufferSize: 16_384 })
  clients = []
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
})
afterEach(async () => {
  for (const client of clients) client.close()
  await io.close()
})

const port = () => (http.address() as AddressInfo).port

/** A client in some rooms, and everything it hears. */
async function join(transports: string[], ...rooms: string[]) {
  const client = connect(`http://127.0.0.1:${port()}`, { transports, reconnection: false, forceNew: true })
  clients.push(client)
  const heard: unknown[] = []
  client.on('said', (number: unknown) => heard.push(number))
  await once(client as never, 'connect')
  const socket = io.sockets.sockets.get(client.id as string)
  if (socket === undefined) throw new Error('the server does not know the client')
  socket.join(rooms)
  return { client, socket, heard }
}

/** Whatever was said to a client before this has come to it. */
async function settled(client: Socket, socket: { emit(name: string): unknown }): Promise<void> {
  const end = once(client as never, 'end')
  socket.emit('end')
  await end
}

const EVENTS = 300
const all = Array.from({ length: EVENTS }, (_, number) => number)

describe('[LIVE-37] a room is told in order, whatever the way', () => {
  for (const [name, transports] of [
    ['over a WebSocket', ['websocket']],
    ['by long polling', ['polling']],
    ['by long polling that becomes a WebSocket meanwhile', ['polling', 'websocket']],
  ] as const)
    test(name, async () => {
      const { client, socket, heard } = await join([...transports], 'room')
      for (const number of all) {
        // What is said to a room and what is said to one alone come in the order in which they were said.
        if (number % 3 === 0) socket.emit('said', number)
        else io.to('room').emit('said', number)
        if (number % 25 === 0) await new Promise((turn) => setImmediate(turn))
      }
      await settled(client, socket)
      expect(heard).toEqual(all)
    })
})

test('[LIVE-37] each is told once, those left out are not, and no room named is everybody', async () => {
  const both = await join(['websocket'], 'one', 'two')
  const one = await join(['websocket'], 'one')
  const neither = await join(['polling'])
  io.to('one').to('two').emit('said', 'rooms')
  io.to('one').except('two').emit('said', 'except')
  io.emit('said', 'all')
  for (const { client, socket } of [both, one, neither]) await settled(client, socket)
  expect(both.heard).toEqual(['rooms', 'all'])
  expect(one.heard).toEqual(['rooms', 'except', 'all'])
  expect(neither.heard).toEqual(['all'])
})

test('[LIVE-38] what a reader does not take waits where it is counted, and comes in order when he reads', async () => {
  const { client, socket, heard } = await join(['websocket'], 'room')
  const wire = (client.io.engine.transport as unknown as { ws: { _socket: TcpSocket } }).ws._socket
  wire.pause()
  const text = 'x'.repeat(60_000)
  const numbers = Array.from({ length: 200 }, (_, number) => `${number} ${text}`)
  const engine = socket.conn as unknown as { writeBuffer: unknown[] }
  for (const number of numbers) {
    io.to('room').emit('said', number)
    await new Promise((turn) => setImmediate(turn))
  }
  // Twelve megabytes are more than the system takes: the rest waits in the engine, not in the connection.
  expect(engine.writeBuffer.length).toBeGreaterThan(50)
  wire.resume()
  await settled(client, socket)
  expect(heard).toEqual(numbers)
})

test('[LIVE-37] who keeps up is written to past the engine, which makes a packet for everybody else', async () => {
  const quick = await join(['websocket'], 'room')
  const polling = await join(['polling'], 'room')
  await settled(quick.client, quick.socket)
  const made = [quick, polling].map(({ socket }) => {
    const packets: unknown[] = []
    socket.conn.on('packetCreate', (packet) => void packets.push(packet))
    return packets
  })
  io.to('room').emit('said', 'once')
  expect(made.map((packets) => packets.length)).toEqual([0, 1])
  for (const { client, socket } of [quick, polling]) await settled(client, socket)
  expect([quick.heard, polling.heard]).toEqual([['once'], ['once']])
})

test('[LIVE-37] binary packets are left to the library', async () => {
  const { client, socket, heard } = await join(['websocket'], 'room')
  io.to('room').emit('said', Buffer.from('bytes'))
  await settled(client, socket)
  expect(heard).toEqual([Buffer.from('bytes')])
})

test('[LIVE-37] a frame of text is read as it was written, whatever its length', async () => {
  // Where the length takes one byte, two and eight: RFC 6455, 5.2.
  const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000]
  const texts = [...lengths.map((length) => 'a'.repeat(length)), 'naïve – 漢字 🦊']
  const raw = createServer()
  raw.on('upgrade', (request, wire: TcpSocket) => {
    const key = String(request.headers['sec-websocket-key'])
    wire.write(handshake(key))
    for (const text of texts) wire.write(textFrame(text))
  })
  raw.listen(0, '127.0.0.1')
  await once(raw, 'listening')
  const socket = new WebSocket(`ws://127.0.0.1:${(raw.address() as AddressInfo).port}`)
  const read: string[] = []
  await new Promise<void>((done) =>
    socket.on('message', (data) => {
      read.push(String(data))
      if (read.length === texts.length) done()
    }),
  )
  socket.terminate()
  raw.close()
  expect(read).toEqual(texts)
})

function handshake(key: string): string {
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  return [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    '\r\n',
  ].join('\r\n')
}
