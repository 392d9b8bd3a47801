import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { Moment } from '../state/moment.ts'
import { addNotice, freshNotices, type NewNotice, type Notice, noticesOf } from '../state/notices.ts'
import { sayIn } from '../words/words.ts'
import { useKeys } from './keys.ts'
import { later } from './later.tsx'
import { useAlerting } from './use-alerting.ts'
import { useDesk } from './use-desk.ts'
import { useHealth } from './use-health.ts'
import { useOwnRouting } from './use-own-routing.ts'
import { useUnlocks } from './use-unlocks.ts'

const say = sayIn('frame')

const LOOK_EVERY_MS = 500

// A moment is rare: it is fetched when there is one.
const MomentView = later(async () => (await import('./moment.tsx')).MomentView, { waiting: null, failed: {} })

/** A few words beside the page, three at most. F6 goes to them; while pointer or focus is there, they stay. */
export function Notices(): ReactNode {
  const { notices, add: show, close, held } = useNotices()
  const alert = useAlerting()
  const add = useCallback((fresh: readonly NewNotice[]) => show(alert(fresh)), [show, alert])
  const box = useRef<HTMLElement>(null)
  const [moment, setMoment] = useState<Moment | null>(null)
  const over = useCallback(() => setMoment(null), [])
  // Which signals are news for the reader.
  useOwnRouting()
  useHeard(add)
  useStorage(add)
  useUnlocks(add, setMoment)
  useKeys({
    F6: (event) => {
      event.preventDefault()
      box.current?.focus()
    },
  })
  const hold = (on: boolean) => () => {
    held.current = on
  }
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label={say('messages')}
      // At the left where the decision is at the right.
      className="fixed left-14 bottom-[calc(2rem+var(--pinned,0px))] z-10 flex w-80 max-w-[calc(100vw-1rem)] flex-col gap-2 max-mid:left-2 max-mid:bottom-[calc(4rem+env(safe-area-inset-bottom)+var(--pinned,0px))]"
      onPointerEnter={hold(true)}
      onPointerLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
    >
      {moment !== null && <MomentView moment={moment} onOver={over} />}
      {notices.map((notice) => (
        <NoticeBox key={notice.id} notice={notice} onClose={() => close(notice.id)} />
      ))}
    </section>
  )
}

function NoticeBox({
  notice,
  onClose,
}: {
  readonly notice: Notice
  readonly onClose: () => void
}): ReactNode {
  const { words, error, signalId } = notice
  return (
    <div
      data-topic={notice.topic}
      className={`flex items-center gap-2 rounded-md border bg-bg2 py-1.5 pr-1.5 pl-3 text-fg0 ${error ? 'border-bad' : 'border-line-strong'}`}
    >
      <p className="min-w-0 flex-1">
        {error && <span className="font-semibold text-bad">{say('error_is')} </span>}
        {words}
      </p>
      {signalId !== null && (
        <Link
          to="/mission/$signalId"
          params={{ signalId }}
          className="plain-button min-h-6 max-mid:min-h-11"
          onClick={onClose}
        >
          {say('open')}
        </Link>
      )}
      <button
        type="button"
        className="plain-button min-h-6 px-1.5 max-mid:min-h-11 max-mid:min-w-11"
        onClick={onClose}
        aria-label={say('close_message')}
      >
        <X size={12} aria-hidden />
      </button>
    </div>
  )
}

interface NoticeList {
  readonly notices: readonly Notice[]
  readonly add: (fresh: readonly NewNotice[]) => void
  readonly close: (id: number) => void
  readonly held: RefObject<boolean>
}

function useNotices(): NoticeList {
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const held = useRef(false)
  const some = notices.length > 0
  useEffect(() => {
    if (!some) return
    const timer = setInterval(() => {
      if (!held.current) setNotices((list) => freshNotices(list, performance.now()))
    }, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [some])
  const [actions] = useState(() => ({
    add: (fresh: readonly NewNotice[]) => {
      if (fresh.length === 0) return
      const now = performance.now()
      setNotices((list) => fresh.reduce((known, one) => addNotice(known, one, now), freshNotices(list, now)))
    },
    close: (id: number) => setNotices((list) => list.filter((notice) => notice.id !== id)),
  }))
  return { notices, ...actions, held }
}

/** What the station said, frozen page or not. */
function useHeard(add: (fresh: readonly NewNotice[]) => void): void {
  const { heard } = useDesk()
  useEffect(() => heard.subscribe((now, before) => add(noticesOf(before, now))), [heard, add])
}

/** The station stopped writing, or writes again. */
function useStorage(add: (fresh: readonly NewNotice[]) => void): void {
  const writable = useHealth()?.writable ?? null
  const before = useRef<boolean | null>(null)
  useEffect(() => {
    const was = before.current
    before.current = writable ?? was
    const notice = { rank: 'P1', topic: 'storage', signalId: null, symbol: null } as const
    if (writable === false && was !== false) add([{ ...notice, words: say('cannot_write'), error: true }])
    if (writable === true && was === false) add([{ ...notice, words: say('writes_again'), error: false }])
  }, [writable, add])
}
