/** The languages the page speaks. The first is the one everything falls back to. */
export const LANGUAGES = ['en', 'es', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** What the reader chose on this device; `system` is what his browser asks for. */
export type LanguageChoice = 'system' | Language

/** Each language by its own name: whoever does not read the page finds his own. */
export const OWN_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  es: 'Espa\u00f1ol',
  de: 'Deutsch',
}

/** Which way each is written. */
export const DIRECTIONS: Readonly<Record<Language, 'ltr' | 'rtl'>> = { en: 'ltr', es: 'ltr', de: 'ltr' }

/** The language of a choice: that of the first wish of the browser that the page speaks. */
export function languageOf(choice: LanguageChoice, wishes: readonly string[]): Language {
  if (choice !== 'system') return choice
  for (const wish of wishes) {
    const spoken = LANGUAGES.find((language) => baseOf(wish) === language)
    if (spoken !== undefined) return spoken
  }
  return LANGUAGES[0]
}

/** Where numbers and names of months come from: the reader's own region where it speaks the language of the page. */
const REGIONS: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-ES', de: 'de-DE' }

export function localeOf(language: Language, wishes: readonly string[]): string {
  return wishes.find((wish) => baseOf(wish) === language && isLocale(wish)) ?? REGIONS[language]
}

const baseOf = (locale: string): string => locale.split('-')[0]?.toLowerCase() ?? ''

function isLocale(text: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(text).length > 0
  } catch {
    return false
  }
}
