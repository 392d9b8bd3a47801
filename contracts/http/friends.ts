import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, EVERYBODY, endpoint } from './endpoint.ts'

/** Friends are made by people and for themselves: no service acts here in somebody's name. */
export const PEOPLE = ['operator', 'trader'] as const

/** Somebody in a list of friends or requests; `since` is when he came to stand there. */
export const FriendLine = whenUsed(() =>
  z.strictObject({
    user_id: shape.Id,
    name: z.string().nullable(),
    since: shape.Seconds,
  }),
)

/** How the two stand after what was asked, as the caller sees it. */
export const FriendState = z.enum(['none', 'requested', 'received', 'friends'])
const standing = whenUsed(() =>
  z.strictObject({
    success: z.literal(true),
    user_id: shape.Id,
    state: FriendState,
    changed_at: shape.Seconds,
  }),
)

function change(path: string, summary: string) {
  return endpoint({
    method: 'POST',
    path,
    summary,
    roles: PEOPLE,
    ownership: 'any',
    params: byId,
    reply: standing,
  })
}

/** Friends, and how people become and cease to be them. The id of a path is the other's. */
export const FRIENDS = {
  friends: endpoint({
    method: 'GET',
    path: '/api/friends',
    summary:
      "The caller's friends, and the requests that wait, the newest first; whom he asked goes without a name until he answers.",
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    reply: whenUsed(() =>
      z.strictObject({
        friends: z.array(FriendLine),
        /** They wait for the caller's answer. */
        requests_in: z.array(FriendLine),
        /** Without names: nobody's is told for the asking. */
        requests_out: z.array(FriendLine),
        friends_max: z.number().int(),
        requests_out_max: z.number().int(),
      }),
    ),
  }),
  askFriend: endpoint({
    method: 'POST',
    path: '/api/friends',
    summary: 'Asks somebody to be a friend; of one who asked before it is the answer, and they are friends.',
    roles: PEOPLE,
    ownership: 'any',
    body: whenUsed(() => z.strictObject({ user_id: shape.UserIdIn })),
    status: 201,
    reply: standing,
  }),
  acceptFriend: change('/api/friends/:id/accept', 'Accepts the request of somebody.'),
  declineFriend: change('/api/friends/:id/decline', 'Declines the request of somebody.'),
  cancelFriend: change('/api/friends/:id/cancel', "Takes back the caller's own request."),
  removeFriend: change('/api/friends/:id/remove', 'Ends a friendship.'),
} as const satisfies Record<string, Endpoint>
