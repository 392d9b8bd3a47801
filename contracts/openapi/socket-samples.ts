import type { ClientMessageName } from '../live.ts'

const OPENING = [
  "const { io } = await import('socket.io-client')",
  'const { STATION, TOKEN, SIGNAL } = process.env',
  'const socket = io(STATION, { auth: { token: TOKEN } })',
]

const ASKED: Readonly<Record<ClientMessageName, readonly string[]>> = {
  join_mission: ["const answer = await socket.emitWithAck('join_mission', { signal_id: SIGNAL })"],
  leave_mission: ["const answer = await socket.emitWithAck('leave_mission', { signal_id: SIGNAL })"],
  // Of a device: a newer access token in place of the one the socket was opened with.
  renew: ["const answer = await socket.emitWithAck('renew', { token: TOKEN })"],
  resume: [
    "const { cursor } = await socket.emitWithAck('join_mission', { signal_id: SIGNAL })",
    "const answer = await socket.emitWithAck('resume', { cursors: [cursor] })",
  ],
}

/** What a client says, and hears back: each runs as it stands where its variables are set. */
export const SOCKET_SAMPLES: ReadonlyMap<string, string> = new Map(
  Object.entries(ASKED).map(([name, lines]) => [
    name,
    [...OPENING, ...lines, 'console.log(answer.ok, JSON.stringify(answer))', 'socket.close()'].join('\n'),
  ]),
)

/** Hears one event of the station, of whatever name; the first comes as soon as the connection stands. */
export const HEARING_SAMPLE = [
  ...OPENING.map((line) => line.replace(', SIGNAL', '')),
  "const data = await new Promise((heard) => socket.once('connection_status', heard))",
  'console.log(data.connected, JSON.stringify(data))',
  'socket.close()',
].join('\n')
