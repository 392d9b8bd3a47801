import { createHash, randomBytes } from 'node:crypto'
import type { Command } from '#core/command.ts'
import type { DeviceRole } from '#core/devices/command.ts'
import type { DeviceId, UserId } from '#core/kernel/ids.ts'
import { STATION_OPERATOR } from '#core/stats/erasure.ts'

interface DemoDevice {
  /** Whole days from the first, and the hour of that day at which it is paired. */
  readonly day: number
  readonly hour: number
  readonly deviceId: string
  readonly userId: string
  readonly role: DeviceRole
  readonly name: string
  readonly browser: string
  readonly address: string
}

const PHONE =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
const TABLET =
  'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15'
const LAPTOP = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'

/** Addresses are of the range kept for examples: nothing answers there. */
const DEVICES: readonly DemoDevice[] = [
  {
    ...{ day: 2, hour: 9, deviceId: 'demo-lost', userId: 'flint', role: 'trader' },
    ...{ name: 'Phone, lost', browser: PHONE, address: '192.0.2.31' },
  },
  {
    ...{ day: 12, hour: 10, deviceId: 'demo-laptop', userId: 'basalt', role: 'trader' },
    ...{ name: 'Laptop', browser: LAPTOP, address: '192.0.2.22' },
  },
  {
    ...{ day: 17, hour: 8, deviceId: 'demo-phone', userId: 'amber', role: 'trader' },
    ...{ name: 'Phone', browser: PHONE, address: '192.0.2.21' },
  },
  {
    ...{ day: 19, hour: 11, deviceId: 'demo-tablet', userId: 'operator', role: 'operator' },
    ...{ name: 'Tablet', browser: TABLET, address: '192.0.2.11' },
  },
  {
    ...{ day: 20, hour: 7, deviceId: 'demo-wall', userId: 'operator', role: 'viewer' },
    ...{ name: 'Screen on the wall', browser: LAPTOP, address: '192.0.2.12' },
  },
]
const LOST = { day: 5, hour: 12, deviceId: 'demo-lost' } as const
const HOURS_PER_DAY = 24

/** What the operator does about devices in an hour of the demo, counted from its first. */
export function devicesAt(hour: number): readonly Command[] {
  const isNow = (at: { readonly day: number; readonly hour: number }) =>
    at.day * HOURS_PER_DAY + at.hour === hour
  const pairings = DEVICES.filter(isNow).map(
    ({ deviceId, userId, role, name, browser, address }): Command => ({
      kind: 'pair_device',
      deviceId: deviceId as DeviceId,
      userId: userId as UserId,
      role,
      by: STATION_OPERATOR,
      name,
      place: { browser, address },
      refreshHash: hashOfNothing(),
    }),
  )
  if (!isNow(LOST)) return pairings
  const deviceId = LOST.deviceId as DeviceId
  return [...pairings, { kind: 'end_device', deviceId, reason: 'revoked', by: STATION_OPERATOR }]
}

/** The hash of a token that nobody has: a device that is made up opens nothing. */
function hashOfNothing(): string {
  return createHash('sha256').update(randomBytes(32)).digest('hex')
}
