import type { LogRow } from '#core/command.ts'
import { symbolName } from '#core/kernel/ids.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { TimestampMs } from '#core/kernel/time.ts'

/** Columns of a provider's log, in their order. */
export const LOG_COLUMNS = [
  'time',
  'signal_id',
  'pair',
  'pattern',
  'session',
  'direction',
  'confidence',
  'risk_reward',
  'win',
] as const

/** Why a line cannot be used, in the order in which it is looked at. */
export type LogFault =
  | 'columns'
  | 'time'
  | 'signal_id'
  | 'pair'
  | 'text'
  | 'direction'
  | 'confidence'
  | 'risk_reward'
  | 'win'

/** Where a line stands. */
export interface LogPlace {
  readonly file: string
  /** From 1, the line of the column names included. */
  readonly line: number
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/
/** Pattern and session are words of the provider; they are kept and mean nothing here. */
const TEXT = /^[A-Za-z0-9 _.-]{0,40}$/
const MILLISECONDS = /^\d{12,15}$/
const PLAIN_NUMBER = /^\d{1,7}(\.\d{1,12})?$/
const CLAIM_MAX = 100
const RATIO_MIN = 0.01
const RATIO_MAX = 1_000

/**
 * Reads one line of a provider's log.
 *
 * The format is plain: nine values between commas, without quotes. Time is UTC in milliseconds, 12 to 15 digits, and not
 * after `now`; confidence is the claim, 0 to 100; risk_reward is reward over risk, .01 to 1,000; win is 1 where the target
 * came first and 0 where it did not. A line without an outcome teaches nothing and is no use.
 *
 * @param text  without its line end
 *
 * Source: HydraX, outcome log. Rule IMPORT-1.
 */
export function readLogLine(
  text: string,
  { file, line }: LogPlace,
  now: TimestampMs,
): Result<LogRow, LogFault> {
  const values = text.split(',')
  if (values.length !== LOG_COLUMNS.length) return reject('columns')
  const [time = '', pastId = '', pair = '', pattern = '', session = '', direction = '', ...rest] = values
  const [confidence = '', riskReward = '', win = ''] = rest
  const symbol = symbolName(pair)
  const claimed = numberIn(confidence, 0, CLAIM_MAX)
  const ratio = numberIn(riskReward, RATIO_MIN, RATIO_MAX)
  const at = MILLISECONDS.test(time) ? Number(time) : null

  if (at === null || at > now) return reject('time')
  if (!ID.test(pastId)) return reject('signal_id')
  if (symbol === null) return reject('pair')
  if (!TEXT.test(pattern) || !TEXT.test(session)) return reject('text')
  if (!isDirection(direction)) return reject('direction')
  if (claimed === null) return reject('confidence')
  if (ratio === null) return reject('risk_reward')
  if (!/^[01]$/.test(win)) return reject('win')
  const won = win === '1'
  return accept({ pastId, symbol, direction, at, claimed, ratio, won, pattern, session, file, line })
}

function isDirection(text: string): text is LogRow['direction'] {
  return text === 'BUY' || text === 'SELL'
}

function numberIn(text: string, low: number, high: number): number | null {
  const value = PLAIN_NUMBER.test(text) ? Number(text) : Number.NaN
  return value >= low && value <= high ? value : null
}
