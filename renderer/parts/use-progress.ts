import { type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query'
import type { ReplyOf } from '#contracts/http.ts'
import * as wire from '../link/wire-progress.ts'
import { useDesk } from './use-desk.ts'

/**
 * What the pages of progress ask by REST. All stand under one key, which each live message of progress marks as old.
 * What the palette asks too can be left unasked: it is there when the game layer is not.
 */

const PAGE = 200
/** Pages of trades that a profile reads: enough for a busy year. */
const TRADE_PAGES_MAX = 5
const HISTORY_LINES = 50

export function useDailyMissions(enabled = true) {
  const { api } = useDesk()
  return useQuery({
    enabled,
    queryKey: ['progress', 'missions'],
    queryFn: async () => (await api.ask('dailyMissions', {})).missions.map(wire.readDailyMission),
  })
}

export function useChallenges() {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['progress', 'challenges'],
    queryFn: async () => (await api.ask('challenges', {})).challenges.map(wire.readChallenge),
  })
}

export function useFriends() {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['progress', 'friends'],
    queryFn: async () => {
      const reply = await api.ask('friends', {})
      return {
        friends: reply.friends.map(wire.readFriend),
        received: reply.requests_in.map(wire.readFriend),
        sent: reply.requests_out.map(wire.readFriend),
      }
    },
  })
}

/** What happened in the reader's progress, newest first. */
export function useHistory() {
  const { api, reader } = useDesk()
  return useQuery({
    queryKey: ['progress', 'history'],
    queryFn: async () => {
      const query = { limit: HISTORY_LINES }
      const { events, next_cursor } = await api.ask('userEvents', { params: { id: reader.userId }, query })
      const read = events.map((event) => ({
        id: event.event_id,
        kind: event.event_type,
        sentence: event.sentence,
        said: event.said_by,
        at: Math.round(event.timestamp * 1_000),
      }))
      return { events: read, more: next_cursor !== null }
    },
  })
}

export function useBoxes(enabled = true) {
  const { api, reader } = useDesk()
  return useQuery({
    enabled,
    queryKey: ['progress', 'boxes'],
    queryFn: async () => {
      const reply = await api.ask('userBoxes', { params: { id: reader.userId }, query: { limit: PAGE } })
      return {
        unopened: reply.unopened_count,
        boxes: reply.boxes.map(wire.readBox),
        pity: reply.pity.map(wire.readPity),
        more: reply.next_cursor !== null,
      }
    },
  })
}

export function useBoxOdds(): UseQueryResult<ReplyOf<'boxOdds'>> {
  const { api } = useDesk()
  return useQuery({ queryKey: ['box-odds'], queryFn: () => api.ask('boxOdds', {}) })
}

export function useClaims() {
  const { api, reader } = useDesk()
  return useQuery({
    queryKey: ['progress', 'claims'],
    queryFn: async () => {
      const query = { limit: HISTORY_LINES }
      const reply = await api.ask('userClaims', { params: { id: reader.userId }, query })
      return {
        claims: reply.claims.map(wire.readClaim),
        more: reply.next_cursor !== null,
        honours: reply.honours.map(({ honour, name, count }) => ({ kind: honour, name, count })),
      }
    },
  })
}

export function usePoints() {
  const { api, reader } = useDesk()
  return useQuery({
    queryKey: ['progress', 'points'],
    queryFn: async () => {
      const reply = await api.ask('userPoints', { params: { id: reader.userId } })
      return {
        balance: reply.balance,
        today: reply.earned_today,
        xp: reply.xp,
        level: reply.level,
        levelXp: reply.level_xp,
        nextXp: reply.next_level_xp,
      }
    },
  })
}

export function useStreaks() {
  const { api, reader } = useDesk()
  return useQuery({
    queryKey: ['progress', 'streaks'],
    queryFn: async () => {
      const reply = await api.ask('userStreaks', { params: { id: reader.userId } })
      return {
        streaks: reply.streaks.map(wire.readStreak),
        health: reply.statistics.streak_health_score,
        freezesLeft: reply.freezes.remaining_this_month,
        earned: reply.freezes.earned,
        mayFreeze: reply.recovery_suggestions
          .filter((one) => one.can_use_freeze)
          .map((one) => one.streak_type),
      }
    },
  })
}

