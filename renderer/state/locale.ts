/** In whose way numbers and names of months are written: one for the whole document, as it has one language. */
let written = 'en-GB'
/** Whose signs numbers have, where the reader wants others than those of the language. */
let signs: string | null = null
const formats = new Map<string, Intl.NumberFormat>()

/** From now on numbers are written as in a locale, such as `de-DE`. */
export function writeNumbersOf(locale: string): void {
  written = locale
}

/** From now on numbers have the signs of another locale; null takes those of the language again. */
export function writeSignsOf(locale: string | null): void {
  signs = locale
}

/** The locale months are named in, and numbers written where nobody chose otherwise. */
export function writtenLocale(): string {
  return written
}

/** A number with exactly so many decimals, without its sign. */
export function writtenNumber(value: number, decimals: number, grouped = true): string {
  const locale = signs ?? written
  const key = `${locale} ${decimals} ${grouped}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      useGrouping: grouped && 'auto',
    })
    formats.set(key, format)
  }
  return format.format(Math.abs(value))
}
