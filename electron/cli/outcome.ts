import type { Answer } from '#contracts/client.ts'
import type { Outcome } from './commands.ts'

/** What a command has to say once it was done. */
export interface Told {
  readonly value: string
  readonly words: readonly string[]
  readonly json?: unknown
  readonly fine?: boolean
}

/** How a command ended, from the station's answer. */
export function tell<Value>(answer: Answer<Value>, toldOf: (value: Value) => Told): Outcome {
  if (!answer.ok) return { kind: 'refused', problem: answer.problem }
  const { value, words, json = answer.value, fine = true } = toldOf(answer.value)
  return { kind: 'done', value, json, words, fine }
}
