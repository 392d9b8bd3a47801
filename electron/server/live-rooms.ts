import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import type { z } from 'zod'
import type { SERVER_MESSAGES } from '#contracts/live.ts'
import type { TokenId } from '#core/kernel/ids.ts'
import { missionStream, progressStream, userStream } from '#core/streams.ts'
import type { SocketGauge } from './device-links.ts'
import type { Principal } from './principals.ts'

type ServerEvents = {
  [Name in keyof typeof SERVER_MESSAGES]: (data: z.infer<(typeof SERVER_MESSAGES)[Name]>) => void
}

/** A message to a browser: its name and its payload. */
export type LiveEvent = {
  [Name in keyof ServerEvents]: readonly [Name, ...Parameters<ServerEvents[Name]>]
}[keyof ServerEvents]

/** What the station keeps with a socket. */
export interface SocketFacts {
  principal: Principal
  /** Takes no paced messages until it has caught up. */
  behind?: boolean
  /** Was over the limit when it was last looked at. */
  over?: boolean
  /** How it is doing; of devices only. */
  link?: SocketGauge
}

export type LiveServer = Server<DefaultEventsMap, ServerEvents, DefaultEventsMap, SocketFacts>
export type LiveSocket = Socket<DefaultEventsMap, ServerEvents, DefaultEventsMap, SocketFacts>

/** Rooms one socket may be in at a time. */
export const ROOMS_PER_SOCKET_MAX = 256

/** The rooms. Those of missions and users are named as their streams; every socket that signed in is in `desk`. */
export const ROOM = {
  desk: 'desk',
  operators: 'operators',
  behind: 'behind',
  mission: missionStream,
  user: userStream,
  progress: progressStream,
  token: (tokenId: TokenId): string => `token:${tokenId}`,
} as const
