import type { Phase } from '../link/machine.ts'
import { sayIn } from '../words/words.ts'
import type { Outcome } from './model.ts'

/** What the page calls what the wire has codes for. */

const say = sayIn('frame')

export function outcomeName(outcome: Outcome): string {
  return say(`outcome_${outcome}`)
}

/** The connection in one word. */
export function phaseName(phase: Phase): string {
  return say(`phase_${phase}`)
}
