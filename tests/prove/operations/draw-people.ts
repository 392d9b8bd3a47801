import { createHash } from 'node:crypto'
import type { Command } from '#core/command.ts'
import type { PolicyChanges } from '#core/stats/experiment.ts'
import { ZONES } from './calendars.ts'
import { signOf } from './people.ts'
import { type Draw, OPERATOR, type Scene, someone } from './scene.ts'

/** People of a desk; whoever leaves is followed by somebody else. */
export const USERS = 12
const EXPERIMENTS_SEEN = 3
const EXPERIMENT_DAYS_MAX = 6
const by = OPERATOR as never

/** Somebody is taken in. */
export function joining(userId: string, zone: string): Command {
  const name = `Name of ${signOf(userId)}`
  return { kind: 'add_user', userId: userId as never, name, zone, memberTier: 'nibbler' }
}

function join({ chance, users, fresh }: Scene): readonly Command[] | null {
  return users.length >= USERS ? null : [joining(`p${fresh()}`, chance.pick(ZONES))]
}

/** To a zone of the list, mostly; to the one he is in, or to none, too. */
function move(scene: Scene): readonly Command[] {
  const zone = scene.chance.heads(0.97) ? scene.chance.pick(ZONES) : 'Mars/Olympus'
  return [{ kind: 'change_zone', userId: someone(scene) as never, zone }]
}

function erase(scene: Scene): readonly Command[] | null {
  if (scene.users.length < USERS) return null
  return [{ kind: 'erase_user', userId: someone(scene) as never, reason: 'own_request', by }]
}

function token(scene: Scene): readonly Command[] {
  const userId = someone(scene)
  const tokenId = `t${scene.fresh()}`
  return [
    {
      kind: 'create_token',
      tokenId: tokenId as never,
      userId: userId as never,
      role: 'trader',
      label: `Phone of ${signOf(userId)}`,
      expiresAt: null,
      mayActFor: [],
      secretHash: createHash('sha256').update(tokenId).digest('hex'),
    },
  ]
}

/** The last changes nothing, and is refused. */
const CHANGES: readonly PolicyChanges[] = [
  { levelBonusPerLevel: 7 },
  { levelBonusMax: 10 },
  { combinedHundredthsMax: 120 },
  { levelBonusPerLevel: 0, combinedHundredthsMax: 150 },
  {},
]

function startExperiment({ chance, fresh }: Scene): readonly Command[] {
  const fields = {
    name: 'Drawn',
    changes: chance.pick(CHANGES),
    treatedBp: chance.pick([2_500, 5_000, 7_500]),
    outcome: { event: 'points_awarded', measure: 'points', filter: {} },
    days: chance.between(1, EXPERIMENT_DAYS_MAX),
  } as const
  return [{ kind: 'start_experiment', experimentId: `x${fresh()}`, fields, by }]
}

function endExperiment({ chance, db }: Scene): readonly Command[] | null {
  const rows = db.all<{ id: string }>(
    'SELECT experiment_id AS id FROM experiments ORDER BY ends_at DESC LIMIT ?',
    EXPERIMENTS_SEEN,
  )
  return rows.length === 0 ? null : [{ kind: 'end_experiment', experimentId: chance.pick(rows).id, by }]
}

/** Who comes, moves and leaves, and what is tried on some of them. */
export const PEOPLE_DRAWS: readonly Draw[] = [
  { weight: 4, of: join },
  { weight: 2.5, of: move },
  { weight: 0.15, of: erase },
  { weight: 0.5, of: token },
  { weight: 0.8, of: startExperiment },
  { weight: 0.3, of: endExperiment },
]
