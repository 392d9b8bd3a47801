import { expect, test } from 'vitest'
import {
  type Browser,
  dropToken,
  keepToken,
  readToken,
  readTyped,
  takeTokenFromAddress,
  takeTokenFromShell,
} from '../../renderer/link/session.ts'
import { reachText, waitMs } from '../../renderer/state/reach.ts'

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

test.each([
  ['abc', 'abc'],
  ['  abc\n', 'abc'],
  ['Bearer abc', 'abc'],
  ['http://127.0.0.1:4820/#token=a%2Bc ', 'a+c'],
  ['http://127.0.0.1:4820/#token=%', ''],
  ['   ', ''],
])('[LINK-43] a token pasted as "%s" is "%s"', (text, token) => {
  expect(readTyped(text)).toBe(token)
})

test.each([
  [1, 1_000],
  [2, 2_000],
  [4, 8_000],
  [5, 15_000],
  [50, 15_000],
])('[LINK-44] after %i tries without an answer the next waits %i ms', (failures, ms) => {
  expect(waitMs(failures)).toBe(ms)
})

test('[LINK-44] the badge says when the next try is', () => {
  expect(reachText({ phase: 'CONNECTING' }, 0)).toBe('asking the station')
  expect(reachText({ phase: 'OFFLINE', retryAt: 4_000 }, 500)).toBe('retry in 4 s')
  expect(reachText({ phase: 'OFFLINE', retryAt: null }, 500)).toBe('trying')
  expect(reachText({ phase: 'REACHED' }, 0)).toBe('')
})

test('[LINK-45] the desktop window gives its token where nobody is signed in, and only there', async () => {
  const shell = { takeToken: async () => 'from the shell' }
  const fresh = browser()
  await takeTokenFromShell(fresh, shell)
  expect(readToken(fresh)).toEqual({ token: 'from the shell', remembered: false })
  const known = browser()
  keepToken(known, { token: 'abc', remembered: true })
  await takeTokenFromShell(known, shell)
  expect(readToken(known)).toEqual({ token: 'abc', remembered: true })
  const inBrowser = browser()
  await takeTokenFromShell(inBrowser, undefined)
  await takeTokenFromShell(inBrowser, { takeToken: async () => null })
  expect(readToken(inBrowser)).toBeNull()
})
