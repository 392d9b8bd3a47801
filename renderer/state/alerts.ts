import { sayIn } from '../words/words.ts'
import { clockTime } from './format.ts'
import type { NewNotice, Notice } from './notices.ts'
import type { DeskState } from './reduce.ts'
import type { AlertClass, Settings } from './settings.ts'
import type { ToneName } from './tones.ts'

const say = sayIn('frame')

/** Which of what happens reaches the reader, and by which way. */

const CLASSES: Readonly<Record<Notice['rank'], AlertClass>> = {
  P1: 'operations',
  P2: 'signals',
  P3: 'game',
}

export function classOf(rank: Notice['rank']): AlertClass {
  return CLASSES[rank]
}

/** When something happens, by the clock of the device: mute and quiet hours are of the room the reader sits in. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Minutes since its midnight. */
  readonly minute: number
}

/** The ways one alert takes. The list of alerts has it in any case. */
export interface Ways {
  readonly toast: boolean
  readonly tone: ToneName | null
  readonly os: boolean
}

const NO_WAY: Ways = { toast: false, tone: null, os: false }

/** Mutes and quiet hours silence; muted too, only what is wrong with the station still stands beside the page. */
export function waysOf(notice: NewNotice, settings: Settings, moment: Moment): Ways {
  const { alerts, mutedSymbols } = settings
  if (notice.symbol !== null && mutedSymbols.includes(notice.symbol)) return NO_WAY
  const ways = alerts[classOf(notice.rank)]
  const silent = isSilent(settings, moment)
  const muted = isMuted(settings, moment.at)
  return {
    toast: ways.toast && (!muted || notice.error),
    tone: ways.sound && !silent ? toneOf(notice) : null,
    os: ways.os && !silent,
  }
}

export function isMuted({ mutedUntil }: Pick<Settings, 'mutedUntil'>, at: number): boolean {
  return at < mutedUntil
}

/** No tone and no notification now. */
export function isSilent(settings: Settings, { at, minute }: Moment): boolean {
  return isMuted(settings, at) || isQuiet(settings.quiet, minute)
}

/** From the first minute to before the last one; over midnight where it ends before it begins. */
export function isQuiet({ on, from, until }: Settings['quiet'], minute: number): boolean {
  if (!on) return false
  const [begin, end] = [minuteOf(from), minuteOf(until)]
  return begin <= end ? minute >= begin && minute < end : minute >= begin || minute < end
}

/** `22:30` -> 1350 */
function minuteOf(hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number)
  return hours * 60 + minutes
}

/** An error of operations sounds; that all is well again is read, not heard. */
function toneOf({ rank, error }: NewNotice): ToneName | null {
  if (rank === 'P1') return error ? 'alarm' : null
  return rank === 'P2' ? 'signal' : null
}

/** What the reader's own decision sounds like: accepted, or refused. */
export function decisionTone(before: DeskState, now: DeskState): ToneName | null {
  if (before.trades !== now.trades) {
    const fired = Object.keys(now.trades).some(
      (id) => before.trades[id] === undefined && isSending(before, id),
    )
    if (fired) return 'fire'
  }
  if (before.decisions === now.decisions) return null
  const refused = Object.entries(now.decisions).some(
    ([id, decision]) => decision.kind === 'refused' && before.decisions[id]?.kind === 'sending',
  )
  return refused ? 'warning' : null
}

const isSending = ({ decisions }: DeskState, id: string): boolean => {
  const decision = decisions[id]
  return decision?.kind === 'sending' && decision.what === 'fire'
}

/** How long a mute lasts that is chosen by its name. */
export type MuteName = '1h' | '4h' | '8h' | 'tomorrow'
export const MUTES: readonly MuteName[] = ['1h', '4h', '8h', 'tomorrow']
export const MUTE_WORDS: Readonly<Record<MuteName, string>> = {
  '1h': '1 h',
  '4h': '4 h',
  '8h': '8 h',
  get tomorrow() {
    return say('until_tomorrow')
  },
}

const HOUR_MS = 3_600_000
const HOURS = { '1h': 1, '4h': 4, '8h': 8 } as const
/** Tomorrow begins when people get up. */
const MORNING_HOUR = 7

/** When a mute ends that begins now, by the clock of the device. */
export function mutedUntil(name: MuteName, now: Date): number {
  if (name !== 'tomorrow') return now.getTime() + HOURS[name] * HOUR_MS
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, MORNING_HOUR).getTime()
}

/** `muted until 19:04`; null while nothing is. */
export function muteWords({ mutedUntil: until }: Pick<Settings, 'mutedUntil'>, at: number): string | null {
  return at < until ? say('muted_until', { time: clockTime(new Date(until)) }) : null
}

/** Now, by the clock of the device. */
export function momentOf(now: Date): Moment {
  return { at: now.getTime(), minute: now.getHours() * 60 + now.getMinutes() }
}
