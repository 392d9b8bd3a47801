import type { ResumedMessage } from '#contracts/live.ts'
import type { SignalId } from '#core/kernel/ids.ts'
import { missionStream, type StreamName } from '#core/streams.ts'
import type { Station } from '#station/station.ts'
import { messageOf } from './wire-live.ts'

/** Events of a page: what is read in one turn of the event loop, a fraction of a millisecond. */
export const PAGE_EVENTS = 64
/** The pages last asked for; some five megabytes. */
const PAGES_KEPT_MAX = 128

/** Some of the messages of a stream. */
export interface Stretch {
  readonly messages: readonly ResumedMessage[]
  /** The event up to which they tell. */
  readonly seq: number
  /** Whether the database had to be asked. */
  readonly isRead: boolean
}

/** What the streams told, by pages: those who were cut off by the same restart all ask for the same ones. */
export interface Pages {
  /** What follows `seq`, up to the end of its page. */
  after(stream: StreamName, seq: number): Stretch
}

/**
 * Opens the pages of a station's journal. Whole ones are kept, because nothing is added to them any more; of missions
 * only: a person's are read by him alone, and what names him is to go from them when he goes.
 */
export function openPages({ queries, epoch }: Station): Pages {
  const kept = new Map<string, readonly ResumedMessage[]>()
  const words = { epoch, signal: queries.signal }

  function read(stream: StreamName, seq: number, most: number): Stretch {
    const recorded = queries.eventsAfter(stream, seq, most)
    const messages = recorded.map((one) => messageOf(one, words)).filter((one) => one !== null)
    return { messages, seq: recorded.at(-1)?.seq ?? queries.head(stream), isRead: true }
  }

  function keep(key: string, messages: readonly ResumedMessage[]): void {
    kept.delete(key)
    kept.set(key, messages)
    if (kept.size <= PAGES_KEPT_MAX) return
    for (const oldest of kept.keys()) {
      kept.delete(oldest)
      return
    }
  }

  return {
    after(stream, seq) {
      const most = PAGE_EVENTS - (seq % PAGE_EVENTS)
      if (most < PAGE_EVENTS || !isMission(stream)) return read(stream, seq, most)
      const key = `${seq} ${stream}`
      const known = kept.get(key)
      const found =
        known === undefined
          ? read(stream, seq, PAGE_EVENTS)
          : { messages: known, seq: seq + PAGE_EVENTS, isRead: false }
      if (found.seq === seq + PAGE_EVENTS) keep(key, found.messages)
      return found
    },
  }
}

const MISSION_PREFIX = missionStream('' as SignalId)

export function isMission(stream: string): boolean {
  return stream.startsWith(MISSION_PREFIX)
}
