import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { Bar } from './progress-frame.tsx'
import { useBoxes } from './use-progress.ts'

/** Within how many drawn boxes a rarity is sure, beside the button that opens them. */
export function PityCounter(): ReactNode {
  const say = useWords('rewards')
  const sayRarity = useWords('progress')
  const { data } = useBoxes()
  if (data === undefined) return null
  return (
    <div className="border-b border-line px-3 py-2">
      <dl aria-label={say('pity_name')} className="grid grid-cols-3 gap-x-4">
        {data.pity.map(({ rarity, within, since, sureWithin }) => {
          const name = say('pity_of', { rarity: sayRarity(`rarity_${rarity}`) })
          const words = say('pity_left', { count: sureWithin })
          return (
            <div key={rarity} className="flex min-w-0 flex-col gap-1">
              <dt className="text-label text-fg2">{name}</dt>
              <dd className="flex flex-1 flex-col justify-between gap-1.5 text-cell text-fg0">
                <span>{words}</span>
                <Bar share={since / (within - 1)} name={name} words={words} />
              </dd>
            </div>
          )
        })}
      </dl>
      {data.unopened > 0 && <p className="mt-1.5 text-label text-fg2">{say('pity_from')}</p>}
    </div>
  )
}
