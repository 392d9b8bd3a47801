import { type ReactNode, useState } from 'react'
import { AchievementRow } from '../parts/achievement-row.tsx'
import { useKeys } from '../parts/keys.ts'
import { Medal, type MedalName } from '../parts/medal.tsx'
import { Faces, Panel } from '../parts/panel.tsx'
import { ProgressPage } from '../parts/progress-frame.tsx'
import { useAchievements } from '../parts/use-progress.ts'
import { CATEGORIES, chosen, SHOWN, type Shown } from '../state/achievements.ts'
import { amount } from '../state/format.ts'
import { shippedName } from '../state/shipped.ts'
import { useWords } from '../words/words.ts'

const MEDALS = ['platinum', 'gold', 'silver', 'bronze'] as const satisfies readonly MedalName[]
const SKELETON = 4

/** Everything that can be unlocked, what is nearest, and what the reader has. */
export function AchievementsPage(): ReactNode {
  const say = useWords('achievements')
  const [shown, setShown] = useState<Shown>('all')
  useKeys(
    { f: () => setShown(SHOWN[(SHOWN.indexOf(shown) + 1) % SHOWN.length] ?? 'all') },
    { f: `${say('show')}: ${SHOWN.map((one) => say(`show_${one}`)).join(', ')}` },
  )
  return (
    <ProgressPage title={say('title')} aside={<Summary />}>
      <ClosestPanel />
      <Filter shown={shown} onChoose={setShown} />
      <Gallery shown={shown} />
      <JustUnlocked />
    </ProgressPage>
  )
}

function Summary(): ReactNode {
  const say = useWords('achievements')
  const gallery = useAchievements().data
  if (gallery === undefined) return null
  const { done, available, medals, secrets } = gallery
  return (
    <div className="flex flex-wrap items-center gap-x-4 text-fg2">
      <span>{say('summary', { done, all: available })}</span>
      <span className="flex gap-3">
        {MEDALS.map((medal) => (
          <span key={medal} className="flex items-center gap-1 text-fg0">
            <Medal medal={medal} won={medals[medal] > 0} />
            {medals[medal]}
          </span>
        ))}
      </span>
      {secrets > 0 && <span>{say('secrets', { count: secrets })}</span>}
    </div>
  )
}

function ClosestPanel(): ReactNode {
  const say = useWords('achievements')
  const asking = useAchievements()
  const gallery = asking.data
  const closest = (gallery?.closest ?? []).flatMap((id) => gallery?.all.find((one) => one.id === id) ?? [])
  return (
    <Panel title={say('closest')}>
      <Faces
        asking={asking}
        known={gallery !== undefined}
        empty={closest.length === 0 ? say('no_closest') : null}
        rows={SKELETON}
      >
        <ol className="grid grid-cols-1 gap-px bg-line mid:grid-cols-2 wide:grid-cols-5 [&>*]:bg-bg1 mid:[&>:last-child:nth-child(odd)]:col-span-2 wide:[&>:last-child:nth-child(odd)]:col-span-1">
          {closest.map((achievement) => (
            <AchievementRow key={achievement.id} achievement={achievement} />
          ))}
        </ol>
      </Faces>
    </Panel>
  )
}

function Filter({
  shown,
  onChoose,
}: {
  readonly shown: Shown
  readonly onChoose: (shown: Shown) => void
}): ReactNode {
  const say = useWords('achievements')
  return (
    <fieldset className="flex items-center gap-1 bg-bg1 px-3 py-2">
      <legend className="sr-only">{say('show')}</legend>
      {SHOWN.map((one) => (
        <button
          key={one}
          type="button"
          className={`plain-button max-mid:min-h-11 ${one === shown ? 'bg-bg3' : ''}`}
          aria-pressed={one === shown}
          onClick={() => onChoose(one)}
        >
          {say(`show_${one}`)}
        </button>
      ))}
      <kbd aria-hidden className="pl-1 font-mono text-label text-fg2 max-mid:hidden">
        F
      </kbd>
    </fieldset>
  )
}

function Gallery({ shown }: { readonly shown: Shown }): ReactNode {
  const say = useWords('achievements')
  const asking = useAchievements()
  const all = asking.data?.all
  return (
    <div className="grid grid-cols-1 items-stretch gap-px mid:grid-cols-2 wide:grid-cols-3">
      {CATEGORIES.map((category) => {
        const ofCategory = (all ?? []).filter((one) => one.category === category)
        const rows = chosen(ofCategory, shown)
        const done = ofCategory.filter((one) => one.done).length
        return (
          <Panel
            key={category}
            title={say(`category_${category}`)}
            aside={all !== undefined && `${amount(done, 0)} / ${amount(ofCategory.length, 0)}`}
          >
            <Faces
              asking={asking}
              known={all !== undefined}
              empty={rows.length === 0 ? say(shown === 'near' ? 'empty_near' : 'empty_done') : null}
              rows={SKELETON}
            >
              <ul className="divide-y divide-line">
                {rows.map((achievement) => (
                  <AchievementRow key={achievement.id} achievement={achievement} />
                ))}
              </ul>
            </Faces>
          </Panel>
        )
      })}
    </div>
  )
}

/** Says the newest unlock to those who do not see it come in. */
function JustUnlocked(): ReactNode {
  const say = useWords('achievements')
  const sayMedal = useWords('progress')
  const newest = useAchievements().data?.recent[0]
  const [first] = useState(newest?.at)
  const fresh = newest !== undefined && first !== undefined && newest.at > first
  return (
    <p role="status" className="sr-only">
      {fresh &&
        say('just_unlocked', { name: shippedName(newest.name), medal: sayMedal(`medal_${newest.medal}`) })}
    </p>
  )
}
