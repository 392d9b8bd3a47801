import { type CSSProperties, type ReactNode, useEffect, useState } from 'react'
import { isGreat, type Moment } from '../state/moment.ts'
import { shippedName } from '../state/shipped.ts'
import { useWords } from '../words/words.ts'
import { motionWanted } from './motion.ts'

/** The flourish takes 700 ms; its words stay long enough to be read. */
const MOMENT_MS = 1_800
const PIECES = Array.from({ length: 28 }, (_, index) => ({ key: `piece-${index}`, index }))
const COLOURS = ['bg-platinum', 'bg-gold', 'bg-info', 'bg-fg0'] as const
const TURN = 360
/** The golden ratio's part of a turn spreads pieces evenly, and the same way each time. */
const SPREAD = 0.618

/**
 * A great achievement or streak over the whole page. It takes no click and no key: each only ends it, and does what it
 * would have done. Without motion it is a line that stands still.
 */
export function MomentView({
  moment,
  onOver,
}: {
  readonly moment: Moment
  readonly onOver: () => void
}): ReactNode {
  const say = useWords('frame')
  const [moving] = useState(motionWanted)
  useEffect(() => {
    const timer = setTimeout(onOver, MOMENT_MS)
    window.addEventListener('keydown', onOver)
    window.addEventListener('pointerdown', onOver)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', onOver)
      window.removeEventListener('pointerdown', onOver)
    }
  }, [onOver])
  const platinum = moment.kind === 'platinum'
  const head = say(platinum ? 'moment_platinum' : 'moment_streak')
  const words = platinum ? shippedName(moment.name) : say('moment_days', { count: moment.days })
  return (
    <figure
      aria-label={`${head}: ${words}`}
      className={`pointer-events-none fixed inset-0 z-40 m-0 grid place-items-center overflow-clip ${moving ? 'moment' : ''}`}
    >
      {moving && isGreat(moment) && PIECES.map(({ key, index }) => <Piece key={key} index={index} />)}
      <div className="max-w-[calc(100vw-2rem)] rounded-md border border-line-strong bg-bg1 px-8 py-5 text-center">
        <p className={platinum ? 'text-platinum' : 'text-fg2'}>{head}</p>
        <p className="text-moment font-medium text-fg0">{words}</p>
      </div>
    </figure>
  )
}

function Piece({ index }: { readonly index: number }): ReactNode {
  const turn = ((index * SPREAD) % 1) * TURN
  const style = { '--turn': `${turn}deg`, '--far': `${22 + (index % 5) * 6}vmin` } as CSSProperties
  return <i aria-hidden style={style} className={`moment-piece ${COLOURS[index % COLOURS.length]}`} />
}
