/** What Electron and Chromium take for themselves; a word of theirs is not one of our flags. */
const THEIRS = [
  '--inspect',
  '--remote-debugging-port',
  '--no-sandbox',
  '--user-data-dir',
  '--ozone-platform',
  '--ozone-platform-hint',
  '--enable-features',
  '--disable-features',
  '--disable-gpu',
  '--force-device-scale-factor',
  '--lang',
  '-psn',
]

/**
 * The words that are for us, of all that stand on the command line of a window.
 *
 * From the sources it is `electron [its own words] FOLDER [our words]`, packed it is `fusion-desk [words of both]`.
 */
export function ownWords(argv: readonly string[], packed: boolean): readonly string[] {
  const words = argv.slice(1)
  if (!packed) return words.slice(words.findIndex((word) => !word.startsWith('-')) + 1)
  return words.filter((word) => !THEIRS.some((their) => word === their || isValued(word, their)))
}

function isValued(word: string, their: string): boolean {
  return word.startsWith(`${their}=`) || word.startsWith(`${their}_`)
}
