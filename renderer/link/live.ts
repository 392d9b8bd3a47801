import { io, type Socket } from 'socket.io-client'
import {
  Closing,
  ConnectionStatus,
  type DeviceEnd,
  FireCountUpdate,
  FusionUpdate,
  JoinReply,
  MissionStatusUpdate,
  PriceUpdate,
  SERVER_MESSAGES,
  SignalRouted,
  UserStatsUpdate,
} from '#contracts/live.ts'
import { PROGRESS_MESSAGES, type ProgressMessage } from '#contracts/live-progress.ts'
import type { Prices } from '../state/prices.ts'
import type { DeskState, Message } from '../state/reduce.ts'
import type { Access } from './access.ts'
import { ACK_MS_MAX, GapFiller } from './gap-filler.ts'
import { CLOSED_LINK, type Link, type LinkEffect, type LinkEvent, nextDueAt, step } from './machine.ts'
import { type ProgressNews, readProgressNews } from './progress-news.ts'
import * as wire from './wire.ts'
import { readLan } from './wire-lan.ts'

/** How often an open socket is asked for a sign of life: it measures the latency and heals what was missed. */
const CHECK_EVERY_MS = 10_000

/** Everything the connection needs from the rest of the page. */
export interface LiveOptions {
  readonly access: Access
  readonly userId: string
  readonly state: () => DeskState
  readonly apply: (message: Message) => void
  readonly prices: Prices
  /** Something of the reader's progress changed. It holds no state of the page: what is on screen is asked for again. */
  readonly onProgress: (news: ProgressNews) => void
  /** Asks by REST for what the socket would have told; true when the station answered. */
  readonly poll: () => Promise<boolean>
  /** The station no longer knows the token. */
  readonly onRefused: () => void
  /** The access of this device was ended, and why. */
  readonly onEnded: (why: DeviceEnd) => void
  /** The reader may do something else than before. */
  readonly onRoleChanged: () => void
  /** The socket stands again after an outage and what was missed is shown. */
  readonly onCaughtUp: () => void
}

/**
 * The live connection, driven by the connection machine alone: Socket.IO's own reconnection is off, so that the badge
 * never says something else than what happens.
 */
export class Live {
  readonly #options: LiveOptions
  readonly #gaps: GapFiller
  #link: Link = CLOSED_LINK
  #socket: Socket | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #checks: ReturnType<typeof setInterval> | undefined
  #followed: readonly string[] = []
  #unheard: (() => void) | undefined
  #unrenewed: (() => void) | undefined

  constructor(options: LiveOptions) {
    this.#options = options
    this.#gaps = new GapFiller(options, {
      onHeard: () => {
        if (this.#link.checkBy !== null) this.#dispatch({ kind: 'beat' })
      },
      onBehind: () => this.#dispatch({ kind: 'fell_behind' }),
      // What is missing elsewhere by now is asked for with the next word of the station.
      onFilled: () => {
        if (this.#link.behind && options.state().gaps.length === 0) this.#dispatch({ kind: 'caught_up' })
      },
    })
  }

  start(): void {
    window.addEventListener('online', this.wake)
    document.addEventListener('visibilitychange', this.wake)
    this.#unheard = window.fusionDesk?.onWake(this.wake)
    // An open socket goes on with the newer token.
    this.#unrenewed = this.#options.access.onRenewed((token) => this.#socket?.emit('renew', { token }))
    this.#checks = setInterval(this.#checkNow, CHECK_EVERY_MS)
    this.#dispatch({ kind: 'start' })
  }

