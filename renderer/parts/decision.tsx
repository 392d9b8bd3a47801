import { type ReactNode, useSyncExternalStore } from 'react'
import { type FireView, priceMissing, refusalOf } from '../state/fire.ts'
import { sayIn } from '../words/words.ts'
import { FireButton } from './fire-button.tsx'
import { PassControl } from './pass-control.tsx'
import { Problem } from './problem.tsx'
import { useDesk, useStation } from './use-desk.ts'

const say = sayIn('decide')

/** Fire or pass, and what the station answered. */
export function Decision({ view }: { readonly view: FireView }): ReactNode {
  const { signal, trade } = view
  const passed = useStation((state) => state.passed[signal.id] === true)
  const refused = refusalOf(view)
  return (
    <div className="flex flex-col gap-1">
      <FireButton view={view} beside={trade === null && <PassControl view={view} />} />
      {passed && trade === null && <p className="text-cell text-fg2">{say('passed_still')}</p>}
      {trade === null && signal.status === 'active' && <PriceMissing symbol={signal.symbol} />}
      {refused !== null && <Problem problem={refused} />}
    </div>
  )
}

/** A fire is filled by a price. Where none is to be had, the reader is told before he decides. */
function PriceMissing({ symbol }: { readonly symbol: string }): ReactNode {
  const { prices, reader } = useDesk()
  const heard = useSyncExternalStore(prices.subscribe, () => prices.quote(symbol) !== null)
  const words = priceMissing(symbol, { heard, played: symbol in reader.timeframes })
  return words !== null && <p className="text-cell text-warn">{words}</p>
}
