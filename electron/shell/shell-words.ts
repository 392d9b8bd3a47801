import type { PageLanguage } from '#contracts/bridge.ts'
import { de } from './words/de.ts'
import { en, type ShellWords } from './words/en.ts'
import { es } from './words/es.ts'

const WORDS: Readonly<Record<PageLanguage, ShellWords>> = { en, es, de }
const HOLE = /\{(\w+)\}/g

/** Says something outside the pages; what is put into it is text and stays text. */
export type ShellSay = (key: keyof ShellWords, values?: Readonly<Record<string, string | number>>) => string

/** Says it in one language. */
export function sayIn(language: PageLanguage): ShellSay {
  return (key, values = {}) =>
    WORDS[language][key].replace(HOLE, (hole, name: string) => String(values[name] ?? hole))
}
