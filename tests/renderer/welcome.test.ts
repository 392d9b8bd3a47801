import { expect, test } from 'vitest'
import type { Welcome } from '#contracts/http/welcome.ts'
import {
  pairsIn,
  placeAfter,
  placeBefore,
  placeToGoOn,
  readRiskFields,
} from '../../renderer/state/welcome.ts'
import { readPlace } from '../../renderer/state/welcome-place.ts'

const steps = (...done: readonly string[]) =>
  (['look', 'operator', 'feed', 'risk', 'alerts'] as const).map((step) => ({
    step,
    how: done.includes(step) ? ('chosen' as const) : null,
  })) satisfies Welcome['steps']

test('[FIRST-6] whoever comes back goes on with the first step that is not done', () => {
  expect(placeToGoOn({ steps: steps() })).toBe('look')
  expect(placeToGoOn({ steps: steps('look', 'feed') })).toBe('operator')
  expect(placeToGoOn({ steps: steps('look', 'operator', 'feed', 'risk', 'alerts') })).toBe('finish')
  expect([placeAfter('look'), placeAfter('alerts')]).toEqual(['operator', 'finish'])
  expect([placeBefore('look'), placeBefore('finish')]).toEqual([null, 'alerts'])
  expect([readPlace('risk'), readPlace('backups'), readPlace(undefined)]).toEqual(['risk', null, null])
})

test('[FIRST-8] pairs are read as people write them', () => {
  expect(pairsIn(' btc/usd, ETH/USD;sol/usd  xrp/usd ,')).toEqual([
    'BTC/USD',
    'ETH/USD',
    'SOL/USD',
    'XRP/USD',
  ])
  expect(pairsIn(' , ')).toEqual([])
})

const fields = (part: object) => readRiskFields({ risk: '1.0', lostR: '', signals: '', ...part })

test('[FIRST-9] an empty stop is none, and what the station would refuse is said before', () => {
  expect(fields({})).toEqual({ risk: 1, lostR: null, signals: null, faults: [] })
  expect(fields({ risk: '0,5', lostR: '2,5', signals: '40' })).toEqual({
    risk: 0.5,
    lostR: 2.5,
    signals: 40,
    faults: [],
  })
  for (const risk of ['', '0', '2.1', 'much']) expect(fields({ risk }).faults).toEqual(['risk'])
  for (const lostR of ['0', '1001', '-3', '1e2']) expect(fields({ lostR }).faults).toEqual(['lostR'])
  for (const signals of ['0', '1.5', '10001']) expect(fields({ signals }).faults).toEqual(['signals'])
})
