import { expect, test } from 'vitest'
import { CLOSED_LINK, type Phase } from '../../renderer/link/machine.ts'
import {
  type FireView,
  fireFace,
  passOff,
  pressed,
  priceMissing,
  refusalOf,
} from '../../renderer/state/fire.ts'
import type { ProblemView } from '../../renderer/state/model.ts'
import { timesIn } from '../../renderer/state/times.ts'
import { clock, MARKET_AT, SERVER_AT, signal, trade } from './shown.ts'

function view(part: Partial<FireView> = {}): FireView {
  return {
    signal: signal(),
    trade: null,
    decision: null,
    role: 'trader',
    link: { ...CLOSED_LINK, phase: 'LIVE', socket: 'open', beatAt: 0 },
    clock: clock(),
    riskPct: 1,
    touch: false,
    holds: true,
    times: timesIn('UTC'),
    now: 0,
    ...part,
  }
}
const inPhase = (phase: Phase) => ({ ...CLOSED_LINK, phase, beatAt: 0 })
const problem = (part: Partial<ProblemView>): ProblemView => ({
  code: 'internal',
  message: 'No.',
  correlationId: 'c-1',
  status: 500,
  retryAfterMs: null,
  firedAt: null,
  ...part,
})
const refused = (part: Partial<ProblemView>, at = 0) =>
  ({ kind: 'refused', what: 'fire', problem: problem(part), at }) as const

test('[PAGE-10] a fire takes two steps: the first press arms, the second sends', () => {
  const ready = fireFace(view())
  expect([ready.label, pressed(ready)]).toEqual(['Fire LONG', 'arm'])
  const armed = fireFace(view({ decision: { kind: 'armed', until: 3_000 } }))
  expect([armed.label, pressed(armed)]).toEqual(['Confirm: Fire LONG', 'send'])
})

test('[PAGE-11] three seconds after arming a press arms again instead of firing', () => {
  const decision = { kind: 'armed', until: 3_000 } as const
  expect(pressed(fireFace(view({ decision, now: 2_999 })))).toBe('send')
  expect(pressed(fireFace(view({ decision, now: 3_000 })))).toBe('arm')
})

test.each([
  ['CONNECTING', 'Connecting. Firing is off until the station is heard.'],
  ['STALE', 'Nothing heard for 7 s. Firing is off until prices are live again.'],
  ['RECONNECTING', 'Reconnecting. Last confirmed 18:00:00. Firing is off.'],
  ['OFFLINE', 'Not connected. Last confirmed 18:00:00. Firing is off.'],
] as const)('[PAGE-12] while %s nothing can be fired or passed, and the reason is written', (phase, note) => {
  const off = view({ link: inPhase(phase), now: 7_000 })
  expect(fireFace(off)).toEqual({ state: 'off', label: 'Fire LONG', note })
  expect(pressed(fireFace(off))).toBeNull()
  expect(passOff(off, false)).toBe(note)
})

test('[PAGE-13] while polling a fire is allowed: the station checks the window itself', () => {
  expect(pressed(fireFace(view({ link: inPhase('POLLING') })))).toBe('arm')
})

test('[PAGE-14] a fire that counts outranks every other state', () => {
  const fired = view({ trade: trade(), link: inPhase('OFFLINE'), signal: signal({ status: 'expired' }) })
  expect(fireFace(fired).label).toBe('Fired 18:00:00')
})

test('[PAGE-15] a fire that another tab sent first shows when it counted', () => {
  const face = fireFace(view({ decision: refused({ code: 'already_fired', firedAt: SERVER_AT + 2_000 }) }))
  expect([face.state, face.label]).toEqual(['off', 'Already fired 18:00:02'])
})

test('[PAGE-16] a window that closed is told by the station, by the refusal, or by the countdown', () => {
  const expired = ['off', 'Expired']
  const face = (part: Partial<FireView>) => {
    const { state, label } = fireFace(view(part))
    return [state, label]
  }
  expect(face({ signal: signal({ status: 'expired' }) })).toEqual(expired)
  expect(face({ decision: refused({ code: 'signal_expired' }) })).toEqual(expired)
  // 7,200 s of market at 60 times: open for 120 s of wall time.
  expect(face({ now: 119_999 })).toEqual(['ready', 'Fire LONG'])
  expect(face({ now: 120_000 })).toEqual(expired)
  expect(face({ signal: signal({ status: 'settled', outcome: 'LOSS' }) })).toEqual(['off', 'Settled'])
})

