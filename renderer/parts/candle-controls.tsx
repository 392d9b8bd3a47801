import type { ReactNode } from 'react'
import { sayIn } from '../words/words.ts'
import { AsTable } from './as-table.tsx'
import type { View } from './use-timeframe.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('dashboard')

interface CandleControlsProps {
  readonly view: View
  readonly asTable: boolean
  readonly onTable: (asTable: boolean) => void
}

/** How candles are looked at; the same beside those of now and those of then. */
export function CandleControls({ view, asTable, onTable }: CandleControlsProps): ReactNode {
  const { zone, place } = useTimes()
  return (
    <>
      <span title={say('market_time', { zone })} className="max-w-28 truncate max-sm:hidden">
        {place}
      </span>
      <Timeframes view={view} />
      <SessionSwitch view={view} />
      <IndicatorSwitch view={view} />
      <AsTable pressed={asTable} onPress={() => onTable(!asTable)} />
    </>
  )
}

/** The candles that can be chosen: the feed's own and longer ones. */
function Timeframes({ view }: { readonly view: View }): ReactNode {
  const { timeframes, timeframe, setTimeframe } = view
  const { zone } = useTimes()
  return (
    <fieldset className="flex">
      <legend className="sr-only">{say('candles_market', { zone })}</legend>
      {timeframes.map((name) => (
        <button
          key={name}
          type="button"
          className={`min-h-6 min-w-6 px-1.5 hover:text-fg0 max-mid:min-h-11 max-mid:min-w-11 ${name === timeframe ? 'bg-bg3 font-semibold text-fg0' : ''}`}
          aria-pressed={name === timeframe}
          onClick={() => setTimeframe(name)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}

function SessionSwitch({ view: { sessions, setSessions } }: { readonly view: View }): ReactNode {
  if (sessions === null) return null
  return (
    <button
      type="button"
      className={`plain-button min-h-6 px-2 text-label max-sm:hidden ${sessions ? 'bg-bg3' : ''}`}
      aria-pressed={sessions}
      title={say('sessions_about')}
      onClick={() => setSessions(!sessions)}
    >
      {say('sessions')}
    </button>
  )
}

function IndicatorSwitch({ view: { indicators, setIndicators } }: { readonly view: View }): ReactNode {
  return (
    <button
      type="button"
      className={`plain-button min-h-6 px-2 text-label max-sm:hidden ${indicators ? 'bg-bg3' : ''}`}
      aria-pressed={indicators}
      aria-keyshortcuts="i"
      title={say('indicators_about')}
      onClick={() => setIndicators(!indicators)}
    >
      EMA RSI
    </button>
  )
}