  stop(): void {
    window.removeEventListener('online', this.wake)
    document.removeEventListener('visibilitychange', this.wake)
    this.#unheard?.()
    this.#unrenewed?.()
    clearInterval(this.#checks)
    clearTimeout(this.#timer)
    this.#close()
  }

  retryNow(): void {
    this.#dispatch({ kind: 'retry_now' })
  }

  /** Enters the rooms of these missions and leaves all others. */
  follow(signalIds: readonly string[]): void {
    const left = this.#followed.filter((id) => !signalIds.includes(id))
    const entered = signalIds.filter((id) => !this.#followed.includes(id))
    this.#followed = [...signalIds]
    if (left.length > 0) this.#options.apply({ kind: 'left', streams: left.map((id) => `mission:${id}`) })
    if (this.#socket?.connected !== true) return
    for (const id of left) this.#socket.emit('leave_mission', { signal_id: id })
    for (const id of entered) this.#join(id)
  }

  /** Asks at once whether the station is there: after a sleep, a network that came back, a look at the page. */
  wake = (): void => {
    if (!document.hidden) this.#dispatch({ kind: 'woke' })
  }

  #checkNow = (): void => {
    if (this.#link.phase === 'LIVE' && !document.hidden) this.#check()
  }

  #dispatch(event: LinkEvent): void {
    const { apply, state } = this.#options
    const moved = step(this.#link, event, { now: performance.now(), random: Math.random() })
    this.#link = moved.link
    if (state().link !== moved.link) apply({ kind: 'link', link: moved.link })
    for (const effect of moved.effects) this.#run(effect)
    clearTimeout(this.#timer)
    const due = nextDueAt(this.#link)
    if (due === null) return
    this.#timer = setTimeout(() => this.#dispatch({ kind: 'time' }), Math.max(0, due - performance.now()))
  }

  #run(effect: LinkEffect): void {
    switch (effect) {
      case 'open':
        this.#open()
        break
      case 'close':
        this.#close()
        break
      case 'poll':
        void this.#options.poll().then((ok) => this.#dispatch({ kind: 'polled', ok }))
        break
      case 'check':
        this.#check()
        break
    }
  }

  #open(): void {
    this.#close()
    const { access } = this.#options
    const socket = io({
      forceNew: true,
      reconnection: false,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      auth: { token: access.current() ?? '' },
    })
    this.#socket = socket
    this.#gaps.use(socket)
    socket.on('connect', () => {
      this.#dispatch({ kind: 'opened' })
      this.#catchUp()
    })
    const closed = () => {
      if (this.#socket === socket) this.#dispatch({ kind: 'closed' })
    }
    socket.on('disconnect', closed)
    // A connection that ends before the handshake is told by the engine alone.
    socket.io.engine.on('close', closed)
    socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
      if (error.data?.code === 'unauthenticated') this.#renew(closed)
      else closed()
    })
    socket.on('closing', (value: unknown) => {
      const read = Closing.safeParse(value)
      if (read.success && read.data.code === 'unauthenticated') this.#renew(closed)
      const ended = read.success && read.data.code === 'session_ended' ? read.data.reason : undefined
      if (ended !== undefined) this.#options.onEnded(ended)
      if (read.success && read.data.code === 'role_changed') this.#options.onRoleChanged()
    })
    listen(socket, this.#options, (beat) => {
      if (beat) this.#dispatch({ kind: 'beat' })
      this.#heal()
    })
  }

  /** The token has run out, or opens nothing any more: with another one the machine connects again. */
  #renew(closed: () => void): void {
    void this.#options.access.renew().then((renewal) => {
      if (renewal === 'over') this.#options.onRefused()
      else closed()
    })
  }

  #close(): void {
    const socket = this.#socket
    this.#socket = null
    this.#gaps.use(null)
    socket?.removeAllListeners()
    socket?.disconnect()
  }

  /** After a (re)connection: everything followed so far goes on from its cursor, the rest is joined anew. */
  #catchUp(): void {
    const known = this.#options.state().cursors
    const user = `user:${this.#options.userId}`
    const missions = this.#followed.map((id) => `mission:${id}`)
    const streams = [user, ...missions.filter((stream) => known[stream] !== undefined)]
    const first = known[user] === undefined
    this.#gaps.fill({ streams, quiet: first, onFilled: first ? undefined : this.#options.onCaughtUp })
    for (const id of this.#followed) if (known[`mission:${id}`] === undefined) this.#join(id)
  }

  /** Resumes the streams in which something is missing. */
  #heal(): void {
    const { gaps } = this.#options.state()
    if (gaps.length > 0) this.#gaps.fill({ streams: gaps, quiet: true })
  }

  #check(): void {
    this.#gaps.check(`user:${this.#options.userId}`)
  }

  #join(signalId: string): void {
    const entering = { signal_id: signalId }
    const { apply } = this.#options
    this.#socket?.timeout(ACK_MS_MAX).emit('join_mission', entering, (late: Error | null, reply: unknown) => {
      const read = JoinReply.safeParse(reply)
      if (late === null && read.success) apply(wire.readJoin(read.data))
    })
  }
}

interface Reader<Wire> {
  safeParse(value: unknown): { success: true; data: Wire } | { success: false }
}

/** Reads every message at the door; what does not fit the contract is not shown. */
function listen(
  socket: Socket,
  { apply, prices, onProgress }: LiveOptions,
  after: (beat: boolean) => void,
): void {
  function on<Wire>(
    name: string,
    reader: Reader<Wire>,
    take: (message: Wire, heardAt: number) => void,
  ): void {
    socket.on(name, (value: unknown) => {
      const read = reader.safeParse(value)
      if (!read.success) return
      take(read.data, performance.now())
      after(name === 'connection_status')
    })
  }
  on('connection_status', ConnectionStatus, (message, heardAt) => apply(wire.readHeartbeat(message, heardAt)))
  on('lan_status', SERVER_MESSAGES.lan_status, (message) => apply(readLan(message)))
  on('fusion_update', FusionUpdate, (message, heardAt) => apply(wire.readFusion(message, heardAt)))
  on('fire_count_update', FireCountUpdate, (message) => apply(wire.readFireCount(message)))
  on('mission_status_update', MissionStatusUpdate, (message) => apply(wire.readMissionStatus(message)))
  on('user_stats_update', UserStatsUpdate, (message) => apply(wire.readUserStats(message)))
  on('signal_routed', SignalRouted, (message) => apply(wire.readSignalRouted(message)))
  for (const [name, reader] of Object.entries(PROGRESS_MESSAGES))
    on<ProgressMessage>(name, reader, (message) => onProgress(readProgressNews(name, message)))
  on('price_update', PriceUpdate, (message, heardAt) => {
    prices.put(wire.readQuotes(message))
    apply({
      kind: 'clock',
      clock: wire.readClock(message, heardAt),
      feed: wire.readFeedView(message),
    })
  })
}
