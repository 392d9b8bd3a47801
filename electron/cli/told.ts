import type { Answer } from '#contracts/client.ts'
import type { CheckReport } from '#contracts/http.ts'
import type { Outcome } from './commands.ts'

/** What a command says of what it was answered. */
export interface Told {
  readonly value: string
  readonly words: readonly string[]
  readonly json?: unknown
  readonly fine?: boolean
}

/** How a command ended, in the words that an answer gives. */
export function tell<Value>(answer: Answer<Value>, toldOf: (value: Value) => Told): Outcome {
  if (!answer.ok) return { kind: 'refused', problem: answer.problem }
  const { value, words, json = answer.value, fine = true } = toldOf(answer.value)
  return { kind: 'done', value, json, words, fine }
}

/** A report of checks, one line each. */
export function reported(report: CheckReport): Told {
  return {
    value: report.ok ? 'ok' : 'different',
    words: report.checks.map(
      ({ check, ok, detail }) => `${ok ? 'ok       ' : 'DIFFERENT'} ${check}: ${detail}`,
    ),
    fine: report.ok,
  }
}
