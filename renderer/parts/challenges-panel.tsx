import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { ChallengeView } from '../link/wire-progress.ts'
import { untilText } from '../state/progress.ts'
import { type Say, useWords } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { Act, OffNote, useStationNow, useWhyOff } from './progress-frame.tsx'
import { SaveTable } from './save-table.tsx'
import { useDesk } from './use-desk.ts'
import { useChallenges, useDeed, useFriends } from './use-progress.ts'

type Answer = 'acceptChallenge' | 'declineChallenge' | 'cancelChallenge'
interface Step {
  readonly what: Answer
  readonly id: string
}

/** A week compared with a friend: proposed, answered, running, over. */
export function ChallengesPanel(): ReactNode {
  const { api } = useDesk()
  const say = useWords('missions')
  const asking = useChallenges()
  const challenges = asking.data
  const off = useWhyOff()
  const now = useStationNow()
  const answer = useDeed(({ what, id }: Step) => api.ask(what, { params: { id } }))
  const propose = useDeed((friend: string) => api.ask('proposeChallenge', { body: { user_id: friend } }))
  return (
    <Panel title={say('challenges')}>
      <OffNote off={off} error={answer.error ?? propose.error} />
      <Proposal off={off} onPropose={(friend) => propose.mutate(friend)} />
      <Faces
        asking={asking}
        known={challenges !== undefined}
        empty={challenges?.length === 0 ? say('no_challenges') : null}
        rows={3}
      >
        <table className="w-full text-cell">
          <caption className="sr-only">{say('challenges')}</caption>
          <thead className="text-fg2">
            <tr className="h-7 border-b border-line text-left">
              <Head>{say('friend')}</Head>
              <Head>{say('state')}</Head>
              <Head right>{say('own')}</Head>
              <Head right>{say('theirs')}</Head>
            </tr>
          </thead>
          <tbody>
            {challenges?.map((challenge) => (
              <ChallengeRow
                key={challenge.id}
                challenge={challenge}
                off={off}
                onStep={(what) => answer.mutate({ what, id: challenge.id })}
              />
            ))}
          </tbody>
        </table>
        <SaveTable
          caption={say('challenges')}
          heads={[say('friend'), say('state'), say('own'), say('theirs')]}
          rows={() =>
            (challenges ?? []).map((one) => [
              one.opponent,
              stateText(one, now, say),
              one.standing?.own.total ?? null,
              one.standing?.theirs.total ?? null,
            ])
          }
        />
      </Faces>
    </Panel>
  )
}

function Head({
  right = false,
  children,
}: {
  readonly right?: boolean
  readonly children: string
}): ReactNode {
  return (
    <th scope="col" className={`px-3 font-medium ${right ? 'text-right' : ''}`}>
      {children}
    </th>
  )
}

interface ChallengeRowProps {
  readonly challenge: ChallengeView
  readonly off: string | null
  readonly onStep: (what: Answer) => void
}

function ChallengeRow({ challenge, off, onStep }: ChallengeRowProps): ReactNode {
  const say = useWords('missions')
  const { reader } = useDesk()
  const now = useStationNow()
  const { opponent, standing, state, proposedBy } = challenge
  const open = state === 'proposed'
  const mine = proposedBy === reader.userId
  const steps: readonly (readonly [Answer, string, string])[] = mine
    ? [['cancelChallenge', say('take_back'), say('take_back_of', { name: opponent })]]
    : [
        ['acceptChallenge', say('accept'), say('accept_of', { name: opponent })],
        ['declineChallenge', say('decline'), say('decline_of', { name: opponent })],
      ]
  return (
    <tr className="min-h-8 border-b border-line">
      <th scope="row" className="max-w-40 truncate px-3 py-2 text-left font-normal text-fg0">
        <bdi>{opponent}</bdi>
      </th>
      <td className="px-3 py-1">
        <span className="flex flex-wrap items-center gap-2">
          {stateText(challenge, now, say)}
          {open &&
            steps.map(([what, words, label]) => (
              <Act key={what} off={off} label={label} onPress={() => onStep(what)}>
                {words}
              </Act>
            ))}
        </span>
      </td>
      <td className="px-3 text-right text-fg0">{standing?.own.total ?? '\u2014'}</td>
      <td className="px-3 text-right text-fg0">{standing?.theirs.total ?? '\u2014'}</td>
    </tr>
  )
}

function stateText(
  { state, result, endsAt }: ChallengeView,
  now: number | null,
  say: Say<'missions'>,
): string {
  if (result !== null) return say(`result_${result}`)
  if (state === 'running' || state === 'over')
    return say('state_running', { time: untilText(endsAt === null || now === null ? 0 : endsAt - now) })
  return say(`state_${state}`)
}

interface ProposalProps {
  readonly off: string | null
  readonly onPropose: (friend: string) => void
}

/** Whom to challenge: a friend, chosen from a list. */
function Proposal({ off, onPropose }: ProposalProps): ReactNode {
  const say = useWords('missions')
  const { reader } = useDesk()
  const friends = useFriends().data?.friends
  const [chosen, setChosen] = useState('')
  if (friends === undefined) return null
  if (friends.length === 0)
    return (
      <p className="px-3 pt-2">
        <Link to="/u/$userId" params={{ userId: reader.userId }} className="text-info hover:underline">
          {say('no_friends')}
        </Link>
      </p>
    )
  const friend = friends.some(({ id }) => id === chosen) ? chosen : (friends[0]?.id ?? '')
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
      <label className="flex items-center gap-2">
        <span className="label">{say('friend')}</span>
        <select
          className="plain-button max-w-40 bg-bg1 max-mid:min-h-11"
          value={friend}
          onChange={({ target }) => setChosen(target.value)}
        >
          {friends.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Act off={off} onPress={() => onPropose(friend)}>
        {say('propose')}
      </Act>
    </div>
  )
}
