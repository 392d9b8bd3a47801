import type { Command, PassReason } from '#core/command.ts'
import { PERIOD_BOARDS, periodAt } from '#core/progress/board-period.ts'
import type { Milestone } from '#core/progress/campaigns-event.ts'
import { readRun } from '#db/stores/desk.ts'
import { fire, NOON, posted } from '#tests/support/desk.ts'
import { settle } from './market.ts'
import { signOf } from './people.ts'
import { aSignal, type Draw, OPERATOR, type Scene, someone } from './scene.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Bars of the market for which a signal stays open. */
const WINDOW_BARS = 100
const OPEN_MAX = 6
const REASONS: readonly PassReason[] = ['risk', 'news', 'plan']
const CAMPAIGNS_SEEN = 3
/** The desk's own zone. */
export const DESK_ZONE = 'UTC'

function openSignals({ db }: Scene): readonly string[] {
  return db
    .all<{ id: string }>("SELECT signal_id AS id FROM signals WHERE status <> 'settled' ORDER BY signal_no")
    .map(({ id }) => id)
}

function post(scene: Scene): readonly Command[] | null {
  if (openSignals(scene).length >= OPEN_MAX) return null
  return [posted(`s${scene.fresh()}`, scene.marketAt + WINDOW_BARS * MINUTE_MS)]
}

function fireOne(scene: Scene): readonly Command[] | null {
  const signalId = aSignal(scene)
  return signalId === null ? null : [fire(someone(scene), signalId, `trade-${scene.fresh()}`)]
}

function passOne(scene: Scene): readonly Command[] | null {
  const signalId = aSignal(scene)
  if (signalId === null) return null
  const userId = someone(scene) as never
  const note = scene.chance.heads() ? `too wide for ${signOf(userId)}` : null
  const reason = scene.chance.pick(REASONS)
  return [{ kind: 'pass_signal', userId, signalId: signalId as never, reason, note }]
}

/** The next bar: what was fired gets its price, every open signal its end, and every trade its result. */
function market(scene: Scene): readonly Command[] | null {
  const run = readRun(scene.db)
  const open = openSignals(scene)
  if (run === null || open.length === 0) return null
  return [
    ...open.map((id): Command => ({ kind: 'execute_fires', signalId: id as never, price: 1.1 })),
    settle(run.barsDone, scene.chance.heads() ? 'WIN' : 'LOSS'),
    ...open.map((id): Command => ({ kind: 'settle_trades', signalId: id as never })),
  ]
}

/** The period of a board that was over last. */
function closePeriod({ chance, now }: Scene): readonly Command[] {
  const board = chance.pick(PERIOD_BOARDS)
  const { period } = periodAt(board, DESK_ZONE, periodAt(board, DESK_ZONE, now).from - 1)
  return [{ kind: 'close_period', board, period }]
}

function milestones({ chance }: Scene): readonly Milestone[] {
  let xp = 0
  return Array.from({ length: chance.between(1, 5) }, () => {
    xp += chance.between(100, 2_000)
    return {
      xp,
      rewards: chance.pick([
        [{ kind: 'points', amount: 100 }],
        [{ kind: 'box', rarity: 'drawn' }],
        [
          { kind: 'xp', amount: 50 },
          { kind: 'box', rarity: 'rare' },
          { kind: 'honour', honour: 'title', name: 'Drawn' },
        ],
      ] as const),
    }
  })
}

function terms(scene: Scene) {
  const { chance, now } = scene
  const startsAt = now + chance.pick([0, 0, DAY_MS])
  const endsAt = startsAt + chance.between(1, 9) * DAY_MS
  return { name: `Season ${now - NOON}`, description: '', startsAt, endsAt, milestones: milestones(scene) }
}

const by = OPERATOR as never

function changeCampaign(scene: Scene): readonly Command[] | null {
  const { chance, db } = scene
  const rows = db.all<{ id: string }>(
    'SELECT campaign_id AS id FROM campaigns ORDER BY ends_at DESC LIMIT ?',
    CAMPAIGNS_SEEN,
  )
  if (rows.length === 0) return null
  const campaignId = chance.pick(rows).id
  switch (chance.between(1, 3)) {
    case 1:
      return [{ kind: 'edit_campaign', campaignId, terms: terms(scene), by }]
    case 2:
      return [{ kind: 'end_campaign', campaignId, by }]
    default:
      return [{ kind: 'archive_campaign', campaignId, by }]
  }
}

/** What happens at the desk: signals, decisions, the market, seasons and boards. */
export const DESK_DRAWS: readonly Draw[] = [
  { weight: 5, of: post },
  { weight: 14, of: fireOne },
  { weight: 8, of: passOne },
  { weight: 1.2, of: market },
  { weight: 1, of: closePeriod },
  {
    weight: 1,
    of: (scene) => [{ kind: 'create_campaign', campaignId: `c${scene.fresh()}`, terms: terms(scene), by }],
  },
  { weight: 0.4, of: changeCampaign },
]
