import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { FORECASTS } from '#contracts/http/forecast.ts'
import type { Command } from '#core/command.ts'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import { readForecast } from '#station/forecast-queries.ts'
import { openServing } from '#tests/server/serving.ts'
import {
  EURUSD,
  fire,
  mustExecute,
  NOON,
  openDesk,
  openRun,
  posted,
  type TestDesk,
  user,
} from '#tests/support/desk.ts'

const ADA = 'ada' as UserId

/** A bar in which every open BUY reaches its target, or its stop. */
function closeAll(bar: number, outcome: 'WIN' | 'LOSS'): Command {
  const at = NOON + (bar + 1) * 60_000
  const prices = outcome === 'WIN' ? { high: 1.102, low: 1.1 } : { high: 1.1, low: 1.098 }
  const closed = { symbol: EURUSD, openAt: at - 60_000, closeAt: at, volume: 1, spread: 0 }
  return {
    kind: 'advance_market',
    runId: 'r1' as never,
    barsDone: bar + 1,
    at,
    closes: [{ bar: { ...closed, open: 1.1, close: 1.1, ...prices }, barIndex: bar }],
    candidates: [],
    ended: false,
  }
}

/** So many trades of Ada that all end in one bar. */
async function trade(desk: TestDesk, bar: number, count: number, outcome: 'WIN' | 'LOSS'): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) => `s${bar}-${index}` as SignalId)
  desk.now += 60_000
  for (const signalId of ids)
    await mustExecute(desk, posted(signalId, NOON + 1_000 * 60_000), fire('ada', signalId), {
      kind: 'execute_fires',
      signalId,
      price: 1.1,
    })
  desk.market = { at: NOON + (bar + 1) * 60_000, speed: 1 }
  await mustExecute(desk, closeAll(bar, outcome))
  for (const signalId of ids) await mustExecute(desk, { kind: 'settle_trades', signalId })
}

function folderOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fd-forecast-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('[FORECAST-7] it is made of closed trades only, in the order in which they closed, and says whose signals they were', async () => {
  const desk = openDesk()
  onTestFinished(() => desk.close())
  await mustExecute(desk, openRun(), user('ada'))
  await trade(desk, 0, 12, 'WIN')
  await trade(desk, 1, 7, 'LOSS')
  await mustExecute(desk, posted('open', NOON + 1_000 * 60_000), fire('ada', 'open'))
  expect(readForecast(desk.db, ADA)).toMatchObject({ closed: 19, forecast: null, score: null })

  await trade(desk, 2, 1, 'LOSS')
  const { closed, sources, forecast } = readForecast(desk.db, ADA)
  expect([closed, sources]).toEqual([20, ['acme']])
  const { probability } = desk.db.get<{ probability: number }>(
    'SELECT AVG(probability) AS probability FROM signals WHERE fire_count = executed_count',
  )!
  expect(forecast?.basis).toEqual({ trades: 20, wins: 12, booksMean: expect.closeTo(probability, 12) })
  expect(forecast?.probability).toBeCloseTo((20 * probability + 12) / 40, 12)
  expect(forecast?.r.expected).toBeCloseTo(12 * 1.5 - 8, 6)
})

test('[FORECAST-7] the route tells it to its owner, and why there is none', async () => {
  const folder = folderOf()
  const before = openDesk({ file: join(folder, 'desk.db') })
  await mustExecute(before, openRun(), user('ada'), user('bob'))
  for (let bar = 0; bar < 12; bar++) await trade(before, bar, 10, bar % 2 === 0 ? 'WIN' : 'LOSS')
  await before.close()
  const serving = await openServing({ folder })
  onTestFinished(() => serving.close())
  const [ada, bob] = [await serving.addUser('ada'), await serving.addUser('bob')]
  const ask = (token: string, name: string) => serving.ask('GET', `/api/users/${name}/forecast`, { token })

  const told = await ask(ada, 'ada')
  expect(FORECASTS.userForecast.reply.safeParse(told.body).error).toBeUndefined()
  expect(told).toMatchObject({
    status: 200,
    body: {
      user_id: 'ada',
      trades_ahead: 20,
      closed_trades: 120,
      sources: ['acme'],
      forecast: { basis: { trades: 120, wins: 60, books_weight: 20 }, r: { expected: 5 } },
      reason: null,
      score: { forecasts: 5, trades: 100, wins_within: 5, r_within: 5 },
      score_reason: null,
    },
  })
  expect((await ask(bob, 'bob')).body).toMatchObject({
    forecast: null,
    reason: {
      code: 'not_enough_trades',
      message: 'A forecast needs 20 closed trades; there are 0.',
      have: 0,
      needed: 20,
    },
    score: null,
    score_reason: { code: 'not_enough_forecasts', have: 0, needed: 5 },
  })
  expect((await ask(bob, 'ada')).status).toBe(403)
  expect((await ask(serving.operator, 'nobody')).body.error.code).toBe('user_not_found')
})
