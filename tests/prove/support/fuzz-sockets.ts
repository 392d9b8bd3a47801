import type { Chance } from './chance.ts'
import type { Fuzz } from './fuzz-shots.ts'
import { mutate } from './generate.ts'
import { RawWebSocket } from './raw-connection.ts'

const PACKETS_PER_CONNECTION = 60
const CONNECTIONS_AT_ONCE = 8
const ANSWERED_MS_MAX = 3_000
/** How long a socket is left standing after a packet that broke the form: long enough for the station to stumble. */
const LOOK_MS = 15
/** Of a hundred packets: meant well, broken in content; the rest is broken in form. */
const WELL_MEANT = 0.75
const BROKEN_CONTENT = 0.88
const NAMES = ['join_mission', 'leave_mission', 'resume'] as const
const DOMAIN_REFUSALS: ReadonlySet<string> = new Set(['signal_not_found', 'forbidden'])

export interface SocketTally {
  sent: number
  connections: number
  past: number
  internal: number
  unanswered: number
  readonly answers: Record<string, number>
  readonly examples: string[]
}

/** Sends random packets over sockets that signed in with a valid token, by hand, so that nothing corrects them. */
export async function fuzzSockets(fuzz: Fuzz): Promise<SocketTally> {
  const tally: SocketTally = {
    sent: 0,
    connections: 0,
    past: 0,
    internal: 0,
    unanswered: 0,
    answers: {},
    examples: [],
  }
  const worker = async (index: number): Promise<void> => {
    const draw = fuzz.draw.branch(`${index}`)
    while (tally.sent < fuzz.count) await oneConnection({ ...fuzz, draw }, tally)
  }
  await Promise.all(Array.from({ length: CONNECTIONS_AT_ONCE }, (_, index) => worker(index)))
  return tally
}

/** A signed-in socket with the questions it has open. */
interface Session {
  readonly raw: RawWebSocket
  readonly open: Map<number, string>
  readonly epoch: string
}

/** Questions in any order until chance breaks the form; then the answers still due are waited for, and it breaks. */
async function oneConnection(fuzz: Fuzz, tally: SocketTally): Promise<void> {
  const session = await signIn(fuzz, tally)
  const { draw } = fuzz
  for (let packet = 1; packet <= PACKETS_PER_CONNECTION && tally.sent < fuzz.count; packet++) {
    tally.sent += 1
    const kind = draw.share()
    if (kind >= BROKEN_CONTENT) {
      await answered(session, tally)
      draw.pick(FAULTS)(session.raw, packet, draw)
      await pause(LOOK_MS)
      break
    }
    askOne(session, { id: packet, broken: kind >= WELL_MEANT }, fuzz)
    if (packet % 5 === 0) await pause(2)
  }
  await answered(session, tally)
  session.raw.close()
}

