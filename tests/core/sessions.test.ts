import { describe, expect, test } from 'vitest'
import type { RefreshSession } from '#core/devices/command.ts'
import {
  DEVICES_PER_USER_MAX,
  decideChangeRole,
  decideEndDevice,
  decidePairDevice,
  decideRecoverOperator,
} from '#core/devices/devices.ts'
import { decideRefreshSession, type SessionSheet } from '#core/devices/session.ts'
import type { DeviceId, TokenId, UserId } from '#core/kernel/ids.ts'
import { ADA, contextAt, NOW } from './signals/build.ts'

const DAY_MS = 86_400_000
const DEVICE = 'device-1' as DeviceId
const SESSION: SessionSheet = {
  device: {
    deviceId: DEVICE,
    userId: ADA,
    role: 'trader',
    pairedAt: NOW,
    endsAt: NOW + 30 * DAY_MS,
    revoked: false,
  },
  currentHash: 'second',
  previousHash: 'first',
  rotatedAt: NOW,
  rotatedFrom: 'phone at home',
  repeated: false,
}
const REFRESH: RefreshSession = {
  kind: 'refresh_session',
  deviceId: DEVICE,
  presentedHash: 'second',
  nextHash: 'third',
  genuine: true,
  from: 'phone at home',
  servingSince: NOW - DAY_MS,
  place: { browser: 'Test', address: '192.168.1.9' },
}
const AGAIN = { ...REFRESH, presentedHash: 'first', nextHash: 'second' }
const at = (ms: number) => ({ ...contextAt(), now: NOW + ms })
const refresh = (more: object, sheet: object = {}, ms = 5_000) =>
  decideRefreshSession({ ...REFRESH, ...more }, { ...SESSION, ...sheet }, at(ms))
const ENDS = {
  ok: true,
  value: [{ kind: 'device_ended', deviceId: DEVICE, reason: 'token_reused', by: null }],
}
const OVER = { ok: false, rejection: { code: 'session_ended' } }

describe('a session', () => {
  test('[SESS-1] the current token is exchanged, and nothing is told', () => {
    expect(refresh({})).toEqual({ ok: true, value: [] })
  })

  test('[SESS-2] it ends after 7 days without a refresh, and 30 days after it was paired', () => {
    expect(refresh({}, {}, 7 * DAY_MS - 1)).toMatchObject({ ok: true })
    expect(refresh({}, {}, 7 * DAY_MS)).toEqual(OVER)
    const busy = { rotatedAt: NOW + 29.5 * DAY_MS }
    expect(refresh({}, busy, 30 * DAY_MS - 1)).toMatchObject({ ok: true })
    expect(refresh({}, busy, 30 * DAY_MS)).toEqual(OVER)
  })

  test('[SESS-2] of a device that was ended, and of none, nothing is exchanged', () => {
    expect(refresh({}, { device: { ...SESSION.device, revoked: true } })).toEqual(OVER)
    expect(decideRefreshSession(REFRESH, null, at(0))).toEqual(OVER)
  })

  test('[SESS-3] a token that was used before ends the device', () => {
    expect(refresh({ presentedHash: 'zeroth' })).toEqual(ENDS)
    expect(refresh(AGAIN, {}, 10_001)).toEqual(ENDS)
  })

  test('[SESS-3] a token that somebody made up ends nothing', () => {
    expect(refresh({ presentedHash: 'zeroth', genuine: false })).toEqual(OVER)
  })

  test('[SESS-4] an answer that was lost is given once more: in ten seconds, to the same browser and address', () => {
    expect(refresh(AGAIN, {}, 10_000)).toEqual({ ok: true, value: [] })
    expect(refresh({ ...AGAIN, from: 'somewhere else' })).toEqual(ENDS)
    expect(refresh({ ...AGAIN, nextHash: 'another' })).toEqual(ENDS)
  })

  test('[SESS-4] the seconds in which the station was off do not count', () => {
    const started = { ...AGAIN, servingSince: NOW + 60_000 }
    expect(refresh(started, {}, 70_000)).toEqual({ ok: true, value: [] })
    expect(refresh(started, {}, 70_001)).toEqual(ENDS)
  })

  test('[SESS-5] a third time in those seconds it opens nothing and ends nothing', () => {
    expect(refresh(AGAIN, { repeated: true })).toEqual({ ok: false, rejection: { code: 'refresh_repeated' } })
  })
})

