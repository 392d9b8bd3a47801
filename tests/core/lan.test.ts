import { describe, expect, test } from 'vitest'
import { addressBytes, addressKind } from '#core/kernel/address.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { decideSetLan, LAN_OFF, type LanState } from '#core/lan.ts'

const NOW = Date.UTC(2026, 0, 5, 12)
const BOSS = 'operator' as UserId

function decide(lan: Partial<LanState>) {
  const wish = { ...LAN_OFF, on: true, port: 4_820, ...lan }
  return decideSetLan({ kind: 'set_lan', lan: wish, cause: 'asked', by: BOSS }, { now: NOW })
}

describe('addresses', () => {
  // Ranges of RFC 1918, 3927, 4193, 4291 and 6598, both sides of each edge.
  test.each([
    ['0.0.0.0', 'wildcard'],
    ['::', 'wildcard'],
    ['0:0:0:0:0:0:0:0', 'wildcard'],
    ['::ffff:0.0.0.0', 'wildcard'],
    ['::ffff:0:0', 'wildcard'],
    ['169.254.0.1', 'link'],
    ['fe80::1', 'link'],
    ['febf::1', 'link'],
    ['fd00::1%eth0', 'link'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['10.0.0.0', 'private'],
    ['10.255.255.255', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.7', 'private'],
    ['100.64.0.1', 'private'],
    ['100.127.255.255', 'private'],
    ['fc00::1', 'private'],
    ['fdff:ffff::1', 'private'],
    ['9.255.255.255', 'other'],
    ['11.0.0.0', 'other'],
    ['172.15.255.255', 'other'],
    ['172.32.0.0', 'other'],
    ['192.167.255.255', 'other'],
    ['192.169.0.0', 'other'],
    ['100.63.255.255', 'other'],
    ['100.128.0.0', 'other'],
    ['fec0::1', 'other'],
    ['2001:db8::1', 'other'],
    ['224.0.0.251', 'other'],
    ['ff02::fb', 'other'],
    ['255.255.255.255', 'other'],
    ['010.0.0.1', 'other'],
    ['10.0.0.256', 'other'],
    ['10.0.0', 'other'],
    ['fd00:::1', 'other'],
    ['fd00::1::2', 'other'],
    ['1:2:3:4:5:6:7', 'other'],
    ['desk.local', 'other'],
    ['', 'other'],
  ])('[LAN-1] %s is of the kind %s', (text, kind) => {
    expect(addressKind(text)).toBe(kind)
  })

  test('[LAN-1] an address has four or sixteen bytes', () => {
    expect(addressBytes('192.168.1.7')).toEqual([192, 168, 1, 7])
    expect(addressBytes('fd00::1:0:2')).toEqual([0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2])
  })
})

describe('the rule', () => {
  test.each([
    ['address_wildcard', '0.0.0.0'],
    ['address_wildcard', '::'],
    ['address_link_local', 'fe80::1'],
    ['address_not_private', '8.8.8.8'],
  ])('[LAN-2] no station listens for others on such an address: %s for %s', (code, address) => {
    expect(decide({ addresses: ['192.168.1.7', address] })).toEqual({
      ok: false,
      rejection: { code, address },
    })
  })

  test('[LAN-7] an end lies ahead', () => {
    expect(decide({ addresses: ['10.0.0.1'], until: NOW })).toMatchObject({ rejection: { code: 'lan_over' } })
    expect(decide({ addresses: ['10.0.0.1'], until: NOW + 1 }).ok).toBe(true)
  })

  test('[LAN-3] what was decided is told as it is from now on, and by whom', () => {
    const lan = { ...LAN_OFF, on: true, addresses: ['10.0.0.1'], port: 4_820 }
    expect(decide(lan)).toEqual({
      ok: true,
      value: [{ kind: 'lan_set', lan, cause: 'asked', by: BOSS }],
    })
  })
})
