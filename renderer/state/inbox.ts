import { z } from 'zod'
import type { NewNotice } from './notices.ts'

/** What was told on this device, read or not, newest first. */

/** Older ones make room. */
export const INBOX_MAX = 200
const WORDS_LENGTH_MAX = 400
const ID_LENGTH_MAX = 200
/** Two windows may hear of one thing: the same words of the same signal within this are one alert. */
const SAME_MS = 3_000

const Alert = z.strictObject({
  id: z.string().min(1).max(ID_LENGTH_MAX),
  rank: z.enum(['P1', 'P2', 'P3']),
  topic: z.string().min(1).max(ID_LENGTH_MAX),
  words: z.string().min(1).max(WORDS_LENGTH_MAX),
  error: z.boolean(),
  signalId: z.string().max(ID_LENGTH_MAX).nullable(),
  symbol: z.string().max(ID_LENGTH_MAX).nullable(),
  /** Milliseconds since 1970, station time. */
  at: z.number(),
  read: z.boolean(),
})
export type AlertView = Readonly<z.output<typeof Alert>>

/** Alerts in a kept text; each that cannot be read is left out. */
export function inboxFrom(kept: string | null): readonly AlertView[] {
  const list = z.array(z.unknown()).safeParse(parsed(kept))
  if (!list.success) return []
  return list.data
    .slice(0, INBOX_MAX)
    .map((one) => Alert.safeParse(one))
    .flatMap(({ success, data }) => (success ? [data] : []))
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]')
  } catch {
    return null
  }
}

/** The list with news at its head; what is there already, told by another window, is not told twice. */
export function withNews(
  list: readonly AlertView[],
  fresh: readonly NewNotice[],
  at: number,
): readonly AlertView[] {
  return fresh.reduce((known, notice) => withOne(known, notice, at), list)
}

function withOne(list: readonly AlertView[], notice: NewNotice, at: number): readonly AlertView[] {
  const words = notice.words.slice(0, WORDS_LENGTH_MAX)
  const { rank, topic, error, signalId, symbol } = notice
  const isSame = (one: AlertView) =>
    one.words === words && one.signalId === signalId && Math.abs(one.at - at) < SAME_MS
  if (list.some(isSame)) return list
  const id = `${at}-${nextPlace(list, at)}`
  return [{ id, rank, topic, words, error, signalId, symbol, at, read: false }, ...list].slice(0, INBOX_MAX)
}

/** The same instant may tell of several: a place of their own keeps them apart. */
function nextPlace(list: readonly AlertView[], at: number): number {
  const places = list.filter((one) => one.at === at).map(({ id }) => Number(id.split('-').at(-1)))
  return Math.max(-1, ...places) + 1
}

/** These as read or unread. */
export function marked(
  list: readonly AlertView[],
  ids: ReadonlySet<string>,
  read: boolean,
): readonly AlertView[] {
  return list.map((one) => (ids.has(one.id) ? { ...one, read } : one))
}

export function without(list: readonly AlertView[], ids: ReadonlySet<string>): readonly AlertView[] {
  return list.filter(({ id }) => !ids.has(id))
}

/** Unread ones that ask for attention: the game layer never does. */
export function unreadOf(list: readonly AlertView[]): number {
  return list.filter(({ read, rank }) => !read && rank !== 'P3').length
}

/** What of the list is shown. */
export const INBOX_SHOWN = ['all', 'unread', 'operations', 'signals', 'game'] as const
export type InboxShown = (typeof INBOX_SHOWN)[number]

const RANKS = { operations: 'P1', signals: 'P2', game: 'P3' } as const

export function shownOf(list: readonly AlertView[], shown: InboxShown): readonly AlertView[] {
  if (shown === 'all') return list
  return list.filter(({ read, rank }) => (shown === 'unread' ? !read : rank === RANKS[shown]))
}

export function readShown(value: unknown): InboxShown {
  return INBOX_SHOWN.find((one) => one === value) ?? 'all'
}
