import type { Device } from '#contracts/http/devices.ts'
import type { SessionGrant } from '#contracts/http/sessions.ts'
import type { DeviceSheet } from '#core/devices/devices.ts'
import { isOpen } from '#core/devices/session.ts'
import type { DeviceLine } from '#station/device-queries.ts'
import type { DeviceLink } from './device-links.ts'
import type { AccessToken, Principal } from './principals.ts'
import { seconds } from './wire.ts'

interface Seen {
  /** Null while it is away. */
  readonly link: DeviceLink | null
  readonly asking: Principal
  readonly now: number
}

/** A device in a list: as it is connected now, or as it was seen last. */
export function wireDevice(line: DeviceLine, { link, asking, now }: Seen): Device {
  const { device, name } = line
  const { deviceId, userId, role, pairedAt, endsAt } = device
  return {
    device_id: deviceId,
    name,
    user_id: userId,
    role,
    address: link?.address ?? line.address,
    browser: link?.browser ?? line.browser,
    paired_at: seconds(pairedAt),
    last_seen: seconds(link === null ? line.seenAt : now),
    session_ends_at: seconds(endsAt),
    latency_ms: link === null || link.latencyMs === null ? null : Math.round(link.latencyMs * 10) / 10,
    events_per_second: link?.eventsPerSecond ?? 0,
    state: link !== null ? 'online' : isOpen(line, now) ? 'offline' : 'expired',
    own: deviceId === asking.deviceId,
  }
}

/** A device in what its user takes away. */
export function wireDeviceLine({ device, name, browser, address, seenAt, rotatedAt }: DeviceLine) {
  return {
    device_id: device.deviceId,
    name,
    browser,
    address,
    role: device.role,
    paired_at: seconds(device.pairedAt),
    last_seen: seconds(seenAt),
    session_refreshed_at: seconds(rotatedAt),
    session_ends_at: seconds(device.endsAt),
    revoked: device.revoked,
  }
}

/** What a device goes on with. */
export function wireGrant(
  { deviceId, userId, role, endsAt }: DeviceSheet,
  access: AccessToken,
  now: number,
): SessionGrant {
  return {
    device_id: deviceId,
    user_id: userId,
    role,
    access_token: access.token,
    expires_at: seconds(access.expiresAt),
    session_ends_at: seconds(endsAt),
    server_time: seconds(now),
  }
}