describe('devices and roles', () => {
  const PAIR = {
    kind: 'pair_device',
    deviceId: DEVICE,
    userId: ADA,
    role: 'viewer',
    by: 'operator' as UserId,
    name: 'Phone of Ada',
    place: { browser: 'Test', address: '192.168.1.9' },
    refreshHash: 'c0ffee',
  } as const

  test('[DEV-1] a device is of a known user, for 30 days, and its event holds neither name nor place', () => {
    expect(decidePairDevice(PAIR, { userExists: true, devices: 0 }, contextAt())).toEqual({
      ok: true,
      value: [
        {
          kind: 'device_paired',
          deviceId: DEVICE,
          userId: ADA,
          role: 'viewer',
          endsAt: NOW + 30 * DAY_MS,
          by: 'operator',
        },
      ],
    })
    expect(decidePairDevice(PAIR, { userExists: false, devices: 0 }, contextAt())).toMatchObject({
      ok: false,
    })
  })

  test('[DEV-1] a user has at most twenty devices at a time', () => {
    expect(DEVICES_PER_USER_MAX).toBe(20)
    const view = (devices: number) => decidePairDevice(PAIR, { userExists: true, devices }, contextAt()).ok
    expect([view(19), view(20)]).toEqual([true, false])
  })

  test('[DEV-5] a device is ended once, again changes nothing, an unknown one is refused', () => {
    const end = { kind: 'end_device', deviceId: DEVICE, reason: 'revoked', by: 'operator' as UserId } as const
    expect(decideEndDevice(end, SESSION.device)).toMatchObject({
      ok: true,
      value: [{ kind: 'device_ended' }],
    })
    expect(decideEndDevice(end, { ...SESSION.device, revoked: true })).toEqual({ ok: true, value: [] })
    expect(decideEndDevice(end, null)).toEqual({ ok: false, rejection: { code: 'device_not_found' } })
  })

  test("[DEV-6] a role changes once; an unknown user and the station's own operator are refused", () => {
    const change = (userId: string, view: object) =>
      decideChangeRole(
        { kind: 'change_role', userId: userId as UserId, role: 'viewer', by: 'operator' as UserId },
        { exists: true, roles: ['trader'], ...view },
      )
    expect(change('ada', {})).toMatchObject({
      ok: true,
      value: [{ kind: 'user_role_changed', role: 'viewer' }],
    })
    expect(change('ada', { roles: ['viewer'] })).toEqual({ ok: true, value: [] })
    expect(change('ada', { exists: false })).toEqual({ ok: false, rejection: { code: 'user_not_found' } })
    expect(change('operator', {})).toEqual({ ok: false, rejection: { code: 'user_needed' } })
  })

  test('[SESS-9] the right code ends whoever could do everything and makes one token; a wrong one does nothing', () => {
    const recover = (keptHash: string | null) =>
      decideRecoverOperator(
        {
          kind: 'recover_operator',
          presentedHash: 'right',
          tokenId: 'new' as TokenId,
          label: 'operator.token',
          secretHash: 'hash',
          recovery: { salt: 's', hash: 'next' },
        },
        { keptHash, tokens: ['old' as TokenId], devices: [DEVICE] },
      )
    expect(recover('right')).toMatchObject({
      ok: true,
      value: [
        { kind: 'token_revoked', tokenId: 'old' },
        { kind: 'device_ended', deviceId: DEVICE, reason: 'recovered' },
        { kind: 'token_created', tokenId: 'new', userId: 'operator', role: 'operator', expiresAt: null },
        { kind: 'recovery_set' },
      ],
    })
    for (const kept of ['other', null])
      expect(recover(kept)).toEqual({ ok: false, rejection: { code: 'recovery_refused' } })
  })
})
