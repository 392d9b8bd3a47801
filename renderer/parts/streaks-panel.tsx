import type { ReactNode } from 'react'
import type { StreakView } from '../link/wire-progress.ts'
import { amount } from '../state/format.ts'
import { untilText } from '../state/progress.ts'
import { type Say, useWords } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { Across, Act, OffNote, useStationNow, useWhyOff } from './progress-frame.tsx'
import { SaveTable } from './save-table.tsx'
import { useDesk } from './use-desk.ts'
import { useDeed, useStreaks } from './use-progress.ts'

/** What the reader keeps up, how long it may wait, and the freezes he has for it. */
export function StreaksPanel(): ReactNode {
  const { api } = useDesk()
  const say = useWords('profile')
  const asking = useStreaks()
  const kept = asking.data
  const off = useWhyOff()
  const now = useStationNow()
  const freeze = useDeed((type: StreakView['type']) =>
    api.ask('freezeStreak', { params: { type }, body: {} }),
  )
  return (
    <Panel
      title={say('streaks')}
      aside={
        kept !== undefined && (
          <>
            <span>{say('health', { n: kept.health })}</span>
            <span>{say('freezes', { n: kept.freezesLeft })}</span>
          </>
        )
      }
      className="min-w-0"
    >
      <OffNote off={kept === undefined || kept.mayFreeze.length === 0 ? null : off} error={freeze.error} />
      <Faces
        asking={asking}
        known={kept !== undefined}
        empty={kept?.streaks.length === 0 ? say('no_streaks') : null}
        rows={4}
      >
        <Across name={say('streaks_scroll')}>
          <table className="w-full text-cell">
            <caption className="sr-only">{say('streaks')}</caption>
            <thead className="text-fg2">
              <tr className="h-7 border-b border-line">
                <th scope="col" className="px-3 text-left font-medium">
                  {say('streak')}
                </th>
                {(['now', 'longest', 'factor'] as const).map((head) => (
                  <th key={head} scope="col" className="px-2 text-right font-medium">
                    {say(head)}
                  </th>
                ))}
                <th scope="col" className="px-3 text-left font-medium">
                  {say('standing')}
                </th>
              </tr>
            </thead>
            <tbody>
              {kept?.streaks.map((streak) => (
                <StreakRow
                  key={streak.type}
                  streak={streak}
                  mayFreeze={kept.mayFreeze.includes(streak.type)}
                  off={off}
                  onFreeze={() => freeze.mutate(streak.type)}
                />
              ))}
            </tbody>
          </table>
        </Across>
        <SaveTable
          caption={say('streaks')}
          heads={[say('streak'), say('now'), say('longest'), say('factor'), say('standing')]}
          rows={() =>
            (kept?.streaks ?? []).map((streak) => [
              say(`streak_${streak.type}`),
              streak.current,
              streak.longest,
              streak.multiplier,
              phaseText(streak, now ?? 0, say),
            ])
          }
        />
      </Faces>
    </Panel>
  )
}

interface StreakRowProps {
  readonly streak: StreakView
  readonly mayFreeze: boolean
  readonly off: string | null
  readonly onFreeze: () => void
}

function StreakRow({ streak, mayFreeze, off, onFreeze }: StreakRowProps): ReactNode {
  const say = useWords('profile')
  const now = useStationNow()
  const name = say(`streak_${streak.type}`)
  return (
    <tr className="h-8 border-b border-line">
      <th scope="row" className="px-3 text-left font-normal text-fg0">
        {name}
      </th>
      <td className="px-2 text-right font-medium text-fg0">{amount(streak.current, 0)}</td>
      <td className="px-2 text-right">{amount(streak.longest, 0)}</td>
      <td className="px-2 text-right">{amount(streak.multiplier, 2)}</td>
      <td className="px-3 py-1">
        <span className="flex flex-wrap items-center gap-2 whitespace-nowrap">
          {phaseText(streak, now ?? 0, say)}
          {mayFreeze && (
            <Act off={off} label={say('freeze_of', { streak: name })} onPress={onFreeze}>
              {say('freeze')}
            </Act>
          )}
        </span>
      </td>
    </tr>
  )
}

function phaseText(
  { phase, frozen, growsUntil, deadlineAt }: StreakView,
  now: number,
  say: Say<'profile'>,
): string {
  if (frozen && phase !== 'lost') return say('frozen')
  switch (phase) {
    case 'done':
      return say('phase_done')
    case 'grace':
      return say('phase_grace', { time: untilText(growsUntil - now) })
    case 'hold':
      return say('phase_hold', { time: untilText(deadlineAt - now) })
    case 'lost':
      return say('phase_lost')
  }
}
