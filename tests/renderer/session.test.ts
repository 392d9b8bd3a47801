import { expect, test } from 'vitest'
import {
  type Browser,
  dropToken,
  keepToken,
  readToken,
  takeTokenFromAddress,
} from '../../renderer/link/session.ts'

/** A browser's two drawers and its address bar. */
function browser(hash = ''): Browser & { readonly addresses: string[] } {
  const addresses: string[] = []
  return {
    local: drawer(),
    session: drawer(),
    location: { hash, pathname: '/mission/one', search: '?a=1' },
    replaceAddress: (address) => addresses.push(address),
    addresses,
  }
}

function drawer(): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (index) => [...kept.keys()][index] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  }
}

test('[LINK-40] a token is kept for the tab, and for the device only where the reader chose so', () => {
  const tab = browser()
  keepToken(tab, { token: 'abc', remembered: false })
  expect([tab.session.length, tab.local.length]).toEqual([1, 0])
  const device = browser()
  keepToken(device, { token: 'abc', remembered: true })
  expect([device.session.length, device.local.length]).toEqual([0, 1])
  expect(readToken(device)).toEqual({ token: 'abc', remembered: true })
})

test('[LINK-41] signing out forgets the token everywhere', () => {
  const both = browser()
  keepToken(both, { token: 'abc', remembered: true })
  dropToken(both)
  expect(readToken(both)).toBeNull()
})

test('[LINK-42] a token in the address is taken once and removed from it', () => {
  const come = browser('#token=abc%20')
  takeTokenFromAddress(come)
  expect(readToken(come)).toEqual({ token: 'abc', remembered: false })
  expect(come.addresses).toEqual(['/mission/one?a=1'])
  const plain = browser('#elsewhere')
  takeTokenFromAddress(plain)
  expect([readToken(plain), plain.addresses]).toEqual([null, []])
})
