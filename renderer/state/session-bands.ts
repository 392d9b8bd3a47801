import { sessionsAt } from './market-session.ts'

/** The trading places a picture shows, from the first to open in a day. */
export const SESSION_NAMES = ['Tokyo', 'London', 'New York'] as const
export type SessionName = (typeof SESSION_NAMES)[number]
/** A candle longer than this belongs to more than one session. */
export const SESSION_CANDLE_MS_MAX = 3_600_000

/** A run of neighbouring candles that opened while a place traded, by their place in the series. */
export interface Band {
  readonly name: SessionName
  readonly first: number
  readonly last: number
}

/** What was found once is kept: candles are drawn four times a second, and sessions of the past do not change. */
const REMEMBERED_MAX = 20_000
const remembered = new Map<number, readonly string[]>()

function namesAt(at: number): readonly string[] {
  const known = remembered.get(at)
  if (known !== undefined) return known
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  const names = sessionsAt(at).map(({ name }) => name)
  remembered.set(at, names)
  return names
}

/** The bands of a series of candles that opened at these market times, oldest first. */
export function bandsOf(openedAt: readonly number[]): readonly Band[] {
  return SESSION_NAMES.flatMap((name) => {
    const bands: { name: SessionName; first: number; last: number }[] = []
    openedAt.forEach((at, index) => {
      if (!namesAt(at).includes(name)) return
      const last = bands.at(-1)
      if (last?.last === index - 1) last.last = index
      else bands.push({ name, first: index, last: index })
    })
    return bands
  })
}
