import type { ReactNode } from 'react'
import { amount } from '../state/format.ts'
import { rewardsText } from '../state/progress.ts'
import { figure } from '../state/saved-table.ts'
import { honourName } from '../state/shipped.ts'
import { useWords } from '../words/words.ts'
import { FigureTable } from './figure.tsx'
import { Faces, Panel } from './panel.tsx'
import { Across, CauseWord, causeText } from './progress-frame.tsx'
import { SaveTable } from './save-table.tsx'
import { useClaims } from './use-progress.ts'
import { useTimes } from './use-times.ts'

/** What was won and may be shown. */
export function InventoryPanel(): ReactNode {
  const say = useWords('rewards')
  const sayKind = useWords('progress')
  const asking = useClaims()
  const honours = asking.data?.honours
  return (
    <Panel title={say('inventory')} className="min-w-0">
      <Faces
        asking={asking}
        known={honours !== undefined}
        empty={honours?.length === 0 ? say('no_inventory') : null}
        rows={4}
      >
        <Across name={say('inventory')}>
          <FigureTable
            caption={say('inventory')}
            heads={[say('name'), say('kind'), say('count')]}
            rows={(honours ?? []).map(({ kind, name, count }) => [
              honourName(name),
              sayKind(`honour_${kind}`),
              figure(amount(count, 0), count),
            ])}
          />
        </Across>
      </Faces>
    </Panel>
  )
}

/** Everything that was paid, newest first. */
export function ClaimsPanel(): ReactNode {
  const say = useWords('rewards')
  const sayReward = useWords('progress')
  const times = useTimes()
  const asking = useClaims()
  const claims = asking.data?.claims
  return (
    <Panel title={say('claims')} className="min-w-0">
      <Faces
        asking={asking}
        known={claims !== undefined}
        empty={claims?.length === 0 ? say('no_claims') : null}
        rows={5}
      >
        <table className="w-full text-cell">
          <caption className="sr-only">{say('claims')}</caption>
          <thead className="text-left text-fg2">
            <tr className="h-7 border-b border-line">
              <th scope="col" className="px-3 font-medium whitespace-nowrap">
                {say('time', { place: times.place })}
              </th>
              <th scope="col" className="px-3 font-medium">
                {say('reward')}
              </th>
              <th scope="col" className="px-3 font-medium">
                {say('cause')}
              </th>
            </tr>
          </thead>
          <tbody>
            {claims?.map(({ id, at, reward, cause }) => (
              <tr key={id} className="h-7 border-b border-line">
                <td className="px-3 font-mono text-label whitespace-nowrap text-fg2">{times.minute(at)}</td>
                <td className="px-3 text-fg0">{rewardsText([reward], sayReward)}</td>
                <td className="px-3 text-fg2">
                  <CauseWord cause={cause} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <SaveTable
          caption={say('claims')}
          heads={[say('time', { place: times.place }), say('reward'), say('cause')]}
          rows={() =>
            (claims ?? []).map(({ at, reward, cause }) => [
              times.minute(at),
              rewardsText([reward], sayReward),
              causeText(cause, sayReward),
            ])
          }
          loaded={asking.data?.more === true ? claims?.length : undefined}
        />
      </Faces>
    </Panel>
  )
}
