/** In whose way numbers and names of months are written: one for the whole document, as it has one language. */
let written = 'en-GB'
const formats = new Map<string, Intl.NumberFormat>()

/** From now on numbers are written as in a locale, such as `de-DE`. */
export function writeNumbersOf(locale: string): void {
  written = locale
}

/** The locale numbers are written in. */
export function writtenLocale(): string {
  return written
}

/** A number with exactly so many decimals, without its sign. */
export function writtenNumber(value: number, decimals: number, grouped = true): string {
  const key = `${written} ${decimals} ${grouped}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat(written, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      useGrouping: grouped && 'auto',
    })
    formats.set(key, format)
  }
  return format.format(Math.abs(value))
}
