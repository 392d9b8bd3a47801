import type { Role } from '#core/command.ts'
import type { SealedCode } from '#core/devices/command.ts'
import type { DeviceSheet } from '#core/devices/devices.ts'
import type { SessionSheet } from '#core/devices/session.ts'
import type { DeviceId, TokenId, UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Readable } from '../open.ts'

interface DeviceRow {
  readonly device_id: DeviceId
  readonly user_id: UserId
  readonly role: DeviceSheet['role']
  readonly paired_at: number
  readonly ends_at: number
  readonly revoked: number
}

interface SessionRow extends DeviceRow {
  readonly name: string
  readonly browser: string
  readonly address: string
  readonly seen_at: number
  readonly current_hash: string
  readonly previous_hash: string | null
  readonly rotated_at: number
  readonly rotated_from: string
  readonly repeated: number
}

/** A device with what is private of it, for those who may see it. */
export interface DeviceLine {
  readonly device: DeviceSheet
  readonly name: string
  readonly browser: string
  readonly address: string
  readonly seenAt: TimestampMs
  /** When its session was refreshed last. */
  readonly rotatedAt: TimestampMs
}

/** A device, or null. */
export function readDevice(db: Readable, id: DeviceId): DeviceSheet | null {
  const row = db.get<DeviceRow>('SELECT * FROM devices WHERE device_id = ?', id)
  return row ? deviceOf(row) : null
}

/** A device with what its session is recognised by; null for an unknown or an erased one. */
export function readSession(db: Readable, id: DeviceId): SessionSheet | null {
  const row = db.get<SessionRow>(
    'SELECT * FROM devices d JOIN device_sessions s ON s.device_id = d.device_id WHERE d.device_id = ?',
    id,
  )
  if (!row) return null
  return {
    device: deviceOf(row),
    currentHash: row.current_hash,
    previousHash: row.previous_hash,
    rotatedAt: row.rotated_at,
    rotatedFrom: row.rotated_from,
    repeated: row.repeated === 1,
  }
}

/** Devices that were not ended, who was paired last first; of one user, or of everybody. */
export function readDevices(db: Readable, userId: UserId | null, limit: number): readonly DeviceLine[] {
  return linesOf(
    db.all<SessionRow>(
      `SELECT * FROM devices d JOIN device_sessions s ON s.device_id = d.device_id
       WHERE d.revoked = 0 AND (? IS NULL OR d.user_id = ?) ORDER BY d.paired_at DESC, d.device_id DESC LIMIT ?`,
      userId,
      userId,
      limit,
    ),
  )
}

/** Every device a user had that is still known by name, who was paired last first. */
export function readDevicesOf(db: Readable, userId: UserId, limit: number): readonly DeviceLine[] {
  return linesOf(
    db.all<SessionRow>(
      `SELECT * FROM devices d JOIN device_sessions s ON s.device_id = d.device_id
       WHERE d.user_id = ? ORDER BY d.paired_at DESC, d.device_id DESC LIMIT ?`,
      userId,
      limit,
    ),
  )
}

/** How many devices of a user can still come by. */
export function countDevices(db: Readable, userId: UserId, now: TimestampMs): number {
  const sql = 'SELECT COUNT(*) AS n FROM devices WHERE user_id = ? AND revoked = 0 AND ends_at > ?'
  return db.get<{ n: number }>(sql, userId, now)?.n ?? 0
}

/** The roles of a user's devices and own tokens that were not ended. */
export function readRoles(db: Readable, userId: UserId): readonly Role[] {
  return db
    .all<{ role: Role }>(
      `SELECT role FROM devices WHERE user_id = ? AND revoked = 0
       UNION SELECT role FROM tokens WHERE user_id = ? AND revoked = 0 AND role <> 'service'`,
      userId,
      userId,
    )
    .map(({ role }) => role)
}

/** Tokens and devices that may do everything. */
export function readOperators(db: Readable): {
  readonly tokens: readonly TokenId[]
  readonly devices: readonly DeviceId[]
} {
  const held = "WHERE role = 'operator' AND revoked = 0 ORDER BY 1"
  return {
    tokens: db.all<{ id: TokenId }>(`SELECT token_id AS id FROM tokens ${held}`).map(({ id }) => id),
    devices: db.all<{ id: DeviceId }>(`SELECT device_id AS id FROM devices ${held}`).map(({ id }) => id),
  }
}

/** The recovery code as it is kept, or null where there is none. */
export function readRecovery(db: Readable): SealedCode | null {
  return db.get<{ salt: string; hash: string }>('SELECT salt, hash FROM recovery') ?? null
}

function linesOf(rows: readonly SessionRow[]): readonly DeviceLine[] {
  return rows.map((row) => ({
    device: deviceOf(row),
    name: row.name,
    browser: row.browser,
    address: row.address,
    seenAt: row.seen_at,
    rotatedAt: row.rotated_at,
  }))
}

function deviceOf(row: DeviceRow): DeviceSheet {
  return {
    deviceId: row.device_id,
    userId: row.user_id,
    role: row.role,
    pairedAt: row.paired_at,
    endsAt: row.ends_at,
    revoked: row.revoked === 1,
  }
}
