import type { UserId } from '#core/kernel/ids.ts'
import { FRIENDS_MAX, REQUESTS_OUT_MAX } from '#core/progress/friends.ts'
import type { SocialCommand } from '#core/progress/social-commands.ts'
import type { CircleLine } from '#station/social-queries.ts'
import type { ReceiptKey } from '#station/station.ts'
import { problemOf } from '../problems.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'
import { wireCircleLine } from '../wire-social.ts'
import { eventOf } from './decisions.ts'

type FriendRoutes = Pick<
  Handlers,
  'friends' | 'askFriend' | 'acceptFriend' | 'declineFriend' | 'cancelFriend' | 'removeFriend'
>

/** Friends, and how people become and cease to be them. */
export function friendRoutes({ station }: Desk): FriendRoutes {
  const run = async (command: SocialCommand, receipt: ReceiptKey | undefined) => {
    const executed = await station.execute(command, receipt)
    if (!executed.ok) return { ok: false as const, problem: problemOf(executed.rejection) }
    const { events, replayed } = executed.value
    // The first is told to the one who commanded.
    const { event, at } = eventOf(events, 'friendship_changed')
    const { friendId, state } = event
    const reply = { success: true as const, user_id: friendId, state, changed_at: seconds(at) }
    return { ok: true as const, reply, replayed }
  }
  const changing =
    (change: 'accept' | 'decline' | 'cancel' | 'remove') =>
    ({ actor, params, receipt }: ChangeCall) =>
      run({ kind: 'change_friendship', change, userId: actor, friendId: params.id as UserId }, receipt)

  return {
    friends({ actor }) {
      const circle = station.queries.social.circle(actor)
      const those = (state: CircleLine['state']) =>
        circle.filter((line) => line.state === state).map(wireCircleLine)
      return {
        ok: true,
        reply: {
          friends: those('friends'),
          requests_in: those('received'),
          requests_out: those('requested'),
          friends_max: FRIENDS_MAX,
          requests_out_max: REQUESTS_OUT_MAX,
        },
      }
    },
    askFriend: ({ actor, body, receipt }) =>
      run({ kind: 'ask_friend', userId: actor, friendId: body.user_id as UserId }, receipt),
    acceptFriend: changing('accept'),
    declineFriend: changing('decline'),
    cancelFriend: changing('cancel'),
    removeFriend: changing('remove'),
  }
}

interface ChangeCall {
  readonly actor: UserId
  readonly params: { readonly id: string }
  readonly receipt: ReceiptKey | undefined
}
