import type { ReactNode } from 'react'
import type { AchievementView } from '../link/wire-progress.ts'
import { amount, percent, UNKNOWN } from '../state/format.ts'
import { shippedName } from '../state/shipped.ts'
import { statText, takesText } from '../state/takes.ts'
import { useWords } from '../words/words.ts'
import { Medal } from './medal.tsx'
import { Bar } from './progress-frame.tsx'
import { SaveTable } from './save-table.tsx'
import { useTimes } from './use-times.ts'

/** One achievement; opened, what it takes and how far each part is. What an operator named stands as it was typed. */
export function AchievementRow({ achievement }: { readonly achievement: AchievementView }): ReactNode {
  const say = useWords('achievements')
  const sayReward = useWords('progress')
  const { medal, done, progress, points } = achievement
  const name = shippedName(achievement.name)
  return (
    <li>
      <details className="group px-3 py-2">
        <summary className="grid cursor-pointer list-none grid-cols-[16px_1fr_auto] gap-x-3 gap-y-1">
          <Medal medal={medal} won={done} />
          <span className={done ? 'font-medium text-fg0' : 'text-fg1'}>{name}</span>
          <span className="text-cell whitespace-nowrap text-fg2">
            {sayReward('reward_points', { count: points })}
          </span>
          <span className="col-start-2 col-end-4 text-cell text-fg2">{takesText(achievement)}</span>
          <span className="col-start-2 col-end-4">
            <Standing achievement={achievement} />
          </span>
          {!done && (
            <span className="col-start-2 col-end-4">
              <Bar share={progress} name={name} words={say('how_far', { percent: percent(progress, 0) })} />
            </span>
          )}
        </summary>
        <Criteria achievement={achievement} />
      </details>
    </li>
  )
}

/** Since when he has it and how often, or how far he is. */
function Standing({ achievement }: { readonly achievement: AchievementView }): ReactNode {
  const say = useWords('achievements')
  const times = useTimes()
  const { done, unlockedAt, repeatable, progress, share } = achievement
  const parts = [
    done && unlockedAt !== null
      ? say('unlocked', { day: times.day(unlockedAt) })
      : say('how_far', { percent: percent(progress, 0) }),
    ...(achievement.times > 1 ? [say('times', { count: achievement.times })] : []),
    ...(repeatable ? [say('repeatable')] : []),
    ...(share === null ? [] : [say('share', { percent: percent(share, 0) })]),
  ]
  return <span className={`text-label ${done ? 'text-ok' : 'text-fg2'}`}>{parts.join(' \u00b7 ')}</span>
}

function Criteria({ achievement }: { readonly achievement: AchievementView }): ReactNode {
  const say = useWords('achievements')
  const heads = [say('takes'), say('current'), say('required')]
  return (
    <>
      <table className="mt-2 ml-7 text-cell">
        <caption className="sr-only">{say('takes')}</caption>
        <thead className="text-fg2">
          <tr>
            <th scope="col" className="pr-4 text-left font-medium">
              {say('takes')}
            </th>
            <th scope="col" className="pr-4 text-right font-medium">
              {say('current')}
            </th>
            <th scope="col" className="text-right font-medium">
              {say('required')}
            </th>
          </tr>
        </thead>
        <tbody>
          {achievement.criteria.map(({ stat, op, current, required }) => (
            <tr key={stat}>
              <th scope="row" className="pr-4 text-left font-normal">
                {statText(stat, say)}
              </th>
              <td className="pr-4 text-right text-fg0">{current === null ? UNKNOWN : amount(current, 0)}</td>
              <td className="text-right text-fg0">
                {op} {amount(required, 0)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <SaveTable
        caption={shippedName(achievement.name)}
        heads={heads}
        rows={() =>
          achievement.criteria.map(({ stat, op, current, required }) => [
            statText(stat, say),
            current,
            `${op} ${amount(required, 0)}`,
          ])
        }
      />
    </>
  )
}
