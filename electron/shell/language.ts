import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { PAGE_LANGUAGES, type PageLanguage } from '#contracts/bridge.ts'
import { type NoteMore, saidBy } from './log-tail.ts'
import { type ShellSay, sayIn } from './shell-words.ts'

const Language = z.enum(PAGE_LANGUAGES)

/** The language of the pages, as the program around them knows it. */
export interface SpokenLanguage {
  readonly language: PageLanguage
  readonly say: ShellSay
  /** Takes what a page says of itself. Throws for what is no language. */
  hear(said: unknown): void
}

export interface LanguageParts {
  /** The language is another one than before. */
  readonly onChange: () => void
  /** A line of the log. */
  readonly note: (event: string, more: NoteMore) => void
}

/**
 * Follows the pages: each tells its language when it is there and when it changes. The last one is kept, so that tray and
 * menu speak it at the next start before any page does; a profile without one speaks English. Where it cannot be kept it
 * is spoken until the program ends.
 */
export function openLanguage(profile: string, { onChange, note }: LanguageParts): SpokenLanguage {
  const file = join(profile, 'language.json')
  let language = read(file)
  let say = sayIn(language)
  return {
    get language() {
      return language
    },
    get say() {
      return say
    },
    hear(said) {
      const heard = Language.parse(said)
      if (heard === language) return
      language = heard
      say = sayIn(heard)
      onChange()
      try {
        writeFileSync(file, JSON.stringify(heard), { mode: 0o600 })
      } catch (error) {
        // It is spoken all the same; only the next start does not know it.
        note('language_not_kept', saidBy(error))
      }
    },
  }
}

function read(file: string): PageLanguage {
  try {
    return Language.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // Nothing is kept yet, or what is kept is none of ours.
    return 'en'
  }
}