export function useAchievements(enabled = true) {
  const { api, reader } = useDesk()
  return useQuery({
    enabled,
    queryKey: ['progress', 'achievements'],
    queryFn: async () => {
      const reply = await api.ask('userAchievements', { params: { id: reader.userId } })
      const { statistics } = reply
      return {
        all: reply.achievements.map((one) => wire.readAchievement(one, reply.shares)),
        secrets: reply.secret_count,
        closest: reply.recommendations.map((one) => one.achievement_id),
        done: statistics.total_completed,
        available: statistics.total_available,
        medals: statistics.tier_counts,
        recent: statistics.recent_unlocks.map((one) => ({
          id: one.achievement_id,
          name: one.name,
          medal: one.tier,
          at: Math.round(one.unlocked_at * 1_000),
        })),
      }
    },
  })
}

export function useRecords() {
  const { api, reader } = useDesk()
  return useQuery({
    queryKey: ['progress', 'records'],
    queryFn: async () => {
      const reply = await api.ask('userRecords', { params: { id: reader.userId } })
      return reply.personal_records.map((record) => ({
        type: record.record_type,
        unit: record.unit,
        value: record.value,
        at: Math.round(record.achieved_at * 1_000),
      }))
    },
  })
}

export function useCampaigns(enabled = true) {
  const { api, reader } = useDesk()
  return useQuery({
    enabled,
    queryKey: ['progress', 'campaigns'],
    queryFn: async () => {
      const [all, own] = await Promise.all([
        api.ask('campaigns', {}),
        api.ask('userCampaigns', { params: { id: reader.userId } }),
      ])
      return {
        active: all.active === null ? null : wire.readCampaign(all.active),
        upcoming: all.upcoming.map(wire.readCampaign),
        ended: [...all.over, ...all.archived].map(wire.readCampaign),
        own: own.campaigns.map(wire.readCampaignProgress),
      }
    },
  })
}

/** The reader's trades that are over, oldest first; `whole` where all of them were read. */
export function useClosedTrades() {
  const { api, reader } = useDesk()
  return useQuery({
    queryKey: ['trades', 'closed'],
    queryFn: async () => {
      const trades: wire.ClosedTradeView[] = []
      let cursor: string | null = null
      let pages = 0
      do {
        const page: ReplyOf<'userFires'> = await api.ask('userFires', {
          params: { id: reader.userId },
          query: { limit: PAGE, ...(cursor === null ? {} : { cursor }) },
        })
        trades.push(...page.fires.map(wire.readClosedTrade).filter((trade) => trade !== null))
        cursor = page.next_cursor
        pages += 1
      } while (cursor !== null && pages < TRADE_PAGES_MAX)
      return { trades: trades.reverse(), whole: cursor === null }
    },
  })
}

/** What the reader decided and how it came out, by symbol, session, weekday and hour, as the station counts it. */
export function useTimeStats() {
  const { api, reader } = useDesk()
  return useQuery({
    queryKey: ['tally', 'times'],
    queryFn: () => api.ask('userTimes', { params: { id: reader.userId }, query: {} }),
  })
}

export function useForecast() {
  const { api, reader } = useDesk()
  return useQuery({
    queryKey: ['tally', 'forecast'],
    queryFn: () => api.ask('userForecast', { params: { id: reader.userId } }),
  })
}

/** A deed of the game layer: done once it is answered, then everything of progress is asked for again. */
export function useDeed<Input>(act: (input: Input) => Promise<unknown>) {
  const { queries } = useDesk()
  return useMutation({
    mutationFn: act,
    networkMode: 'always',
    onSettled: () => queries.invalidateQueries({ queryKey: ['progress'] }),
  })
}
