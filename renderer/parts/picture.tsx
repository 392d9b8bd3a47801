import { type ReactNode, useEffect, useState } from 'react'
import { sayIn } from '../words/words.ts'
import { CandlePanel, type CandlePanelProps } from './candle-panel.tsx'
import { Panel } from './panel.tsx'
import { useDesk } from './use-desk.ts'

const sayFrame = sayIn('frame')

const say = sayIn('dashboard')

/** The candles of a symbol; a station that has never had a market knows none. */
export function Picture({
  symbol,
  ...parts
}: Omit<CandlePanelProps, 'symbol'> & { readonly symbol: string | undefined }): ReactNode {
  if (symbol !== undefined) return <CandlePanel symbol={symbol} {...parts} />
  return (
    <Panel title={sayFrame('panel_candles')} className="flex-1">
      <p className="p-3 text-fg2">{say('picture_empty')}</p>
    </Panel>
  )
}

/** The symbol to look at without a signal: the first that has a price, since another may have no bar yet; then that one. */
export function useFirstQuoted(): string | undefined {
  const { reader, prices } = useDesk()
  const [symbol, setSymbol] = useState<string>()
  useEffect(() => {
    if (symbol !== undefined) return undefined
    const look = () => setSymbol(reader.symbols.find((name) => prices.quote(name) !== null))
    look()
    return prices.subscribe(look)
  }, [symbol, prices, reader])
  return symbol ?? reader.symbols[0]
}
