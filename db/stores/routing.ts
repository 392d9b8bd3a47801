import type { MemberTier } from '#core/command.ts'
import type { DomainEvent } from '#core/event.ts'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { MemberSheet, OfferProgress } from '#core/signals/routing/offer.ts'
import { DEFAULT_ROUTING, type RoutingSheet } from '#core/signals/routing/policy.ts'
import { freshHistory, type PacingReason, type TierReason } from '#core/signals/routing/route.ts'
import type { VetoCount } from '#core/signals/routing/vetoes.ts'
import { eventsOfKinds } from '../journal.ts'
import type { Readable } from '../open.ts'

interface PolicyRow {
  readonly version: number
  readonly policy: string
  readonly changed_by: UserId
  readonly changed_at: number
}

const FIRST_POLICY: RoutingSheet = { version: 0, policy: DEFAULT_ROUTING, changed: null }

/** The policy that stands, or that of a version; of version 0 what a new desk begins with. */
export function readRoutingPolicy(db: Readable, version: number | null = null): RoutingSheet {
  const row = db.get<PolicyRow>(
    `SELECT * FROM routing_policies WHERE version = COALESCE(?, (SELECT MAX(version) FROM routing_policies))`,
    version,
  )
  if (row === undefined) return FIRST_POLICY
  const changed = { by: row.changed_by, at: row.changed_at }
  return { version: row.version, policy: JSON.parse(row.policy), changed }
}

/** How often candidates were vetoed so far, by reason. */
export function readVetoes(db: Readable): readonly VetoCount[] {
  return db.all('SELECT code, count, day, day_count AS dayCount, at, symbol FROM vetoes ORDER BY code')
}

/** How far routing has come with a signal, and up to which user; null before its first step. */
export function readOffer(
  db: Readable,
  id: SignalId,
): (OfferProgress & { readonly decidedTo: number }) | null {
  const row = db.get<{ policyVersion: number; done: number; routed: number; decidedTo: number }>(
    `SELECT policy_version AS policyVersion, done, routed, decided_to AS decidedTo FROM offers
     WHERE signal_no = (SELECT signal_no FROM signals WHERE signal_id = ?)`,
    id,
  )
  return row === undefined ? null : { ...row, done: row.done === 1 }
}

/** Signals whose window is open and with whom routing has not come to its end; the likeliest first. */
export function readOwedOffers(db: Readable): readonly SignalId[] {
  return db
    .all<{ signalId: SignalId }>(
      `SELECT s.signal_id AS signalId FROM signals s INDEXED BY signals_active
       LEFT JOIN offers o ON o.signal_no = s.signal_no
       WHERE s.status = 'active' AND COALESCE(o.done, 0) = 0 ORDER BY s.probability DESC, s.signal_no`,
    )
    .map(({ signalId }) => signalId)
}

interface MemberRow {
  readonly user_id: UserId
  readonly zone: string
  readonly member_tier: MemberTier
  readonly day: string | null
  readonly day_routed: number
  readonly last_at: number
  readonly recent: string
}

const MEMBER_COLUMNS = 't.user_id, t.zone, t.member_tier, q.day, q.day_routed, q.last_at, q.recent'
const MEMBERS = 'traders t LEFT JOIN quotas q ON q.user_no = t.user_no'

/** Users of some member tiers who joined after a user, in order of joining. */
export function readMembersAfter(
  db: Readable,
  tiers: readonly MemberTier[],
  { after, limit }: { readonly after: number; readonly limit: number },
): readonly MemberSheet[] {
  return db
    .all<MemberRow>(
      `SELECT ${MEMBER_COLUMNS} FROM ${MEMBERS} WHERE t.user_no > ? AND t.erased_at IS NULL AND t.member_tier IN (?, ?, ?, ?)
       ORDER BY t.user_no LIMIT ?`,
      after,
      tiers[0] ?? null,
      tiers[1] ?? null,
      tiers[2] ?? null,
      tiers[3] ?? null,
      limit,
    )
    .map(memberOf)
}

/** A user with what he was brought so far, or null. */
export function readMember(db: Readable, id: UserId): MemberSheet | null {
  const row = db.get<MemberRow>(`SELECT ${MEMBER_COLUMNS} FROM ${MEMBERS} WHERE t.user_id = ?`, id)
  return row === undefined ? null : memberOf(row)
}

/** A user with his place in the order of joining, for paging. */
export interface NumberedMember {
  readonly no: number
  readonly member: MemberSheet
}

/** Everybody who was not erased, with what he was brought, newest member first. */
export function readMembers(db: Readable, before: number, limit: number): readonly NumberedMember[] {
  return db
    .all<MemberRow & { user_no: number }>(
      `SELECT t.user_no, ${MEMBER_COLUMNS} FROM ${MEMBERS} WHERE t.user_no < ? AND t.erased_at IS NULL
       ORDER BY t.user_no DESC LIMIT ?`,
      before,
      limit,
    )
    .map((row) => ({ no: row.user_no, member: memberOf(row) }))
}

