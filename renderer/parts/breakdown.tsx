import { type ReactNode, useState } from 'react'
import { breakdownOf, noParts, type Votes, votesText } from '../state/breakdown.ts'
import { fixed, percent, points } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { edgeOf } from '../state/plan.ts'
import { sayIn } from '../words/words.ts'
import { AsTable } from './as-table.tsx'
import { SourcesHeard } from './dashboard-later.tsx'
import { later } from './later.tsx'
import { Panel } from './panel.tsx'
import { useStation } from './use-desk.ts'
import { useMission } from './use-queries.ts'
import { Waterfall } from './waterfall.tsx'

const sayFrame = sayIn('frame')

const say = sayIn('dashboard')

const NO_VOTES: Votes = []

/** Fetched when it is first asked for. */
const StepTable = later(async () => (await import('./step-table.tsx')).StepTable, {
  waiting: null,
  failed: { className: 'p-3' },
})

/** What the probability of the selected signal is made of. */
export function BreakdownPanel({ signalId }: { readonly signalId: string | null }): ReactNode {
  const signal = useStation((state) => (signalId === null ? undefined : state.signals[signalId]))
  const [asTable, setAsTable] = useState(false)
  return (
    <Panel
      id="breakdown"
      title={sayFrame('panel_breakdown')}
      className="flex-1"
      aside={
        signal !== undefined && (
          <>
            <span>
              <span className="text-fg0">{percent(signal.probability)}</span> {say('probability_of')}
            </span>
            <AsTable words={say('parts_as_table')} pressed={asTable} onPress={() => setAsTable(!asTable)} />
          </>
        )
      }
    >
      {signal === undefined ? (
        <p className="p-3 text-fg2">{say('choose_for_parts')}</p>
      ) : (
        <Content key={signal.id} signal={signal} asTable={asTable} />
      )}
    </Panel>
  )
}

function Content({ signal, asTable }: { readonly signal: SignalView; readonly asTable: boolean }): ReactNode {
  const evidence = useMission(signal.id).data?.evidence ?? null
  const votes = evidence?.votes ?? NO_VOTES
  const breakdown = breakdownOf(signal)
  const why = noParts(signal)
  const voted = votesText(votes)
  const drawing = { breakdown, signal, votes }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="min-h-0 overflow-auto" aria-label={say('breakdown_scroll')} tabIndex={0}>
      <Facts signal={signal} />
      {evidence !== null && <SourcesHeard />}
      {why !== null && <p className="px-3 pt-2">{why}</p>}
      {asTable ? <StepTable {...drawing} /> : <Waterfall {...drawing} />}
      {why !== null && voted !== null && <p className="px-3 pb-2 text-cell text-fg2">{voted}</p>}
      {signal.claimed !== null && (
        <p className="px-3 pb-2 text-cell text-fg2">
          {say('claims', { source: signal.source, claimed: percent(signal.claimed / 100, 0) })}
        </p>
      )}
    </section>
  )
}

/** The figures a probability says little without. */
function Facts({ signal }: { readonly signal: SignalView }): ReactNode {
  const { low, high, breakeven } = signal
  const facts = [
    [say('interval'), sayFrame('range', { low: fixed(low * 100, 1), high: percent(high) })],
    [say('breakeven'), percent(breakeven)],
    [say('edge'), points(edgeOf(signal))],
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
