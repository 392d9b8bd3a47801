import type { Challenge } from '#contracts/http/challenges.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import { CHALLENGES_OPEN_MAX } from '#core/progress/challenges.ts'
import type { ChangeChallenge, SocialCommand } from '#core/progress/social-commands.ts'
import type { ReceiptKey } from '#station/station.ts'
import { problemOf } from '../problems.ts'
import type { Answer, Desk, Handlers } from '../registry.ts'
import { wireChallenge } from '../wire-social.ts'
import { eventOf } from './decisions.ts'

type ChallengeRoutes = Pick<
  Handlers,
  'challenges' | 'proposeChallenge' | 'acceptChallenge' | 'declineChallenge' | 'cancelChallenge'
>

/** Challenges that are not open any more, as they are listed. */
const CLOSED_SHOWN = 20

/** Challenges between two friends. */
export function challengeRoutes(desk: Desk): ChallengeRoutes {
  const { station, newId } = desk
  const changing =
    (change: ChangeChallenge['change']) =>
    ({ actor, params, receipt }: ChangeCall) =>
      run(desk, { kind: 'change_challenge', change, challengeId: params.id, userId: actor }, receipt)
  return {
    challenges: ({ actor }) => ({
      ok: true,
      reply: {
        challenges: station.queries.social.challenges(actor, CLOSED_SHOWN).map(wireChallenge),
        open_max: CHALLENGES_OPEN_MAX,
      },
    }),
    proposeChallenge: ({ actor, body, receipt }) =>
      run(
        desk,
        {
          kind: 'propose_challenge',
          challengeId: newId(),
          userId: actor,
          friendId: body.user_id as UserId,
        },
        receipt,
      ),
    acceptChallenge: changing('accept'),
    declineChallenge: changing('decline'),
    cancelChallenge: changing('cancel'),
  }
}

const NO_SCORE = { briefed: 0, planned: 0, reviewed: 0, total: 0 }
/** How two stand as a challenge begins: only signals that open later count. */
const NOTHING_DONE = { signals: 0, own: NO_SCORE, theirs: NO_SCORE }

interface ChangeCall {
  readonly actor: UserId
  readonly params: { readonly id: string }
  readonly receipt: ReceiptKey | undefined
}

/** Asks for a change of a challenge and answers how the challenge stands. */
async function run(
  { station }: Desk,
  command: SocialCommand,
  receipt: ReceiptKey | undefined,
): Promise<Answer<{ challenge: Challenge }>> {
  const executed = await station.execute(command, receipt)
  if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
  const { events, replayed } = executed.value
  // The first is told to the one who commanded.
  const { event } = eventOf(events, 'challenge_changed')
  const line = station.queries.social.challenge(event.userId, event.challenge.challengeId)
  invariant(line !== null, 'a challenge that changed is there')
  // As it stood then: a repeat gets the same answer.
  const { challenge } = event
  const standing = challenge.state === 'running' ? NOTHING_DONE : null
  return {
    ok: true,
    reply: { challenge: wireChallenge({ ...line, challenge, standing, end: null }) },
    replayed,
  }
}
