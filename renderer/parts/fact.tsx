import type { ReactNode } from 'react'
import { fixed, pips } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { ratioOf } from '../state/plan.ts'
import { sayIn } from '../words/words.ts'
import { Price } from './price.tsx'

const say = sayIn('dashboard')

/** `line`: name left, value right. `column`: name above its value. */
export type FactLook = 'line' | 'column'

interface FactProps {
  readonly look: FactLook
  readonly name: string
  readonly value: ReactNode
  readonly beside?: string
  readonly colour?: string
}

/** One fact with its name; stands in a list of them. */
export function Fact({ look, name, value, beside = '', colour = 'text-fg0' }: FactProps): ReactNode {
  if (look === 'column')
    return (
      <div className="whitespace-nowrap">
        <dt className="label">{name}</dt>
        <dd>
          <span className={`font-mono font-medium ${colour}`}>{value}</span>{' '}
          <span className="text-cell text-fg2">{beside}</span>
        </dd>
      </div>
    )
  return (
    <div className="flex min-h-(--row) items-center justify-between gap-3 border-b border-line">
      <dt className="shrink-0 text-fg2">{name}</dt>
      <dd className="flex min-w-0 items-baseline gap-2 text-right">
        <span className="text-cell text-fg2">{beside}</span>
        <span className={`min-w-0 wrap-anywhere ${colour}`}>{value}</span>
      </dd>
    </div>
  )
}

interface LevelFactsProps {
  readonly look: FactLook
  readonly signal: SignalView
}

/** The three prices of a signal, how far they are, and what they pay. */
export function LevelFacts({ look, signal }: LevelFactsProps): ReactNode {
  const { symbol, entry, stop, target } = signal
  const levels = [
    [say('entry'), entry],
    [say('stop'), stop],
    [say('target'), target],
  ] as const
  return (
    <>
      {levels.map(([name, at]) => (
        <Fact
          key={name}
          look={look}
          name={name}
          value={<Price symbol={symbol} value={at} />}
          beside={at === entry ? '' : pips(symbol, entry, at)}
        />
      ))}
      <Fact look={look} name={say('reward_to_risk')} value={`${fixed(ratioOf(signal), 1)} R`} />
    </>
  )
}
