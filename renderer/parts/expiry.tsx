import type { ReactNode } from 'react'
import { type Countdown, countdown } from '../state/clock.ts'
import { countdownText } from '../state/format.ts'
import type { SignalView, Speed } from '../state/model.ts'
import { sayIn } from '../words/words.ts'
import { useConfirmedNow, useDesk } from './use-desk.ts'

const say = sayIn('dashboard')

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
  if (signal.status === 'settled') return say('window_settled')
  if (left === null) return ''
  return left.kind === 'over' ? say('window_expired') : countdownText(left)
}

/** The time left in words and colour. */
export function ExpiryText({ signal }: { readonly signal: SignalView }): ReactNode {
  const left = useWindow(signal)
  const closing = isClosing(left)
  const over = left?.kind === 'over'
  return (
    <span className={`font-mono ${closing ? 'text-warn' : over ? 'text-fg2' : 'text-fg0'}`}>
      {windowText(signal, left)}
    </span>
  )
}

/** Share of the window that is left, 1 to 0; 1 where it cannot be told. */
export function windowShare(signal: SignalView, left: Countdown | null, speed: Speed | undefined): number {
  if (left?.kind === 'over') return 0
  if (left?.kind !== 'running' || typeof speed !== 'number') return 1
  return Math.min(1, (left.ms * speed) / (signal.expiresAt - signal.createdAt))
}

/** The time left as a bar that drains, with its words. */
export function WindowBar({ signal }: { readonly signal: SignalView }): ReactNode {
  const left = useWindow(signal)
  const { clock } = useDesk().state()
  return (
    <div className="flex items-center gap-3">
      <div className="h-1 flex-1 bg-bg3">
        <Bar share={windowShare(signal, left, clock?.speed)} closing={isClosing(left)} />
      </div>
      <p>
        <span className="label">{left?.kind === 'running' ? `${say('window_expires')} ` : ''}</span>
        <ExpiryText signal={signal} />
      </p>
    </div>
  )
}

/** The time left in a row of the queue: words, and a thin bar under them. */
export function ExpiryCell({ signal }: { readonly signal: SignalView }): ReactNode {
  const left = useWindow(signal)
  const { clock } = useDesk().state()
  const closing = isClosing(left)
  const over = left?.kind === 'over'
  return (
    <>
      <span
        className={`block font-mono leading-4 whitespace-nowrap ${closing ? 'text-warn' : over ? 'text-fg2' : 'text-fg0'}`}
      >
        {closing && left?.kind === 'running' ? <Closing ms={left.ms} /> : windowText(signal, left)}
      </span>
      <span className="mt-0.5 block h-0.5 bg-bg3" aria-hidden>
        <Bar share={windowShare(signal, left, clock?.speed)} closing={closing} />
      </span>
    </>
  )
}

/** `last 29 s`, narrow enough for one line: a row that grew would push the rows under it away from the pointer. */
function Closing({ ms }: { readonly ms: number }): ReactNode {
  return (
    <>
      <span className="font-sans text-label">{say('last_seconds')}</span> {Math.ceil(ms / 1_000)}
      <span className="font-sans text-label">{'\u202fs'}</span>
    </>
  )
}

const isClosing = (left: Countdown | null): boolean => left?.kind === 'running' && left.ms <= CLOSING_MS

function Bar({ share, closing }: { readonly share: number; readonly closing: boolean }): ReactNode {
  return (
    <span
      className={`block h-full origin-left ${closing ? 'bg-warn' : 'bg-line-strong'}`}
      style={{ transform: `scaleX(${share})` }}
    />
  )
}
