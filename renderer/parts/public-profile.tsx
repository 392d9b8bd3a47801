import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { boardsOffered, boardWords, scoreText } from '../state/boards.ts'
import { figure } from '../state/saved-table.ts'
import { useWords } from '../words/words.ts'
import { FigureTable } from './figure.tsx'
import { Faces, Panel } from './panel.tsx'
import { Across, Act, OffNote, useWhyOff } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'
import { useDeed, useFriends } from './use-progress.ts'

/** Somebody else's page: what the boards show everybody, and how to become friends. */
export function PublicProfile({ userId }: { readonly userId: string }): ReactNode {
  const say = useWords('profile')
  const asking = usePlacesOf(userId)
  const places = asking.data
  const name = places?.find((place) => place.name !== null)?.name ?? userId
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3 bg-bg1 px-3 py-3">
        <div className="min-w-0">
          <h1 className="text-page">
            <bdi className="wrap-anywhere">{name}</bdi>
          </h1>
          <p className="font-mono text-label text-fg2">{userId}</p>
        </div>
        <FriendAct userId={userId} />
      </div>
      <Panel title={say('places')} aside={say('public_note')}>
        <Faces
          asking={asking}
          known={places !== undefined}
          empty={places?.length === 0 ? say('public_none', { name }) : null}
          rows={6}
        >
          <Across name={say('places')}>
            <FigureTable
              caption={say('places')}
              heads={[say('board'), say('place'), say('score')]}
              rows={(places ?? []).map(({ metric, rank, total, score }) => [
                boardWords(metric).title,
                say('of_all', { rank, all: total }),
                figure(scoreText(metric, score), score),
              ])}
            />
          </Across>
        </Faces>
      </Panel>
    </>
  )
}

/** Where somebody stands on the boards that everybody sees; whoever hides is on none. */
function usePlacesOf(userId: string) {
  const { api, reader } = useDesk()
  return useQuery({
    queryKey: ['board', 'of', userId],
    queryFn: async () => {
      const boards = boardsOffered(reader.features).filter((metric) => metric !== 'friends')
      const found = await Promise.all(
        boards.map(async (metric) => {
          const board = await api.ask('leaderboard', {
            params: { metric },
            query: { around: userId, limit: 1 },
          })
          // The lines around somebody begin above him; his own is told beside them.
          const line = board.me
          return line === null
            ? null
            : { metric, rank: line.rank, score: line.score, total: board.total, name: line.name }
        }),
      )
      return found.filter((place) => place !== null)
    },
  })
}

function FriendAct({ userId }: { readonly userId: string }): ReactNode {
  const say = useWords('profile')
  const { api, reader } = useDesk()
  const off = useWhyOff()
  const people = useFriends().data
  const ask = useDeed(() => api.ask('askFriend', { body: { user_id: userId } }))
  if (!reader.features.includes('progress') || people === undefined) return null
  if (people.friends.some(({ id }) => id === userId))
    return <span className="text-fg2">{say('friends')}</span>
  if (people.sent.some(({ id }) => id === userId)) return <span className="text-fg2">{say('asked')}</span>
  return (
    <div>
      <Act off={off} onPress={() => ask.mutate(undefined)}>
        {say('ask_friend')}
      </Act>
      <OffNote off={off} error={ask.error} />
    </div>
  )
}
