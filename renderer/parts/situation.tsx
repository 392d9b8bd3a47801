import { Minus, Plus } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { type Arguments, argumentsOf, hasParts, outcomesOf, votersOf } from '../state/briefing.ts'
import { counted, percent, points } from '../state/format.ts'
import { placeWords, sessionsAt } from '../state/market-session.ts'
import type { BriefView, SignalView } from '../state/model.ts'
import { edgeOf } from '../state/plan.ts'
import { sayIn } from '../words/words.ts'
import { changeColour } from './direction.tsx'
import { Numbered, Panel } from './panel.tsx'

const say = sayIn('briefing')

interface SituationProps {
  readonly signal: SignalView
  readonly brief: BriefView | null
  /** The part that has to be on screen to count as seen. */
  readonly seenRef: Ref<HTMLDivElement>
}

/** What is known of a signal's chance, for and against. A provider's claim stands there as a claim only. */
export function SituationPanel({ signal, brief, seenRef }: SituationProps): ReactNode {
  return (
    <Panel
      title={<Numbered n={1}>{say('situation')}</Numbered>}
      aside={say('from_source', { source: signal.source })}
      className="shrink-0"
    >
      <div ref={seenRef} className="flex flex-col gap-3 p-3">
        <Figures signal={signal} brief={brief} />
        <Sides {...argumentsOf(signal, brief)} />
        <Around signal={signal} brief={brief} />
      </div>
    </Panel>
  )
}

function Figures({
  signal,
  brief,
}: {
  readonly signal: SignalView
  readonly brief: BriefView | null
}): ReactNode {
  const edge = edgeOf(signal)
  const closed = brief === null ? null : outcomesOf(brief.book)
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4">
      <Figure
        label={say('probability')}
        value={percent(signal.probability)}
        beside={say('interval', { low: percent(signal.low), high: percent(signal.high) })}
      />
      <Figure label={say('breakeven')} value={percent(signal.breakeven)} beside={say('cost_included')} />
      <Figure
        label={say('edge')}
        value={points(edge)}
        colour={signal.trust === 'EDGE' ? changeColour(edge, 3) : 'text-fg0'}
        beside={signal.trust === 'EDGE' ? say('proven') : say('not_proven')}
      />
      <Figure
        label={say('base_rate')}
        value={percent(signal.base)}
        beside={closed === null ? '' : say('book_of', { outcomes: counted(closed, 'outcome') })}
      />
    </dl>
  )
}

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly beside: string
  readonly colour?: string
}

function Figure({ label, value, beside, colour = 'text-fg0' }: FigureProps): ReactNode {
  return (
    <div>
      <dt className="label">{label}</dt>
      <dd>
        <span className={`text-kpi font-semibold ${colour}`}>{value}</span>{' '}
        <span className="label whitespace-nowrap">{beside}</span>
      </dd>
    </div>
  )
}

function Sides({ pro, con }: Arguments): ReactNode {
  return (
    <div className="grid gap-x-6 gap-y-2 mid:grid-cols-2">
      <Side
        title={say('for_side')}
        icon={<Plus size={12} aria-hidden className="mt-1 shrink-0 text-fg0" />}
        words={pro}
      />
      <Side
        title={say('against_side')}
        icon={<Minus size={12} aria-hidden className="mt-1 shrink-0 text-fg0" />}
        words={con}
      />
    </div>
  )
}

interface SideProps {
  readonly title: string
  readonly icon: ReactNode
  readonly words: readonly string[]
}

function Side({ title, icon, words }: SideProps): ReactNode {
  return (
    <section aria-label={title}>
      <h3 className="label font-medium text-fg1">{title}</h3>
      {words.length === 0 ? (
        <p className="text-fg2">{say('nothing_known')}</p>
      ) : (
        <ul>
          {words.map((sentence) => (
            <li key={sentence} className="flex gap-1.5">
              {icon}
              <span>{sentence}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** How the sources voted, where their parts speak above: a vote alone is what a source claims. */
function Voters({ brief }: { readonly brief: BriefView | null }): ReactNode {
  const { agreeing, opposed } = votersOf(brief)
  if (agreeing.length + opposed.length === 0) return null
  return (
    <p>
      {say('voted', {
        agreeing: agreeing.join(', ') || say('nobody'),
        opposed: opposed.join(', ') || say('nobody'),
      })}
    </p>
  )
}

/** `trending, quiet volatility, London session`; a provider's signal has its session only. */
function marketWords(signal: SignalView, evidence: BriefView['evidence']): string {
  const names = sessionsAt(signal.createdAt).map(({ name }) => placeWords(name))
  const session =
    names.length === 0 ? say('no_session') : say('session_of', { names: names.join(say('and')) })
  if (evidence === null) return session
  const { trend, volatility } = evidence
  return say('market_words', {
    trend: say(`trend_${trend}`),
    volatility: say(`volatility_${volatility}`),
    session,
  })
}

/** Where the number comes from, the market around it, and what a provider says of himself. */
function Around({
  signal,
  brief,
}: {
  readonly signal: SignalView
  readonly brief: BriefView | null
}): ReactNode {
  const evidence = brief?.evidence ?? null
  return (
    <div className="flex flex-col gap-1 text-cell text-fg2">
      <p>{say('market_when', { words: marketWords(signal, evidence) })}</p>
      {hasParts(signal) && <Voters brief={brief} />}
      {signal.claimed !== null && (
        <p>{say('claimed_word', { source: signal.source, claimed: percent(signal.claimed / 100, 0) })}</p>
      )}
      {brief !== null && evidence === null && <p>{say('providers_signal')}</p>}
    </div>
  )
}
