import type { ReactNode } from 'react'
import { amount, percent } from '../state/format.ts'
import { intervalText } from '../state/fusion.ts'
import type { SignalView } from '../state/model.ts'
import { type SimilarView, similarText, tooFew } from '../state/similar.ts'
import { sayIn } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { useSimilar } from './use-fusion.ts'

const say = sayIn('signal')

/** How signals like this one came out; a sentence where there are too few for a rate. */
export function SimilarPanel({ signal }: { readonly signal: SignalView }): ReactNode {
  const asking = useSimilar(signal.id)
  const similar = asking.data
  const few = similar === undefined ? null : tooFew(similar)
  return (
    <Panel
      title={say('similar')}
      className="grow"
      aside={similar !== undefined && <span>n {amount(similar.outcomes, 0)}</span>}
    >
      <Faces asking={asking} known={similar !== undefined} empty={few} rows={3}>
        {similar !== undefined && <Rate similar={similar} />}
      </Faces>
      <p className="px-3 pb-3 text-cell text-fg2">{say('similar_meaning')}</p>
    </Panel>
  )
}

function Rate({ similar }: { readonly similar: SimilarView }): ReactNode {
  const figures = [
    [say('won'), percent(similar.rate), intervalText(similar.interval)],
    [say('predicted'), percent(similar.predicted), say('on_the_mean')],
    [say('looked_at'), amount(similar.among, 0), say('ended_signals')],
  ] as const
  return (
    <div className="flex flex-col gap-2 p-3">
      <dl className="grid grid-cols-3 gap-x-4">
        {figures.map(([name, value, beside]) => (
          <div key={name}>
            <dt className="label">{name}</dt>
            <dd>
              <span className="text-kpi font-semibold text-fg0">{value}</span>{' '}
              <span className="label">{beside}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-cell">{similarText(similar)}</p>
    </div>
  )
}
