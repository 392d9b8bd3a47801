import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { mayDecide } from '../link/machine.ts'
import { stationNow } from '../state/clock.ts'
import { age, counted, fixed } from '../state/format.ts'
import { type KeyName, keyFace } from '../state/key-words.ts'
import type { DeskEventView } from '../state/model.ts'
import { outcomeName } from '../state/names.ts'
import type { DeskState, LiveView } from '../state/reduce.ts'
import { sayIn } from '../words/words.ts'
import { useDesk, useNow, useStale, useStation } from './use-desk.ts'
import { type HealthView, useHealth } from './use-health.ts'
import { useTrades } from './use-queries.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('frame')

const HINTS: readonly (readonly [KeyName, 'hint_run' | 'hint_keys'])[] = [
  ['$mod+k', 'hint_run'],
  ['?', 'hint_keys'],
]

/** The station at a glance, what kind of trades these are, and the last event of the desk. */
export function Footer(): ReactNode {
  // Asked on every page, so that a trade that settles is told wherever the reader is.
  useTrades()
  return (
    <footer className="flex min-h-6 shrink-0 items-center gap-x-4 overflow-hidden border-t border-line bg-bg1 px-3 text-label whitespace-nowrap text-fg2 max-mid:hidden">
      <EngineState />
      <StationState />
      <LiveState />
      <p className="truncate max-desk:hidden">{say('paper_trades')}</p>
      <Link to="/docs" className="ml-auto hover:underline">
        API
      </Link>
      <p className="flex gap-x-3">
        {HINTS.map(([key, does]) => (
          <span key={key}>
            <kbd className="font-mono text-fg1">{keyFace(key)}</kbd> {say(does)}
          </span>
        ))}
      </p>
      <LastEvent />
    </footer>
  )
}

/** What happened last at the desk; nothing while it is not told live. */
function LastEvent(): ReactNode {
  const { userId } = useDesk().reader
  const event = useStation((state) => (state.link.phase === 'LIVE' ? state.lastEvent : null))
  const times = useTimes()
  if (event === null) return null
  const words = lastWords(event, userId)
  return (
    <p
      className="flex min-w-0 gap-1.5 font-mono"
      title={say('last_event_title', { zone: times.zone, words })}
    >
      <span className="sr-only">{say('last_event')}</span>
      <span>{times.second(event.at)}</span>
      {/* A name of any length and direction keeps to its place. */}
      <bdi className="max-w-100 truncate">{words}</bdi>
    </p>
  )
}

function EngineState(): ReactNode {
  const told = useStation(engineWords)
  const words =
    useHealth()?.marketFailed === true && told === say('engine_runs') ? say('engine_failed') : told
  return words === null ? null : <Lamp lit={words === say('engine_runs')}>{words}</Lamp>
}

function StationState(): ReactNode {
  const health = useHealth()
  const stale = useStale()
  if (health === null || stale) return null
  return (
    <>
      <Lamp lit={health.writable} about={commitAbout(health)}>
        {dbWords(health)}
      </Lamp>
      {figures(health).map((words) => (
        <p key={words}>{words}</p>
      ))}
    </>
  )
}

/** Which exchange a live feed follows, and how old its last word is; nothing for any other feed. */
function LiveState(): ReactNode {
  const live = useStation((state) => state.feed?.live ?? null)
  const now = useNow()
  const { clock } = useDesk().state()
  if (live === null || clock === null) return null
  return <Lamp lit={live.fresh}>{liveWords(live, stationNow(clock, now))}</Lamp>
}

/** `binance 0.4 s ago`: the exchange, and how long ago it was heard. */
export function liveWords({ exchange, heardAt }: LiveView, now: number): string {
  return heardAt === null
    ? say('not_heard', { exchange })
    : say('heard_ago', { exchange, time: age(Math.max(0, now - heardAt)) })
}

/** `db 0.4 ms`: how long the disk takes for a commit, where the station tells it. */
export function dbWords({ writable, commitMs }: HealthView): string {
  if (!writable) return say('db_read_only')
  return commitMs === null ? say('db_writes') : say('db_ms', { n: fixed(commitMs.p50, 1) })
}

function commitAbout({ commitMs }: HealthView): string | undefined {
  if (commitMs === null) return undefined
  const { p50, p99, of } = commitMs
  return say('commits_about', { p50: fixed(p50, 1), p99: fixed(p99, 1), n: of })
}

/** What the station tells operators in figures; nothing for others. */
function figures({ loopDelayMs, clients, journalRows }: HealthView): readonly string[] {
  return [
    ...(loopDelayMs === null ? [] : [say('loop_ms', { n: fixed(loopDelayMs, 1) })]),
    ...(clients === null ? [] : [say('clients', { n: clients })]),
    ...(journalRows === null ? [] : [say('journal', { rows: counted(journalRows, 'row') })]),
  ]
}

interface LampProps {
  readonly lit: boolean
  readonly about?: string | undefined
  readonly children: ReactNode
}

/** Round and full when all is well, a hollow square otherwise. */
function Lamp({ lit, about, children }: LampProps): ReactNode {
  return (
    <p title={about} className={`flex items-center gap-1.5 ${lit ? 'text-ok' : 'text-warn'}`}>
      <span
        aria-hidden
        className={`size-1.5 border border-current ${lit ? 'rounded-full bg-current' : ''}`}
      />
      {children}
    </p>
  )
}

/** Whether the market moves and the engine with it; null before the station was heard. */
export function engineWords({ clock, feed, link }: DeskState): string | null {
  if (clock === null) return null
  if (link.phase !== 'CONNECTING' && !mayDecide(link.phase)) return say('engine_not_heard')
  if (feed?.source === 'off') return say('engine_off')
  if (feed?.ended === true) return say('engine_ended')
  if (feed?.live?.fresh === false) return say('engine_waits')
  return clock.speed === 0 ? say('engine_paused') : say('engine_runs')
}

/** `osei fired GBPUSD SHORT`: what happened last at the desk, as its reader sees it. */
export function lastWords(event: DeskEventView, readerId: string): string {
  const { kind, symbol, side, userId, name, outcome } = event
  const who = userId === readerId ? say('you') : (name ?? userId)
  switch (kind) {
    case 'fired':
      return say('who_fired', { who: who ?? '', symbol, side })
    case 'passed':
      return say('pass_on', { symbol, side })
    case 'opened':
      return say('did_open', { symbol, side })
    case 'expired':
      return say('did_expire', { symbol, side })
    case 'settled':
      return say('did_settle', { symbol, side, outcome: outcome === null ? '' : outcomeName(outcome) })
  }
}
