import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

const REPLY_MS_MAX = 3_000

/** Sends bytes as they are and returns what came back until the other side closed, or for as long as is bearable. */
export function sendRaw(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    const done = (): void => {
      socket.destroy()
      resolve(Buffer.concat(chunks).toString('latin1'))
    }
    socket.setTimeout(REPLY_MS_MAX, done)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      if (chunk.includes('\r\n\r\n')) setTimeout(done, 20)
    })
    socket.on('error', done)
    socket.on('close', done)
    socket.end(bytes)
  })
}

const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const
const MASK_BIT = 0x80
const FINAL_BIT = 0x80
const LENGTH_16 = 126
const LENGTH_64 = 127

/** How a frame departs from the protocol, where it does. */
export interface FrameFault {
  readonly unmasked?: boolean
  /** Any number of 4 bits; the defined ones are 0, 1, 2, 8, 9 and 10. */
  readonly opcode?: number
  /** A first byte with bits that nobody has agreed on. */
  readonly reserved?: boolean
}

/** A WebSocket without manners: it sends any frame it is given. */
export class RawWebSocket {
  readonly #socket: Socket
  #gathered = Buffer.alloc(0)
  #closed = false

  private constructor(socket: Socket) {
    this.#socket = socket
  }

  /** Shakes hands; null when the other side would not. `onText` hears every text message. */
  static async open(
    port: number,
    path: string,
    onText: (text: string) => void,
  ): Promise<RawWebSocket | null> {
    const socket = connect(port, '127.0.0.1')
    const raw = new RawWebSocket(socket)
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      'Sec-WebSocket-Version: 13',
    ]
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    return new Promise((resolve) => {
      let upgraded = false
      socket.on('error', () => resolve(null))
      socket.on('close', () => {
        raw.#closed = true
        resolve(null)
      })
      socket.on('data', (chunk: Buffer) => {
        raw.#gathered = Buffer.concat([raw.#gathered, chunk])
        if (!upgraded) {
          const end = raw.#gathered.indexOf('\r\n\r\n')
          if (end < 0) return
          if (!raw.#gathered.subarray(0, end).includes(' 101 ')) {
            socket.destroy()
            return
          }
          upgraded = true
          raw.#gathered = raw.#gathered.subarray(end + 4)
          resolve(raw)
        }
        raw.#readFrames(onText)
      })
    })
  }

  get closed(): boolean {
    return this.#closed
  }

  text(content: string): void {
    this.frame(Buffer.from(content))
  }

  /** Sends one frame, with faults if asked for. */
  frame(
    content: Buffer,
    { unmasked = false, opcode = OPCODE.text, reserved = false }: FrameFault = {},
  ): void {
    if (this.#closed) return
    const first = FINAL_BIT | (reserved ? 0x70 : 0) | opcode
    const length = lengthBytes(content.length, unmasked)
    const mask = unmasked ? Buffer.alloc(0) : randomBytes(4)
    const body = unmasked ? content : content.map((byte, index) => byte ^ (mask[index % 4] ?? 0))
    this.#socket.write(Buffer.concat([Buffer.from([first]), length, mask, body]))
  }

  /** Reads nothing more from the wire. */
  pause(): void {
    this.#socket.pause()
  }

  close(): void {
    this.#socket.destroy()
  }

  /** The server's frames are whole, unmasked and small; that is all that is read here. */
  #readFrames(onText: (text: string) => void): void {
    for (;;) {
      const frame = readFrame(this.#gathered)
      if (!frame) return
      this.#gathered = this.#gathered.subarray(frame.end)
      if (frame.opcode === OPCODE.ping) this.frame(frame.content, { opcode: OPCODE.pong })
      if (frame.opcode === OPCODE.text) onText(frame.content.toString())
    }
  }
}

function lengthBytes(length: number, unmasked: boolean): Buffer {
  const bit = unmasked ? 0 : MASK_BIT
  if (length < LENGTH_16) return Buffer.from([bit | length])
  if (length < 65_536) return Buffer.from([bit | LENGTH_16, length >> 8, length & 0xff])
  const bytes = Buffer.alloc(9)
  bytes[0] = bit | LENGTH_64
  bytes.writeBigUInt64BE(BigInt(length), 1)
  return bytes
}

function readFrame(bytes: Buffer): { opcode: number; content: Buffer; end: number } | null {
  if (bytes.length < 2) return null
  const short = (bytes[1] ?? 0) & 0x7f
  const headLength = short === LENGTH_16 ? 4 : short === LENGTH_64 ? 10 : 2
  if (bytes.length < headLength) return null
  const length =
    short === LENGTH_16
      ? bytes.readUInt16BE(2)
      : short === LENGTH_64
        ? Number(bytes.readBigUInt64BE(2))
        : short
  const end = headLength + length
  if (bytes.length < end) return null
  return { opcode: (bytes[0] ?? 0) & 0x0f, content: bytes.subarray(headLength, end), end }
}
