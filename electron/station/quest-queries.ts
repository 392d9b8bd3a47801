import type { UserId } from '#core/kernel/ids.ts'
import { dayIn, type TimestampMs } from '#core/kernel/time.ts'
import { type PityStanding, pityStandings } from '#core/progress/box-table.ts'
import type { BoxSheet } from '#core/progress/boxes.ts'
import { type CampaignView, troubleOf } from '#core/progress/campaign.ts'
import { type PreviewLine, previewOf } from '#core/progress/campaign-preview.ts'
import type { Campaign } from '#core/progress/campaigns-event.ts'
import { drawMissions } from '#core/progress/daily-mission-table.ts'
import { followMissions, type MissionsPart, NO_MISSIONS } from '#core/progress/daily-missions.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import type { CampaignTerms } from '#core/progress/quest-commands.ts'
import { valueNow } from '#core/progress/records.ts'
import type { Rejection } from '#core/rejection.ts'
import { progressStream } from '#core/streams.ts'
import { eventsAfter, headSeq, type Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import * as campaigns from '#db/stores/campaigns.ts'
import { type ClaimSheet, type HonourSheet, readClaims, readHonours } from '#db/stores/claims.ts'
import { countUnopened, type RecordSheet, readBoxes, readPityShown, readRecords } from '#db/stores/quests.ts'
import { pageOf } from './pages.ts'
import type { Page } from './queries.ts'

export type { CampaignStanding } from '#db/stores/campaigns.ts'
export type { ClaimSheet, HonourSheet, RecordSheet }

const CAMPAIGNS_SHOWN_MAX = 200
/** A preview looks at so much of the past; the XP of a longer campaign is taken in proportion. */
const PREVIEW_MS_MAX = 31 * 86_400_000

/** One page of a list of a user. */
export interface PageAsk {
  readonly limit: number
  readonly cursor: string | null
}

/** Campaigns by how they stand. */
export interface CampaignBoard {
  readonly active: Campaign | null
  readonly upcoming: readonly Campaign[]
  readonly over: readonly Campaign[]
  readonly archived: readonly Campaign[]
}

/** What a preview found, or why the campaign could not be made. */
export type Preview =
  | {
      readonly ok: true
      readonly fromMs: number
      readonly traders: number
      readonly lines: readonly PreviewLine[]
    }
  | { readonly ok: false; readonly rejection: Rejection }

/** An event of a trader's progress, with its place in the journal. */
export type ToldProgress = Recorded & { readonly event: ProgressEvent }

/** The read side of quests. */
export interface QuestQueries {
  /** A trader's missions of his own today: as they stand, or as they will be drawn. */
  missions(progress: Progress): MissionsPart
  records(progress: Progress): readonly RecordSheet[]
  /** Newest first; null for a cursor that no page gave. */
  boxes(userId: UserId, ask: PageAsk): Page<BoxSheet> | null
  unopened(userId: UserId): number
  /** How near luck is as far as the opened boxes tell. */
  pity(userId: UserId): readonly PityStanding[]
  claims(userId: UserId, ask: PageAsk): Page<ClaimSheet> | null
  honours(userId: UserId): readonly HonourSheet[]
  campaign(id: string): Campaign | null
  campaigns(): CampaignBoard
  standings(userId: UserId): readonly campaigns.CampaignStanding[]
  /** `edited` names the campaign that these terms are to change; null for a new one. */
  preview(terms: CampaignTerms, edited: string | null): Preview
  /** The events of a trader's progress as the journal has them, newest first; null for a cursor that no page gave. */
  events(userId: UserId, ask: PageAsk): Page<ToldProgress> | null
}

export function questSide(db: Readable, now: () => TimestampMs): QuestQueries {
  return {
    missions: (progress) => missionsToday(progress, dayIn(progress.zone, now())),
    records: (progress) => recordsNow(db, progress),
    boxes: (userId, { limit, cursor }) => {
      const page = pageOf(limit, cursor, (before, count) => readBoxes(db, userId, { before, limit: count }))
      return page && { ...page, items: page.items.map(({ box }) => box) }
    },
    unopened: (userId) => countUnopened(db, userId),
    pity: (userId) => pityStandings(readPityShown(db, userId)),
    claims: (userId, { limit, cursor }) => {
      const page = pageOf(limit, cursor, (before, count) => readClaims(db, userId, { before, limit: count }))
      return page && { ...page, items: page.items.map(({ claim }) => claim) }
    },
    honours: (userId) => readHonours(db, userId),
    campaign: (id) => campaigns.readCampaign(db, id),
    campaigns: () => board(db, now()),
    standings: (userId) => campaigns.readStandings(db, userId, CAMPAIGNS_SHOWN_MAX),
    preview: (terms, edited) => previewed(db, { terms, edited }, now()),
    events: (userId, ask) => eventPage(db, userId, ask),
  }
}

/** A record of today goes on with what it counts. */
function recordsNow(db: Readable, { userId, records, points }: Progress): readonly RecordSheet[] {
  const running = { tally: records.tally, totals: points.totals }
  return readRecords(db, userId).map((record) => ({
    ...record,
    value: valueNow(record.type, record, running),
  }))
}

function missionsToday({ userId, missions: drawn }: Progress, day: string): MissionsPart {
  // The draw is decided by trader and day: it can be shown before it is recorded.
  return drawn.day !== null && drawn.day >= day
    ? drawn
    : followMissions(NO_MISSIONS, drawMissions(userId, day))
}

function board(db: Readable, now: TimestampMs): CampaignBoard {
  const ahead = campaigns.readCampaignsAhead(db, now)
  const known = campaigns.readCampaigns(db, { archived: false, limit: 2 * CAMPAIGNS_SHOWN_MAX })
  return {
    active: ahead.find(({ startsAt }) => startsAt <= now) ?? null,
    upcoming: ahead.filter(({ startsAt }) => startsAt > now),
    over: known.filter(({ endsAt }) => endsAt <= now).slice(0, CAMPAIGNS_SHOWN_MAX),
    archived: campaigns.readCampaigns(db, { archived: true, limit: CAMPAIGNS_SHOWN_MAX }),
  }
}

interface PreviewAsk {
  readonly terms: CampaignTerms
  readonly edited: string | null
}

function previewed(db: Readable, { terms, edited }: PreviewAsk, now: TimestampMs): Preview {
  const campaign = edited === null ? null : campaigns.readCampaign(db, edited)
  const view: CampaignView = { campaign, ahead: campaigns.readCampaignsAhead(db, now), now }
  const rejection = troubleOf(terms, view)
  if (rejection !== null) return { ok: false, rejection }
  const lengthMs = terms.endsAt - terms.startsAt
  const fromMs = Math.min(lengthMs, PREVIEW_MS_MAX)
  const gained = campaigns
    .readXpGained(db, now - fromMs, now)
    .map((xp) => Math.floor((xp / fromMs) * lengthMs))
  return { ok: true, fromMs, traders: gained.length, lines: previewOf(terms.milestones, gained) }
}

function eventPage(db: Readable, userId: UserId, { limit, cursor }: PageAsk): Page<ToldProgress> | null {
  const stream = progressStream(userId)
  const page = pageOf(limit, cursor, (before, count) => {
    // A stream's numbers have no gap: the newest `count` before a number are those from there on.
    const last = Math.min(before - 1, headSeq(db, stream))
    const first = Math.max(last - count, 0)
    return eventsAfter(db, stream, first, last - first)
      .map((told) => ({ no: told.seq, told: told as ToldProgress }))
      .reverse()
  })
  return page && { ...page, items: page.items.map(({ told }) => told) }
}
