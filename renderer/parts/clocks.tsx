import type { ReactNode } from 'react'
import { marketNow, stationNow } from '../state/clock.ts'
import { UNKNOWN } from '../state/format.ts'
import { useWords } from '../words/words.ts'
import { useConfirmedNow, useDesk } from './use-desk.ts'
import { useTimes } from './use-times.ts'

/** Market time and station time are two clocks. */
export function Clocks(): ReactNode {
  const now = useConfirmedNow()
  const { clock } = useDesk().state()
  const times = useTimes()
  const say = useWords('frame')
  const market = clock === null ? UNKNOWN : times.minute(marketNow(clock, now))
  const station = clock === null ? UNKNOWN : times.second(stationNow(clock, now))
  return (
    <dl
      className="flex gap-x-3 whitespace-nowrap max-mid:hidden"
      title={say('two_clocks', { zone: times.zone })}
    >
      <div className="flex items-baseline gap-1.5">
        <dt className="label">{say('market')}</dt>
        <dd className="font-mono text-cell text-fg0">{market}</dd>
      </div>
      <div className="flex items-baseline gap-1.5">
        <dt className="label">{say('station')}</dt>
        <dd className="font-mono text-cell text-fg0">
          {station} {times.place}
        </dd>
      </div>
    </dl>
  )
}
