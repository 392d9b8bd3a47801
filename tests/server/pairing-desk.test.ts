import { hash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { openPairingDesk, TRIES_MAX, WINDOW_MS } from '#server/pairing.ts'
import { sasOf } from '#server/pairing-code.ts'
import type { PairingDesk, Taken } from '#server/pairing-shapes.ts'

// The desk of pairing with a clock turned by hand. S256 of a verifier as RFC 7636 gives it in its appendix B.
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const NONCE = 'A'.repeat(22)
const PHONE = { name: 'Phone', browser: 'Test', address: '192.168.1.9', zone: null }
const GRANT = { userId: 'ada' as UserId, role: 'trader', by: 'operator' as UserId } as const

const DEVICE = { deviceId: 'd', refresh: { token: 't', hash: 'h' } } as Taken
/** The station makes the device at once. */
const take = async () => DEVICE

let now: number
let desk: PairingDesk
beforeEach(() => {
  now = 1_000_000
  desk = openPairingDesk(
    () => 'f00d',
    () => now,
  )
})

const come = (more: object = {}) =>
  desk.claim({
    id: null,
    code: desk.current()?.code ?? '',
    challenge: CHALLENGE,
    nonce: NONCE,
    ...PHONE,
    ...more,
  })
const claimed = () => {
  const said = come()
  if (said.claim === undefined) throw new Error(said.code)
  return said.claim
}

describe('a window', () => {
  test('[PAIR-1] stays open for 120 seconds, and a device that came has 120 more to be looked at', () => {
    desk.open()
    now += WINDOW_MS - 1
    const { claim } = claimed()
    now += 119_999
    expect(desk.status(claim)).toBe('waiting')
    now += 1
    expect([desk.status(claim), desk.current()]).toEqual(['over', null])
  })

  test('[PAIR-1] nobody comes with its code once it has closed', () => {
    const { code } = desk.open()
    now += 120_000
    expect(come({ code })).toEqual({ code: 'pairing_not_found' })
  })

  test('[PAIR-2] a code is eight letters that nobody mistakes, typed in any way', () => {
    const { code } = desk.open()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
    const typed = `${code.slice(0, 4)} - ${code.slice(4)}`
      .toLowerCase()
      .replaceAll('0', 'o')
      .replaceAll('1', 'l')
    expect(come({ code: typed }).claim).toBeDefined()
  })

  test('[PAIR-3] five wrong codes close it, also for the right one, and it is told where they came from', () => {
    const { code } = desk.open()
    for (const address of ['10.0.0.1', '10.0.0.1', '10.0.0.1', '10.0.0.2', '10.0.0.2'])
      expect(come({ code: 'WRONG000', address })).toEqual({ code: 'pairing_not_found' })
    expect(come({ code })).toEqual({ code: 'pairing_not_found' })
    expect(desk.ended()).toMatchObject({ how: 'over', wrongFrom: ['10.0.0.1', '10.0.0.2'] })
    expect(TRIES_MAX).toBe(5)
    expect(desk.open().wrongFrom).toEqual([])
  })

  test('[PAIR-3] one address uses up three tries, and is then refused before it takes from anybody', () => {
    const { code } = desk.open()
    const address = 'fd00::1'
    for (let tries = 0; tries < 3; tries++) come({ code: 'WRONG000', address })
    now += 60_000
    // Another address of the same block is nobody else, and a right code is not looked at any more.
    for (let tries = 0; tries < 20; tries++)
      expect(come({ code, address: `fd00::${tries}` })).toEqual({ code: 'rate_limited', retryAfterS: 60 })
    expect(desk.current()?.triesLeft).toBe(2)
    expect(come().claim).toBeDefined()
  })

  test('[PAIR-3] wrong codes of one address are three a minute over all windows', () => {
    for (let tries = 0; tries < 3; tries++) {
      desk.open()
      expect(come({ code: 'WRONG000' })).toEqual({ code: 'pairing_not_found' })
    }
    desk.open()
    expect(come()).toEqual({ code: 'rate_limited', retryAfterS: 20 })
    expect(come({ address: '10.0.0.1' }).claim).toBeDefined()
    now += 20_000
    desk.open()
    expect(come().claim).toBeDefined()
  })

  test('[PAIR-3] who knocks while nothing is open keeps nobody from coming later', () => {
    for (let knocks = 0; knocks < 100; knocks++)
      expect(come({ code: 'WRONG000' })).toEqual({ code: 'pairing_not_found' })
    desk.open()
    expect(come().claim).toBeDefined()
  })

  test('[PAIR-3] a wrong verifier is a try as well, and the right one after five opens nothing', async () => {
    const { id } = desk.open()
    const { claim, sas } = claimed()
    desk.approve(id, sas, GRANT)
    for (let tries = 0; tries < 5; tries++)
      expect(await desk.redeem(claim, NONCE.padEnd(43, 'B'), take)).toEqual({ code: 'pairing_not_found' })
    expect(await desk.redeem(claim, VERIFIER, take)).toEqual({ code: 'pairing_over' })
  })

  test('[PAIR-3] ten devices a minute may come, over all windows together', () => {
    for (let come_ = 0; come_ < 10; come_++) {
      desk.open()
      expect(come().claim).toBeDefined()
    }
    desk.open()
    expect(come()).toEqual({ code: 'rate_limited', retryAfterS: 6 })
    now += 6_000
    expect(come().claim).toBeDefined()
  })

  test('[PAIR-4] one device at a time: another is told so, and the same one is answered as before', () => {
    desk.open()
    const first = claimed()
    expect(come({ nonce: 'B'.repeat(22) })).toEqual({ code: 'pairing_taken' })
    expect(claimed()).toEqual(first)
  })

  test('[PAIR-4] a new window closes the one before, with who waited in it', () => {
    const before = desk.open()
    const { claim, sas } = claimed()
    desk.open()
    expect(desk.status(claim)).toBe('over')
    expect(desk.approve(before.id, sas, GRANT)).toEqual({ code: 'pairing_over' })
  })
})

describe('every packet is of one pairing', () => {
  test('[PAIR-5] a code with the id of another pairing opens nothing', () => {
    const other = desk.open()
    const { code } = desk.open()
    expect(come({ id: other.id, code })).toEqual({ code: 'pairing_not_found' })
  })

  test('[PAIR-6] what was looked at is let in: other digits let nobody in', async () => {
    const { id } = desk.open()
    const { claim, sas } = claimed()
    const others = sas === '000000' ? '000001' : '000000'
    expect(desk.approve(id, others, GRANT)).toMatchObject({ code: 'pairing_not_found' })
    expect(desk.status(claim)).toBe('waiting')
    expect(await desk.redeem(claim, VERIFIER, take)).toEqual({ code: 'pairing_waiting' })
  })

  test('[PAIR-6] the digits hang on certificate, nonce and pairing', () => {
    const digest = hash('sha256', JSON.stringify(['fusion-desk pairing', 'f00d', 'n', 'p']), 'hex')
    const expected = String(Number(BigInt(`0x${digest.slice(0, 12)}`) % 1_000_000n)).padStart(6, '0')
    expect(sasOf('f00d', 'n', 'p')).toBe(expected)
    const all = [
      sasOf('f00d', 'n', 'p'),
      sasOf(null, 'n', 'p'),
      sasOf('f00d', 'm', 'p'),
      sasOf('f00d', 'n', 'q'),
    ]
    expect(new Set(all).size).toBe(4)
  })

  test('[PAIR-7] who shows the verifier gets what was granted: one device, told again for 120 seconds', async () => {
    const { id } = desk.open()
    const { claim, sas } = claimed()
    expect(desk.approve(id, sas, GRANT)).toBeNull()
    expect(desk.status(claim)).toBe('approved')
    const taken: object[] = []
    const takeOnce = async (...asked: readonly object[]) => {
      taken.push(asked)
      return DEVICE
    }
    expect(await desk.redeem(claim, VERIFIER, takeOnce)).toBe(DEVICE)
    // Another window, as for the next device, takes nothing from this one.
    desk.open()
    now += 119_999
    expect([desk.status(claim), await desk.redeem(claim, VERIFIER, takeOnce)]).toEqual(['approved', DEVICE])
    expect(await desk.redeem(claim, NONCE.padEnd(43, 'B'), takeOnce)).toEqual({ code: 'pairing_not_found' })
    now += 1
    expect(await desk.redeem(claim, VERIFIER, takeOnce)).toEqual({ code: 'pairing_over' })
    expect(taken).toEqual([[GRANT, expect.objectContaining({ name: 'Phone' })]])
  })

  test('[PAIR-13] a window is over once the station knows whether it has the device', async () => {
    const { id } = desk.open()
    const { claim, sas } = claimed()
    desk.approve(id, sas, GRANT)
    now += 60_000
    const { promise, resolve } = Promise.withResolvers<{ code: 'too_many_devices' }>()
    const said = [desk.redeem(claim, VERIFIER, () => promise), desk.redeem(claim, VERIFIER, take)]
    now += WINDOW_MS - 1
    expect([desk.ended(), desk.current()?.approved]).toEqual([null, true])
    // What is being taken is not turned away any more.
    expect(desk.refuse(id)).toEqual({ code: 'pairing_over' })
    resolve({ code: 'too_many_devices' })
    expect(await Promise.all(said)).toEqual([{ code: 'too_many_devices' }, { code: 'too_many_devices' }])
    expect(desk.ended()).toEqual({ id, how: 'failed', problem: { code: 'too_many_devices' }, wrongFrom: [] })
  })

  test('[PAIR-13] what was asked twice at once is one device, told twice', async () => {
    const { id } = desk.open()
    const { claim, sas } = claimed()
    desk.approve(id, sas, GRANT)
    const never = () => Promise.reject(new Error('made twice'))
    const both = [desk.redeem(claim, VERIFIER, take), desk.redeem(claim, VERIFIER, never)]
    expect(await Promise.all(both)).toEqual([DEVICE, DEVICE])
    expect(desk.ended()).toEqual({ id, how: 'paired', problem: null, wrongFrom: [] })
  })

  test('[PAIR-14] a window stays as it is while a user is added for who waits, and a late yes leaves time to hear of it', async () => {
    const { id, code } = desk.open()
    const { claim, sas } = claimed()
    now += WINDOW_MS - 1
    const refused = await desk.hold(id, sas, async () => {
      now += 1_000
      for (let tries = 0; tries < 5; tries++) come({ code: 'WRONG000', address: `10.0.0.${tries}` })
      expect(desk.refuse(id)).toEqual({ code: 'pairing_over' })
      return desk.approve(id, sas, GRANT)
    })
    expect([refused, desk.status(claim)]).toEqual([null, 'approved'])
    now += 14_999
    expect(await desk.redeem(claim, VERIFIER, take)).toBe(DEVICE)
    expect(come({ code })).toEqual({ code: 'pairing_not_found' })
    // For a device that has left nothing is done.
    const never = () => Promise.reject(new Error('done for nobody'))
    expect(await desk.hold(id, sas, never)).toEqual({ code: 'pairing_over' })
  })

  test('[PAIR-8] who is refused is told so, and the code opens nothing more', async () => {
    const { id, code } = desk.open()
    const { claim } = claimed()
    expect(desk.refuse(id)).toBeNull()
    expect([desk.status(claim), await desk.redeem(claim, VERIFIER, take)]).toEqual([
      'refused',
      { code: 'pairing_refused' },
    ])
    expect(come({ code })).toEqual({ code: 'pairing_not_found' })
  })
})
