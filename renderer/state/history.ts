import type { SaidBy } from '#contracts/quest-shapes.ts'
import type { Say, WordKey } from '../words/words.ts'
import { writtenNumber } from './locale.ts'
import { honourName, shippedName } from './shipped.ts'

/**
 * What happened, in the language of the page. A sentence that a newer station has and this page has not is told in the
 * station's own words.
 */
export function historyText({ key, values }: SaidBy, sentence: string, say: Say<'history'>): string {
  const text = piece(key, values, say)
  return text === key ? sentence : text
}

function piece(key: string, values: SaidBy['values'], say: Say<'history'>): string {
  const put = Object.entries(values).map(([name, value]): readonly [string, string | number] => {
    if (Array.isArray(value)) return [name, value.map((one) => piece(one.key, one.values, say)).join(', ')]
    return [name, named(key, name, value) ?? written(name, value)]
  })
  return say(key as WordKey<'history'>, Object.fromEntries(put))
}

/** What may be called as the desk was shipped; people are called as they are. */
function named(key: string, name: string, value: string | number): string | null {
  if (name !== 'name') return null
  if (key === 'unlocked') return shippedName(String(value))
  return key === 'reward_honour' ? honourName(String(value)) : null
}

/** Numbers in the reader's own way, with the decimals they have; what is counted is written by its sentence. */
function written(name: string, value: string | number): string | number {
  if (typeof value === 'string' || name === 'count') return value
  return writtenNumber(value, String(value).split('.')[1]?.length ?? 0)
}
