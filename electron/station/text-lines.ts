import { open } from 'node:fs/promises'

/** A longer line is no event; it is told as too long and skipped to its end. */
export const LINE_CHARACTERS_MAX = 262_144

/** One line without its end, and its number from 1; null in place of one that is too long. */
export interface TextLine {
  readonly number: number
  readonly text: string | null
}

/**
 * Reads a file line by line, never holding more than one chunk and one line.
 *
 * @param cannotRead  what to throw where the system would not open or read it
 */
export async function* readTextLines(
  path: string,
  cannotRead: (path: string, failure: unknown) => Error,
): AsyncGenerator<TextLine> {
  const handle = await open(path, 'r').catch((failure: unknown) => {
    throw cannotRead(path, failure)
  })
  let number = 0
  let rest = ''
  let skipping = false
  const lineOf = (text: string): TextLine => {
    number += 1
    const tooLong = skipping || text.length > LINE_CHARACTERS_MAX
    skipping = false
    return { number, text: tooLong ? null : text.replace(/\r$/, '') }
  }
  try {
    for await (const chunk of handle.createReadStream({ encoding: 'utf8', autoClose: false })) {
      const pieces = (rest + chunk).split('\n')
      rest = pieces.pop() ?? ''
      for (const piece of pieces) yield lineOf(piece)
      if (rest.length > LINE_CHARACTERS_MAX) {
        skipping = true
        rest = ''
      }
    }
    if (rest !== '' || skipping) yield lineOf(rest)
  } catch (failure) {
    throw cannotRead(path, failure)
  } finally {
    await handle.close()
  }
}
