import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { type FireFace, type FireView, fireFace, HOLD_MS, pressed } from '../state/fire.ts'
import type { SignalView } from '../state/model.ts'
import { useKeys } from './keys.ts'
import { useDesk, useNow, useStation } from './use-desk.ts'
import { useFiring } from './use-firing.ts'

/** Everything the decision about a signal depends on, as of now. */
export function useFireView(signal: SignalView): FireView {
  const { reader, state } = useDesk()
  const trade = useStation((now) => now.trades[signal.id] ?? null)
  const decision = useStation((now) => now.decisions[signal.id] ?? null)
  const link = useStation((now) => now.link)
  const tick = useNow(decision?.kind === 'armed' ? 100 : 1_000)
  return { signal, trade, decision, role: reader.role, link, clock: state().clock, now: tick }
}

/**
 * The one button that matters: one press arms, the next fires; or one long press.
 *
 * It never counts and never queues: it says what would happen, sends, and shows what the station answered.
 */
export function FireButton({ view }: { readonly view: FireView }): ReactNode {
  const { signal } = view
  const face = fireFace(view)
  const { press, send, disarm } = useFiring(signal.id, view)
  const hold = useHold(face, send)
  useKeys({ f: press, Escape: disarm })
  const noteId = `fire-note-${signal.id}`
  return (
    <div className="flex flex-col gap-1">
      <button
        type="button"
        className={`relative min-h-11 touch-manipulation overflow-hidden rounded-md px-4 text-read font-semibold select-none max-mid:min-h-14 ${look(face, signal)} ${face.state === 'armed' ? 'fire-armed' : hold.held ? 'fire-held' : ''}`}
        aria-disabled={face.state === 'off' || face.state === 'sending'}
        aria-describedby={noteId}
        aria-keyshortcuts="f"
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={oncePerPress}
        {...hold.pointer}
        onClick={() => {
          if (!hold.spent()) press()
        }}
      >
        {face.label}
        {face.state === 'ready' && (
          <kbd
            aria-hidden
            className="ml-2 rounded-sm border border-current px-1 font-mono text-label max-mid:hidden"
          >
            F
          </kbd>
        )}
      </button>
      <p id={noteId} className={face.state === 'armed' ? 'text-cell text-warn' : 'text-cell text-fg2'}>
        {face.note}
      </p>
    </div>
  )
}

/** Enter or space held down would press again and again. */
function oncePerPress(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault()
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

interface Hold {
  readonly held: boolean
  /** True once after a hold that fired: the click that ends it is no second press. */
  readonly spent: () => boolean
  readonly pointer: {
    readonly onPointerDown: (event: { readonly button: number }) => void
    readonly onPointerUp: () => void
    readonly onPointerLeave: () => void
    readonly onPointerCancel: () => void
  }
}

/** A press held for 600 ms is arm and confirm in one. */
function useHold(face: FireFace, send: () => void): Hold {
  const [held, setHeld] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const spent = useRef(false)
  const newest = useRef({ face, send })
  newest.current = { face, send }
  const stop = () => {
    clearTimeout(timer.current)
    setHeld(false)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    held,
    spent: () => {
      const was = spent.current
      spent.current = false
      return was
    },
    pointer: {
      onPointerDown: ({ button }) => {
        spent.current = false
        if (button !== 0 || pressed(face) !== 'arm') return
        setHeld(true)
        timer.current = setTimeout(() => {
          stop()
          if (pressed(newest.current.face) === null) return
          spent.current = true
          newest.current.send()
        }, HOLD_MS)
      },
      onPointerUp: stop,
      onPointerLeave: stop,
      onPointerCancel: stop,
    },
  }
}
