import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import {
  type Breakdown,
  breakdownOf,
  noParts,
  type PartStep,
  type Scale,
  scaleOf,
  shareOn,
  sideOf,
} from '../state/breakdown.ts'
import { percent, points } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { edgeOf } from '../state/plan.ts'
import { AsTable } from './as-table.tsx'
import { Panel } from './panel.tsx'
import { useStation } from './use-desk.ts'

/** What the probability of the selected signal is made of. */
export function BreakdownPanel({ signalId }: { readonly signalId: string | null }): ReactNode {
  const signal = useStation((state) => (signalId === null ? undefined : state.signals[signalId]))
  const [asTable, setAsTable] = useState(false)
  return (
    <Panel
      title="Fusion breakdown"
      className="flex-1"
      aside={
        signal !== undefined && (
          <>
            <span>
              <span className="text-fg0">{percent(signal.probability)}</span> probability
            </span>
            <AsTable words="View parts as table" pressed={asTable} onPress={() => setAsTable(!asTable)} />
          </>
        )
      }
    >
      {signal === undefined ? (
        <p className="p-3 text-fg2">Choose a signal in the queue to see what its probability is made of.</p>
      ) : (
        <Content signal={signal} asTable={asTable} />
      )}
    </Panel>
  )
}

function Content({ signal, asTable }: { readonly signal: SignalView; readonly asTable: boolean }): ReactNode {
  const breakdown = breakdownOf(signal)
  const why = noParts(signal)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="min-h-0 overflow-auto" aria-label="Fusion breakdown, scrollable" tabIndex={0}>
      <Facts signal={signal} />
      {why !== null && <p className="px-3 pt-2">{why}</p>}
      {asTable ? (
        <StepTable breakdown={breakdown} signal={signal} />
      ) : (
        <Waterfall breakdown={breakdown} signal={signal} />
      )}
      {signal.claimed !== null && (
        <p className="px-3 pb-2 text-cell text-fg2">
          {signal.source} claims {percent(signal.claimed / 100, 0)}. A claim is no part of the probability.
        </p>
      )}
    </section>
  )
}

/** The figures a probability says little without. */
function Facts({ signal }: { readonly signal: SignalView }): ReactNode {
  const { low, high, breakeven } = signal
  const facts = [
    ['Interval', `${(low * 100).toFixed(1)} to ${percent(high)}`],
    ['Breakeven', percent(breakeven)],
    ['Edge', points(edgeOf(signal))],
  ] as const
  return (
    <dl className="flex flex-wrap gap-x-4 border-b border-line px-3 py-1">
      {facts.map(([name, value]) => (
        <div key={name} className="flex items-baseline gap-1.5">
          <dt className="label">{name}</dt>
          <dd className="text-cell text-fg0">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface DrawingProps {
  readonly breakdown: Breakdown
  readonly signal: SignalView
}

/** One bar for each part, from where the one before it ended; directly labelled. */
function Waterfall({ breakdown, signal }: DrawingProps): ReactNode {
  const scale = scaleOf(breakdown, signal)
  return (
    <ul className="flex flex-col py-1 text-cell" aria-label="From the base rate to the probability">
      <Line label="base rate" value={percent(breakdown.base)} scale={scale} breakeven={signal.breakeven}>
        <Mark scale={scale} at={breakdown.base} />
      </Line>
      {breakdown.steps.map((step) => (
        <Line
          key={step.name}
          label={step.name}
          value={<Change step={step} />}
          scale={scale}
          breakeven={signal.breakeven}
        >
          <Bar scale={scale} step={step} />
        </Line>
      ))}
      <Line
        label="probability"
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
  readonly value: ReactNode
  readonly scale: Scale
  readonly breakeven: number
  readonly children: ReactNode
}

function Line({ label, value, scale, breakeven, children }: LineProps): ReactNode {
  return (
    <li className="flex h-6 items-center gap-2 px-3">
      <span className="w-28 shrink-0 truncate text-fg1" title={label}>
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
      <span className="text-label">{side} </span>
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
      breakeven {percent(at)}
    </span>
  )
}

/** The same steps in figures. */
function StepTable({ breakdown, signal }: DrawingProps): ReactNode {
  return (
    <table className="w-full text-cell">
      <caption className="sr-only">From the base rate to the probability</caption>
      <thead className="text-fg2">
        <tr className="h-7 border-b border-line">
          <th scope="col" className="px-3 text-left font-medium">
            Part
          </th>
          <th scope="col" className="px-3 text-left font-medium">
            Speaks
          </th>
          <th scope="col" className="px-3 text-right font-medium">
            Change
          </th>
          <th scope="col" className="px-3 text-right font-medium">
            After it
          </th>
        </tr>
      </thead>
      <tbody>
        <StepRow name="base rate" speaks="" change="" after={breakdown.base} />
        {breakdown.steps.map((step) => (
          <StepRow
            key={step.name}
            name={step.name}
            speaks={sideOf(step)}
            change={points(step.change)}
            after={step.to}
          />
        ))}
        <StepRow name="probability" speaks="" change="" after={signal.probability} />
      </tbody>
    </table>
  )
}

interface StepRowProps {
  readonly name: string
  readonly speaks: string
  readonly change: string
  readonly after: number
}

function StepRow({ name, speaks, change, after }: StepRowProps): ReactNode {
  return (
    <tr className="h-6 border-b border-line">
      <th scope="row" className="px-3 text-left font-normal">
        {name}
      </th>
      <td className="px-3">{speaks}</td>
      <td className="px-3 text-right text-fg0">{change}</td>
      <td className="px-3 text-right text-fg0">{percent(after)}</td>
    </tr>
  )
}
