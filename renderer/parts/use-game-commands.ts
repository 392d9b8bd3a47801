import { useNavigate } from '@tanstack/react-router'
import { mayDecide } from '../link/machine.ts'
import type { DailyMissionView } from '../link/wire-progress.ts'
import { stationNow } from '../state/clock.ts'
import type { PaletteCommand } from '../state/command-list.ts'
import { calmLeftMs } from '../state/progress.ts'
import type { DeskState } from '../state/reduce.ts'
import { shippedName } from '../state/shipped.ts'
import { sayIn } from '../words/words.ts'
import { claimable, claimMission, openBox, openedText } from './deeds.ts'
import { useGame } from './places.ts'
import { useDesk, useStation } from './use-desk.ts'
import { useAchievements, useBoxes, useCampaigns, useDailyMissions } from './use-progress.ts'
import { useTrades } from './use-queries.ts'
import { useTimes } from './use-times.ts'

const sayMission = sayIn('missions')
const sayBox = sayIn('rewards')

/** What the palette finds of the game layer, and does in it; nothing where it is hidden or switched off. */
export function useGameCommands(): readonly PaletteCommand[] {
  const game = useGame()
  const deeds = [...useClaims(game), ...useBoxDeeds(game)]
  const found = [...useMissions(game), ...useGallery(game), ...useSeasons(game)]
  // What was asked for before the reader hid it is still remembered.
  return game ? [...deeds, ...found] : []
}

/** Whether the reader may do something now: a viewer never, nobody while the station is not heard. */
function useMayAct(): boolean {
  const { reader } = useDesk()
  const heard = useStation((state) => mayDecide(state.link.phase))
  return heard && reader.role !== 'viewer'
}

function useClaims(game: boolean): readonly PaletteCommand[] {
  const { api } = useDesk()
  const may = useMayAct()
  const missions = useDailyMissions(game).data ?? []
  if (!may) return []
  return claimable(missions).map((mission) => ({
    id: `claim:${mission.id}`,
    name: sayMission('claim_of', { mission: missionName(mission) }),
    kind: 'Action',
    deed: async () => {
      await claimMission(api, mission.id)
      return sayMission('claimed_said', { count: 1 })
    },
  }))
}

/** The boxes that wait, oldest first as their keys take them. What is in one is told where it is opened. */
function useBoxDeeds(game: boolean): readonly PaletteCommand[] {
  const { api, state } = useDesk()
  const may = useMayAct()
  const times = useTimes()
  const boxes = useBoxes(game).data?.boxes ?? []
  // Whether the reader has just fired is known by his trades.
  useTrades()
  if (!may) return []
  const waiting = boxes.filter(({ openedAt }) => openedAt === null).reverse()
  return waiting.map(({ id, createdAt }) => ({
    id: `box:${id}`,
    name: sayBox('open_of', { day: times.minute(createdAt) }),
    kind: 'Action',
    deed: async () => whyNotYet(state()) ?? openedText(await openBox(api, id)),
  }))
}

/** Why no box opens so soon after a fire; null where one does. */
function whyNotYet({ clock, trades }: DeskState): string | null {
  const firedAt = Object.values(trades).map((trade) => trade.firedAt)
  const leftMs = clock === null ? 0 : calmLeftMs(firedAt, stationNow(clock, performance.now()))
  return leftMs === 0 ? null : sayBox('calm', { seconds: Math.ceil(leftMs / 1_000) })
}

function useMissions(game: boolean): readonly PaletteCommand[] {
  const navigate = useNavigate()
  return (useDailyMissions(game).data ?? []).map((mission) => ({
    id: `mission:${mission.id}`,
    name: missionName(mission),
    kind: 'Mission',
    run: () => void navigate({ to: '/missions' }),
  }))
}

const missionName = ({ type, target }: DailyMissionView) => sayMission(`does_${type}`, { count: target })

function useGallery(game: boolean): readonly PaletteCommand[] {
  const navigate = useNavigate()
  return (useAchievements(game).data?.all ?? []).map(({ id, name }) => ({
    id: `achievement:${id}`,
    name: shippedName(name),
    kind: 'Achievement',
    run: () => void navigate({ to: '/achievements' }),
  }))
}

/** The campaign that runs, those ahead and those that are over. */
function useSeasons(game: boolean): readonly PaletteCommand[] {
  const navigate = useNavigate()
  const campaigns = useCampaigns(game).data
  if (campaigns === undefined) return []
  const { active, upcoming, ended } = campaigns
  return [...(active === null ? [] : [active]), ...upcoming, ...ended].map(({ id, name }) => ({
    id: `campaign:${id}`,
    name,
    kind: 'Campaign',
    run: () => void navigate({ to: '/campaigns' }),
  }))
}
