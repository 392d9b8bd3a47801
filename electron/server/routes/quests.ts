import type { DailyMissions } from '#contracts/quest-shapes.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { Executed } from '#station/station.ts'
import { problemOf } from '../problems.ts'
import { missionsSection } from '../quest-sections.ts'
import type { Answer, Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'
import { wireOdds, wireRewards } from '../wire-quests.ts'
import { eventOf } from './decisions.ts'

type QuestRoutes = Pick<Handlers, 'dailyMissions' | 'drawMissions' | 'claimMission' | 'boxOdds' | 'openBox'>

const UNKNOWN_USER = { ok: false, problem: { code: 'user_not_found' } } as const
const BOX_NO = /^[1-9][0-9]{0,8}$/

/** Daily missions and mystery boxes. */
export function questRoutes(desk: Desk): QuestRoutes {
  const { station } = desk
  return {
    dailyMissions: ({ actor }) => missionsOf(desk, actor),

    async drawMissions({ actor, receipt }) {
      const executed = await station.execute({ kind: 'draw_missions', userId: actor }, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const drawn = missionsOf(desk, actor)
      return drawn.ok ? { ...drawn, replayed: executed.value.replayed } : drawn
    },

    async claimMission({ actor, params, receipt }) {
      const command = { kind: 'claim_mission', userId: actor, missionId: params.id } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const { event, at } = eventOf(executed.value.events, 'mission_claimed')
      const rewards = wireRewards(event.rewards)
      return answered(executed.value, {
        success: true as const,
        mission_id: event.missionId,
        rewards,
        claimed_at: seconds(at),
      })
    },

    boxOdds: () => ({ ok: true, reply: wireOdds() }),

    async openBox({ actor, params, receipt }) {
      if (!BOX_NO.test(params.id)) return { ok: false, problem: { code: 'box_not_found' } }
      const command = { kind: 'open_box', userId: actor, boxNo: Number(params.id) } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const { event, at } = eventOf(executed.value.events, 'box_opened')
      const contents = wireRewards(event.rewards)
      return answered(executed.value, {
        success: true as const,
        box_id: String(event.boxNo),
        rarity: event.rarity,
        contents,
        opened_at: seconds(at),
      })
    },
  }
}

function missionsOf({ station }: Desk, userId: UserId): Answer<DailyMissions> {
  const progress = station.queries.progress.sheet(userId)
  return progress === null ? UNKNOWN_USER : { ok: true, reply: missionsSection(station, progress) }
}

function answered<Reply>({ replayed }: Executed, reply: Reply): Answer<Reply> {
  return { ok: true, reply, replayed }
}
