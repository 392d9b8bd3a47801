import type { Step, StreamedMessage, StreamedName } from './cursor-client.ts'
import { type KeptEvent, keptStream } from './kept-facts.ts'

/** What a client's way through its streams has against the journal. */
export interface StreamFaults {
  readonly streams: number
  /** Journal events the client had to pass. */
  readonly events: number
  readonly lost: number
  readonly repeated: number
  readonly reordered: number
  readonly different: number
  readonly examples: readonly string[]
}

/** Compares every step a client took with the journal it was told from, stream by stream. */
export function compareWithJournal(file: string, steps: ReadonlyMap<string, readonly Step[]>): StreamFaults {
  const faults = {
    streams: 0,
    events: 0,
    lost: 0,
    repeated: 0,
    reordered: 0,
    different: 0,
    examples: [] as string[],
  }
  for (const [stream, taken] of steps) {
    const journal = new Map(keptStream(file, stream).map((event) => [event.seq, event]))
    faults.streams += 1
    compareStream(stream, { taken, journal, faults })
  }
  return faults
}

type Tally = { -readonly [Key in keyof StreamFaults]: StreamFaults[Key] } & { examples: string[] }

interface StreamWay {
  readonly taken: readonly Step[]
  readonly journal: ReadonlyMap<number, KeptEvent>
  readonly faults: Tally
}

function compareStream(stream: string, { taken, journal, faults }: StreamWay): void {
  const say = (words: string): void => void faults.examples.push(`${stream}: ${words}`)
  let reached = taken[0]?.since ?? journal.size
  faults.events += journal.size - reached
  for (const step of taken) {
    faults.lost += Math.max(0, step.since - reached)
    faults.repeated += Math.max(0, reached - step.since)
    if (step.seq <= reached) faults.reordered += 1
    if (step.since !== reached) say(`${reached} is followed by ${step.since + 1}`)
    const wrong = step.message && differenceFrom(journal.get(step.seq), step.message.name, step.message.data)
    if (wrong !== null) {
      faults.different += 1
      say(`${step.seq}: ${wrong}`)
    }
    reached = Math.max(reached, step.seq)
  }
  faults.lost += Math.abs(journal.size - reached)
  if (reached !== journal.size) say(`ends at ${reached} of ${journal.size}`)
}

interface Payload {
  readonly kind: string
  readonly mission?: {
    readonly fireCount: number
    readonly passCount: number
    readonly executedCount: number
  }
  /** Of a trader: money. Of his progress: points. */
  readonly totals?: { readonly balanceCents: number; readonly dayFires: number; readonly balance: number }
  readonly signalId?: string
  readonly dailyLimit?: number
  readonly amount?: number
  readonly achievementId?: string
  readonly record?: { readonly type: string; readonly count: number }
  readonly day?: string
  readonly board?: string
  readonly rank?: number
  readonly score?: number
}

const CENTS = 100

/** What a message says otherwise than the event it was made of; null when it says the same. */
function differenceFrom(
  kept: KeptEvent | undefined,
  name: StreamedName,
  data: StreamedMessage,
): string | null {
  if (!kept) return 'is not in the journal'
  const event = JSON.parse(kept.payload) as Payload
  if (name === 'mission_status_update')
    return event.kind === `signal_${data.status}` ? null : `${data.status} for ${event.kind}`
  if (name === 'fire_count_update')
    return unlike(
      [data.count, data.pass_count, data.executed_count],
      [event.mission?.fireCount, event.mission?.passCount, event.mission?.executedCount],
    )
  if (name === 'user_stats_update') {
    const balance = (event.totals?.balanceCents ?? Number.NaN) / CENTS
    return data.balance === balance ? null : `balance ${data.balance} for ${balance}`
  }
  if (name === 'signal_routed')
    return unlike([data.signal_id, data.daily_limit], [event.signalId, event.dailyLimit])
  return progressDifference(event, name, data.payload as Record<string, unknown>)
}

function progressDifference(
  event: Payload,
  name: StreamedName,
  told: Readonly<Record<string, unknown>>,
): string | null {
  switch (name) {
    case 'gamification.points_awarded':
      return unlike(
        [told.total_points_awarded, told.user_total_points_after],
        [event.amount, event.totals?.balance],
      )
    case 'gamification.points_deducted':
      return unlike([told.points_amount, told.user_total_points_after], [event.amount, event.totals?.balance])
    case 'gamification.achievement_unlocked':
      return unlike([told.achievement_id], [event.achievementId])
    case 'gamification.streak_updated':
      return unlike([told.streak_type, told.new_count], [event.record?.type, event.record?.count])
    case 'gamification.daily_bonus_claimed':
      return unlike([told.bonus_day, told.points_awarded], [event.day, event.amount])
    case 'gamification.leaderboard_changed':
      return unlike(
        [told.leaderboard_type, told.new_rank, told.new_score],
        [event.board, event.rank, event.score],
      )
    default:
      return unlike([told.changed], [event.kind])
  }
}

function unlike(told: readonly unknown[], meant: readonly unknown[]): string | null {
  return told.join() === meant.join() ? null : `${told.join()} for ${meant.join()}`
}
