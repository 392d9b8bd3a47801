import { Link } from '@tanstack/react-router'
import { ArrowLeft, ArrowRight, Copy, Link2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { SignalView } from '../state/model.ts'
import { outcomeName } from '../state/names.ts'
import { trustWords } from '../state/plan.ts'
import { windowEnd } from '../state/signal-log.ts'
import { sayIn } from '../words/words.ts'
import { copyText } from './copy-text.ts'
import { DirectionMark } from './direction.tsx'
import { WindowBar } from './expiry.tsx'
import { useKeys } from './keys.ts'
import { RoutedLine } from './routed-line.tsx'
import { useBack } from './use-back.ts'
import { useStale } from './use-desk.ts'
import { useNeighbours } from './use-signal.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('signal')

interface SignalHeadProps {
  readonly signal: SignalView
  readonly onOpen: (signalId: string) => void
  readonly onBriefing: () => void
}

/** What the signal is, where it stands, and the ways on from here. */
export function SignalHead({ signal, onOpen, onBriefing }: SignalHeadProps): ReactNode {
  const { older, newer } = useNeighbours(signal.id)
  const stale = useStale()
  const copying = useCopying()
  const copyLink = () => copying.copy(`${window.location.origin}/signals/${signal.id}`, say('link'))
  useKeys(
    {
      y: copyLink,
      b: onBriefing,
      ',': () => older !== null && onOpen(older),
      '.': () => newer !== null && onOpen(newer),
      Escape: useBack(signal.id),
    },
    { y: say('copy_the_link'), b: say('open_briefing'), Escape: say('back_to_queue') },
  )
  return (
    <div data-stale={stale} className="flex flex-col gap-2 bg-bg1 p-3 desk:col-span-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="flex flex-wrap items-center gap-x-3 text-page">
          <span>{signal.symbol}</span>
          <DirectionMark side={signal.side} />
          <span className="text-base font-medium text-fg1">{signal.tier}</span>
          <span className="text-base font-normal text-fg2">{trustWords(signal).word}</span>
        </h1>
        <div className="flex flex-wrap items-center gap-1">
          <Step id={older} way="previous" hint="," onOpen={onOpen} />
          <Step id={newer} way="next" hint="." onOpen={onOpen} />
          <button
            type="button"
            className="plain-button max-mid:min-h-11"
            onClick={copyLink}
            aria-keyshortcuts="y"
          >
            <Link2 size={14} aria-hidden />
            {say('copy_link')}
          </button>
          <Link
            to="/mission/$signalId"
            params={{ signalId: signal.id }}
            className="plain-button max-mid:min-h-11"
            aria-keyshortcuts="b"
          >
            {say('briefing')}
          </Link>
        </div>
      </div>
      <Facts signal={signal} onCopy={() => copying.copy(signal.id, say('id'))} />
      <p role="status" className="text-cell text-fg1 select-all empty:hidden">
        {copying.said}
      </p>
      <StatusSteps signal={signal} />
      {signal.status === 'active' && <WindowBar signal={signal} />}
      <RoutedLine signal={signal} />
    </div>
  )
}

interface StepProps {
  readonly id: string | null
  readonly way: 'previous' | 'next'
  readonly hint: string
  readonly onOpen: (signalId: string) => void
}

function Step({ id, way, hint, onOpen }: StepProps): ReactNode {
  const Arrow = way === 'previous' ? ArrowLeft : ArrowRight
  return (
    <button
      type="button"
      className="plain-button max-mid:min-h-11"
      aria-disabled={id === null}
      aria-keyshortcuts={hint}
      title={id === null ? say('not_listed') : way === 'next' ? say('listed_after') : say('listed_before')}
      onClick={() => id !== null && onOpen(id)}
    >
      <Arrow size={14} aria-hidden />
      {say(way)}
    </button>
  )
}

interface FactsProps {
  readonly signal: SignalView
  readonly onCopy: () => void
}

function Facts({ signal, onCopy }: FactsProps): ReactNode {
  const { minute, zone } = useTimes()
  const moments = [
    [say('created'), signal.createdAt],
    [say('window_until'), windowEnd(signal)],
    [say('horizon'), signal.horizonAt],
  ] as const
  return (
    <dl className="flex flex-wrap items-center gap-x-5 gap-y-1">
      <div className="flex min-w-0 items-center gap-1.5">
        <dt className="label">{say('id')}</dt>
        <dd className="flex min-w-0 items-center gap-1">
          <span className="font-mono text-cell text-fg0 [overflow-wrap:anywhere]">{signal.id}</span>
          <button
            type="button"
            className="plain-button min-h-6 px-1.5 max-mid:min-h-11 max-mid:px-3"
            onClick={onCopy}
            aria-label={say('copy_id')}
          >
            <Copy size={12} aria-hidden />
          </button>
        </dd>
      </div>
      <div className="flex items-baseline gap-1.5">
        <dt className="label">{say('source')}</dt>
        <dd className="text-fg0">{signal.source}</dd>
      </div>
      {moments.map(([name, at]) => (
        <div key={name} className="flex items-baseline gap-1.5">
          <dt className="label">{name}</dt>
          <dd className="font-mono text-cell text-fg0">{minute(at)}</dd>
        </div>
      ))}
      <div className="flex items-baseline gap-1.5">
        <dt className="label">{say('times')}</dt>
        <dd className="text-fg2">{say('market_zone', { zone })}</dd>
      </div>
    </dl>
  )
}

const STEPS = ['active', 'expired', 'settled'] as const

/** The way of every signal: a window, then the market, then an outcome. */
function StatusSteps({ signal }: { readonly signal: SignalView }): ReactNode {
  const reached = STEPS.indexOf(signal.status)
  return (
    <ol
      aria-label={say('status')}
      className="flex flex-wrap items-center gap-x-2 gap-y-1 text-label font-semibold tracking-wide"
    >
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === reached ? 'step' : undefined}
          className={`flex items-center gap-2 ${index === reached ? 'text-fg0' : 'text-fg2'}`}
        >
          {index > 0 && (
            <span aria-hidden className={`h-px w-6 ${index <= reached ? 'bg-fg1' : 'bg-line-strong'}`} />
          )}
          <span className={index === reached ? 'rounded-sm border border-current px-2 py-px' : ''}>
            {say(`step_${step}`).toUpperCase()}
            {step === 'settled' && signal.outcome !== null && ` ${outcomeName(signal.outcome)}`}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** Copies, and says whether it worked; what could not be copied is shown, to be copied by hand. */
function useCopying() {
  const [said, setSaid] = useState('')
  return {
    said,
    copy: (text: string, what: string) =>
      void copyText(text).then((copied) => setSaid(copied ? say('what_copied', { what }) : text)),
  }
}
