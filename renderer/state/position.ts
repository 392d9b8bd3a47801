import { sayIn } from '../words/words.ts'
import { amount, fixed, instrument } from './format.ts'

const say = sayIn('decide')

/** What a position is reckoned from, as typed: all of it can be changed, and nothing of it is fired. */
export interface PositionTyped {
  readonly balance: string
  readonly riskPct: string
  readonly entry: string
  readonly stop: string
  readonly target: string
  /** What one pip of one lot is worth, in the unit of the account. */
  readonly pipValue: string
}

/** The size that puts no more at risk than was asked for. */
export interface Position {
  readonly risk: number
  readonly stopPips: number
  readonly targetPips: number
  readonly reward: number
  /** Reward in units of the risk. */
  readonly ratio: number
  /** Rounded down to hundredths; null where the value of a pip is not known. */
  readonly lots: number | null
  /** What that size risks; null with the size. */
  readonly lotsRisk: number | null
}

/** A position, or the one field that has to be mended first, with what is wrong. */
export type Reckoned =
  | { readonly ok: true; readonly position: Position }
  | { readonly ok: false; readonly field: keyof PositionTyped; readonly message: string }

const LOT_STEPS = 100
const FX_LOT = 100_000
const GOLD_LOT_OZ = 100
const FX_PAIR = /^[A-Z]{6}$/
const METAL_OR_COIN = /^(XAU|XAG|BTC|ETH)/

/** One lot in words; null where we do not know it. */
export function lotWords(symbol: string): string | null {
  if (symbol.startsWith('XAU')) return `${GOLD_LOT_OZ} oz`
  if (FX_PAIR.test(symbol) && !METAL_OR_COIN.test(symbol)) return `${amount(FX_LOT, 0)} ${symbol.slice(0, 3)}`
  return null
}

/**
 * What one pip of one lot is worth to an account in USD; null where it depends on a rate or a lot we do not know.
 *
 * A pair quoted in USD needs no rate; one that starts with USD has its own.
 */
export function pipValueOf(symbol: string, entry: number): number | null {
  const { pip } = instrument(symbol)
  if (symbol === 'XAUUSD') return GOLD_LOT_OZ * pip
  if (lotWords(symbol) === null) return null
  if (symbol.endsWith('USD')) return FX_LOT * pip
  return symbol.startsWith('USD') ? (FX_LOT * pip) / entry : null
}

/** A number as typed, with point or comma; null when it is none. */
export function readNumber(text: string): number | null {
  const trimmed = text.trim().replace(',', '.')
  const value = Number(trimmed)
  return trimmed !== '' && Number.isFinite(value) ? value : null
}

/** Reckons the size of a position, its risk and its reward. Fields are judged in the order they stand. */
export function reckon(symbol: string, side: 'LONG' | 'SHORT', typed: PositionTyped): Reckoned {
  const of = (field: keyof PositionTyped) => readNumber(typed[field]) ?? Number.NaN
  // Upwards is the good way of a long and the bad one of a short.
  const way = side === 'LONG' ? 1 : -1
  const [behind, ahead] =
    side === 'LONG'
      ? [say('below_entry_long'), say('above_entry_long')]
      : [say('above_entry_short'), say('below_entry_short')]
  const checks: readonly (readonly [keyof PositionTyped, boolean, string])[] = [
    ['balance', of('balance') > 0, say('typed_balance')],
    ['riskPct', of('riskPct') > 0 && of('riskPct') <= 100, say('typed_risk')],
    ['entry', of('entry') > 0, say('typed_price')],
    ['stop', way * (of('entry') - of('stop')) > 0, behind],
    ['target', way * (of('target') - of('entry')) > 0, ahead],
    ['pipValue', typed.pipValue.trim() === '' || of('pipValue') > 0, say('typed_pip')],
  ]
  const wrong = checks.find(([, fits]) => !fits)
  if (wrong !== undefined) return { ok: false, field: wrong[0], message: wrong[2] }
  return { ok: true, position: positionOf(symbol, typed) }
}

function positionOf(symbol: string, typed: PositionTyped): Position {
  const of = (field: keyof PositionTyped) => readNumber(typed[field]) ?? 0
  const { pip } = instrument(symbol)
  const stopPips = Math.abs(of('entry') - of('stop')) / pip
  const targetPips = Math.abs(of('target') - of('entry')) / pip
  const risk = (of('balance') * of('riskPct')) / 100
  const ratio = targetPips / stopPips
  const size = sizeOf(risk, stopPips, readNumber(typed.pipValue))
  return { risk, stopPips, targetPips, reward: risk * ratio, ratio, ...size }
}

/** The size of a signal for an amount at risk, in lots; null where it is not known what a pip of a lot is worth. */
export function lotsOf(
  { symbol, entry, stop }: { readonly symbol: string; readonly entry: number; readonly stop: number },
  risk: number,
): number | null {
  return sizeOf(risk, Math.abs(entry - stop) / instrument(symbol).pip, pipValueOf(symbol, entry)).lots
}

/** Rounded down, so that the risk is never above what was asked for; a hair is forgiven to binary fractions. */
function sizeOf(risk: number, stopPips: number, pipValue: number | null) {
  if (pipValue === null) return { lots: null, lotsRisk: null }
  const lots = Math.floor((risk / (stopPips * pipValue)) * LOT_STEPS + 1e-9) / LOT_STEPS
  return { lots, lotsRisk: lots * stopPips * pipValue }
}

/** The reckoning in sentences, so that nobody has to believe a number. */
export function explain(typed: PositionTyped, position: Position): readonly string[] {
  const { risk, stopPips, targetPips, reward, ratio, lots, lotsRisk } = position
  const money = say('calc_risk', {
    pct: typed.riskPct,
    balance: amount(readNumber(typed.balance)),
    risk: amount(risk),
  })
  const pays = say('calc_reward', {
    pips: amount(targetPips, 1),
    ratio: fixed(ratio, 1),
    reward: amount(reward),
  })
  if (lots === null)
    return [money, say('calc_stop', { pips: amount(stopPips, 1) }), pays, say('calc_no_size')]
  const perLot = amount(stopPips * (readNumber(typed.pipValue) ?? 0))
  const size =
    lots === 0
      ? say('calc_too_much', { perLot })
      : say('calc_size', { pips: amount(stopPips, 1), perLot, lots: fixed(lots, 2), risk: amount(lotsRisk) })
  return [money, size, pays]
}
