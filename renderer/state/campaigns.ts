import type { CampaignView, RewardView } from '../link/wire-progress.ts'

/** One milestone of a season track. */
export interface TrackStep {
  readonly xp: number
  readonly state: 'owned' | 'next' | 'locked'
  /** Its place on the scale, 0 to 1. */
  readonly place: number
}

/** The track of a campaign for somebody with so much XP: what he has, what is next, what is locked. */
export function trackOf(milestones: readonly { readonly xp: number }[], xp: number): readonly TrackStep[] {
  const last = milestones.at(-1)?.xp ?? 1
  const next = milestones.findIndex((milestone) => milestone.xp > xp)
  return milestones.map((milestone, index) => ({
    xp: milestone.xp,
    state: milestone.xp <= xp ? 'owned' : index === next ? 'next' : 'locked',
    place: milestone.xp / last,
  }))
}

/** A day has to be over before a pace is worth telling. */
const PACE_FROM_MS = 86_400_000

interface Run {
  readonly startsAt: number
  readonly endsAt: number
}

/** XP at the end if it goes on like that, or null where it is too early to say. */
export function paceOf({ startsAt, endsAt }: Run, xp: number, now: number): number | null {
  const gone = now - startsAt
  if (xp === 0 || gone < PACE_FROM_MS || now >= endsAt) return null
  return Math.floor((xp / gone) * (endsAt - startsAt))
}

/** One milestone as an operator types it. */
export interface MilestoneDraft {
  readonly key: number
  readonly xp: string
  /** Empty where it pays other things alone. */
  readonly points: string
  /** What it pays beside, which the form shows and does not change. */
  readonly more: readonly RewardView[]
}

export interface CampaignDraft {
  readonly name: string
  readonly description: string
  /** `2026-11-20T18:00`, in UTC; empty is at once. */
  readonly starts: string
  readonly ends: string
  readonly milestones: readonly MilestoneDraft[]
}

export const EMPTY_CAMPAIGN: CampaignDraft = {
  name: '',
  description: '',
  starts: '',
  ends: '',
  milestones: [{ key: 1, xp: '500', points: '200', more: [] }],
}

const WHOLE = /^[1-9]\d{0,7}$/
const secondsOf = (typed: string): number => Date.parse(`${typed}Z`) / 1_000

/** What is sent of a draft; null where something is missing that the station could not even read. */
export function requestOf({ name, description, starts, ends, milestones }: CampaignDraft) {
  const readable = name.trim() !== '' && Number.isFinite(secondsOf(ends))
  const whole = milestones.every(
    ({ xp, points, more }) => WHOLE.test(xp) && (WHOLE.test(points) || (points === '' && more.length > 0)),
  )
  if (!readable || !whole) return null
  return {
    name: name.trim(),
    description,
    ...(starts === '' ? {} : { starts_at: secondsOf(starts) }),
    ends_at: secondsOf(ends),
    milestones: milestones.map(({ xp, points, more }) => ({
      xp: Number(xp),
      rewards: [...(points === '' ? [] : [{ kind: 'points' as const, amount: Number(points) }]), ...more],
    })),
  }
}

/** A campaign as its operator would have typed it. */
export function draftOf({ name, description, startsAt, endsAt, milestones }: CampaignView): CampaignDraft {
  return {
    name,
    description,
    starts: typedTime(startsAt),
    ends: typedTime(endsAt),
    milestones: milestones.map(({ xp, rewards }, index) => {
      const paid = rewards.find((one) => one.kind === 'points')
      return {
        key: index + 1,
        xp: String(xp),
        points: paid === undefined ? '' : String(paid.amount),
        more: rewards.filter((one) => one !== paid),
      }
    }),
  }
}

/** `2026-11-20T18:00`, with seconds where there are some: a field of whole minutes would move them. */
function typedTime(at: number): string {
  const text = new Date(at).toISOString()
  return text.slice(0, at % 60_000 === 0 ? 16 : 19)
}
