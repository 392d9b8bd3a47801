import { Package } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { calmLeftMs, rewardsText } from '../state/progress.ts'
import { type Say, useWords } from '../words/words.ts'
import { type Opened, openBox, openedText } from './deeds.ts'
import { useKeys } from './keys.ts'
import { motionWanted } from './motion.ts'
import { Faces, Panel } from './panel.tsx'
import { PityCounter } from './pity-counter.tsx'
import { Act, CauseWord, OffNote, useStationNow, useWhyOff } from './progress-frame.tsx'
import { RarityWord } from './rarity.tsx'
import { SaveTable } from './save-table.tsx'
import { useDesk, useStation } from './use-desk.ts'
import { useBoxes, useDeed } from './use-progress.ts'
import { useTrades } from './use-queries.ts'
import { useTimes } from './use-times.ts'

/** How long one box takes to open on the page. What is in it is known before. */
const OPENING_MS = 900

/** Boxes that wait. The station is asked first; only then does the page take its time to show the answer. */
export function BoxesPanel(): ReactNode {
  const say = useWords('rewards')
  const asking = useBoxes()
  const boxes = asking.data?.boxes.filter((box) => box.openedAt === null)
  const off = useWhyNoBox(say)
  const { open, shown, opening, error } = useOpening()
  const send = (ids: readonly string[]) => {
    if (off === null && ids.length > 0) open(ids)
  }
  const all = (boxes ?? []).map(({ id }) => id).reverse()
  useKeys(
    { o: () => send(all.slice(0, 1)), 'Shift+O': () => send(all) },
    { o: say('open'), 'Shift+O': say('open_all') },
  )
  return (
    <Panel
      title={say('waiting')}
      aside={
        all.length > 1 && (
          <Act off={off} keys="Shift O" onPress={() => send(all)}>
            {say('open_all')}
          </Act>
        )
      }
      className="min-w-0"
    >
      <PityCounter />
      <OffNote off={all.length === 0 ? null : off} error={error} />
      <Shown opening={opening} shown={shown} />
      <Faces
        asking={asking}
        known={boxes !== undefined}
        empty={boxes?.length === 0 ? say('no_boxes') : null}
        rows={4}
      >
        <BoxList ids={all} off={off} onOpen={(id) => send([id])} />
      </Faces>
    </Panel>
  )
}

/** Why no box can be opened now: no station, no right, or a fire that is too near. */
function useWhyNoBox(say: Say<'rewards'>): string | null {
  const off = useWhyOff()
  const now = useStationNow()
  const trades = useStation((state) => state.trades)
  useTrades()
  const firedAt = Object.values(trades).map((trade) => trade.firedAt)
  const leftMs = now === null ? 0 : calmLeftMs(firedAt, now)
  if (off !== null || leftMs === 0) return off
  return say('calm', { seconds: Math.ceil(leftMs / 1_000) })
}

/** Opens boxes; of a single one the result is held back for a moment, unless a key is pressed or motion is unwanted. */
function useOpening() {
  const { api } = useDesk()
  const [shown, setShown] = useState<readonly Opened[]>([])
  const [opening, setOpening] = useState(false)
  const deed = useDeed(async (ids: readonly string[]) => {
    const results: Opened[] = []
    for (const id of ids) results.push(await openBox(api, id))
    setOpening(ids.length === 1 && motionWanted())
    setShown(results)
  })
  const skip = useCallback(() => setOpening(false), [])
  useEffect(() => {
    if (!opening) return
    const timer = setTimeout(skip, OPENING_MS)
    window.addEventListener('keydown', skip)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', skip)
    }
  }, [opening, skip])
  const open = (ids: readonly string[]) => {
    if (!deed.isPending) deed.mutate(ids)
  }
  return { open, shown, opening, error: deed.error }
}

