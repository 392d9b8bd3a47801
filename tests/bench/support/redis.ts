import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createConnection, createServer, type Socket } from 'node:net'

const READY_MS_MAX = 10_000
const TRY_EVERY_MS = 50

/** A Redis server of the bench's own, spoken to over loopback in its own protocol. */
export interface Redis {
  /** Sends commands in one piece and waits for as many answers; the answers themselves are not looked at. */
  ask(commands: readonly (readonly string[])[]): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts a Redis server without persistence on a free port.
 *
 * Where there is none, Debian's is installed when this may be done; null with the reason told where it cannot be had.
 */
export async function startRedis(folder: string, note: (line: string) => void): Promise<Redis | null> {
  if (!installed() && !install(note)) {
    note('redis-server is not here and cannot be installed: the figures stand without it')
    return null
  }
  const port = await freePort()
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
  ]
  const server = spawn('redis-server', args, { stdio: 'ignore' })
  process.once('exit', () => server.kill('SIGKILL'))
  const socket = await connected(port)
  return { ask: asking(socket), stop: () => stopped(server, socket) }
}

function installed(): boolean {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0
}

function install(note: (line: string) => void): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  note('installing redis-server for the comparison')
  const args = ['install', '-y', '--no-install-recommends', 'redis-server']
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  return spawnSync('apt-get', args, { stdio: 'ignore' }).status === 0 && installed()
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function connected(port: number): Promise<Socket> {
  const until = performance.now() + READY_MS_MAX
  for (;;) {
    try {
      return await connect(port)
    } catch (failure) {
      if (performance.now() > until) throw failure
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS))
    }
  }
}

function connect(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1', noDelay: true })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

const COLON = 0x3a
const DOLLAR = 0x24
const MINUS = 0x2d

/** Counts answers: all that is asked here gives numbers and words of digits, marked once each; a minus is a refusal. */
function asking(socket: Socket): Redis['ask'] {
  let waiting = 0
  let done: (() => void) | null = null
  let failed: ((reason: Error) => void) | null = null
  socket.on('data', (piece: Buffer) => {
    for (const byte of piece) if (byte === COLON || byte === DOLLAR) waiting -= 1
    if (piece.includes(MINUS)) failed?.(new Error(`redis refused: ${piece.toString('utf8')}`))
    else if (waiting === 0) done?.()
  })
  return (commands) =>
    new Promise((resolve, reject) => {
      waiting = commands.length
      done = resolve
      failed = reject
      socket.write(commands.map(encoded).join(''))
    })
}

function encoded(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`
}

async function stopped(server: ChildProcess, socket: Socket): Promise<void> {
  socket.destroy()
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGKILL')
  await ended
}
