import { type ReactNode, useEffect, useRef, useState } from 'react'
import { countdown } from '../state/clock.ts'
import type { TradeView } from '../state/model.ts'
import { outcomeName } from '../state/names.ts'
import type { DeskState } from '../state/reduce.ts'
import type { Times } from '../state/times.ts'
import { sayIn } from '../words/words.ts'
import { useSettings } from './settings-store.ts'
import { useConfirmedNow, useDesk } from './use-desk.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('frame')

/** Seconds before the end of a window at which they are said. */
const SAID_AT = [60, 30, 10] as const

/** Says aloud, to those who do not see the page, what the reader's own decisions came to. Never ticks. */
export function Announcer(): ReactNode {
  const { heard } = useDesk()
  const times = useTimes()
  const [said, setSaid] = useState('')
  const before = useRef(heard.getState())
  useEffect(
    () =>
      heard.subscribe((now) => {
        const words = news(before.current, now, times)
        before.current = now
        if (words !== null) setSaid(words)
      }),
    [heard, times],
  )
  return (
    <div aria-live="polite" className="sr-only">
      <p>{said}</p>
      <Closing />
    </div>
  )
}

/** Says when the window of the signal that is looked at is about to close. */
function Closing(): ReactNode {
  const { state } = useDesk()
  const now = useConfirmedNow()
  const words = useSettings().countdown ? closingWords(state(), now) : ''
  return <p>{words}</p>
}

/** `EURUSD LONG closes in 30 seconds.`; the same words until the next mark, and none before the first. */
export function closingWords({ selected, signals, clock }: DeskState, now: number): string {
  const signal = selected === null ? undefined : signals[selected]
  if (signal === undefined || clock === null || signal.status !== 'active') return ''
  const left = countdown(signal.expiresAt, clock, now)
  if (left.kind !== 'running') return ''
  const mark = SAID_AT.filter((seconds) => left.ms <= seconds * 1_000).at(-1)
  return mark === undefined ? '' : say('closes_in', { symbol: signal.symbol, side: signal.side, n: mark })
}

/** What is worth saying about the change from one state to the next; null when nothing is. */
export function news(before: DeskState, now: DeskState, times: Times): string | null {
  return tradeNews(before, now, times) ?? decisionNews(before, now) ?? signalNews(before, now)
}

/** A signal of the two highest tiers that has just come in. */
function signalNews(before: DeskState, now: DeskState): string | null {
  if (before.open === now.open || before.open === null) return null
  const known = new Set(before.open)
  const fresh = (now.open ?? [])
    .filter((id) => !known.has(id))
    .map((id) => now.signals[id])
    .find((signal) => signal?.tier === 'SNIPER' || signal?.tier === 'PRECISION')
  return fresh === undefined
    ? null
    : say('new_signal_said', { tier: fresh.tier, symbol: fresh.symbol, side: fresh.side })
}

function tradeNews(before: DeskState, now: DeskState, times: Times): string | null {
  if (before.trades === now.trades || before.recent === null) return null
  for (const trade of Object.values(now.trades)) {
    const words = tradeWords(before.trades[trade.signalId], trade, times)
    if (words !== null) return words
  }
  return null
}

function tradeWords(before: TradeView | undefined, now: TradeView, times: Times): string | null {
  if (before === undefined)
    return say('fired_said', {
      symbol: now.symbol,
      side: now.side,
      time: times.second(now.firedAt),
      place: times.place,
    })
  if (before.outcome === null && now.outcome !== null)
    return `${now.symbol} ${now.side}: ${outcomeName(now.outcome)}.`
  return null
}

function decisionNews(before: DeskState, now: DeskState): string | null {
  const id = now.selected
  if (id === null || before.decisions === now.decisions) return null
  const [was, is] = [before.decisions[id], now.decisions[id]]
  if (is?.kind === 'armed' && was?.kind !== 'armed') return say('armed_said')
  if (was?.kind === 'armed' && is === undefined) return say('disarmed_said')
  if (is?.kind === 'refused' && was !== is) return is.problem.message
  return null
}
