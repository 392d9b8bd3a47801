import type { ProblemCode } from '#contracts/problem-codes.ts'
import { PROBLEMS } from '#contracts/problems.ts'

const codes = Object.entries(PROBLEMS).map(([code, { message }]) => [code, message] as const)

/** English: the words of the contract. The page says them as the station sends them, which may be more exact. */
export const refusals = {
  ...(Object.fromEntries(codes) as Readonly<Record<ProblemCode, string>>),
  unreachable: 'The station does not answer.',
  bad_reply: 'The answer is not the one the contract promises.',
  freeze_members_only: 'Freezes are for members.',
  freeze_no_streak: 'There is no such streak to freeze yet.',
  freeze_streak_lost: 'This streak is lost: a freeze comes too late for it.',
  freeze_none_left: 'No freeze is left this month.',
  freeze_streak_too_short: 'A streak can be frozen once it counts seven.',
  freeze_already_frozen: 'This streak is frozen already: one freeze at a time.',
  withheld_tier: 'Members of your tier are not brought signals of this tier.',
  withheld_rank: 'It ranks below what members of your tier are brought.',
  withheld_limit: 'Your limit of the day was reached.',
  withheld_gap: 'Too soon after the last one you were brought.',
  withheld_mix: 'Your share of signals of this tier was reached.',
  withheld_full_speed: 'The market ran too fast for it to be brought to anybody.',
  withheld_closed: 'Its window had closed before it could be brought.',
  withheld_joined_later: 'It was open before you joined.',
  veto_spacing: 'Too soon after another of its symbol.',
  veto_sources: 'Most sources are stale.',
  veto_floor: 'Below the floor of its symbol.',
  veto_daily_stop: 'The desk had stopped for its day.',
} as const
