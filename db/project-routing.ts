import type { TimestampMs } from '#core/kernel/time.ts'
import type * as event from '#core/signals/routing/events.ts'
import type { Numbers } from './numbers.ts'
import type { Writable } from './open.ts'

type RoutingEvent = event.SignalRouted | event.SignalOffered | event.RoutingChanged | event.CandidatesVetoed

/** Copies what was told of routing and vetoes into their tables. */
export function copyRouting(db: Writable, numbers: Numbers, told: RoutingEvent, at: TimestampMs): void {
  switch (told.kind) {
    case 'signal_routed':
      addRouted(db, numbers, told, at)
      return
    case 'signal_offered':
      setOffer(db, numbers, told, at)
      return
    case 'routing_changed':
      addPolicy(db, told, at)
      return
    case 'candidates_vetoed':
      setVetoes(db, told)
  }
}

function addRouted(
  db: Writable,
  numbers: Numbers,
  { userId, signalId, history }: event.SignalRouted,
  at: TimestampMs,
): void {
  const userNo = numbers.user(userId)
  addRouting(db, { signalNo: numbers.signal(signalId), userNo, reason: null, at })
  db.run(
    `INSERT INTO quotas (user_no, day, day_routed, last_at, recent) VALUES (?, ?, ?, ?, ?) ON CONFLICT (user_no)
     DO UPDATE SET day = excluded.day, day_routed = excluded.day_routed, last_at = excluded.last_at,
       recent = excluded.recent`,
    userNo,
    history.day,
    history.dayRouted,
    history.lastAt,
    JSON.stringify(history.recent),
  )
}

function setOffer(db: Writable, numbers: Numbers, told: event.SignalOffered, at: TimestampMs): void {
  const signalNo = numbers.signal(told.signalId)
  db.run(
    `INSERT INTO offers (signal_no, policy_version, tiers, decided_to, done, routed, decided_at)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (signal_no) DO UPDATE
     SET decided_to = excluded.decided_to, done = excluded.done, routed = excluded.routed,
       decided_at = excluded.decided_at`,
    signalNo,
    told.policyVersion,
    JSON.stringify(told.tiers),
    told.to === null ? 0 : numbers.user(told.to),
    told.done ? 1 : 0,
    told.routed,
    at,
  )
  for (const { userId, reason } of told.held)
    addRouting(db, { signalNo, userNo: numbers.user(userId), reason: JSON.stringify(reason), at })
}

interface RoutingRow {
  readonly signalNo: number
  readonly userNo: number
  readonly reason: string | null
  readonly at: TimestampMs
}

function addRouting(db: Writable, { signalNo, userNo, reason, at }: RoutingRow): void {
  db.run(
    'INSERT INTO routings (signal_no, user_no, reason, at) VALUES (?, ?, ?, ?)',
    signalNo,
    userNo,
    reason,
    at,
  )
}

function addPolicy(db: Writable, { version, policy, by }: event.RoutingChanged, at: TimestampMs): void {
  db.run(
    'INSERT INTO routing_policies (version, policy, changed_by, changed_at) VALUES (?, ?, ?, ?)',
    version,
    JSON.stringify(policy),
    by,
    at,
  )
}

function setVetoes(db: Writable, { counts }: event.CandidatesVetoed): void {
  for (const { code, count, day, dayCount, at, symbol } of counts)
    db.run(
      `INSERT INTO vetoes (code, count, day, day_count, at, symbol) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (code)
       DO UPDATE SET count = excluded.count, day = excluded.day, day_count = excluded.day_count, at = excluded.at,
         symbol = excluded.symbol`,
      code,
      count,
      day,
      dayCount,
      at,
      symbol,
    )
}
