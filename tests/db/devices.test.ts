import { expect, test } from 'vitest'
import type { DeviceId, TokenId, UserId } from '#core/kernel/ids.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { devices } from '#db/migrations/0017-devices.ts'
import { readTokens } from '#db/stores/desk.ts'
import { readDevices } from '#db/stores/devices.ts'
import { verify } from '#db/verify.ts'
import { mustExecute, openDesk, openRun, user } from '#tests/support/desk.ts'

const ADA = 'ada' as UserId

test('[DEV-9] a desk from before there were devices goes on with its tokens, with all scopes, and can pair', async () => {
  const desk = openDesk()
  const token = {
    kind: 'create_token',
    tokenId: 'robot' as TokenId,
    userId: ADA,
    role: 'service',
    label: 'robot',
    expiresAt: null,
    mayActFor: ['*'],
    secretHash: 'c0ffee',
  } as const
  await mustExecute(desk, openRun(), user('ada'), token)
  // The schema of the version before, with the same data in it.
  desk.db.raw.exec(
    'ALTER TABLE tokens DROP COLUMN scopes; DROP TABLE device_sessions; DROP TABLE devices; DROP TABLE recovery',
  )
  desk.db.raw.pragma(`user_version = ${devices.version - 1}`)

  const upTo = MIGRATIONS.filter(({ version }) => version <= devices.version)
  expect(migrate(desk.db, upTo)).toEqual([devices.version])
  expect(readTokens(desk.db)).toMatchObject([{ token: { tokenId: 'robot', scopes: null, revoked: false } }])
  await mustExecute(desk, {
    kind: 'pair_device',
    deviceId: 'phone' as DeviceId,
    userId: ADA,
    role: 'trader',
    by: 'operator' as UserId,
    name: 'Phone',
    place: { browser: 'Test', address: '192.168.1.9' },
    refreshHash: 'f00d',
  })
  await mustExecute(
    desk,
    { kind: 'change_role', userId: ADA, role: 'viewer', by: 'operator' as UserId },
    { kind: 'set_recovery', recovery: { salt: 's', hash: 'h' } },
  )
  expect(readDevices(desk.db, null, 10)).toMatchObject([{ name: 'Phone', device: { role: 'viewer' } }])
  expect(verify(desk.db)).toMatchObject({ ok: true })
  await desk.close()
})
