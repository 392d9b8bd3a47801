import { useCallback, useEffect, useRef } from 'react'
import { decisionTone, momentOf, waysOf } from '../state/alerts.ts'
import { stationNow } from '../state/clock.ts'
import { withNews } from '../state/inbox.ts'
import type { NewNotice } from '../state/notices.ts'
import type { ToneName } from '../state/tones.ts'
import { useInbox } from './inbox-store.ts'
import { tellSystem } from './os-notice.ts'
import { readSettings } from './settings-store.ts'
import { useSound } from './sound.ts'
import { useDesk } from './use-desk.ts'

const LOCK = 'fusion-desk.alerts'

/**
 * Brings what is worth telling to the reader by the ways he chose: kept in the list of alerts always, beside the page,
 * by a tone and by the system where they are on.
 *
 * @returns  what takes news and answers with those that are to stand beside the page
 */
export function useAlerting(): (fresh: readonly NewNotice[]) => readonly NewNotice[] {
  const { state } = useDesk()
  const { inbox } = useInbox()
  const { sound } = useSound()
  const speaks = useSpeaker()
  useDecisionTones((tone) => sound.play(tone, readSettings().volume))
  return useCallback(
    (fresh) => {
      if (fresh.length === 0) return fresh
      const settings = readSettings()
      const { clock } = state()
      const at = clock === null ? Date.now() : Math.round(stationNow(clock, performance.now()))
      inbox.change((list) => withNews(list, fresh, at))
      const ways = fresh.map((notice) => waysOf(notice, settings, momentOf(new Date())))
      if (speaks.current) {
        const tone = loudest(ways.map((way) => way.tone))
        if (tone !== null) sound.play(tone, settings.volume)
        for (const notice of fresh.filter((_, index) => ways[index]?.os)) tellSystem(notice)
      }
      return fresh.filter((_, index) => ways[index]?.toast)
    },
    [state, inbox, sound, speaks],
  )
}

/** Several at once are one tone. */
function loudest(tones: readonly (ToneName | null)[]): ToneName | null {
  return tones.find((tone) => tone === 'alarm') ?? tones.find((tone) => tone !== null) ?? null
}

/** Of several windows of one browser one speaks. Where browsers have no locks each does. */
function useSpeaker(): { readonly current: boolean } {
  const speaks = useRef(navigator.locks === undefined)
  useEffect(() => {
    if (navigator.locks === undefined) return
    let release = () => undefined as unknown
    const left = new AbortController()
    const held = () =>
      new Promise<void>((resolve) => {
        speaks.current = true
        release = () => {
          speaks.current = false
          resolve()
        }
      })
    // Leaving before it is this window's turn is no failure.
    navigator.locks.request(LOCK, { signal: left.signal }, held).catch(() => undefined)
    return () => {
      left.abort()
      release()
    }
  }, [])
  return speaks
}

/** The reader's own decision sounds in the window in which he made it. */
function useDecisionTones(play: (tone: ToneName) => void): void {
  const { heard } = useDesk()
  const newest = useRef(play)
  newest.current = play
  useEffect(
    () =>
      heard.subscribe((now, before) => {
        const tone = decisionTone(before, now)
        const settings = readSettings()
        const silent = waysOf(OWN, settings, momentOf(new Date())).tone === null
        if (tone !== null && !silent) newest.current(tone)
      }),
    [heard],
  )
}

/** Own decisions belong to the class of signals. */
const OWN: NewNotice = { rank: 'P2', topic: 'trade', words: '', error: false, signalId: null, symbol: null }