test('[PAGE-17] without a connection the countdown stands still and claims no expiry', () => {
  const face = fireFace(view({ link: inPhase('OFFLINE'), now: 500_000 }))
  expect(face.label).toBe('Fire LONG')
  expect(face.note).toContain('Not connected.')
})

test('[PAGE-18] a fire that was too fast counts down what the station asked for', () => {
  const decision = refused({ code: 'rate_limited', retryAfterMs: 2_500 }, 1_000)
  expect(fireFace(view({ decision, now: 1_000 })).label).toBe('Rate limited, 3 s')
  expect(pressed(fireFace(view({ decision, now: 3_500 })))).toBe('arm')
})

test('[PAGE-19] a fire that nobody answered says so and asks again with one press', () => {
  const face = fireFace(view({ decision: { kind: 'unanswered', what: 'fire' } }))
  expect([face.label, pressed(face)]).toEqual(['Ask again', 'send'])
})

test('[PAGE-20] a viewer reads why he cannot decide', () => {
  const looking = view({ role: 'viewer' })
  expect(fireFace(looking)).toMatchObject({ state: 'off', note: 'Your token can look but not decide.' })
  expect(passOff(looking, false)).toBe('Your token can look but not decide.')
})

test('[PAGE-21] a pass leaves the fire open until expiry; a fire closes the pass', () => {
  expect(pressed(fireFace(view()))).toBe('arm')
  expect(passOff(view(), true)).toContain('a fire is still possible')
  expect(passOff(view({ trade: trade() }), false)).toContain('cannot be passed')
})

test('[PAGE-22] while the market clock stands, the window stays open', () => {
  const held = clock({ speed: 0, marketAt: MARKET_AT })
  expect(pressed(fireFace(view({ clock: held, now: 9_999_999 })))).toBe('arm')
})

test('[PAGE-103] while what is typed is no risk that may be taken nothing is fired, and it says why', () => {
  const face = fireFace(view({ riskPct: null }))
  const note = 'Firing is off until the risk is from 0.1 to 2.0\u202f% of your balance.'
  expect(face).toEqual({ state: 'off', label: 'Fire LONG', note })
  // A question that is still open is asked as it was asked first.
  const open = view({ riskPct: null, decision: { kind: 'unanswered', what: 'fire' } })
  expect(pressed(fireFace(open))).toBe('send')
})

test.each([
  ['storage_full', 'Storage full: nothing was recorded.'],
  ['clock_skew', 'That press was too long ago: nothing was recorded.'],
  ['internal', 'Rejected: nothing was recorded.'],
])('[PAGE-104] after %s the button says what came of it and can be pressed again', (code, words) => {
  const face = fireFace(view({ decision: refused({ code }) }))
  expect(face.note).toBe(`${words} Press twice or hold to fire. Key F.`)
  expect(pressed(face)).toBe('arm')
})

test('[PAGE-104] a refusal that the button does not tell in full stands beside it, until a fire counts', () => {
  const decision = refused({ code: 'overloaded' })
  expect(refusalOf(view({ decision }))?.code).toBe('overloaded')
  expect(refusalOf(view({ decision, trade: trade() }))).toBeNull()
  expect(refusalOf(view({ decision: refused({ code: 'already_fired' }) }))).toBeNull()
})

test('[PAGE-105] to a finger no key is named', () => {
  const notes = [view({ touch: true }), view({ touch: true, decision: { kind: 'armed', until: 3_000 } })]
  expect(notes.map((one) => fireFace(one).note)).toEqual([
    'Hold to fire, or tap twice.',
    'Tap again within 3 seconds.',
  ])
})

test('[AGE-3] a symbol without a price says what a fire on it comes to', () => {
  expect(priceMissing('NZDUSD', { heard: true, played: true })).toBeNull()
  expect(priceMissing('NZDUSD', { heard: false, played: true })).toMatch(
    /^No price of NZDUSD has come yet: a fire counts/,
  )
  expect(priceMissing('NZDUSD', { heard: false, played: false })).toMatch(
    /^This market does not play NZDUSD: /,
  )
})

test('[LIVE-48] while a live feed is not fresh a fire is off in words; one whose answer is open may be asked again', () => {
  const live = { exchange: 'kraken', fresh: false, heardAt: SERVER_AT }
  expect(fireFace(view({ live }))).toMatchObject({
    state: 'off',
    note: 'No price of this moment from kraken. Firing is off until prices are live again.',
  })
  expect(fireFace(view({ live: { ...live, fresh: true } })).state).toBe('ready')
  const unanswered = { kind: 'unanswered', what: 'fire' } as const
  expect(fireFace(view({ live, decision: unanswered as never })).state).toBe('unanswered')
})
