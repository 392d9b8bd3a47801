import { useEffect, useRef } from 'react'
import type { ProgressNews } from '../link/progress-news.ts'
import { stationNow } from '../state/clock.ts'
import { isDeciding, type Moment, momentOf } from '../state/moment.ts'
import type { NewNotice } from '../state/notices.ts'
import { calmLeftMs } from '../state/progress.ts'
import type { DeskState } from '../state/reduce.ts'
import { shippedName } from '../state/shipped.ts'
import { sayIn } from '../words/words.ts'
import { useSettings } from './settings-store.ts'
import { useDesk } from './use-desk.ts'

const LOOK_EVERY_MS = 500
/** A fire from another device is known by then: who unlocks by firing must not be told at once. */
const KNOWN_AFTER_MS = 3_000
/** So many that wait for a calm minute to end are told of, the newest. */
const WAITING_MAX = 20

/**
 * Tells of achievements as they are unlocked and of great streaks, and of the newest great one with a moment. What comes
 * while a decision is armed or on its way, or within a minute of the reader's own fire, waits until it is over.
 */
export function useUnlocks(
  add: (fresh: readonly NewNotice[]) => void,
  celebrate: (moment: Moment) => void,
): void {
  const { heard, onProgress } = useDesk()
  const { game } = useSettings()
  const waiting = useRef<readonly ProgressNews[]>([])
  const newestAt = useRef(0)
  useEffect(() => {
    if (!game) return
    const tell = () => {
      const now = performance.now()
      if (waiting.current.length === 0 || now - newestAt.current < KNOWN_AFTER_MS) return
      if (!isCalm(heard.getState(), now)) return
      const news = waiting.current
      waiting.current = []
      add(news.map(noticeOf))
      const moment = news.map(momentOf).findLast((one) => one !== null)
      if (moment) celebrate(moment)
    }
    const timer = setInterval(tell, LOOK_EVERY_MS)
    const stop = onProgress((news) => {
      if (news.unlocked === null && momentOf(news) === null) return
      waiting.current = [...waiting.current, news].slice(-WAITING_MAX)
      newestAt.current = performance.now()
    })
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [heard, onProgress, game, add, celebrate])
}

/** True while nothing is being decided and the last fire of the reader is long enough ago. */
function isCalm({ clock, decisions, trades }: DeskState, now: number): boolean {
  if (clock === null || isDeciding(decisions, now)) return false
  const firedAt = Object.values(trades).map((trade) => trade.firedAt)
  return calmLeftMs(firedAt, stationNow(clock, now)) <= 0
}

function noticeOf({ unlocked, milestone }: ProgressNews): NewNotice {
  const say = sayIn('frame')
  const words =
    unlocked === null
      ? `${say('moment_streak')}: ${say('moment_days', { count: milestone ?? 0 })}`
      : say('unlocked', { name: shippedName(unlocked.name) })
  return { rank: 'P3', topic: 'unlock', words, error: false, signalId: null, symbol: null }
}
