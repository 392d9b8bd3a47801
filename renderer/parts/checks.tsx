import { Check, Circle, X } from 'lucide-react'
import { type ReactNode, type RefCallback, useCallback, useState } from 'react'
import { type Check as CheckOf, checksOf } from '../state/briefing.ts'
import type { BriefView, SignalView } from '../state/model.ts'
import { sayIn } from '../words/words.ts'
import { Numbered, Panel } from './panel.tsx'
import { useDesk, useNow, useStation } from './use-desk.ts'

const say = sayIn('briefing')

interface ChecksProps {
  readonly signal: SignalView
  readonly brief: BriefView | null
  readonly seen: boolean
}

/** What a trader looks at before deciding. The station looks too, and keeps its hands off the decision. */
export function ChecksPanel({ signal, brief, seen }: ChecksProps): ReactNode {
  const { prices } = useDesk()
  const riskPct = useStation((state) => state.riskPct)
  const fired = useStation((state) => isRunning(state.trades[signal.id]?.status))
  useNow(1_000)
  const price = prices.quote(signal.symbol)?.price ?? null
  return (
    <Panel title={<Numbered n={4}>{say('checks')}</Numbered>} aside={say('checks_about')}>
      <ul className="grid grid-cols-1 gap-x-6 p-3 sm:grid-cols-2">
        {checksOf({ signal, brief, seen, price, riskPct, fired }).map((check) => (
          <Line key={check.name} check={check} />
        ))}
      </ul>
    </Panel>
  )
}

const isRunning = (status: string | undefined) => status === 'pending' || status === 'open'

const FACES = {
  yes: {
    get words() {
      return say('yes')
    },
    icon: <Check size={14} aria-hidden className="text-up" />,
  },
  no: {
    get words() {
      return say('no')
    },
    icon: <X size={14} aria-hidden className="text-warn" />,
  },
  unknown: {
    get words() {
      return say('not_known')
    },
    icon: <Circle size={14} aria-hidden className="text-fg2" />,
  },
} as const

function Line({ check }: { readonly check: CheckOf }): ReactNode {
  const face = FACES[check.ok === null ? 'unknown' : check.ok ? 'yes' : 'no']
  return (
    <li className="flex min-h-6 items-center gap-2">
      {face.icon}
      <span className={check.ok === true ? 'text-fg0' : ''}>{check.name}</span>
      <span className="sr-only">: {face.words}</span>
      <span className="text-cell text-fg2">{check.detail}</span>
    </li>
  )
}

/** How much of a part has to be on screen, and for how long, to count as seen. */
const SEEN_SHARE = 0.6
const SEEN_MS = 2_000

/** True once the part that takes the answered reference was on screen long enough to be read. */
export function useSeen(): readonly [boolean, RefCallback<HTMLElement>] {
  const [seen, setSeen] = useState(false)
  const watch = useCallback((part: HTMLElement | null) => {
    if (part === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new IntersectionObserver(
      ([entry]) => {
        clearTimeout(timer)
        if (entry?.isIntersecting) timer = setTimeout(() => setSeen(true), SEEN_MS)
      },
      { threshold: SEEN_SHARE },
    )
    observer.observe(part)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [])
  return [seen, watch]
}
