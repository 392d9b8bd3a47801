import { setImmediate as nextTurn } from 'node:timers/promises'
import { EXPORT_LINES_MAX, type ExportSection } from '#contracts/http/exports.ts'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import { dayIn } from '#core/kernel/time.ts'
import { keyOf } from '#core/progress/daily-mission-table.ts'
import type { MissionSheet } from '#core/progress/daily-missions.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import type { PassSheet, TokenSheet, TraderSheet } from '#core/sheets.ts'
import type { Page, PageRange, Queries } from '#station/queries.ts'
import type { Station } from '#station/station.ts'
import type { Line } from './csv.ts'
import { sentenceOfEvent } from './event-sentences.ts'
import { money, seconds, wireFire, wireUserStats } from './wire.ts'
import { wireLoggedUnlock } from './wire-achievements.ts'
import { wireRecorded } from './wire-activity.ts'
import { wirePlace } from './wire-boards.ts'
import { wireDeviceLine } from './wire-devices.ts'
import { wirePoints, wireTransaction } from './wire-progress.ts'
import { wireBox, wireClaim, wireHonour, wireRecord, wireStanding } from './wire-quests.ts'
import { wireQuota, wireRouted } from './wire-routing.ts'
import { wireChallenge, wireCircleLine } from './wire-social.ts'
import { wireFreezes, wireStreaks } from './wire-streaks.ts'

/** Lines read in one turn of the event loop. */
const LINES_PER_TURN = 500
/** Newest signals of which an export says whether they were brought to the user. */
const ROUTED_MAX = 2_000

/** One list of an export; `cut` where there are older lines than fit. */
export interface SectionLines {
  readonly lines: readonly Line[]
  readonly cut: boolean
}

/** Reads a section of a known user's export. */
export type Sections = Readonly<Record<ExportSection, () => Promise<SectionLines>>>

/** Everything that is held about a user, by section; nothing is read before it is asked for. */
export function sectionsOf(station: Station, trader: TraderSheet): Sections {
  return {
    ...ofTrading(station, trader),
    ...ofProgress(station, trader),
    ...ofQuests(station, trader),
    ...ofOthers(station, trader),
  }
}

type Reader<Name extends ExportSection> = Pick<Sections, Name>

function ofTrading(
  { queries, now }: Station,
  trader: TraderSheet,
): Reader<'user' | 'tokens' | 'devices' | 'fires' | 'passes' | 'days' | 'quota' | 'routing'> {
  const { userId, memberTier } = trader
  return {
    user: one(() => ({ ...wireUser(trader, queries.userName(userId)), ...wireChoices(queries, userId) })),
    tokens: whole((limit) => queries.exports.tokens(userId, limit).map(wireToken)),
    devices: whole((limit) => queries.devices.all(userId, limit).map(wireDeviceLine)),
    fires: paged(
      ({ limit, cursor }) => queries.firesOfUser(userId, limit, cursor),
      ({ trade, sheet }) => wireFire(trade, sheet),
    ),
    passes: whole((limit) =>
      queries.passesOfUser(userId, limit).map((sheet) => wirePass(sheet, sourceOf(queries, sheet.signalId))),
    ),
    days: whole(() => queries.daysOfUser(userId).map(({ day, pnlCents }) => ({ day, pnl: money(pnlCents) }))),
    quota: one(() => {
      const member = queries.member(userId)
      invariant(member, 'a trader is a member')
      return wireQuota(member, queries.userName(userId), { policy: queries.routing().policy, now: now() })
    }),
    routing: paged(
      (range) => queries.routedSignals(userId, false, range),
      ({ sheet, told }) => wireRouted(sheet, told, memberTier),
      ROUTED_MAX,
    ),
  }
}

function ofProgress(
  { queries, now }: Station,
  { userId }: TraderSheet,
): Reader<'points' | 'transactions' | 'violations' | 'unlocks' | 'streaks' | 'freezes' | 'events'> {
  const sheet = () => progressOf(queries, userId)
  return {
    points: one(() => {
      const { zone, points } = sheet()
      return { ...wirePoints(points.totals, dayIn(zone, now())), vip: points.vip }
    }),
    transactions: paged(
      (range) => queries.progress.transactions(userId, { ...range, type: null }),
      // What was done with a signal has its id as source.
      (transaction) => ({ ...wireTransaction(transaction), source: sourceOf(queries, transaction.sourceId) }),
    ),
    violations: whole((limit) =>
      queries.exports.violations(userId, limit).map(({ at, action, sourceId, violation, retryAt }) => ({
        at: seconds(at),
        action,
        source_event_id: sourceId,
        violation,
        retry_at: seconds(retryAt),
      })),
    ),
    unlocks: paged(({ limit, cursor }) => queries.achievements.log(userId, limit, cursor), wireLoggedUnlock),
    streaks: whole(() => wireStreaks(sheet(), now()).streaks),
    freezes: whole((limit) => wireFreezes(sheet(), queries.progress.freezes(userId, limit), now()).used),
    events: paged(
      (range) => queries.quests.events(userId, range),
      ({ stream, seq, at, event }) => ({
        event_id: `${stream}/${seq}`,
        event_type: event.kind,
        sentence: sentenceOfEvent(event),
        timestamp: seconds(at),
        source: sourceOf(queries, signalOf(event)),
        ...wireRecorded(event),
      }),
    ),
  }
}

