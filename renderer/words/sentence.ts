import { writtenNumber } from '../state/locale.ts'
import type { Language } from './languages.ts'

/** The sentences of one part of the page in one language, in the format of i18next: `{{name}}`, `key_one`, `key_other`. */
export type Catalogue = Readonly<Record<string, string>>
/** What is put into a sentence; `count` also chooses its plural. */
export type Values = Readonly<Record<string, string | number>>

const HOLE = /\{\{(\w+)(, number)?\}\}/g
const plurals = new Map<Language, Intl.PluralRules>()

/**
 * Says a sentence. What is put into it is text and stays text; a number marked as one is written as the reader's region
 * writes it. A sentence that is not there is said by its key: tests find it before a reader does.
 */
export function sentenceOf(catalogue: Catalogue, language: Language, key: string, values: Values): string {
  const { count } = values
  const form = typeof count === 'number' ? catalogue[`${key}_${pluralForm(language, count)}`] : undefined
  const text = form ?? catalogue[key] ?? key
  return text.replace(HOLE, (hole, name: string, asNumber: string | undefined) => {
    const value = values[name]
    if (value === undefined) return hole
    return asNumber !== undefined && typeof value === 'number' ? writtenNumber(value, 0) : String(value)
  })
}

function pluralForm(language: Language, count: number): Intl.LDMLPluralRule {
  let rules = plurals.get(language)
  if (rules === undefined) {
    rules = new Intl.PluralRules(language)
    plurals.set(language, rules)
  }
  return rules.select(count)
}