/** Waits for the answers still due. */
async function answered({ raw, open }: Session, tally: SocketTally): Promise<void> {
  const until = performance.now() + ANSWERED_MS_MAX
  while (open.size > 0 && !raw.closed && performance.now() < until) await pause(5)
  if (open.size === 0) return
  tally.unanswered += open.size
  tally.examples.push(`no answer to ${[...open.values()][0]?.slice(0, 300)}`)
  open.clear()
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function signIn({ url, keys }: Fuzz, tally: SocketTally): Promise<Session> {
  const ready = Promise.withResolvers<string>()
  const open = new Map<number, string>()
  const raw = await RawWebSocket.open(
    Number(new URL(url).port),
    '/socket.io/?EIO=4&transport=websocket',
    (text) => {
      if (text === '2') raw?.text('3')
      const status = /^42\["connection_status",(.*)\]$/s.exec(text)
      if (status) ready.resolve((JSON.parse(status[1] ?? '{}') as { epoch: string }).epoch)
      const answer = /^43(\d+)(\[.*\])$/s.exec(text)
      if (answer) take(Number(answer[1]), answer[2] ?? '[]', open, tally)
    },
  )
  if (!raw) throw new Error('the station would not shake hands on a socket')
  raw.text(`40${JSON.stringify({ token: keys.operator })}`)
  const late = setTimeout(() => ready.reject(new Error('the station did not greet a socket')), 5_000)
  const epoch = await ready.promise
  clearTimeout(late)
  tally.connections += 1
  return { raw, open, epoch }
}

interface Ack {
  readonly ok?: boolean
  readonly error?: { readonly code: string }
}

function take(id: number, text: string, open: Map<number, string>, tally: SocketTally): void {
  const asked = open.get(id)
  open.delete(id)
  const [ack] = JSON.parse(text) as [Ack]
  const said = ack.ok === true ? 'ok' : (ack.error?.code ?? 'an answer without a code')
  tally.answers[said] = (tally.answers[said] ?? 0) + 1
  if (said === 'ok' || DOMAIN_REFUSALS.has(said)) tally.past += 1
  if (said === 'internal' || said === 'an answer without a code') {
    tally.internal += 1
    tally.examples.push(`${said} to ${asked?.slice(0, 300)}`)
  }
}

function askOne(session: Session, { id, broken }: { id: number; broken: boolean }, fuzz: Fuzz): void {
  const { draw } = fuzz
  const name = draw.pick(NAMES)
  const fit = drawContent(name, session.epoch, fuzz)
  const strange = [
    draw.heads(0.7) ? name : 'constructor',
    mutate(fit, draw),
    ...(draw.heads(0.1) ? [1, 2] : []),
  ]
  const text = `42${id}${JSON.stringify(broken ? strange : [name, fit])}`
  session.open.set(id, text)
  session.raw.text(text)
}

function drawContent(name: (typeof NAMES)[number], epoch: string, { draw, pools }: Fuzz): unknown {
  const signalId = draw.heads(0.9) ? draw.pick(pools.signals) : 'no-such-signal'
  if (name !== 'resume') return { signal_id: signalId }
  const streams = new Set([`mission:${signalId}`, `user:${draw.pick(pools.users)}`])
  return {
    cursors: [...streams].map((stream) => ({
      epoch: draw.heads(0.9) ? epoch : 'another',
      stream,
      seq: draw.heads(0.8) ? 0 : draw.between(0, 1e6),
    })),
  }
}

type Fault = (raw: RawWebSocket, id: number, draw: Chance) => void

/** Frames and packets that no client would send. */
const FAULTS: readonly Fault[] = [
  (raw, _, draw) => raw.frame(randomBytes(draw, 300), { opcode: 2 }),
  (raw, id) => raw.text(`451-${id}["join_mission",{"_placeholder":true,"num":0}]`),
  (raw, _, draw) =>
    raw.text(`45${draw.between(2, 1e9)}-["x",{"_placeholder":true,"num":${draw.between(-5, 5)}}]`),
  (raw, _, draw) => raw.text(`42["join_mission","${'a'.repeat(draw.between(16_000, 40_000))}"]`),
  (raw) => raw.frame(Buffer.from('2probe'), { unmasked: true }),
  (raw) => raw.frame(Buffer.from([0xc3, 0x28])),
  (raw, _, draw) => raw.frame(Buffer.from('x'), { opcode: draw.between(3, 15) }),
  (raw) => raw.frame(Buffer.from('x'), { reserved: true }),
  (raw, _, draw) => raw.text(draw.pick(STRANGE_EVENTS)),
  (raw, _, draw) => raw.text(draw.pick(STRANGE_PACKETS)),
  (raw) => raw.text(`42${'9'.repeat(30)}["join_mission",{}]`),
  (raw, id, draw) => raw.text(`42${id}${'['.repeat(draw.between(10, 8_000))}`),
]
const STRANGE_EVENTS = [
  '42',
  '42{}',
  '42[]',
  '42[1]',
  '42[null]',
  '42["toString"]',
  '42["connection"]',
  '42["disconnect"]',
  '42["error"]',
]
const STRANGE_PACKETS = [
  '40/admin,',
  '40',
  '41',
  '44{"message":"x"}',
  '431[]',
  '4',
  '5',
  '6',
  '0{}',
  '1',
  '9',
]

function randomBytes(draw: Chance, most: number): Buffer {
  return Buffer.from(Array.from({ length: draw.between(0, most) }, () => draw.between(0, 255)))
}
