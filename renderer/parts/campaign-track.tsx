import { Check, ChevronRight, Lock } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import type { CampaignView } from '../link/wire-progress.ts'
import { paceOf, trackOf } from '../state/campaigns.ts'
import { amount } from '../state/format.ts'
import { rewardsText } from '../state/progress.ts'
import { useWords } from '../words/words.ts'
import { Bar, useStationNow } from './progress-frame.tsx'

interface SeasonTrackProps {
  readonly campaign: CampaignView
  readonly xp: number
}

const ICONS = { owned: Check, next: ChevronRight, locked: Lock } as const

/** A season as a scale of milestones; the arrows go along it. */
export function SeasonTrack({ campaign, xp }: SeasonTrackProps): ReactNode {
  const say = useWords('campaigns')
  const { milestones, name, description } = campaign
  const last = milestones.at(-1)?.xp ?? 1
  const words = say('xp_of', { xp: amount(xp, 0), all: amount(last, 0) })
  return (
    <div className="flex flex-col gap-3 p-3">
      {description !== '' && (
        <p dir="auto" className="max-w-160">
          {description}
        </p>
      )}
      <p className="flex flex-wrap items-baseline gap-x-4">
        <strong className="text-kpi">{words}</strong>
        <PaceWords campaign={campaign} xp={xp} />
      </p>
      <Bar share={Math.min(1, xp / last)} name={say('track', { name })} words={words} />
      <Steps campaign={campaign} xp={xp} />
    </div>
  )
}

function PaceWords({ campaign, xp }: SeasonTrackProps): ReactNode {
  const say = useWords('campaigns')
  const now = useStationNow()
  const { milestones } = campaign
  const next = milestones.find((milestone) => milestone.xp > xp)
  const pace = now === null ? null : paceOf(campaign, xp, now)
  const reached = milestones.filter((milestone) => milestone.xp <= (pace ?? 0)).length
  return (
    <>
      {next !== undefined && <span>{say('xp_left', { xp: amount(next.xp - xp, 0) })}</span>}
      <span className="text-fg2">
        {pace === null
          ? say('no_pace')
          : say('pace', { xp: amount(pace, 0), reached, all: milestones.length })}
      </span>
    </>
  )
}

function Steps({ campaign, xp }: SeasonTrackProps): ReactNode {
  const say = useWords('campaigns')
  const sayReward = useWords('progress')
  const list = useRef<HTMLOListElement>(null)
  const { milestones, name } = campaign
  const along = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const steps = [...(list.current?.children ?? [])] as HTMLElement[]
    const at = steps.indexOf(document.activeElement as HTMLElement)
    if (by === 0 || at < 0) return
    event.preventDefault()
    steps[at + by]?.focus()
  }
  const track = trackOf(milestones, xp)
  const current = Math.max(
    0,
    track.findIndex(({ state }) => state === 'next'),
  )
  return (
    <ol
      ref={list}
      aria-label={say('track', { name })}
      className="grid auto-cols-[minmax(9rem,1fr)] grid-flow-col gap-px overflow-x-auto bg-line max-mid:grid-flow-row"
      onKeyDown={along}
    >
      {track.map((step, index) => {
        const Icon = ICONS[step.state]
        return (
          <li
            key={step.xp}
            // One stop of Tab; the arrows go on from there.
            tabIndex={index === current ? 0 : -1}
            aria-current={step.state === 'next' ? 'step' : undefined}
            className={`flex min-w-0 flex-col gap-1 p-3 ${step.state === 'next' ? 'bg-bg3' : 'bg-bg1'}`}
          >
            <span
              className={`flex items-center gap-1.5 text-label ${step.state === 'owned' ? 'text-ok' : 'text-fg2'}`}
            >
              <Icon size={12} aria-hidden />
              {say(step.state)}
            </span>
            <span className={step.state === 'locked' ? 'text-fg1' : 'font-medium text-fg0'}>
              {amount(step.xp, 0)} XP
            </span>
            <span className="text-cell">{rewardsText(milestones[index]?.rewards ?? [], sayReward)}</span>
          </li>
        )
      })}
    </ol>
  )
}
