import type { ReactNode } from 'react'
import { sideOf, voteOf } from '../state/breakdown.ts'
import { percent, points } from '../state/format.ts'
import { sayIn } from '../words/words.ts'
import type { DrawingProps } from './waterfall.tsx'

const say = sayIn('dashboard')

/** The same steps in figures. */
export function StepTable({ breakdown, signal, votes }: DrawingProps): ReactNode {
  return (
    <table className="w-full text-cell">
      <caption className="sr-only">{say('from_base')}</caption>
      <thead className="text-fg2">
        <tr className="h-(--row) border-b border-line">
          <th scope="col" className="px-3 text-left font-medium">
            {say('part')}
          </th>
          <th scope="col" className="px-3 text-left font-medium">
            {say('vote')}
          </th>
          <th scope="col" className="px-3 text-left font-medium">
            {say('speaks')}
          </th>
          <th scope="col" className="px-3 text-right font-medium">
            {say('change')}
          </th>
          <th scope="col" className="px-3 text-right font-medium">
            {say('after_it')}
          </th>
        </tr>
      </thead>
      <tbody>
        <StepRow name={say('base_rate_small')} after={breakdown.base} />
        {breakdown.steps.map((step) => (
          <StepRow
            key={step.name}
            name={step.name}
            vote={voteWord(voteOf(step, votes))}
            speaks={sideWord(sideOf(step))}
            change={points(step.change)}
            after={step.to}
          />
        ))}
        <StepRow name={say('probability_of')} after={signal.probability} />
      </tbody>
    </table>
  )
}

function voteWord(agrees: boolean | null): string {
  return agrees === null ? '' : say(agrees ? 'voted_for' : 'voted_against')
}

const sideWord = (side: ReturnType<typeof sideOf>): string => say(`side_${side}`)

interface StepRowProps {
  readonly name: string
  readonly vote?: string
  readonly speaks?: string
  readonly change?: string
  readonly after: number
}

function StepRow({ name, vote = '', speaks = '', change = '', after }: StepRowProps): ReactNode {
  return (
    <tr className="h-6 border-b border-line">
      <th scope="row" className="px-3 text-left font-normal">
        {name}
      </th>
      <td className="px-3">{vote}</td>
      <td className="px-3">{speaks}</td>
      <td className="px-3 text-right text-fg0">{change}</td>
      <td className="px-3 text-right text-fg0">{percent(after)}</td>
    </tr>
  )
}
