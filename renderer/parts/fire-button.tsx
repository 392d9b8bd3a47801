import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { type FireFace, type FireView, fireFace } from '../state/fire.ts'
import type { SignalView } from '../state/model.ts'
import './fire-button.css'
import { sayIn } from '../words/words.ts'
import { useKeys } from './keys.ts'
import { useSettings } from './settings-store.ts'
import { useDesk, useNow, useStation } from './use-desk.ts'
import { useFiring } from './use-firing.ts'
import { type Hold, useHold } from './use-hold.ts'
import { useTimes } from './use-times.ts'
import { useTouch } from './use-touch.ts'

const say = sayIn('decide')

/** Everything the decision about a signal depends on, as of now. */
export function useFireView(signal: SignalView): FireView {
  const { reader, state } = useDesk()
  const trade = useStation((now) => now.trades[signal.id] ?? null)
  const decision = useStation((now) => now.decisions[signal.id] ?? null)
  const link = useStation((now) => now.link)
  const riskPct = useStation((now) => now.riskPct)
  const touch = useTouch()
  const { confirm } = useSettings()
  const holds = confirm === 'either'
  const times = useTimes()
  const live = useStation((now) => now.feed?.live ?? null)
  const tick = useNow(decision?.kind === 'armed' ? 100 : 1_000)
  const { role } = reader
  return {
    signal,
    trade,
    decision,
    role,
    link,
    clock: state().clock,
    riskPct,
    touch,
    holds,
    times,
    now: tick,
    live,
  }
}

interface FireButtonProps {
  readonly view: FireView
  /** What stands at its right. */
  readonly beside: ReactNode
}

/**
 * The one button that matters: one press arms, the next fires; or one long press.
 *
 * It never counts and never queues: it says what would happen, sends, and shows what the station answered. What was
 * armed disarms by time, by Esc, and when the reader looks elsewhere.
 */
export function FireButton({ view, beside }: FireButtonProps): ReactNode {
  const { signal } = view
  const face = fireFace(view)
  const button = useRef<HTMLButtonElement>(null)
  const { does, press, send, disarm } = useFiring(signal.id, view)
  const hold = useHold({ allowed: () => view.holds && does() === 'arm', done: send })
  const step = () => {
    // The focus goes along, so that it disarms when it goes elsewhere.
    if (does() !== null) button.current?.focus({ preventScroll: true })
    press()
  }
  useKeys({ f: step, Escape: disarm })
  const noteId = `fire-note-${signal.id}`
  return (
    <div className="flex flex-col gap-1">
      <div className="flex gap-2">
        <button
          ref={button}
          type="button"
          className={`fire-button flex min-w-0 flex-1 items-center justify-center gap-2 overflow-hidden rounded-md px-4 text-read font-semibold select-none ${view.trade === null ? 'min-h-11 max-mid:min-h-14' : 'min-h-11'} ${look(face, signal)} ${moving(face, hold)}`}
          aria-disabled={face.state === 'off' || face.state === 'sending'}
          aria-describedby={noteId}
          aria-keyshortcuts="f"
          onContextMenu={(event) => event.preventDefault()}
          onKeyDown={oncePerPress}
          onBlur={() => disarm()}
          {...hold.pointer}
          onClick={() => {
            if (!hold.spent()) press()
          }}
        >
          {hold.held && <HoldRing />}
          {face.label}
          {face.state === 'ready' && !view.touch && (
            <kbd aria-hidden className="rounded-sm border border-current px-1 font-mono text-label">
              F
            </kbd>
          )}
        </button>
        {beside}
      </div>
      <p
        id={noteId}
        className={`text-cell ${face.state === 'armed' || face.state === 'unanswered' ? 'text-warn' : 'text-fg2'}`}
      >
        {hold.held ? say('keep_holding') : face.note}
      </p>
    </div>
  )
}

/** How much of a hold is done. */
function HoldRing(): ReactNode {
  return (
    <svg viewBox="0 0 20 20" className="size-5 -rotate-90" aria-hidden>
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" strokeWidth="2" opacity="0.3" />
      <circle className="hold-ring" cx="10" cy="10" r="8" fill="none" stroke="currentColor" strokeWidth="3" />
    </svg>
  )
}

/** Enter or space held down would press again and again. */
function oncePerPress(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault()
}

function moving(face: FireFace, hold: Hold): string {
  if (face.state === 'armed') return 'fire-armed'
  return hold.held ? 'fire-held' : ''
}

/** Filled where an edge is proven or the finger is on it; outlined where the page gives no call to act. */
function look(face: FireFace, signal: SignalView): string {
  const long = signal.side === 'LONG'
  if (face.state === 'off' || face.state === 'sending') return 'border border-line bg-bg2 text-fg2'
  if (face.state === 'unanswered') return 'border border-warn text-warn'
  if (face.state === 'armed' || signal.trust === 'EDGE')
    return long ? 'bg-up text-on-up' : 'bg-down text-on-down'
  return long ? 'border border-up text-up hover:bg-bg2' : 'border border-down text-down hover:bg-bg2'
}
