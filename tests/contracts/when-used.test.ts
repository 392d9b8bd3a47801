import { expect, test } from 'vitest'
import { z } from 'zod'
import { whenUsed } from '../../contracts/when-used.ts'

/** A schema that counts how often it was made. */
function counted() {
  const counts = { made: 0 }
  const schema = whenUsed(() => {
    counts.made += 1
    return z.strictObject({ name: z.string(), age: z.number().int() })
  })
  return { schema, counts }
}

test('[SETUP-17] a schema is made when it is first used, and once', () => {
  const { schema, counts } = counted()
  expect(counts.made).toBe(0)
  expect(schema.safeParse({ name: 'Ada', age: 36 })).toEqual({
    success: true,
    data: { name: 'Ada', age: 36 },
  })
  expect(schema.safeParse({ name: 'Ada', age: 36, more: 1 }).success).toBe(false)
  expect(counts.made).toBe(1)
})

test('[SETUP-17] it stands in a schema of its own, is extended, and is told from others', () => {
  const { schema, counts } = counted()
  const outer = whenUsed(() => z.strictObject({ who: schema, all: z.array(schema), none: schema.nullable() }))
  expect(counts.made).toBe(0)
  const ada = { name: 'Ada', age: 36 }
  expect(outer.parse({ who: ada, all: [ada, ada], none: null })).toEqual({
    who: ada,
    all: [ada, ada],
    none: null,
  })
  expect(outer.safeParse({ who: ada, all: [{ name: 1 }], none: null }).error?.issues[0]?.path).toEqual([
    'all',
    0,
    'name',
  ])
  expect(schema.extend({ born: z.number() }).parse({ ...ada, born: 1815 })).toEqual({ ...ada, born: 1815 })
  expect(Object.keys(schema.shape)).toEqual(['name', 'age'])
  expect(schema instanceof z.ZodObject).toBe(true)
  expect(counts.made).toBe(1)
})

test('[SETUP-17] one of several is found by its word', () => {
  const on = whenUsed(() => z.strictObject({ kind: z.literal('on'), port: z.number() }))
  const off = whenUsed(() => z.strictObject({ kind: z.literal('off') }))
  const either = whenUsed(() => z.discriminatedUnion('kind', [on, off]))
  expect(either.parse({ kind: 'on', port: 4820 })).toEqual({ kind: 'on', port: 4820 })
  expect(either.safeParse({ kind: 'off', port: 4820 }).success).toBe(false)
})

test('[SETUP-17] its JSON Schema is that of the schema itself', () => {
  const { schema } = counted()
  const same = z.strictObject({ name: z.string(), age: z.number().int() })
  expect(z.toJSONSchema(z.strictObject({ who: schema.optional() }))).toEqual(
    z.toJSONSchema(z.strictObject({ who: same.optional() })),
  )
  expect(z.toJSONSchema(schema)).toEqual(z.toJSONSchema(same))
})
