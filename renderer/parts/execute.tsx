import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { fixed, percent, points } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { edgeOf, trustWords } from '../state/plan.ts'
import { sayIn } from '../words/words.ts'
import { Decision } from './decision.tsx'
import { changeColour, DirectionMark } from './direction.tsx'
import { ExpiryText } from './expiry.tsx'
import { Fact, LevelFacts } from './fact.tsx'
import { useFireView } from './fire-button.tsx'
import { Panel, Skeleton } from './panel.tsx'
import { RiskField } from './risk-field.tsx'
import { TradeResult } from './trade-result.tsx'
import { useStation } from './use-desk.ts'
import { useMission } from './use-queries.ts'

const sayFrame = sayIn('frame')

const say = sayIn('dashboard')

interface ExecutePanelProps {
  readonly signalId: string
  /** Shows the way to the briefing. */
  readonly linked?: boolean
}

/** Levels, an honest probability, and the decision. */
export function ExecutePanel({ signalId, linked = false }: ExecutePanelProps): ReactNode {
  const signal = useStation((state) => state.signals[signalId])
  useMission(signalId)
  return (
    <Panel
      {...(linked && { id: 'execute' })}
      title={
        signal === undefined ? (
          sayFrame('panel_execute')
        ) : (
          <>
            {say('execute_symbol', { symbol: signal.symbol })} <DirectionMark side={signal.side} />
          </>
        )
      }
      aside={
        linked && (
          <>
            <Link to="/signals/$signalId" params={{ signalId }} className="text-info hover:underline">
              {say('details')}
            </Link>
            <Link to="/mission/$signalId" params={{ signalId }} className="text-info hover:underline">
              {say('briefing')}
            </Link>
          </>
        )
      }
      className="shrink-0"
    >
      {signal === undefined ? <Skeleton rows={9} /> : <Execute signal={signal} />}
    </Panel>
  )
}

function Execute({ signal }: { readonly signal: SignalView }): ReactNode {
  const view = useFireView(signal)
  const { trade } = view
  return (
    <div className="flex flex-col gap-3 p-3">
      <Levels signal={signal} />
      <Chance signal={signal} />
      {trade === null && <RiskField signal={signal} />}
      <Decision view={view} />
      {trade !== null && <TradeResult trade={trade} />}
    </div>
  )
}

function Levels({ signal }: { readonly signal: SignalView }): ReactNode {
  return (
    <dl className="flex flex-col">
      <Fact look="line" name={say('window')} value={<ExpiryText signal={signal} />} />
      <LevelFacts look="line" signal={signal} />
    </dl>
  )
}

/** Probability and edge side by side: a tier alone can be gamed by the exit geometry. */
function Chance({ signal }: { readonly signal: SignalView }): ReactNode {
  const { word, sentence } = trustWords(signal)
  const edge = edgeOf(signal)
  return (
    <div className="flex flex-col">
      <dl className="flex flex-col">
        <Fact
          look="line"
          name={say('probability')}
          value={percent(signal.probability)}
          beside={sayFrame('range', { low: fixed(signal.low * 100, 1), high: fixed(signal.high * 100, 1) })}
        />
        <Fact
          look="line"
          name={say('edge')}
          value={points(edge)}
          colour={signal.trust === 'EDGE' ? changeColour(edge, 3) : 'text-fg0'}
        />
        {signal.claimed !== null && (
          <Fact
            look="line"
            name={say('own_claim')}
            value={say('claimed_n', { n: percent(signal.claimed / 100, 0) })}
            colour="text-fg2"
          />
        )}
        <Fact look="line" name={say('source')} value={signal.source} />
        <Fact look="line" name={say('state')} value={word.toUpperCase()} beside={signal.tier} />
      </dl>
      <p className="pt-2 text-cell">{sentence}</p>
    </div>
  )
}
