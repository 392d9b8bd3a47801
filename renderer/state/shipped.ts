import { wordsOfCode } from '../words/words.ts'

/**
 * A name as the page says it: one the desk was shipped with in the reader's language, one that somebody typed as it was
 * typed.
 */
export function shippedName(name: string): string {
  return wordsOfCode(`name_${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`, name, 'shipped')
}

/** `top_ten` -> `top ten`, in the reader's language: some honours are named as the wire names things. */
export function honourName(name: string): string {
  return shippedName(name.replaceAll('_', ' '))
}
