import type { ReactNode } from 'react'
import { mayDecide } from '../link/machine.ts'
import { counted, utcTime } from '../state/format.ts'
import type { DeskState } from '../state/reduce.ts'
import { type KeyName, keyFace } from './key-words.ts'
import { useStale, useStation } from './use-desk.ts'
import { type HealthView, useHealth } from './use-health.ts'
import { useTrades } from './use-queries.ts'

const HINTS: readonly (readonly [KeyName, string])[] = [
  ['$mod+k', 'run'],
  ['?', 'keys'],
]

/** The station at a glance, what kind of trades these are, and the reader's last one. */
export function Footer(): ReactNode {
  const last = useStation(lastWords)
  // Asked on every page, so that a trade that settles is told wherever the reader is.
  useTrades()
  return (
    <footer className="flex min-h-6 shrink-0 items-center gap-x-4 overflow-hidden border-t border-line bg-bg1 px-3 text-label whitespace-nowrap text-fg2 max-mid:hidden">
      <EngineState />
      <StationState />
      <p className="truncate max-desk:hidden">
        Paper trades, settled from the market feed. No broker is called.
      </p>
      <p className="ml-auto flex gap-x-3">
        {HINTS.map(([key, does]) => (
          <span key={key}>
            <kbd className="font-mono text-fg1">{keyFace(key)}</kbd> {does}
          </span>
        ))}
      </p>
      {last !== null && <p className="font-mono">{last}</p>}
    </footer>
  )
}

function EngineState(): ReactNode {
  const told = useStation(engineWords)
  const words = useHealth()?.marketFailed === true && told === 'engine runs' ? 'engine failed' : told
  return words === null ? null : <Lamp lit={words === 'engine runs'}>{words}</Lamp>
}

function StationState(): ReactNode {
  const health = useHealth()
  const stale = useStale()
  if (health === null || stale) return null
  return (
    <>
      <Lamp lit={health.writable}>{health.writable ? 'db writes' : 'db read-only'}</Lamp>
      {figures(health).map((words) => (
        <p key={words.split(' ')[0]}>{words}</p>
      ))}
    </>
  )
}

/** What the station tells operators in figures; nothing for others. */
function figures({ loopDelayMs, clients, journalRows }: HealthView): readonly string[] {
  return [
    ...(loopDelayMs === null ? [] : [`loop p99 ${loopDelayMs.toFixed(1)} ms`]),
    ...(clients === null ? [] : [`clients ${clients}`]),
    ...(journalRows === null ? [] : [`journal ${counted(journalRows, 'row')}`]),
  ]
}

interface LampProps {
  readonly lit: boolean
  readonly children: ReactNode
}

/** Round and full when all is well, a hollow square otherwise. */
function Lamp({ lit, children }: LampProps): ReactNode {
  return (
    <p className={`flex items-center gap-1.5 ${lit ? 'text-ok' : 'text-warn'}`}>
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
  if (link.phase !== 'CONNECTING' && !mayDecide(link.phase)) return 'engine not heard'
  if (feed?.source === 'off') return 'engine off'
  if (feed?.ended === true) return 'engine at the end of the replay'
  return clock.speed === 0 ? 'engine paused' : 'engine runs'
}

/** `18:14:46 you fired GBPUSD SHORT`: the reader's last fire; null before the first. */
export function lastWords({ recent, trades }: DeskState): string | null {
  const trade = recent?.[0] === undefined ? undefined : trades[recent[0]]
  if (trade === undefined) return null
  return `${utcTime(trade.firedAt)} you fired ${trade.symbol} ${trade.side}`
}
