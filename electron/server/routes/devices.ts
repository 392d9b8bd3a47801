import { DEVICES_LISTED_MAX } from '#contracts/http/devices.ts'
import { done } from '#core/audit/entry.ts'
import type { DeviceId } from '#core/kernel/ids.ts'
import { problemOf } from '../problems.ts'
import type { Desk, Handlers } from '../registry.ts'
import { wireDevice } from '../wire-devices.ts'

/** Paired devices, as operators and their users see them. */
export function deviceRoutes({
  station,
  principals,
  deviceLinks,
}: Desk): Pick<Handlers, 'devices' | 'changeDevice' | 'disconnectDevice' | 'revokeDevice'> {
  return {
    devices({ principal }) {
      const links = deviceLinks()
      const now = station.now()
      const whose = principal.role === 'operator' ? null : principal.userId
      const devices = station.queries.devices.list(whose, DEVICES_LISTED_MAX).map((line) => {
        const link = links.get(line.device.deviceId) ?? null
        return wireDevice(line, { link, asking: principal, now })
      })
      return { ok: true, reply: { devices } }
    },

    async changeDevice({ params, body, principal, receipt }) {
      const deviceId = params.id as DeviceId
      const { name = null, role = null } = body
      const command = { kind: 'change_device', deviceId, name, role, by: principal.userId } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const changed = name !== null || executed.value.events.length > 0
      return { ok: true, reply: { device_id: deviceId, changed }, replayed: executed.value.replayed }
    },

    async disconnectDevice({ params }) {
      const device = station.queries.devices.device(params.id as DeviceId)
      if (device === null || device.revoked) return { ok: false, problem: { code: 'device_not_found' } }
      principals.forgetAccess(device.deviceId)
      const { deviceId, userId } = device
      const note = done('device_disconnected', `device:${deviceId}`, { userId })
      await station.execute({ kind: 'note_audit', note })
      return { ok: true, reply: undefined }
    },

    async revokeDevice({ params, principal, receipt }) {
      const deviceId = params.id as DeviceId
      const command = { kind: 'end_device', deviceId, reason: 'revoked', by: principal.userId } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return { ok: true, reply: undefined, replayed: executed.value.replayed }
    },
  }
}