/** Everybody who was not erased, with what he was brought, in order of joining. Reads the whole table: for the start of a count only. */
export function readAllMembers(db: Readable): readonly MemberSheet[] {
  return db
    .all<MemberRow>(`SELECT ${MEMBER_COLUMNS} FROM ${MEMBERS} WHERE t.erased_at IS NULL ORDER BY t.user_no`)
    .map(memberOf)
}

function memberOf(row: MemberRow): MemberSheet {
  const { day } = row
  const history =
    day === null
      ? freshHistory()
      : { day, dayRouted: row.day_routed, lastAt: row.last_at, recent: JSON.parse(row.recent) }
  return { userId: row.user_id, zone: row.zone, memberTier: row.member_tier, history }
}

/** Who joined last, or null on a desk without users. */
export function readNewestUser(db: Readable): UserId | null {
  return db.get<{ id: UserId }>('SELECT user_id AS id FROM traders ORDER BY user_no DESC LIMIT 1')?.id ?? null
}

/** What routing recorded of one user and one signal. */
export interface RoutingLine {
  readonly no: number
  readonly signalId: SignalId
  /** Null where no step of routing has looked at the signal. */
  readonly offer: {
    readonly policyVersion: number
    readonly tiers: Readonly<Record<MemberTier, TierReason | null>>
    /** Whether he had joined when it was decided for those up to him. */
    readonly decided: boolean
    readonly done: boolean
  } | null
  readonly routedAt: TimestampMs | null
  readonly held: PacingReason | null
}

interface LineRow {
  readonly no: number
  readonly signalId: SignalId
  readonly policy_version: number | null
  readonly tiers: string
  readonly decided: number
  readonly done: number
  readonly reason: string | null
  readonly at: number | null
}

export interface LineFilter {
  readonly userId: UserId
  /** Only signals whose window is open. */
  readonly open: boolean
  readonly before: number
  readonly limit: number
}

const LINE_COLUMNS = `s.signal_no AS no, s.signal_id AS signalId, o.policy_version, o.tiers,
  o.decided_to >= u.user_no AS decided, o.done, r.reason, r.at`
const LINE_TABLES = `CROSS JOIN (SELECT user_no FROM traders WHERE user_id = ?) u
  LEFT JOIN offers o ON o.signal_no = s.signal_no
  LEFT JOIN routings r ON r.signal_no = s.signal_no AND r.user_no = u.user_no`

/** What became of the newest signals for one user, newest first; vetoed candidates are no signals. */
export function readRoutingLines(db: Readable, filter: LineFilter): readonly RoutingLine[] {
  const { userId, open, before, limit } = filter
  const which = open ? 'INDEXED BY signals_active' : ''
  const active = open ? "s.status = 'active' AND" : ''
  return db
    .all<LineRow>(
      `SELECT ${LINE_COLUMNS} FROM signals s ${which} ${LINE_TABLES}
       WHERE ${active} s.vetoed = 0 AND s.signal_no < ? ORDER BY s.signal_no DESC LIMIT ?`,
      userId,
      before,
      limit,
    )
    .map(lineOf)
}

/** What became of one signal for one user; null where there is no such signal or user. */
export function readRoutingLine(db: Readable, userId: UserId, id: SignalId): RoutingLine | null {
  const row = db.get<LineRow>(
    `SELECT ${LINE_COLUMNS} FROM signals s ${LINE_TABLES} WHERE s.signal_id = ?`,
    userId,
    id,
  )
  return row === undefined ? null : lineOf(row)
}

function lineOf(row: LineRow): RoutingLine {
  const held = row.reason === null ? null : (JSON.parse(row.reason) as PacingReason)
  return {
    no: row.no,
    signalId: row.signalId,
    offer:
      row.policy_version === null
        ? null
        : {
            policyVersion: row.policy_version,
            tiers: JSON.parse(row.tiers),
            decided: row.decided === 1,
            done: row.done === 1,
          },
    routedAt: held === null ? row.at : null,
    held,
  }
}

/** What opened and settled at or after an instant of station time. Looks through the journal from its end. */
export function* deskEventsSince(db: Readable, since: TimestampMs): Generator<DomainEvent> {
  const before = db.get<{ no: number }>(
    'SELECT journal_no AS no FROM journal WHERE at < ? ORDER BY journal_no DESC LIMIT 1',
    since,
  )
  yield* eventsOfKinds(db, ['signal_opened', 'signal_settled'], {
    after: before?.no ?? 0,
    last: Number.MAX_SAFE_INTEGER,
  })
}
