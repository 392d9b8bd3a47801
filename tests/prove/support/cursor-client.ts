import { io, type Socket } from 'socket.io-client'

const STREAMED = [
  'fire_count_update',
  'mission_status_update',
  'user_stats_update',
  'signal_routed',
  'gamification.points_awarded',
  'gamification.points_deducted',
  'gamification.achievement_unlocked',
  'gamification.streak_updated',
  'gamification.daily_bonus_claimed',
  'gamification.leaderboard_changed',
  'gamification.progress_changed',
] as const
export type StreamedName = (typeof STREAMED)[number]
const ACK_MS_MAX = 5_000

/** A journaled message as it arrives, live or in the answer to a resume. */
export interface StreamedMessage {
  readonly epoch: string
  readonly stream: string
  readonly since: number
  readonly seq: number
  readonly [key: string]: unknown
}

/** One step a client took on a stream. */
export interface Step {
  readonly since: number
  readonly seq: number
  /** Null where a snapshot took the client over the events between. */
  readonly message: { readonly name: StreamedName; readonly data: StreamedMessage } | null
}

interface Head {
  readonly epoch: string
  seq: number
}

interface Reply {
  readonly ok: boolean
  readonly [key: string]: unknown
}

interface StreamHead extends Head {
  readonly stream: string
}

interface Snapshot {
  readonly missions: readonly StreamHead[]
  readonly users: readonly StreamHead[]
  readonly progress: readonly StreamHead[]
}

export interface CursorClientOptions {
  readonly url: string
  readonly token: string
  readonly userId: string
  readonly transports: readonly ('polling' | 'websocket')[]
  /** Told of everything that is applied, and of every answer to `resume`. */
  readonly onApplied?: () => void
}

/**
 * The client the protocol is made for: it holds a cursor per stream, applies only what follows it without a gap, and
 * asks for what it missed whenever it is connected again. Socket.IO's own recovery plays no part.
 */
export class CursorClient {
  readonly steps = new Map<string, Step[]>()
  readonly userId: string
  /** Answers to `resume` by kind. */
  resumedByEvents = 0
  resumedBySnapshot = 0
  /** Live messages that came twice on a connection that was up to date. */
  repeated = 0
  /** Live messages that did not follow the last one on a connection that was up to date. */
  gaps = 0
  readonly refused: string[] = []
  readonly #heads = new Map<string, Head>()
  readonly #joining = new Map<string, () => void>()
  readonly #onApplied: () => void
  readonly #socket: Socket
  #upToDate = false

  constructor({ url, token, userId, transports, onApplied = () => undefined }: CursorClientOptions) {
    this.userId = userId
    this.#onApplied = onApplied
    this.#socket = io(url, {
      auth: { token },
      transports: [...transports],
      reconnectionDelay: 10,
      reconnectionDelayMax: 200,
      forceNew: true,
      multiplex: false,
    })
    this.#socket.on('connection_status', ({ epoch }: { epoch: string }) => this.#greeted(epoch))
    this.#socket.on('disconnect', () => {
      this.#upToDate = false
    })
    this.#socket.on('connect_error', (failure: Error & { data?: { code?: string } }) => {
      if (failure.data?.code !== undefined) this.refused.push(failure.data.code)
    })
    for (const name of STREAMED) this.#socket.on(name, (data: StreamedMessage) => this.#live(name, data))
  }

  /** Connected, and everything missed asked for and applied. */
  get upToDate(): boolean {
    return this.#upToDate && this.#socket.connected
  }

  /** Streams the client follows, with what it has applied of each. */
  heads(): ReadonlyMap<string, number> {
    return new Map([...this.#heads].map(([stream, { seq }]) => [stream, seq]))
  }

  /** Enters a mission's room; asked again on every new connection until the station has answered. */
  join(signalId: string): Promise<void> {
    return new Promise((done) => {
      this.#joining.set(signalId, done)
      this.#askToJoin(signalId)
    })
  }

  close(): void {
    this.#socket.close()
  }

  #askToJoin(signalId: string): void {
    this.#ask('join_mission', { signal_id: signalId }, (reply) => {
      const done = this.#joining.get(signalId)
      // Without an answer the connection is gone, and the next one asks again.
      if (done === undefined || reply === null) return
      this.#joining.delete(signalId)
      if (reply.ok) this.#begin(`mission:${signalId}`, reply.cursor as Head)
      else this.refused.push(JSON.stringify(reply))
      done()
    })
  }

  #begin(stream: string, { epoch, seq }: Head): void {
    this.#heads.set(stream, { epoch, seq })
    this.steps.set(stream, [])
  }

  /** The station's first word on a connection: its history by name. Now the client asks for what it missed. */
  #greeted(epoch: string): void {
    for (const own of [`user:${this.userId}`, `progress:${this.userId}`])
      if (!this.#heads.has(own)) this.#begin(own, { epoch, seq: 0 })
    if (this.#upToDate) return
    this.#resume()
    for (const signalId of this.#joining.keys()) this.#askToJoin(signalId)
  }

  /**
   * The answer is applied inside its own callback: a live message may stand right behind it in the same packet, and
   * would be judged by the old cursor if the answer waited for a promise.
   */
  #resume(): void {
    const asked = this.#socket.id
    const cursors = [...this.#heads].map(([stream, { epoch, seq }]) => ({ epoch, stream, seq }))
    this.#ask('resume', { cursors }, (reply) => {
      if (this.#socket.id !== asked || reply === null) return
      if (reply.ok !== true) {
        this.refused.push(JSON.stringify(reply))
        return
      }
      this.#take(reply)
      this.#upToDate = true
      this.#onApplied()
    })
  }

  #take(reply: Reply): void {
    if (reply.snapshot !== undefined) {
      this.resumedBySnapshot += 1
      this.#takeOver(reply.snapshot as Snapshot)
      return
    }
    this.resumedByEvents += 1
    const events = reply.events as readonly { name: StreamedName; data: StreamedMessage }[]
    for (const { name, data } of events) this.#apply(name, data)
  }

  /** `null` where no answer came. */
  #ask(name: string, content: unknown, answered: (reply: Reply | null) => void): void {
    if (!this.#socket.connected) answered(null)
    else
      this.#socket
        .timeout(ACK_MS_MAX)
        .emit(name, content, (failure: Error | null, reply: Reply) => answered(failure ? null : reply))
  }

  #live(name: StreamedName, data: StreamedMessage): void {
    const outcome = this.#apply(name, data)
    // Before the answer to `resume` a message may come early or again; after it every one is the next.
    if (!this.#upToDate || outcome === 'applied') return
    if (outcome === 'again') this.repeated += 1
    else {
      this.gaps += 1
      this.#upToDate = false
      this.#resume()
    }
  }

  #apply(name: StreamedName, data: StreamedMessage): 'applied' | 'again' | 'early' {
    const head = this.#heads.get(data.stream)
    if (!head) return 'applied'
    if (data.seq <= head.seq) return 'again'
    if (data.since > head.seq) return 'early'
    this.steps.get(data.stream)?.push({ since: data.since, seq: data.seq, message: { name, data } })
    head.seq = data.seq
    this.#onApplied()
    return 'applied'
  }

  #takeOver({ missions, users, progress }: Snapshot): void {
    for (const { stream, epoch, seq } of [...missions, ...users, ...progress]) {
      this.steps.get(stream)?.push({ since: this.#heads.get(stream)?.seq ?? 0, seq, message: null })
      this.#heads.set(stream, { epoch, seq })
    }
  }
}
