import { describe, expect, test } from 'vitest'
import type { RoutingPolicy } from '#contracts/routing-shapes.ts'
import { noticesOf } from '../../renderer/state/notices.ts'
import { readChoice, writeChoice } from '../../renderer/state/queue.ts'
import { type DeskState, EMPTY_DESK, reduce } from '../../renderer/state/reduce.ts'
import {
  defaultScope,
  isBrought,
  isUndecided,
  NOTHING_ROUTED,
  withheldText,
} from '../../renderer/state/routing.ts'
import {
  changesOf,
  draftOf,
  floorSymbols,
  readDraft,
  refusedWords,
} from '../../renderer/state/routing-form.ts'
import { signal } from './shown.ts'

const rule = () => ({
  daily_limit: 6,
  gap_minutes: 120,
  receives: { sniper: 0.9, precision: 0.85, rapid: null, training: null },
  rank_share: 0.1,
  mix: { sniper: 0.5, precision: 0.5, rapid: null, training: null },
})
const POLICY: RoutingPolicy = {
  members: { nibbler: rule(), fang: rule(), commander: rule(), apex: rule() },
  vetoes: { floors: { XAUUSD: 0.55 }, stop_lost_r: null, stop_signals: null },
}
const SYMBOLS = floorSymbols(POLICY, ['EURUSD'])

describe('the fields of the editor', () => {
  const before = draftOf(POLICY, SYMBOLS)

  test('[ROUTE-21] show shares in percent, and what is none as nothing', () => {
    expect(SYMBOLS).toEqual(['EURUSD', 'XAUUSD'])
    expect(before['members.nibbler.receives.precision']).toBe('85')
    expect(before['members.nibbler.receives.rapid']).toBe('')
    expect(before['vetoes.floors.XAUUSD']).toBe('55')
    expect(before['vetoes.floors.EURUSD']).toBe('')
  })

  test('[ROUTE-21] what they show is what they read', () => {
    expect(readDraft(before, POLICY, SYMBOLS)).toEqual({ policy: POLICY, faults: {} })
  })

  test.each([
    ['members.fang.daily_limit', '8', (policy: RoutingPolicy) => policy.members.fang.daily_limit, 8],
    [
      'members.fang.receives.precision',
      '82,5',
      (policy: RoutingPolicy) => policy.members.fang.receives.precision,
      0.825,
    ],
    [
      'members.fang.receives.sniper',
      ' ',
      (policy: RoutingPolicy) => policy.members.fang.receives.sniper,
      null,
    ],
    [
      'vetoes.floors.EURUSD',
      '60',
      (policy: RoutingPolicy) => policy.vetoes.floors,
      { EURUSD: 0.6, XAUUSD: 0.55 },
    ],
    ['vetoes.floors.XAUUSD', '', (policy: RoutingPolicy) => policy.vetoes.floors, {}],
    ['vetoes.stop_lost_r', '3.5', (policy: RoutingPolicy) => policy.vetoes.stop_lost_r, 3.5],
  ] as const)('[ROUTE-21] %s reads %s', (path, text, look, value) => {
    const { policy, faults } = readDraft({ ...before, [path]: text }, POLICY, SYMBOLS)
    expect(faults).toEqual({})
    expect(look(policy!)).toEqual(value)
  })

  test.each([
    ['members.fang.daily_limit', '', 'a number'],
    ['members.fang.daily_limit', '0', '1 to 500'],
    ['members.fang.daily_limit', '1e3', 'a number'],
    ['members.fang.gap_minutes', '1441', '0 to 1440'],
    ['members.fang.daily_limit', '2.5', 'a whole number'],
    ['members.fang.rank_share', '101', '0 to 100'],
    ['vetoes.stop_signals', 'x', 'a number or nothing'],
  ])('[ROUTE-21] %s refuses %o: %s', (path, text, message) => {
    const read = readDraft({ ...before, [path]: text }, POLICY, SYMBOLS)
    expect(read).toEqual({ policy: null, faults: { [path]: message } })
  })

  test.each([
    ['members.fang.mix', 'the targets are shares of one whole and make more than 100 %'],
    ['members.fang.mix.rapid', 'no target: none of it reaches this member'],
    ['members.fang.receives.sniper', 'outside the band of this tier'],
    ['vetoes.floors', 'as the station says'],
  ])('[ROUTE-21] what the station finds wrong with %s is said in the words of the page', (path, words) => {
    expect(refusedWords(path, 'as the station says')).toBe(words)
  })

  test('[ROUTE-21] what would change is said with what stood before', () => {
    const now = { ...before, 'members.apex.gap_minutes': '15', 'vetoes.floors.XAUUSD': '' }
    expect(changesOf(before, now, SYMBOLS).map(({ name, from, to }) => [name, from, to])).toEqual([
      ['apex: Gap', '120 min', '15 min'],
      ['Floor of XAUUSD', '55 %', 'none'],
    ])
  })
})

