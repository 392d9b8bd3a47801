import type { TimestampMs } from '#core/kernel/time.ts'
import { drawBox, NO_PITY } from './box-table.ts'
import type { BoxGranted, Pity } from './boxes-event.ts'
import type { Engine } from './engine.ts'
import { paymentOf } from './payment.ts'
import type { ProgressEvent } from './progress-event.ts'
import type { Rarity, Reward } from './reward.ts'

/** The box engine's part of a trader. */
export interface BoxesPart {
  /** Boxes ever granted; the number of the newest. */
  readonly granted: number
  readonly pity: Pity
}

export const NO_BOXES: BoxesPart = { granted: 0, pity: NO_PITY }

/** One box of a trader with what is in it. */
export interface BoxSheet {
  readonly boxNo: number
  readonly rarity: Rarity
  readonly contents: readonly Reward[]
  readonly source: string
  readonly grantedAt: TimestampMs
  readonly openedAt: TimestampMs | null
}

/**
 * Grants the boxes that rewards promise, and decides their contents in the same moment.
 *
 * It answers rewards alone: no deed, no fire and no money brings a box. Rules BOX-2 and BOX-4.
 */
export const boxEngine: Engine = (event, progress) => {
  const payment = paymentOf(event)
  if (payment === null) return []
  const granted: BoxGranted[] = []
  let part = progress.boxes
  for (const reward of payment.rewards) {
    if (reward.kind !== 'box') continue
    const boxNo = part.granted + 1
    const seed = `${progress.userId}:${boxNo}`
    const { rarity, contents, pity } = drawBox(seed, reward.rarity, part.pity)
    const drawn = reward.rarity === 'drawn'
    const source = payment.cause
    const { userId } = progress
    const box: BoxGranted = {
      kind: 'box_granted',
      userId,
      boxNo,
      rarity,
      drawn,
      seed,
      contents,
      pity,
      source,
    }
    granted.push(box)
    part = followBoxes(part, box)
  }
  return granted
}

/** The part after an event: a copy of what the event states. */
export function followBoxes(part: BoxesPart, event: ProgressEvent): BoxesPart {
  return event.kind === 'box_granted' ? { granted: event.boxNo, pity: event.pity } : part
}
