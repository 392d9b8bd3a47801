import type { ReactNode } from 'react'
import { amount, percent } from '../state/format.ts'
import { figure } from '../state/saved-table.ts'
import { type Say, useWords } from '../words/words.ts'
import { FigureTable } from './figure.tsx'
import { Faces, Panel } from './panel.tsx'
import { Across } from './progress-frame.tsx'
import { useBoxOdds } from './use-progress.ts'

type Odds = NonNullable<ReturnType<typeof useBoxOdds>['data']>['rarities'][number]

/** How likely each rarity is and what it holds, and the rule that ends bad luck: as the station publishes them. */
export function BoxOddsPanel(): ReactNode {
  const say = useWords('rewards')
  const sayRarity = useWords('progress')
  const asking = useBoxOdds()
  const odds = asking.data
  const range = ({ min, max }: Odds['points']) => say('range', { from: amount(min, 0), to: amount(max, 0) })
  return (
    <Panel title={say('odds')} className="min-w-0">
      <Faces asking={asking} known={odds !== undefined} empty={null} rows={6}>
        <Across name={say('odds_scroll')}>
          <FigureTable
            caption={say('odds')}
            heads={[say('rarity'), say('chance'), say('points'), 'XP', say('and_more')]}
            rows={(odds?.rarities ?? []).map((one) => [
              sayRarity(`rarity_${one.rarity}`),
              figure(percent(one.odds, 0), one.odds),
              range(one.points),
              range(one.xp),
              moreText(one, say, sayRarity),
            ])}
          />
        </Across>
        <ul className="flex flex-col gap-1 px-3 py-2 text-cell">
          {odds?.pity.map(({ rarity, within }) => (
            <li key={rarity}>
              {say('pity', { within: amount(within, 0), rarity: sayRarity(`rarity_${rarity}`) })}
            </li>
          ))}
          <li className="text-fg2">{say('committed')}</li>
        </ul>
      </Faces>
    </Panel>
  )
}

function moreText({ item, extra }: Odds, say: Say<'rewards'>, sayRarity: Say<'progress'>): string {
  const parts = [
    ...(item === null ? [] : [say('with_item', { rarity: sayRarity(`rarity_${item}`) })]),
    ...(extra === null ? [] : [say(`with_${extra}`)]),
  ]
  return parts.length === 0 ? '\u2014' : parts.join(', ')
}
