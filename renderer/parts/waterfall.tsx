import { ArrowDown, ArrowUp, Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  type Breakdown,
  type PartStep,
  type Scale,
  scaleOf,
  shareOn,
  sideOf,
  type Votes,
  voteOf,
} from '../state/breakdown.ts'
import { percent, points } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { sayIn } from '../words/words.ts'

const say = sayIn('dashboard')

export interface DrawingProps {
  readonly breakdown: Breakdown
  readonly signal: SignalView
  readonly votes: Votes
}

/** One bar for each part, from where the one before it ended; directly labelled. */
export function Waterfall({ breakdown, signal, votes }: DrawingProps): ReactNode {
  const scale = scaleOf(breakdown, signal)
  return (
    <ul className="flex flex-col py-1 text-cell" aria-label={say('from_base')}>
      <Line
        label={say('base_rate_small')}
        value={percent(breakdown.base)}
        scale={scale}
        breakeven={signal.breakeven}
      >
        <Mark scale={scale} at={breakdown.base} />
      </Line>
      {breakdown.steps.map((step) => (
        <Line
          key={step.name}
          label={step.name}
          agrees={voteOf(step, votes)}
          value={<Change step={step} />}
          scale={scale}
          breakeven={signal.breakeven}
        >
          <Bar scale={scale} step={step} />
        </Line>
      ))}
      <Line
        label={say('probability_small')}
        value={<strong>{percent(signal.probability)}</strong>}
        scale={scale}
        breakeven={signal.breakeven}
      >
        <Span scale={scale} low={signal.low} high={signal.high} />
        <Mark scale={scale} at={signal.probability} />
      </Line>
      <li className="flex items-center gap-2 px-3 pt-1 text-label text-fg2" aria-hidden>
        <span className="w-28 shrink-0" />
        <span className="relative h-4 flex-1">
          <Caption scale={scale} at={signal.breakeven} />
        </span>
        <span className="w-24 shrink-0" />
      </li>
    </ul>
  )
}

interface LineProps {
  readonly label: string
  /** How the source voted; null where it did not. */
  readonly agrees?: boolean | null
  readonly value: ReactNode
  readonly scale: Scale
  readonly breakeven: number
  readonly children: ReactNode
}

function Line({ label, agrees = null, value, scale, breakeven, children }: LineProps): ReactNode {
  const Vote = agrees === true ? Plus : Minus
  return (
    <li className="flex h-6 items-center gap-2 px-3">
      <span className="w-28 shrink-0 truncate text-fg1" title={label}>
        {agrees !== null && (
          <Vote size={12} className="mr-1 inline" aria-label={agrees ? say('agrees') : say('disagrees')} />
        )}
        {label}
      </span>
      <span className="relative h-full flex-1" aria-hidden>
        <span
          className="absolute inset-y-0 border-l border-dashed border-line-strong"
          style={{ left: left(scale, breakeven) }}
        />
        {children}
      </span>
      <span className="w-24 shrink-0 text-right whitespace-nowrap text-fg0">{value}</span>
    </li>
  )
}

const left = (scale: Scale, at: number): string => `${(shareOn(scale, at) * 100).toFixed(2)}%`

/** A point on the scale. */
function Mark({ scale, at }: { readonly scale: Scale; readonly at: number }): ReactNode {
  return <span className="absolute inset-y-1.5 -ml-px w-0.5 bg-fg0" style={{ left: left(scale, at) }} />
}

/** The interval of the probability. */
function Span({
  scale,
  low,
  high,
}: {
  readonly scale: Scale
  readonly low: number
  readonly high: number
}): ReactNode {
  const [from, to] = [shareOn(scale, low), shareOn(scale, high)]
  return (
    <span
      className="absolute top-1/2 h-1.5 -translate-y-1/2 border-x border-line-strong bg-bg3"
      style={{ left: left(scale, low), width: `${((to - from) * 100).toFixed(2)}%` }}
    />
  )
}

function Bar({ scale, step }: { readonly scale: Scale; readonly step: PartStep }): ReactNode {
  const [from, to] = [shareOn(scale, step.from), shareOn(scale, step.to)]
  const colour = { for: 'bg-up', against: 'bg-down', even: 'bg-line-strong' }[sideOf(step)]
  return (
    <span
      className={`absolute inset-y-1.5 min-w-px ${colour}`}
      style={{
        left: `${(Math.min(from, to) * 100).toFixed(2)}%`,
        width: `${(Math.abs(to - from) * 100).toFixed(2)}%`,
      }}
    />
  )
}

/** The change in points, with its sign, its arrow and its word. */
function Change({ step }: { readonly step: PartStep }): ReactNode {
  const side = sideOf(step)
  if (side === 'even') return <span className="text-fg2">{points(step.change)}</span>
  const Arrow = side === 'for' ? ArrowUp : ArrowDown
  return (
    <span className={side === 'for' ? 'text-up' : 'text-down'}>
      <span className="text-label">{say(`side_${side}`)} </span>
      {points(step.change)}
      <Arrow size={12} aria-hidden className="ml-0.5 inline" />
    </span>
  )
}

function Caption({ scale, at }: { readonly scale: Scale; readonly at: number }): ReactNode {
  const share = shareOn(scale, at)
  const shift = share < 0.2 ? '' : share > 0.8 ? '-translate-x-full' : '-translate-x-1/2'
  return (
    <span className={`absolute whitespace-nowrap ${shift}`} style={{ left: left(scale, at) }}>
      {say('breakeven_at', { at: percent(at) })}
    </span>
  )
}
