/** A command line that makes no sense. The message is for the person; the exit code is 2. */
export class BadUsage extends Error {
  override readonly name = 'BadUsage'
}

/** How often a flag may be given a value: once, again and again, or never. */
export type FlagKind = 'one' | 'many' | 'switch'

/** What a command may be given beside its name. */
export interface Spec {
  /** Name of the one word that may stand without a flag; it may also be given as a flag of that name. */
  readonly subject?: string
  /** Flags; `many` may be repeated, a `switch` has no value. */
  readonly flags?: Readonly<Record<string, FlagKind>>
  /** Flags that must be there. */
  readonly needs?: readonly string[]
}

/** The words of one call, sorted. */
export interface Words {
  readonly json: boolean
  one(name: string): string | undefined
  /** A flag that the spec says must be there. */
  need(name: string): string
  many(name: string): readonly string[]
}

/** What every command understands. */
const COMMON = { data: 'one' } as const

/**
 * Sorts the words after a command: `--name value` or `--name=value`, `--json`, and the subject.
 *
 * @throws BadUsage with one sentence for an unknown flag, a missing value, a word too many or too few
 */
export function sortWords(words: readonly string[], spec: Spec): Words {
  const given = gather(words, spec)
  const needed = [...(spec.needs ?? []), ...(spec.subject === undefined ? [] : [spec.subject])]
  const missing = needed.find((name) => !given.has(name))
  if (missing !== undefined) throw new BadUsage(`--${missing} is missing`)
  return {
    json: given.has('json'),
    one: (name) => given.get(name)?.[0],
    need: (name) => given.get(name)?.[0] ?? '',
    many: (name) => given.get(name) ?? [],
  }
}

function gather(words: readonly string[], spec: Spec): Map<string, string[]> {
  const kinds: Record<string, FlagKind> = { ...COMMON, ...spec.flags }
  if (spec.subject !== undefined) kinds[spec.subject] = 'one'
  const given = new Map<string, string[]>()
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--json') {
      given.set('json', [])
      continue
    }
    const flagged = word.startsWith('--')
    const { name, value } = flagged ? flagOf(word, rest, kinds) : { name: spec.subject, value: word }
    if (name === undefined) throw new BadUsage(`${word} is a word too many`)
    keep(given, { name, value, many: kinds[name] === 'many' })
  }
  return given
}

type Kinds = Readonly<Record<string, FlagKind>>

function flagOf(
  word: string,
  rest: string[],
  kinds: Kinds,
): { readonly name: string; readonly value: string } {
  const equals = word.indexOf('=')
  const name = equals === -1 ? word.slice(2) : word.slice(2, equals)
  if (!Object.hasOwn(kinds, name)) throw new BadUsage(`--${name} is no flag of this command`)
  if (kinds[name] === 'switch') {
    if (equals !== -1) throw new BadUsage(`--${name} takes no value`)
    return { name, value: '' }
  }
  if (equals !== -1) return { name, value: word.slice(equals + 1) }
  const value = rest.shift()
  if (value === undefined || value.startsWith('--')) throw new BadUsage(`--${name} needs a value`)
  return { name, value }
}

interface Given {
  readonly name: string
  readonly value: string
  readonly many: boolean
}

function keep(given: Map<string, string[]>, { name, value, many }: Given): void {
  const earlier = given.get(name) ?? []
  if (!many && earlier.length > 0) throw new BadUsage(`--${name} is given twice`)
  given.set(name, [...earlier, value])
}
