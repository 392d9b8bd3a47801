import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { Digits } from './digits.tsx'
import { TimeRing } from './time-ring.tsx'
import { useNow } from './use-desk.ts'

/** A device that has come may be let in for so long. */
export const WAIT_MS = 120_000

interface JoinWaitingProps {
  readonly sas: string
  readonly name: string
  /** When it came, by the page's monotonic clock. */
  readonly since: number
  /** The station does not answer at this moment. */
  readonly away: boolean
  readonly onGiveUp: () => void
}

/** The digits to compare, and how long the operator has left to look at them. */
export function JoinWaiting({ sas, name, since, away, onGiveUp }: JoinWaitingProps): ReactNode {
  const say = useWords('pair')
  const leftMs = Math.max(0, Math.min(WAIT_MS, since + WAIT_MS - useNow()))
  const words = say('left', { seconds: Math.ceil(leftMs / 1_000) })
  return (
    <div className="flex flex-col gap-4">
      <h2 className="text-read">{say('waiting')}</h2>
      <div className="flex items-center justify-between gap-3 border border-line-strong bg-bg0 px-4 py-5">
        <Digits sas={sas} />
        <TimeRing leftMs={leftMs} wholeMs={WAIT_MS} words={words} />
      </div>
      <p>{say('compare')}</p>
      <p role="status" className={away ? 'text-warn' : 'text-fg2'}>
        {away ? say('away') : say('waits_as', { name })}
      </p>
      <button type="button" className="plain-button min-h-11" onClick={onGiveUp}>
        {say('give_up')}
      </button>
    </div>
  )
}
