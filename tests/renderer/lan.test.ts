import { expect, test } from 'vitest'
import { readLan } from '../../renderer/link/wire-lan.ts'
import { type LanView, lanBadge } from '../../renderer/state/lan.ts'
import { EMPTY_DESK, reduce } from '../../renderer/state/reduce.ts'
import { timesIn } from '../../renderer/state/times.ts'

const UNTIL = Date.UTC(2026, 10, 29, 18)
const LAN: LanView = { on: true, plain: false, until: UNTIL, fault: null, differences: [] }
const badge = (more: Partial<LanView>) => lanBadge({ ...LAN, ...more }, timesIn('UTC').minute)?.word

test('[LAN-17] the head says that the LAN is on, how, and until when', () => {
  expect(badge({})).toMatch(/^LAN on until .*18:00/)
  expect(badge({ until: null })).toBe('LAN on')
  expect(badge({ plain: true, until: null })).toBe('LAN plain HTTP')
  expect(badge({ fault: 'Port 4820 is in use.', until: null })).toBe('LAN not as asked')
  expect(badge({ on: false, until: null })).toBeUndefined()
  expect(lanBadge(null, String)).toBe(null)
})

test('[LAN-17] what listens otherwise than it should comes first, also while it is off', () => {
  const differences = ['0.0.0.0:9229 listens and should not']
  expect(lanBadge({ ...LAN, on: false, differences }, String)).toMatchObject({
    word: 'LISTENING WRONG',
    more: differences[0],
  })
})

test('[LAN-17] what the station says is what is shown', () => {
  const said = {
    on: true,
    plain: true,
    until: UNTIL / 1_000,
    urls: ['http://10.0.0.1'],
    fault: null,
    differences: [],
  }
  expect(reduce(EMPTY_DESK, readLan(said)).lan).toEqual({ ...LAN, plain: true })
})
