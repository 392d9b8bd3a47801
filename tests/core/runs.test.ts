import { describe, expect, test } from 'vitest'
import type { OpenRun } from '#core/command.ts'
import type { RunId, SignalId } from '#core/kernel/ids.ts'
import { HOUR_MS } from '#core/kernel/time.ts'
import { decideOpenRun } from '#core/runs.ts'
import {
  accepted,
  contextAt,
  EURUSD,
  kinds,
  MARKET_AT,
  ofKind,
  providerSignal,
  run,
  SIGNAL,
  sheet,
  signal,
  XAUUSD,
} from './signals/build.ts'

const OPEN: OpenRun = {
  kind: 'open_run',
  runId: 'r2' as RunId,
  source: 'sim',
  fingerprint: 'sim:42',
  timeframe: 'h1',
  symbols: [EURUSD],
  startsAt: MARKET_AT - 1_000 * HOUR_MS,
}
const OPENED = { ...OPEN, kind: 'run_opened' }

describe('decideOpenRun', () => {
  test('[MKT-1] the first run opens, and a next one', () => {
    expect(accepted(decideOpenRun(OPEN, { run: null, open: [] }, contextAt()))).toEqual([OPENED])
    expect(accepted(decideOpenRun(OPEN, { run: run(), open: [] }, contextAt()))).toEqual([OPENED])
  })

  test('[MKT-1] the run that is open already is out of step and closes nothing', () => {
    const again = { run: run({ runId: OPEN.runId }), open: [sheet()] }
    expect(decideOpenRun(OPEN, again, contextAt())).toEqual({
      ok: false,
      rejection: { code: 'out_of_step' },
    })
  })

  test('[MKT-2] what the run before left open is closed first, at its last price, and teaches no book', () => {
    const waiting = sheet({ status: 'expired', signal: signal({ signalId: 'r1-EURUSD-2' as SignalId }) })
    const view = {
      run: run({ at: MARKET_AT + HOUR_MS, lastPrices: { EURUSD: 104 } }),
      open: [sheet(), waiting],
    }
    const at = MARKET_AT + HOUR_MS
    // (104 - 100) / (100 - 90) = 0.4
    const ended = { outcome: 'TIMEOUT', exit: 104, r: 0.4, at, book: 'station:1.5:1', bookTotals: null }
    expect(accepted(decideOpenRun(OPEN, view, contextAt()))).toEqual([
      { kind: 'signal_expired', signalId: SIGNAL, at },
      { kind: 'signal_settled', signalId: SIGNAL, ...ended },
      { kind: 'signal_settled', signalId: 'r1-EURUSD-2', ...ended },
      OPENED,
    ])
  })

  test('[MKT-3] without a last price the entry is the exit', () => {
    const other = sheet({ signal: providerSignal({ symbol: XAUUSD }) })
    const events = accepted(
      decideOpenRun(OPEN, { run: run({ lastPrices: { EURUSD: 104 } }), open: [other] }, contextAt()),
    )
    expect(kinds(events)).toEqual(['signal_expired', 'signal_settled', 'run_opened'])
    expect(ofKind(events, 'signal_settled')[0]).toMatchObject({ outcome: 'TIMEOUT', exit: 100, r: 0 })
  })

  test('[MKT-3] a last price beyond a level ends the trade at the level', () => {
    const events = accepted(
      decideOpenRun(OPEN, { run: run({ lastPrices: { EURUSD: 1.1 } }), open: [sheet()] }, contextAt()),
    )
    expect(ofKind(events, 'signal_settled')[0]).toMatchObject({ outcome: 'TIMEOUT', exit: 90, r: -1 })
  })

  test('[MKT-2] nothing ends before it began: a signal younger than the position ends at its creation', () => {
    const young = sheet({ signal: providerSignal({ createdAt: MARKET_AT + 5 }) })
    const events = accepted(decideOpenRun(OPEN, { run: run(), open: [young] }, contextAt()))
    expect(ofKind(events, 'signal_settled')[0]?.at).toBe(MARKET_AT + 5)
  })
})
