import type { ReactNode } from 'react'
import { sideOf, voteOf } from '../state/breakdown.ts'
import { percent, points } from '../state/format.ts'
import { sayIn } from '../words/words.ts'
import { SaveTable } from './save-table.tsx'
import type { DrawingProps } from './waterfall.tsx'

const say = sayIn('dashboard')

/** The same steps in figures. */
export function StepTable({ breakdown, signal, votes }: DrawingProps): ReactNode {
  const caption = say('from_base')
  const heads = [say('part'), say('vote'), say('speaks'), say('change'), say('after_it')]
  const steps: readonly StepRowProps[] = [
    { name: say('base_rate_small'), after: breakdown.base },
    ...breakdown.steps.map((step) => ({
      name: step.name,
      vote: voteWord(voteOf(step, votes)),
      speaks: sideWord(sideOf(step)),
      change: step.change,
      after: step.to,
    })),
    { name: say('probability_of'), after: signal.probability },
  ]
  const rows = () =>
    steps.map(({ name, vote = '', speaks = '', change = null, after }) => [name, vote, speaks, change, after])
  return (
    <>
      <table className="w-full text-cell">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-fg2">
          <tr className="h-(--row) border-b border-line">
            {heads.map((head, column) => (
              <th
                key={head}
                scope="col"
                className={`px-3 font-medium ${column < 3 ? 'text-left' : 'text-right'}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other name than its place
            <StepRow key={index} {...step} />
          ))}
        </tbody>
      </table>
      <SaveTable caption={caption} heads={heads} rows={rows} />
    </>
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
  readonly change?: number
  readonly after: number
}

function StepRow({ name, vote = '', speaks = '', change, after }: StepRowProps): ReactNode {
  return (
    <tr className="h-6 border-b border-line">
      <th scope="row" className="px-3 text-left font-normal">
        {name}
      </th>
      <td className="px-3">{vote}</td>
      <td className="px-3">{speaks}</td>
      <td className="px-3 text-right text-fg0">{change !== undefined && points(change)}</td>
      <td className="px-3 text-right text-fg0">{percent(after)}</td>
    </tr>
  )
}