function ofQuests(
  { queries, now }: Station,
  { userId }: TraderSheet,
): Reader<'missions' | 'boxes' | 'records' | 'claims' | 'honours' | 'campaigns'> {
  const { quests, exports } = queries
  return {
    missions: whole((limit) => exports.missions(userId, limit).map(wireMission)),
    boxes: paged((range) => quests.boxes(userId, range), wireBox),
    records: whole(() =>
      quests
        .records(progressOf(queries, userId))
        .map((record) => ({ ...wireRecord(record), source: sourceOf(queries, record.signalId) })),
    ),
    claims: paged((range) => quests.claims(userId, range), wireClaim),
    honours: whole(() => quests.honours(userId).map(wireHonour)),
    campaigns: whole(() => quests.standings(userId).map((standing) => wireStanding(standing, now()))),
  }
}

/** What concerns others beside him: friends and requests, challenges, places on boards. */
function ofOthers(
  { queries }: Station,
  { userId }: TraderSheet,
): Reader<'friends' | 'challenges' | 'places'> {
  return {
    friends: whole(() =>
      queries.social
        .circle(userId)
        .map(({ state, ...line }) => ({ ...wireCircleLine({ state, ...line }), state })),
    ),
    challenges: whole((limit) => queries.social.challenges(userId, limit).map(wireChallenge)),
    places: whole((limit) => queries.exports.places(userId, limit).map(wirePlace)),
  }
}

function progressOf(queries: Queries, userId: UserId): Progress {
  const progress = queries.progress.sheet(userId)
  invariant(progress, 'a trader has a progress')
  return progress
}

function one(read: () => Line): () => Promise<SectionLines> {
  return async () => ({ lines: [read()], cut: false })
}

/** A list that is read at once; one line more than fits tells that there are more. */
function whole(read: (limit: number) => readonly Line[]): () => Promise<SectionLines> {
  return async () => {
    await nextTurn()
    const lines = read(EXPORT_LINES_MAX + 1)
    return { lines: lines.slice(0, EXPORT_LINES_MAX), cut: lines.length > EXPORT_LINES_MAX }
  }
}

/** A list that is read a page in a turn, so that nobody waits for it. */
function paged<Item>(
  read: (range: PageRange) => Page<Item> | null,
  wire: (item: Item) => Line,
  max = EXPORT_LINES_MAX,
): () => Promise<SectionLines> {
  return async () => {
    const lines: Line[] = []
    let cursor: string | null = null
    do {
      await nextTurn()
      const limit = Math.min(LINES_PER_TURN, max - lines.length)
      const page: Page<Item> | null = read({ limit, cursor })
      lines.push(...(page?.items ?? []).map(wire))
      cursor = page?.next ?? null
    } while (cursor !== null && lines.length < max)
    return { lines, cut: cursor !== null }
  }
}

/** Where the prices of a signal came from; null for what is of no signal. */
function sourceOf(queries: Station['queries'], id: string | null): string | null {
  return id === null ? null : (queries.signal(id as SignalId)?.signal.source ?? null)
}

/** The signal an event of progress is about, if it is about one. */
function signalOf(event: ProgressEvent): string | null {
  if (event.kind === 'activity_recorded') return event.facts.signalId ?? null
  return event.kind === 'record_set' ? event.setOn : null
}

function wireUser({ userId, zone, memberTier, totals, last7dPnlCents }: TraderSheet, name: string | null) {
  return {
    user_id: userId,
    name,
    timezone: zone,
    member_tier: memberTier,
    balance: money(totals.balanceCents),
    pnl: money(totals.pnlCents),
    total_fires: totals.fires,
    total_passes: totals.passes,
    wins: totals.wins,
    losses: totals.losses,
    timeouts: totals.timeouts,
    stats: wireUserStats(totals, last7dPnlCents),
  }
}

/** What he said of himself: whether he is on boards, and when he moved; null for who lives where he began. */
function wireChoices({ exports }: Queries, userId: UserId) {
  const changedAt = exports.zone(userId)?.changedAt ?? null
  return {
    show_on_boards: exports.shown(userId),
    zone_changed_at: changedAt === null ? null : seconds(changedAt),
  }
}

function wirePass({ signalId, reason, note, passedAt }: PassSheet, source: string | null) {
  return { signal_id: signalId, reason, note, passed_at: seconds(passedAt), source }
}

function wireToken({ token, label }: { readonly token: TokenSheet; readonly label: string }) {
  const { tokenId, role, expiresAt, revoked } = token
  const expires_at = expiresAt === null ? null : seconds(expiresAt)
  return { token_id: tokenId, role, label, expires_at, revoked }
}

function wireMission({ missionId, type, analyst, target, progress, rewards, state }: MissionSheet) {
  return {
    mission_id: missionId,
    day: keyOf(missionId).day,
    mission_type: type,
    bot_id: analyst,
    target_value: target,
    current_progress: progress,
    rewards,
    state,
  }
}

/** The user of an export, or null for an unknown one. */
export function traderOf({ queries }: Station, id: string): TraderSheet | null {
  return queries.trader(id as UserId)
}
