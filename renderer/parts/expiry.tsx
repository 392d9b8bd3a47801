import type { ReactNode } from 'react'
import { type Countdown, countdown } from '../state/clock.ts'
import { countdownText } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { useConfirmedNow, useDesk } from './use-desk.ts'

/** Wall time before expiry at which the countdown turns to warning. */
const CLOSING_MS = 30_000

/** How long a fire window stays open, second by second, by the station's clocks. */
export function useWindow(signal: SignalView): Countdown | null {
  const now = useConfirmedNow()
  const { clock } = useDesk().state()
  if (signal.status !== 'active') return { kind: 'over' }
  return clock === null ? null : countdown(signal.expiresAt, clock, now)
}

/** What the reader sees of it. */
export function windowText(signal: SignalView, left: Countdown | null): string {
  if (signal.status === 'settled') return 'settled'
  if (left === null) return ''
  return left.kind === 'over' ? 'expired' : countdownText(left)
}

/** The time left in words and colour. */
export function ExpiryText({ signal }: { readonly signal: SignalView }): ReactNode {
  const left = useWindow(signal)
  const closing = left?.kind === 'running' && left.ms <= CLOSING_MS
  const over = left?.kind === 'over'
  return (
    <span className={`font-mono ${closing ? 'text-warn' : over ? 'text-fg2' : 'text-fg0'}`}>
      {windowText(signal, left)}
    </span>
  )
}

/** The time left as a bar that drains, with its words. */
export function WindowBar({ signal }: { readonly signal: SignalView }): ReactNode {
  const left = useWindow(signal)
  const { clock } = useDesk().state()
  const whole = signal.expiresAt - signal.createdAt
  const speed = typeof clock?.speed === 'number' && clock.speed > 0 ? clock.speed : 1
  const share =
    left?.kind === 'running' ? Math.min(1, (left.ms * speed) / whole) : left?.kind === 'over' ? 0 : 1
  const closing = left?.kind === 'running' && left.ms <= CLOSING_MS
  return (
    <div className="flex items-center gap-3">
      <div className="h-1 flex-1 bg-bg3">
        <div
          className={`h-full origin-left ${closing ? 'bg-warn' : 'bg-fg1'}`}
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
      <p>
        <span className="label">window </span>
        <ExpiryText signal={signal} />
      </p>
    </div>
  )
}
