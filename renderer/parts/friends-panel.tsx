import { Link } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { FriendView } from '../link/wire-progress.ts'
import { useWords, type WordKey } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { Act, OffNote, useWhyOff } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'
import { useDeed, useFriends } from './use-progress.ts'
import { useTimes } from './use-times.ts'

type Change = 'acceptFriend' | 'declineFriend' | 'cancelFriend' | 'removeFriend'
const WORDS: Readonly<Record<Change, WordKey<'profile'> & ('accept' | 'decline' | 'take_back' | 'remove')>> =
  {
    acceptFriend: 'accept',
    declineFriend: 'decline',
    cancelFriend: 'take_back',
    removeFriend: 'remove',
  }

/** Friends, and the requests that wait on either side. */
export function FriendsPanel(): ReactNode {
  const { api } = useDesk()
  const say = useWords('profile')
  const asking = useFriends()
  const people = asking.data
  const off = useWhyOff()
  const change = useDeed(({ what, id }: { readonly what: Change; readonly id: string }) =>
    api.ask(what, { params: { id } }),
  )
  const ask = useDeed((id: string) => api.ask('askFriend', { body: { user_id: id } }))
  const none =
    people !== undefined && people.friends.length + people.received.length + people.sent.length === 0
  const line = (changes: readonly Change[]) => (friend: FriendView) => (
    <FriendLine
      key={friend.id}
      friend={friend}
      changes={changes}
      off={off}
      onChange={(what) => change.mutate({ what, id: friend.id })}
    />
  )
  return (
    <Panel title={say('friends')} className="min-w-0">
      <Asking off={off} onAsk={(id) => ask.mutate(id)} />
      <OffNote off={off} error={ask.error ?? change.error} />
      <Faces asking={asking} known={people !== undefined} empty={none ? say('no_friends') : null} rows={3}>
        <ul className="divide-y divide-line">
          {people?.received.map(line(['acceptFriend', 'declineFriend']))}
          {people?.friends.map(line(['removeFriend']))}
          {people?.sent.map(line(['cancelFriend']))}
        </ul>
      </Faces>
    </Panel>
  )
}

interface FriendLineProps {
  readonly friend: FriendView
  readonly changes: readonly Change[]
  readonly off: string | null
  readonly onChange: (what: Change) => void
}

function FriendLine({ friend, changes, off, onChange }: FriendLineProps): ReactNode {
  const say = useWords('profile')
  const times = useTimes()
  const { id, name, since } = friend
  const day = times.day(since)
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-2 px-3 py-1">
      <Link
        to="/u/$userId"
        params={{ userId: id }}
        className="min-w-0 flex-1 truncate text-fg0 hover:underline"
      >
        <bdi>{name}</bdi>
      </Link>
      <span className="text-label text-fg2">
        {changes.includes('removeFriend') ? say('friend_since', { day }) : `${say('asked')} ${day}`}
      </span>
      {changes.map((what) => (
        <Act key={what} off={off} label={say(`${WORDS[what]}_of`, { name })} onPress={() => onChange(what)}>
          {say(WORDS[what])}
        </Act>
      ))}
    </li>
  )
}

function Asking({
  off,
  onAsk,
}: {
  readonly off: string | null
  readonly onAsk: (id: string) => void
}): ReactNode {
  const say = useWords('profile')
  const [typed, setTyped] = useState('')
  const id = typed.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (off !== null || id === '') return
    onAsk(id)
    setTyped('')
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
      <label className="flex min-w-0 items-center gap-2">
        <span className="label">{say('friend_id')}</span>
        <input
          className="text-field w-40 min-w-0 max-mid:min-h-11"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <button
        type="submit"
        className="plain-button max-mid:min-h-11"
        aria-disabled={off !== null || id === ''}
        title={off ?? undefined}
      >
        {say('ask')}
      </button>
    </form>
  )
}