describe('what was brought to the reader', () => {
  const place = { epoch: 'e', stream: 'user:ada', since: 0, seq: 1 }
  const quota = { delivered: 1, limit: 6 }
  const routed = (signalId: string) => ({ kind: 'routed', place, signalId, quota }) as const
  const message = 'Your limit of 6 a day was reached.'
  const withheld = { state: 'withheld', message } as const

  test('[ROUTE-20] is told live; an answer that was overtaken takes nothing back', () => {
    const told = reduce(EMPTY_DESK, routed('s1'))
    expect(told.routing).toEqual({ signals: { s1: { state: 'delivered', message: null } }, quota })
    const late = { s1: { state: 'pending', message: null }, s2: withheld } as const
    const after = reduce(told, { kind: 'routing', signals: late, quota: null })
    expect(after.routing.signals.s1?.state).toBe('delivered')
    expect(withheldText(after.routing, 's2')).toBe(`Not brought to you. ${message}`)
    expect([isBrought(after.routing, 's1'), isBrought(after.routing, 's2')]).toEqual([true, false])
  })

  test('[ROUTE-20] what was open before the reader joined is for him, and no delivery', () => {
    const earlier = { s1: { state: 'earlier', message } } as const
    const state = reduce(EMPTY_DESK, { kind: 'routing', signals: earlier, quota })
    expect(isBrought(state.routing, 's1')).toBe(true)
    expect(withheldText(state.routing, 's1')).toBe(`Not brought to you. ${message}`)
  })

  test('[ROUTE-20] is asked for while the page does not know what became of an open signal', () => {
    const decided = {
      s1: { state: 'delivered', message: null },
      s2: { state: 'pending', message: null },
    } as const
    const state = reduce(EMPTY_DESK, { kind: 'routing', signals: decided, quota })
    expect(['s1', 's2', 's3'].map((id) => isUndecided(state.routing, id))).toEqual([false, true, true])
  })

  test('[ROUTE-20] before anything was told everything may have been', () => {
    expect(isBrought(NOTHING_ROUTED, 's1')).toBe(true)
    expect(withheldText(NOTHING_ROUTED, 's1')).toBeNull()
  })

  test('[ROUTE-20] is what a trader sees at first; who watches the desk sees all; the choice stands in the address', () => {
    expect(['trader', 'operator', 'viewer', 'service'].map((role) => defaultScope(role as never))).toEqual([
      'mine',
      'all',
      'all',
      'all',
    ])
    expect(readChoice({ show: 'all' })).toEqual({ sort: 'rank', reversed: false, filter: '', scope: 'all' })
    expect(readChoice({ show: 'none' })).toEqual({ sort: 'rank', reversed: false, filter: '' })
    expect(writeChoice(readChoice({ show: 'mine' }))).toEqual({ show: 'mine' })
  })

  test('[ROUTE-23] a SNIPER that was not brought to the reader is no notice, one that was is one', () => {
    const sniper = (id: string) => signal({ id, tier: 'SNIPER' })
    const known: DeskState = { ...EMPTY_DESK, open: [], routing: { signals: {}, quota } }
    const listed: DeskState = {
      ...known,
      open: ['s1', 's2'],
      signals: { s1: sniper('s1'), s2: sniper('s2') },
    }
    expect(noticesOf(known, listed)).toEqual([])
    const told = reduce(listed, routed('s2'))
    expect(noticesOf(listed, told).map(({ signalId }) => signalId)).toEqual(['s2'])
    // The news of the delivery may come before the list.
    const early = reduce(known, routed('s1'))
    const both = { ...early, open: ['s1'], signals: { s1: sniper('s1') } }
    expect([noticesOf(known, early), noticesOf(early, both).length]).toEqual([[], 1])
    // And what was brought before the page was opened is no news.
    const opening = { ...listed, routing: NOTHING_ROUTED }
    expect(noticesOf(opening, { ...told })).toEqual([])
  })
})
