import type { Desk } from '../desk.ts'
import { readTrade } from '../link/wire-trade.ts'
import { INBOX_MAX, marked, withNews } from '../state/inbox.ts'
import { endedNotice, type NewNotice } from '../state/notices.ts'
import { shippedName } from '../state/shipped.ts'
import { sayIn } from '../words/words.ts'
import { openInbox } from './inbox-store.ts'

const say = sayIn('frame')

/** Where it is kept of which demo this device was told. */
const TOLD = 'fusion-desk.demo-told'
/** Of each kind, the newest. */
const FACTS = 20
/** So many are left for the reader to open; the others were read in the past they are of. */
const UNREAD = 3

interface Past {
  readonly at: number
  readonly notice: NewNotice
}

/**
 * Puts what a demo's past would have told its reader into his list of alerts: trades of his that ended and achievements
 * he unlocked, each at its own time. Once for each demo on a device; what a demo before it told is let go.
 *
 * @param epoch  which demo it is
 */
export async function tellPast({ api, reader }: Desk, epoch: string): Promise<void> {
  const key = `${TOLD}.${reader.userId}`
  if (localStorage.getItem(key) === epoch) return
  const call = { params: { id: reader.userId }, query: { limit: FACTS } }
  const [trades, unlocks] = await Promise.all([api.call('userFires', call), api.call('userUnlocks', call)])
  // Without an answer there is nothing to tell; the next page of this reader asks again.
  if (!trades.ok || !unlocks.ok) return
  localStorage.setItem(key, epoch)
  const ended = trades.value.fires.flatMap((fire): readonly Past[] => {
    const notice = endedNotice(readTrade(fire))
    return notice === null || fire.closed_at === null ? [] : [{ at: ms(fire.closed_at), notice }]
  })
  const unlocked = unlocks.value.unlocks.map(
    ({ unlocked_at, name }): Past => ({ at: ms(unlocked_at), notice: unlockNotice(name) }),
  )
  const past = [...ended, ...unlocked].toSorted((a, b) => a.at - b.at)
  const told = past.reduce((list, { at, notice }) => withNews(list, [notice], at), NONE)
  const read = new Set(told.slice(UNREAD).map(({ id }) => id))
  const since = Math.max(0, ...past.map(({ at }) => at))
  openInbox(reader).change((list) =>
    [...list.filter(({ at }) => at > since), ...marked(told, read, true)].slice(0, INBOX_MAX),
  )
}

const NONE: ReturnType<typeof marked> = []
const ms = (seconds: number): number => Math.round(seconds * 1_000)

function unlockNotice(name: string): NewNotice {
  const words = say('unlocked', { name: shippedName(name) })
  return { rank: 'P3', topic: 'unlock', words, error: false, signalId: null, symbol: null }
}
