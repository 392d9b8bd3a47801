import { hash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { takePairingFromAddress } from '../../renderer/link/pairing.ts'
import { sha256 } from '../../renderer/link/sha256.ts'
import { browserName, systemName } from '../../renderer/state/browser-name.ts'
import {
  grouped,
  isHome,
  type NetworkView,
  placeText,
  readPort,
  UNREACHED_MS,
  unreachedMs,
} from '../../renderer/state/network.ts'
import { readCode } from '../../renderer/state/pair-code.ts'

const OPENED = Date.UTC(2026, 10, 29, 10)
const OPEN = {
  on: true,
  open: ['192.168.1.7'],
  visited: false,
  openedAt: OPENED,
  at: OPENED + UNREACHED_MS,
} as unknown as NetworkView

test('[NET-3] a firewall is suspected once nobody came through an open door for a minute, and not before', () => {
  expect(unreachedMs(OPEN)).toBe(60_000)
  expect(unreachedMs({ ...OPEN, at: OPENED + UNREACHED_MS - 1 })).toBeNull()
  expect(unreachedMs({ ...OPEN, visited: true })).toBeNull()
  expect(unreachedMs({ ...OPEN, on: false })).toBeNull()
  // What does not listen has another fault, which is told.
  expect(unreachedMs({ ...OPEN, open: [] })).toBeNull()
  expect(unreachedMs({ ...OPEN, openedAt: null })).toBeNull()
})

test('[NET-1] a port is a whole number that a port can be', () => {
  expect(['1', ' 4820 ', '65535'].map(readPort)).toEqual([1, 4_820, 65_535])
  for (const typed of ['', '0', '65536', '4820.5', '-1', '1e3', 'https']) expect(readPort(typed)).toBeNull()
})

test('[NET-1] addresses are written as links have them, and fingerprints in groups', () => {
  expect(placeText({ address: 'fd00::2', port: 4_820 })).toBe('[fd00::2]:4820')
  expect(placeText({ address: '192.168.1.7', port: 4_820 })).toBe('192.168.1.7:4820')
  expect([isHome({ address: '::1', port: 1 }), isHome({ address: '127.0.0.2', port: 1 })]).toEqual([
    true,
    false,
  ])
  expect(grouped('0a1b2c3d4e')).toBe('0A1B 2C3D 4E')
})

const CHROME =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile'

test.each([
  [`${CHROME} Safari/537.36`, 'Chrome 139, Android'],
  [`${CHROME} Safari/537.36 EdgA/139.0`, 'Edge 139, Android'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1',
    'Safari 18, iPhone',
  ],
  ['Mozilla/5.0 (Windows NT 10.0; rv:142.0) Gecko/20100101 Firefox/142.0', 'Firefox 142, Windows'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X) Chrome/140.0.0.0 Electron/38.1.0 Safari/537.36',
    'Fusion Desk 38, Mac',
  ],
  ['curl/8.5.0', 'curl/8.5.0'],
  ['', '\u2014'],
])('[NET-6] %s is called what people call it', (agent, name) => {
  expect(browserName(agent)).toBe(name)
})

test('[JOIN-2] a device has a first name where it says what it is', () => {
  expect([systemName(CHROME), systemName('curl/8.5.0')]).toEqual(['Android', ''])
})

test('[JOIN-2] a code is read as people type it, and nothing else is one', () => {
  for (const typed of ['ABCD-1234', ' abcd 1234 ', 'abcd1234']) expect(readCode(typed)).toBe('ABCD1234')
  expect(readCode('OIL0-ABCD')).toBe('0110ABCD')
  for (const typed of ['', 'ABCD-123', 'ABCD-12345', 'ABCD-123U', 'ABCD_1234'])
    expect(readCode(typed)).toBeNull()
})

test('[JOIN-1] a link is taken out of the address; what is none stays where it is', () => {
  const [id, print] = ['0f'.repeat(16), 'ab'.repeat(32)]
  const take = (fragment: string) => {
    const replaced: string[] = []
    const location = { hash: fragment, pathname: '/pair', search: '' }
    return [takePairingFromAddress({ location, replaceAddress: (to) => void replaced.push(to) }), replaced]
  }
  expect(take(`#${id}.ABCD1234.${print}`)).toEqual([{ id, code: 'ABCD1234', fingerprint: print }, ['/pair']])
  // Where nothing speaks TLS there is no certificate to know.
  expect(take(`#${id}.ABCD1234.`)).toEqual([{ id, code: 'ABCD1234', fingerprint: null }, ['/pair']])
  for (const other of ['', '#token=fd1', `#${id}.ABCD1234`, `#${id}.ABCD1234.${print}0`])
    expect(take(other)).toEqual([null, []])
})

test('[JOIN-5] the page works out the challenge of a verifier as S256 has it, on pages without a secure address too', () => {
  // RFC 7636, appendix B.
  expect(sha256('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  )
  // Every length around the ends of two blocks, and letters of several bytes.
  for (let length = 0; length <= 130; length++) {
    const text = randomBytes(length).toString('latin1').slice(0, length)
    expect(sha256(text)).toBe(hash('sha256', text, 'base64url'))
  }
})