/** What was in the boxes that were just opened. */
function Shown({
  shown,
  opening,
}: {
  readonly shown: readonly Opened[]
  readonly opening: boolean
}): ReactNode {
  const say = useWords('rewards')
  return (
    <div role="status" className={shown.length === 0 ? '' : 'border-b border-line px-3 py-2'}>
      {opening ? (
        <>
          <p className="text-fg2">{say('opening')}</p>
          <div className="mt-2 h-1 bg-bg3">
            <div className="box-opening h-full bg-fg1" />
          </div>
        </>
      ) : (
        shown.map((box) => (
          <p key={box.id} className="text-fg0">
            {openedText(box)}
          </p>
        ))
      )}
    </div>
  )
}

interface BoxListProps {
  /** Oldest first. */
  readonly ids: readonly string[]
  readonly off: string | null
  readonly onOpen: (id: string) => void
}

function BoxList({ ids, off, onOpen }: BoxListProps): ReactNode {
  const say = useWords('rewards')
  const times = useTimes()
  const boxes = useBoxes().data?.boxes ?? []
  return (
    <ul className="divide-y divide-line">
      {ids.map((id, index) => {
        const box = boxes.find((one) => one.id === id)
        if (box === undefined) return null
        return (
          <li key={id} className="flex min-h-9 items-center gap-3 px-3 py-1">
            <Package size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-fg2" />
            <span className="min-w-0 flex-1">
              <span className="text-fg0">{times.minute(box.createdAt)}</span>{' '}
              <span className="text-cell text-fg2">
                <CauseWord cause={box.source} />
              </span>
            </span>
            <Act
              off={off}
              {...(index === 0 ? { keys: 'O' } : {})}
              label={say('open_of', { day: times.minute(box.createdAt) })}
              onPress={() => onOpen(id)}
            >
              {say('open')}
            </Act>
          </li>
        )
      })}
    </ul>
  )
}

/** The boxes that were opened, newest first. */
export function OpenedPanel(): ReactNode {
  const say = useWords('rewards')
  const sayReward = useWords('progress')
  const times = useTimes()
  const asking = useBoxes()
  const opened = asking.data?.boxes
    .filter((box) => box.openedAt !== null)
    .toSorted((one, other) => (other.openedAt ?? 0) - (one.openedAt ?? 0))
  return (
    <Panel title={say('log')} className="min-w-0">
      <Faces
        asking={asking}
        known={opened !== undefined}
        empty={opened?.length === 0 ? say('no_log') : null}
        rows={4}
      >
        <table className="w-full text-cell">
          <caption className="sr-only">{say('log')}</caption>
          <thead className="text-left text-fg2">
            <tr className="h-7 border-b border-line">
              <th scope="col" className="px-3 font-medium whitespace-nowrap">
                {say('opened', { place: times.place })}
              </th>
              <th scope="col" className="px-3 font-medium">
                {say('rarity')}
              </th>
              <th scope="col" className="px-3 font-medium">
                {say('contents')}
              </th>
            </tr>
          </thead>
          <tbody>
            {opened?.map((box) => (
              <tr key={box.id} className="border-b border-line align-baseline">
                <td className="px-3 py-1.5 font-mono text-label whitespace-nowrap text-fg2">
                  {times.minute(box.openedAt ?? 0)}
                </td>
                <td className="px-3">{box.rarity !== null && <RarityWord rarity={box.rarity} />}</td>
                <td className="px-3">{rewardsText(box.contents ?? [], sayReward)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <SaveTable
          caption={say('log')}
          heads={[say('opened', { place: times.place }), say('rarity'), say('contents')]}
          rows={() =>
            (opened ?? []).map(({ openedAt, rarity, contents }) => [
              times.minute(openedAt ?? 0),
              rarity === null ? null : sayReward(`rarity_${rarity}`),
              rewardsText(contents ?? [], sayReward),
            ])
          }
          loaded={asking.data?.more === true ? opened?.length : undefined}
        />
      </Faces>
    </Panel>
  )
}
