import type { ReactNode } from 'react'
import { isCatchingUp, type Link, type Phase } from '../link/machine.ts'
import { age, counted } from '../state/format.ts'
import type { Resync } from '../state/model.ts'
import { phaseName } from '../state/names.ts'
import { sayIn } from '../words/words.ts'
import { useDesk, useNow, useStation } from './use-desk.ts'

const say = sayIn('frame')

/** How long the badge says what was caught up. */
const RESYNC_SHOWN_MS = 8_000

const COLOUR: Readonly<Record<Phase, string>> = {
  CONNECTING: 'text-fg1',
  LIVE: 'text-ok',
  STALE: 'text-warn',
  RECONNECTING: 'text-warn',
  POLLING: 'text-warn',
  OFFLINE: 'text-bad',
}

/** The connection in one word, with what there is to say about it. The word alone is announced. */
export function ConnectionBadge(): ReactNode {
  const { live } = useDesk()
  const link = useStation((state) => state.link)
  const waiting = link.phase === 'RECONNECTING' || link.phase === 'POLLING' || link.phase === 'OFFLINE'
  return (
    <div className="flex min-w-0 items-center gap-2">
      <div
        className={`flex items-center gap-1.5 border border-current px-2 py-px rounded-sm ${COLOUR[link.phase]}`}
      >
        <span aria-hidden className={`size-1.5 ${link.phase === 'LIVE' ? 'rounded-full' : ''} bg-current`} />
        <span
          role="status"
          aria-label={phaseName(link.phase)}
          className="text-label font-semibold tracking-wide"
        >
          {phaseName(link.phase)}
        </span>
        <Detail link={link} />
      </div>
      {waiting && link.socket === 'none' && (
        <button
          type="button"
          className="plain-button min-h-6 px-2 whitespace-nowrap max-mid:min-h-11"
          onClick={() => live.retryNow()}
        >
          {say('retry_now')}
        </button>
      )}
    </div>
  )
}

function Detail({ link }: { readonly link: Link }): ReactNode {
  const now = useNow()
  const latency = useStation((state) => state.latencyMs)
  const resync = useStation((state) => state.resync)
  const { reader } = useDesk()
  const text = detail(link, { now, latency, resync })
  if (text === '') return null
  // What a demo adds to the head takes the room of the milliseconds on a phone.
  const narrow = reader.demo && link.phase === 'LIVE' ? 'max-mid:hidden' : ''
  // The digits of the latency change every few seconds, and what stands beside them must not move.
  const steady = link.phase === 'LIVE' ? 'min-w-[6ch] text-right' : ''
  return <span className={`text-label whitespace-nowrap text-fg2 ${narrow} ${steady}`}>{text}</span>
}

interface DetailContext {
  readonly now: number
  readonly latency: number | null
  readonly resync: Resync | null
}

/** What the badge adds to its word. */
export function detail(link: Link, { now, latency, resync }: DetailContext): string {
  switch (link.phase) {
    case 'CONNECTING':
      return ''
    case 'LIVE': {
      const fresh = resync !== null && now - resync.at < RESYNC_SHOWN_MS
      if (fresh) return resyncText(resync)
      return latency === null ? '' : `${Math.max(1, Math.round(latency))} ms`
    }
    case 'STALE':
      if (isCatchingUp(link, now)) return say('catching_up')
      return link.beatAt === null ? '' : say('silent', { time: age(now - link.beatAt) })
    case 'RECONNECTING':
      return `${link.failures + 1}${retryText(link, now)}`
    case 'POLLING':
      return say('every_5s', { retry: retryText(link, now) })
    case 'OFFLINE':
      return offlineText(link, now)
  }
}

function retryText(link: Link, now: number): string {
  if (link.retryAt === null) return say('trying_tail')
  return say('retry_in_tail', { n: Math.max(0, Math.ceil((link.retryAt - now) / 1_000)) })
}

function offlineText({ retryAt }: Link, now: number): string {
  if (retryAt === null) return say('trying')
  return say('retry_in', { n: Math.max(0, Math.ceil((retryAt - now) / 1_000)) })
}

function resyncText({ events }: Resync): string {
  if (events === null) return say('resynced_snapshot')
  return events === 0 ? say('resynced_nothing') : say('resynced', { events: counted(events, 'event') })
}
