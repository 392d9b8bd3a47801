import type { Welcome, WelcomeStep } from '#contracts/http/welcome.ts'
import { ROUTING_LIMITS } from '#contracts/routing-shapes.ts'
import { readRisk } from './plan.ts'
import { WELCOME_PLACES, type WelcomePlace } from './welcome-place.ts'

/** Where to go on: the first step that is not done. */
export function placeToGoOn({ steps }: Pick<Welcome, 'steps'>): WelcomePlace {
  return steps.find(({ how }) => how === null)?.step ?? 'finish'
}

/** The place after a step. */
export function placeAfter(step: WelcomeStep): WelcomePlace {
  return WELCOME_PLACES[WELCOME_PLACES.indexOf(step) + 1] ?? 'finish'
}

/** The place before one; null before the first. */
export function placeBefore(place: WelcomePlace): WelcomePlace | null {
  return WELCOME_PLACES[WELCOME_PLACES.indexOf(place) - 1] ?? null
}

/** `BTC/USD, eth/usd` -> the pairs in capital letters, as exchanges write them. */
export function pairsIn(typed: string): readonly string[] {
  return typed
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((pair) => pair.toUpperCase())
}

/** What the fields of the risk step hold, as typed. */
export interface RiskTyped {
  readonly risk: string
  readonly lostR: string
  readonly signals: string
}

/** What they say; null in a field that is left empty, `faults` where one cannot be read. */
export interface RiskRead {
  readonly risk: number | null
  readonly lostR: number | null
  readonly signals: number | null
  readonly faults: readonly (keyof RiskTyped)[]
}

/** Reads the fields by the limits that the station has too. */
export function readRiskFields(typed: RiskTyped): RiskRead {
  const risk = readRisk(typed.risk)
  const lostR = readWithin(typed.lostR, ROUTING_LIMITS.stop_lost_r)
  const signals = readWithin(typed.signals, ROUTING_LIMITS.stop_signals, true)
  const faults = [
    ...(risk === null ? (['risk'] as const) : []),
    ...(lostR === 'no' ? (['lostR'] as const) : []),
    ...(signals === 'no' ? (['signals'] as const) : []),
  ]
  return {
    risk: risk === null ? null : Math.round(risk * 10) / 10,
    lostR: lostR === 'no' ? null : lostR,
    signals: signals === 'no' ? null : signals,
    faults,
  }
}

function readWithin(
  text: string,
  [low, high]: readonly [number, number],
  whole = false,
): number | null | 'no' {
  const typed = text.trim().replace(',', '.')
  if (typed === '') return null
  const value = /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : Number.NaN
  const fits = value >= low && value <= high && (!whole || Number.isInteger(value))
  return fits ? value : 'no'
}
