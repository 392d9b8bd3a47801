import { useLocation, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, ArrowRight, Check, LocateFixed, X } from 'lucide-react'
import {
  type ComponentType,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { type Box, cardPlace, markTourSeen, STOPS, type Stop } from '../state/tour.ts'
import { fetchWords, useWords } from '../words/words.ts'
import { useTouch } from './use-touch.ts'

const DASHBOARD = '/'

interface TourProps {
  readonly onClose: () => void
}

/** The tour with its words: it is there also when the station is not. */
export async function fetchTour(): Promise<ComponentType<TourProps>> {
  await fetchWords('tour')
  return Tour
}

/**
 * Shows the dashboard by its own controls: a ring around each and a card beside it.
 *
 * Nothing lies over the page: what the ring is around can be used meanwhile, by pointer and by key. Esc ends it, as does
 * going elsewhere or opening anything over the page.
 */
function Tour({ onClose }: TourProps): ReactNode {
  const [at, setAt] = useState(0)
  const stop = STOPS[at] as Stop
  const ready = useOnDashboard(onClose)
  useEscape(onClose)
  useFocusBack()
  useEffect(() => markTourSeen, [])
  if (!ready) return null
  return <StopCard key={stop.id} stop={stop} at={at} onGo={setAt} onClose={onClose} />
}

interface StopProps extends TourProps {
  readonly stop: Stop
  readonly at: number
  readonly onGo: (at: number) => void
}

function StopCard({ stop, at, onGo, onClose }: StopProps): ReactNode {
  const say = useWords('tour')
  const touch = useTouch()
  const card = useRef<HTMLElement>(null)
  const head = useRef<HTMLHeadingElement>(null)
  const control = useControl(stop)
  const place = usePlace(control, card)
  useEffect(() => head.current?.focus({ preventScroll: true }), [])
  const about = useId()
  const last = at === STOPS.length - 1
  return (
    <>
      {control !== null && <Ring control={control} />}
      <section
        ref={card}
        aria-label={say('stop_of', { n: at + 1, all: STOPS.length })}
        style={place}
        className="fixed z-20 flex w-80 max-w-[calc(100vw-1.5rem)] flex-col gap-2 rounded-md border border-line-strong bg-bg2 p-3"
      >
        <div className="flex items-center justify-between gap-2">
          <p className="label">{say('stop_of', { n: at + 1, all: STOPS.length })}</p>
          <button
            type="button"
            className="plain-button min-h-6 px-1.5 max-mid:min-h-11 max-mid:min-w-11"
            aria-label={say('end')}
            onClick={onClose}
          >
            <X size={14} aria-hidden />
          </button>
        </div>
        <h2 ref={head} tabIndex={-1} aria-describedby={about} className="text-read outline-none">
          {say(`title_${stop.id}`)}
        </h2>
        <p id={about}>
          {say(`about_${stop.id}`)} {!touch && say(`keys_${stop.id}`)}
        </p>
        {control === null && <p className="text-cell text-warn">{say('not_here')}</p>}
        <div className="flex flex-wrap items-center gap-2">
          {at > 0 && (
            <button type="button" className="plain-button max-mid:min-h-11" onClick={() => onGo(at - 1)}>
              <ArrowLeft size={14} aria-hidden />
              {say('back')}
            </button>
          )}
          {control !== null && (
            <button
              type="button"
              className="plain-button max-mid:min-h-11"
              onClick={() => focusControl(stop)}
            >
              <LocateFixed size={14} aria-hidden />
              {say('go_to_it')}
            </button>
          )}
          <button
            type="button"
            className="plain-button ml-auto bg-bg3 max-mid:min-h-11"
            onClick={() => (last ? onClose() : onGo(at + 1))}
          >
            {say(last ? 'done' : 'next')}
            {last ? <Check size={14} aria-hidden /> : <ArrowRight size={14} aria-hidden />}
          </button>
        </div>
      </section>
    </>
  )
}

/** Between control and ring, and between ring and the edge of the window, pixels. */
const RING_GAP = 4
const RING_EDGE = 2

/** Around the control and inside the window; it takes no press. */
function Ring({ control: { left, top, width, height } }: { readonly control: Box }): ReactNode {
  const from = { left: Math.max(RING_EDGE, left - RING_GAP), top: Math.max(RING_EDGE, top - RING_GAP) }
  const right = Math.min(window.innerWidth - RING_EDGE, left + width + RING_GAP)
  const bottom = Math.min(window.innerHeight - RING_EDGE, top + height + RING_GAP)
  const style = { ...from, width: right - from.left, height: bottom - from.top }
  return (
    <div
      aria-hidden
      style={style}
      className="pointer-events-none fixed z-20 rounded-md border-2 border-info"
    />
  )
}

/** The real control moves, grows and may be folded away: it is looked for with each frame. Null while it is not shown. */
function useControl(stop: Stop): Box | null {
  const [box, setBox] = useState<Box | null>(null)
  useLayoutEffect(() => {
    document.querySelector(stop.control)?.scrollIntoView({ block: 'nearest' })
    let frame = 0
    const look = () => {
      setBox((known) => sameOr(known, boxOf(document.querySelector(stop.control))))
      frame = requestAnimationFrame(look)
    }
    look()
    return () => cancelAnimationFrame(frame)
  }, [stop])
  return box
}

function boxOf(control: Element | null): Box | null {
  const rect = control?.getBoundingClientRect()
  if (rect === undefined || rect.width === 0 || rect.height === 0) return null
  const { left, top, width, height } = rect
  return { left, top, width, height }
}

/** The known box where nothing moved, so that nothing is drawn anew. */
function sameOr(known: Box | null, now: Box | null): Box | null {
  if (known === null || now === null) return now
  const same = (['left', 'top', 'width', 'height'] as const).every((side) => known[side] === now[side])
  return same ? known : now
}

/** Where the card stands; in the middle of a window in which the control is not shown. */
function usePlace(control: Box | null, card: RefObject<HTMLElement | null>) {
  const [size, setSize] = useState({ width: 320, height: 180 })
  useLayoutEffect(() => {
    const part = card.current
    if (part === null) return
    const observer = new ResizeObserver(() => setSize({ width: part.offsetWidth, height: part.offsetHeight }))
    observer.observe(part)
    return () => observer.disconnect()
  }, [card])
  // The tabs of a phone stay in reach.
  const tabs = document.querySelector<HTMLElement>('.frame-tabs')?.offsetHeight ?? 0
  const room = { width: window.innerWidth, height: window.innerHeight - tabs }
  const middle = { left: room.width / 2, top: room.height / 2, width: 0, height: 0 }
  return cardPlace(control ?? middle, size, room)
}

function focusControl({ control, focus }: Stop): void {
  const part = document.querySelector<HTMLElement>(control)
  const inside = focus === null ? null : part?.querySelector<HTMLElement>(focus)
  const target = inside ?? part
  if (target === null || target === undefined) return
  // What is no control of its own can still be gone to, as a heading is.
  if (target.tabIndex < 0) target.tabIndex = -1
  target.focus()
}

/** Goes to the dashboard first; whoever goes elsewhere from there has ended the tour. */
function useOnDashboard(onClose: () => void): boolean {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [arrived, setArrived] = useState(pathname === DASHBOARD)
  const [first] = useState(arrived)
  useEffect(() => {
    if (!first) void navigate({ to: DASHBOARD })
  }, [first, navigate])
  useEffect(() => {
    if (pathname === DASHBOARD) setArrived(true)
    else if (arrived) onClose()
  }, [pathname, arrived, onClose])
  return arrived
}

function useEscape(onClose: () => void): void {
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const end = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current()
    }
    window.addEventListener('keydown', end)
    return () => window.removeEventListener('keydown', end)
  }, [])
}

/** Whoever had the focus before has it again, unless the reader has gone on to another control. */
function useFocusBack(): void {
  useEffect(() => {
    const before = document.activeElement
    return () => {
      const lost = document.activeElement === null || document.activeElement === document.body
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
}
