import { z } from 'zod'
import type { Chance } from './chance.ts'

/** A JSON schema as far as the contracts use it. */
interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
}

/** Values that mean something to the station, by the name of the field. A field that is not here is drawn freely. */
export type Known = Readonly<Record<string, ((draw: Chance) => unknown) | undefined>>

const OPTIONAL_SHARE = 0.4
const ITEMS_MAX = 4
const NUMBER_SPAN = 1_000

/** Draws a value that a contract accepts. `undefined` where the contract wants nothing. */
export function drawValue(contract: z.ZodType, known: Known, draw: Chance): unknown {
  if (contract.def.type === 'undefined') return undefined
  const schema = z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' }) as Schema
  return drawSchema(schema, known, draw)
}

function drawSchema(schema: Schema, known: Known, draw: Chance): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return draw.pick(schema.enum)
  if (schema.anyOf) return drawSchema(draw.pick(schema.anyOf), known, draw)
  switch (schema.type) {
    case 'object':
      return drawObject(schema, known, draw)
    case 'array':
      return Array.from({ length: draw.between(1, Math.min(ITEMS_MAX, schema.maxItems ?? ITEMS_MAX)) }, () =>
        drawSchema(schema.items ?? {}, known, draw),
      )
    case 'integer':
      return Math.round(drawNumber(schema, draw))
    case 'number':
      return drawNumber(schema, draw)
    case 'boolean':
      return draw.heads()
    case 'string':
      return drawWord(schema, draw)
    default:
      return null
  }
}

function drawObject({ properties = {}, required = [] }: Schema, known: Known, draw: Chance): unknown {
  const value: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(properties)) {
    if (!required.includes(name) && !draw.heads(OPTIONAL_SHARE)) continue
    const meant = known[name]
    value[name] = meant ? meant(draw) : drawSchema(property, known, draw)
  }
  return value
}

function drawNumber({ minimum = 0, maximum = NUMBER_SPAN }: Schema, draw: Chance): number {
  const least = Math.max(minimum, -NUMBER_SPAN)
  return least + draw.share() * (Math.min(maximum, least + NUMBER_SPAN) - least)
}

/** Letters and digits fit every pattern of the contracts. */
function drawWord({ minLength = 1, maxLength = 12 }: Schema, draw: Chance): string {
  const length = draw.between(Math.max(1, minLength), Math.min(12, maxLength))
  return Array.from({ length }, () => draw.pick([...'abcdefghijkmnpqrstuvwxyz23456789'])).join('')
}

const LONG = 2_000
const DEEP = 200

/** Values that programs tend to trip over. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  '0',
  'active',
  'daily',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%00',
  '\u0000',
  '\ud800',
  '💥'.repeat(30),
  'Ω≈ç√∫',
  "'; DROP TABLE fires; --",
  '<img src=x onerror=alert(1)>',
  'a'.repeat(LONG),
  0,
  -0,
  -1,
  0.1 + 0.2,
  1e308,
  -1e308,
  1e11,
  2 ** 53,
  5e-324,
  [],
  {},
  [[[]]],
  { toString: 1 },
  Array.from({ length: LONG }, () => 0),
  nested(DEEP),
]

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = { a: value }
  return value
}

/** Breaks a value somewhere: a field gone, a field too many, another type, something strange. */
export function mutate(value: unknown, draw: Chance): unknown {
  if (typeof value !== 'object' || value === null || draw.heads(0.1)) return draw.pick(STRANGE)
  if (Array.isArray(value)) return value.map((item) => (draw.heads() ? mutate(item, draw) : item))
  const entries = Object.entries(value)
  switch (draw.between(0, 3)) {
    case 0:
      return Object.fromEntries(entries.filter(() => draw.heads(0.6)))
    case 1:
      return {
        ...value,
        [draw.pick(['extra', '__proto__', 'constructor', 'user_id', 'role', ''])]: draw.pick(STRANGE),
      }
    default: {
      const chosen = draw.between(0, Math.max(0, entries.length - 1))
      return Object.fromEntries(
        entries.map(([key, item], index) => [key, index === chosen ? mutate(item, draw) : item]),
      )
    }
  }
}
