import { Link } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { marketNow } from '../state/clock.ts'
import type { CurveRange } from '../state/curve.ts'
import { useWords } from '../words/words.ts'
import { RangeChoice } from './equity-panel.tsx'
import { AsOf } from './panel.tsx'
import { useStationNow } from './progress-frame.tsx'
import { sourceWord } from './source-badge.tsx'
import { useConfirmedNow, useDesk, useStale, useStation } from './use-desk.ts'
import { useTimes } from './use-times.ts'

interface ReportHeadProps {
  readonly range: CurveRange
  readonly onRange: (range: CurveRange) => void
}

/** Whose report it is, what its prices are, and when it was made by which clock; the choices stay on the screen. */
export function ReportHead({ range, onRange }: ReportHeadProps): ReactNode {
  const { reader } = useDesk()
  const say = useWords('report')
  const sayFrame = useWords('frame')
  return (
    <header data-stale={useStale()} className="relative flex flex-col gap-2 bg-bg1 px-3 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-10 gap-y-2">
        <div className="min-w-0">
          <h1 className="text-page">{say('title')}</h1>
          <p className="text-read text-fg0">
            <bdi className="wrap-anywhere">{reader.name}</bdi>{' '}
            <span className="font-mono text-label text-fg2">{reader.userId}</span>
          </p>
        </div>
        <nav aria-label={say('title')} className="paperless flex gap-2">
          <Link to="/u/$userId" params={{ userId: reader.userId }} className="plain-button max-mid:min-h-11">
            {say('back')}
          </Link>
          <button type="button" className="plain-button max-mid:min-h-11" onClick={() => window.print()}>
            <Printer size={14} aria-hidden />
            {say('print')}
          </button>
        </nav>
      </div>
      <Made />
      <p className="text-cell">
        <Source /> {sayFrame('paper_trades')}
      </p>
      <div className="paperless -mx-3">
        <RangeChoice range={range} onRange={onRange} />
      </div>
      <AsOf />
    </header>
  )
}

/** Feeds whose prices are of no market now. */
const UNREAL = ['sim', 'replay', 'off'] as const

/** What the desk's prices are, in words: a badge is easily overlooked on paper. */
function Source(): ReactNode {
  const say = useWords('report')
  const feed = useStation((state) => state.feed)
  const stale = useStale()
  if (feed === null) return null
  const known = UNREAL.find((source) => source === feed.source)
  return <strong>{known === undefined ? sourceWord(feed, !stale).word : say(`source_${known}`)}</strong>
}

function Made(): ReactNode {
  const say = useWords('report')
  const { stamp, zone } = useTimes()
  const station = useStationNow()
  const now = useConfirmedNow()
  const { clock } = useDesk().state()
  if (station === null || clock === null) return null
  return (
    <p className="text-cell">
      {say('made', { time: stamp(station), zone })}{' '}
      {say('market', { time: stamp(marketNow(clock, now)), zone })}
    </p>
  )
}
