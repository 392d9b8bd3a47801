import type { z } from 'zod'

/** Made of others, and so worth waiting for. A wrapper must be itself: the maker of JSON Schema looks for it by identity. */
type Compound = z.ZodObject | z.ZodUnion | z.ZodDiscriminatedUnion

/**
 * A schema that is made when it is first asked for anything.
 *
 * Making one takes some 40 us, and the contracts hold 2,800: a station's start and a page's first load would make
 * them all and use a few. What stands in its place is not the schema itself: it can be asked, not spread, listed or given
 * a name of its own (`meta({ id })`).
 */
export function whenUsed<Schema extends Compound>(make: () => Schema): Schema {
  let made: Schema | undefined
  const schema = (): Schema => {
    made ??= make()
    return made
  }
  return new Proxy({} as Schema, {
    get: (_, key) => Reflect.get(schema(), key),
    has: (_, key) => Reflect.has(schema(), key),
  })
}
