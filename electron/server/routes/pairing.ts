import { v7 } from 'uuid'
import type { Pairing } from '#contracts/http/pairing.ts'
import { PROBLEMS } from '#contracts/problems.ts'
import { type AuditNote, done } from '#core/audit/entry.ts'
import type { DeviceId, UserId } from '#core/kernel/ids.ts'
import { zoneNamed } from '#core/kernel/time.ts'
import { openPairingDesk } from '../pairing.ts'
import { spelled } from '../pairing-code.ts'
import type { PairingDesk, PairingEnd, PairingWindow, Take } from '../pairing-shapes.ts'
import { type Problem, problemOf } from '../problems.ts'
import type { RefreshTokens } from '../refresh-tokens.ts'
import type { Call, Desk, Handlers } from '../registry.ts'
import { refreshCookie } from '../session-cookie.ts'
import { seconds } from '../wire.ts'
import { wireGrant } from '../wire-devices.ts'

type OperatorRoutes = Pick<Handlers, 'openPairing' | 'pairing' | 'approvePairing' | 'refusePairing'>
type NewUser = Call<'approvePairing'>['body']['new_user']
type DeviceRoutes = Pick<Handlers, 'claimPairing' | 'pairingStatus' | 'finishPairing'>

/** How a device gets access: the operator's side and the device's, over the same desk. */
export function pairingRoutes(desk: Desk, tokens: RefreshTokens): OperatorRoutes & DeviceRoutes {
  const room = openPairingDesk(() => desk.reach().fingerprint)
  return { ...operatorRoutes(desk, room), ...deviceRoutes(desk, room, tokens) }
}

function operatorRoutes(desk: Desk, room: PairingDesk): OperatorRoutes {
  const { station } = desk
  // A disk that takes no entry takes no device either, and the entry of a device says who let it in.
  const note = (entry: AuditNote) => station.execute({ kind: 'note_audit', note: entry })
  const addOrFind = async (userId: UserId, wanted: NewUser): Promise<Problem | null> => {
    if (wanted === undefined)
      return station.queries.trader(userId) === null ? { code: 'user_not_found' } : null
    const { name = null, timezone: zone } = wanted
    const added = await station.execute({ kind: 'add_user', userId, name, zone, memberTier: 'nibbler' })
    return added.ok ? null : problemOf(added.rejection)
  }
  return {
    async openPairing() {
      const window = room.open()
      await note(done('pairing_opened', `pairing:${window.id}`))
      return { ok: true, reply: wirePairing(window, desk) }
    },

    pairing() {
      const window = room.current()
      const end = room.ended()
      return { ok: true, reply: { pairing: window && wirePairing(window, desk), ended: end && wireEnd(end) } }
    },

    async approvePairing({ params: { id }, body, principal }) {
      const userId = body.user_id as UserId
      const { role } = body
      const grant = { userId, role, by: principal.userId }
      // The user is added while the device is kept waiting: nobody is added for one that has left meanwhile.
      const refused = await room.hold(
        id,
        body.sas,
        async () => (await addOrFind(userId, body.new_user)) ?? room.approve(id, body.sas, grant),
      )
      if (refused !== null) return { ok: false, problem: refused }
      await note(done('pairing_approved', `pairing:${id}`, { userId, role }))
      return { ok: true, reply: { pairing_id: id, user_id: userId, role } }
    },

    async refusePairing({ params: { id } }) {
      const waited = room.current()?.claim != null
      const problem = room.refuse(id)
      if (problem !== null) return { ok: false, problem }
      await note(done('pairing_refused', `pairing:${id}`, { waited }))
      return { ok: true, reply: undefined }
    },
  }
}

function deviceRoutes(desk: Desk, room: PairingDesk, tokens: RefreshTokens): DeviceRoutes {
  const { station, principals } = desk
  const take: Take = async (grant, { name, browser, address }) => {
    const deviceId = v7() as DeviceId
    const refresh = tokens.first(deviceId)
    const executed = await station.execute({
      kind: 'pair_device',
      deviceId,
      ...grant,
      name,
      place: { browser, address },
      refreshHash: refresh.hash,
    })
    return executed.ok ? { deviceId, refresh } : problemOf(executed.rejection)
  }
  return {
    claimPairing({ body, visit }) {
      const { address, browser } = visit()
      const { id = null, code, challenge, nonce, device_name: name, timezone = '' } = body
      const said = room.claim({
        id,
        code,
        challenge,
        nonce,
        name,
        address,
        browser,
        zone: zoneNamed(timezone),
      })
      if (said.claim === undefined) return { ok: false, problem: said }
      return {
        ok: true,
        reply: {
          pairing_id: said.id,
          claim: said.claim.claim,
          sas: said.claim.sas,
          fingerprint: desk.reach().fingerprint,
          closes_at: seconds(Math.round(station.now() + said.leftMs)),
        },
      }
    },

    pairingStatus: ({ body }) => ({ ok: true, reply: { state: room.status(body.claim) } }),

    async finishPairing({ body, visit }) {
      const said = await room.redeem(body.claim, body.verifier, take)
      if (said.deviceId === undefined) return { ok: false, problem: said }
      const { deviceId, refresh } = said
      const device = station.queries.devices.device(deviceId)
      // What somebody has gone on with, or what was ended meanwhile, is not given a second time.
      if (device === null || device.revoked || !station.queries.devices.isCurrent(deviceId, refresh.hash))
        return { ok: false, problem: { code: 'pairing_over' } }
      const { secure } = visit()
      return {
        ok: true,
        reply: wireGrant(device, principals.admit(device), station.now()),
        headers: refreshCookie(refresh.token, { device, secure, now: station.now() }),
      }
    },
  }
}

function wireEnd({ id, how, problem, wrongFrom }: PairingEnd) {
  const message = problem && (problem.message ?? PROBLEMS[problem.code].message)
  return {
    pairing_id: id,
    how,
    problem: problem && { code: problem.code, message: message ?? '' },
    wrong_from: [...wrongFrom],
  }
}

function wirePairing(window: PairingWindow, { station, reach, url }: Desk): Pairing {
  const { id, code, triesLeft, leftMs, claim, approved, wrongFrom } = window
  const { urls, fingerprint } = reach()
  const addresses = urls.length > 0 ? urls : [url]
  const now = station.now()
  return {
    pairing_id: id,
    code: spelled(code),
    links: addresses.map((address) => `${address}/pair#${[id, code, fingerprint ?? ''].join('.')}`),
    closes_at: seconds(Math.round(now + leftMs)),
    tries_left: triesLeft,
    wrong_from: [...wrongFrom],
    claim: claim && {
      device_name: claim.name,
      browser: claim.browser,
      address: claim.address,
      timezone: claim.zone,
      sas: claim.sas,
      state: approved ? 'approved' : 'waiting',
      claimed_at: seconds(now - Math.max(0, Math.round(performance.now() - claim.claimedMs))),
    },
  }
}
