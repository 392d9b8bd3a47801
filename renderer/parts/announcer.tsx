import { type ReactNode, useEffect, useRef, useState } from 'react'
import { utcTime } from '../state/format.ts'
import type { TradeView } from '../state/model.ts'
import type { DeskState } from '../state/reduce.ts'
import { useDesk } from './use-desk.ts'

/** Says aloud, to those who do not see the page, what the reader's own decisions came to. Never ticks. */
export function Announcer(): ReactNode {
  const { store } = useDesk()
  const [said, setSaid] = useState('')
  const before = useRef(store.getState())
  useEffect(
    () =>
      store.subscribe((now) => {
        const words = news(before.current, now)
        before.current = now
        if (words !== null) setSaid(words)
      }),
    [store],
  )
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  )
}

/** What is worth saying about the change from one state to the next; null when nothing is. */
export function news(before: DeskState, now: DeskState): string | null {
  return tradeNews(before, now) ?? decisionNews(before, now)
}

function tradeNews(before: DeskState, now: DeskState): string | null {
  if (before.trades === now.trades || before.recent === null) return null
  for (const trade of Object.values(now.trades)) {
    const words = tradeWords(before.trades[trade.signalId], trade)
    if (words !== null) return words
  }
  return null
}

function tradeWords(before: TradeView | undefined, now: TradeView): string | null {
  if (before === undefined) return `Fired ${now.symbol} ${now.side} at ${utcTime(now.firedAt)}.`
  if (before.outcome === null && now.outcome !== null) return `${now.symbol} ${now.side}: ${now.outcome}.`
  return null
}

function decisionNews(before: DeskState, now: DeskState): string | null {
  const id = now.selected
  if (id === null || before.decisions === now.decisions) return null
  const [was, is] = [before.decisions[id], now.decisions[id]]
  if (is?.kind === 'armed' && was?.kind !== 'armed') return 'Armed. Press again within 3 seconds to fire.'
  if (was?.kind === 'armed' && is === undefined) return 'Disarmed.'
  if (is?.kind === 'refused' && was !== is) return is.problem.message
  return null
}
