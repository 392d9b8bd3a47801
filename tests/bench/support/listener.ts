import { connect, type Socket } from 'node:net'

/** Bytes of the frame with the engine's answer to a ping: text, masked with zeros, the digit 3. */
const PONG = Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x33])
/** First byte of an engine's packet, a digit. */
const ENGINE = { open: 0x30, ping: 0x32, message: 0x34 } as const
/** Second byte of a message. */
const TYPE = { connected: 0x30, event: 0x32 } as const
const JOINED = /^43\d+\[\{"ok":true/
const LENGTH_16 = 126
const HEAD_END = '\r\n\r\n'

export interface ListenerPlan {
  readonly port: number
  readonly token: string
  /** Missions whose rooms it enters. */
  readonly signalIds: readonly string[]
  /** Hears each `fire_count_update`, as the bytes of its packet. */
  readonly onUpdate: (packet: Buffer) => void
}

/** A client in the rooms of its missions. */
export interface Listener {
  /** Settles when every join was acknowledged. */
  readonly joined: Promise<void>
  /** Settles when the connection is gone, whoever ended it. */
  readonly ended: Promise<void>
  close(): void
}

/**
 * Opens a Socket.IO client over a bare WebSocket: it reads frames, answers pings, and looks at no more of a packet
 * than says which event it is. A thousand of them must cost less than the server that feeds them.
 */
export function openListener(plan: ListenerPlan): Listener {
  const socket = connect(plan.port, '127.0.0.1')
  socket.setNoDelay(true)
  const { promise: joined, resolve, reject } = Promise.withResolvers<void>()
  const conversation = converse(plan, socket, { joined: resolve, refused: reject })
  socket.once('connect', () => socket.write(upgradeRequest(plan.port)))
  socket.on('error', reject)
  socket.on('close', () => reject(new Error('a listener was cut off')))
  readFrames(socket, conversation, reject)
  return {
    joined,
    ended: new Promise((gone) => socket.once('close', () => gone())),
    close() {
      joined.catch(() => undefined)
      socket.destroy()
    },
  }
}

interface Joining {
  readonly joined: () => void
  readonly refused: (why: Error) => void
}

/** What the client does with each packet: the first byte says which of the engine's it is. */
function converse(plan: ListenerPlan, socket: Socket, joining: Joining): (packet: Buffer) => void {
  let waitingFor = plan.signalIds.length
  const acknowledged = (text: string): void => {
    if (!JOINED.test(text)) joining.refused(new Error(`a listener was answered ${text.slice(0, 200)}`))
    waitingFor -= 1
    if (waitingFor === 0) joining.joined()
  }
  const hearMessage = (packet: Buffer): void => {
    if (packet[1] === TYPE.event) {
      if (isUpdate(packet)) plan.onUpdate(packet)
    } else if (packet[1] === TYPE.connected) {
      for (const [index, id] of plan.signalIds.entries()) sendText(socket, join(index, id))
    } else acknowledged(packet.toString())
  }
  return (packet) => {
    if (packet[0] === ENGINE.message) hearMessage(packet)
    else if (packet[0] === ENGINE.ping) socket.write(PONG)
    else if (packet[0] === ENGINE.open) sendText(socket, `40${JSON.stringify({ token: plan.token })}`)
  }
}

/** Of all events only `fire_count_update` begins with `fi`. */
function isUpdate(packet: Buffer): boolean {
  return packet[4] === 0x66 && packet[5] === 0x69
}

function join(index: number, signalId: string): string {
  return `42${index}${JSON.stringify(['join_mission', { signal_id: signalId }])}`
}

function upgradeRequest(port: number): string {
  const lines = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    'Sec-WebSocket-Version: 13',
  ]
  return `${lines.join('\r\n')}${HEAD_END}`
}

function sendText(socket: Socket, text: string): void {
  const content = Buffer.from(text)
  const head =
    content.length < LENGTH_16
      ? Buffer.from([0x81, 0x80 | content.length, 0, 0, 0, 0])
      : Buffer.from([0x81, 0x80 | LENGTH_16, content.length >> 8, content.length & 0xff, 0, 0, 0, 0])
  socket.write(Buffer.concat([head, content]))
}

/** Hands out the content of each frame. The server's frames are whole and unmasked. */
function readFrames(socket: Socket, hear: (packet: Buffer) => void, refuse: (why: Error) => void): void {
  let upgraded = false
  let rest: Buffer | null = null
  socket.on('data', (chunk: Buffer) => {
    let bytes = rest === null ? chunk : Buffer.concat([rest, chunk])
    rest = null
    if (!upgraded) {
      const end = bytes.indexOf(HEAD_END)
      if (end < 0) {
        rest = bytes
        return
      }
      if (!bytes.subarray(0, end).includes(' 101 '))
        refuse(new Error(`no upgrade: ${bytes.toString().slice(0, 200)}`))
      upgraded = true
      bytes = bytes.subarray(end + HEAD_END.length)
    }
    const read = eachFrame(bytes, hear)
    if (read < bytes.length) rest = bytes.subarray(read)
  })
}

/** Returns how many bytes were whole frames. */
function eachFrame(bytes: Buffer, hear: (packet: Buffer) => void): number {
  let at = 0
  for (;;) {
    const start = at + headLength(bytes, at)
    if (start > bytes.length) return at
    const end = start + contentLength(bytes, at)
    if (end > bytes.length) return at
    hear(bytes.subarray(start, end))
    at = end
  }
}

function headLength(bytes: Buffer, at: number): number {
  const short = bytes[at + 1] ?? 0
  if (short < LENGTH_16) return 2
  return short === LENGTH_16 ? 4 : 10
}

function contentLength(bytes: Buffer, at: number): number {
  const short = bytes[at + 1] ?? 0
  if (short < LENGTH_16) return short
  return short === LENGTH_16 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
}
