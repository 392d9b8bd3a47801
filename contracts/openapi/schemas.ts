import { z } from 'zod'
import * as achievements from '../achievement-shapes.ts'
import * as boards from '../board-shapes.ts'
import { AbuseStatus } from '../http/points.ts'
import * as progress from '../live-progress.ts'
import * as problem from '../problem-shape.ts'
import * as pulse from '../pulse-shapes.ts'
import * as quests from '../quest-shapes.ts'
import * as routing from '../routing-shapes.ts'
import * as session from '../session-shape.ts'
import * as shape from '../shapes.ts'

/** A schema, or any other part of the document. */
export type Json = Readonly<Record<string, unknown>>

/** Shorter ones are said where they are used. */
const SHARED_CHARACTERS_MIN = 160

/** The nouns that several answers share: said once, and referred to. */
const NOUNS: Readonly<Record<string, unknown>> = {
  ...achievements,
  ...boards,
  ...problem,
  ...progress,
  ...pulse,
  ...quests,
  ...routing,
  ...session,
  ...shape,
  AbuseStatus,
}

/** The contract as JSON Schema 2020-12; what only code can say of it is left out. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  return refer(plain(schema, io)) as Json
}

/** The nouns, by name. */
export function sharedSchemas(): Json {
  return Object.fromEntries(
    [...NAMES].map(([text, name]) => [
      name,
      Object.fromEntries(Object.entries(JSON.parse(text)).map(([key, part]) => [key, refer(part)])),
    ]),
  )
}

/** Each noun's text as an answer, and its name. */
const NAMES: ReadonlyMap<string, string> = new Map(
  // By the alphabet: in which order a module names what it exports hangs on who loads it.
  Object.keys(NOUNS)
    .sort()
    .flatMap((name) => {
      const noun = NOUNS[name]
      if (!(noun instanceof z.ZodObject)) return []
      const text = JSON.stringify(plain(noun, 'output'))
      return text.length < SHARED_CHARACTERS_MIN ? [] : [[text, name] as const]
    }),
)

/** The same with a reference in the place of every noun. */
function refer(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node
  if (Array.isArray(node)) return node.map(refer)
  const name = NAMES.get(JSON.stringify(node))
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` }
  return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, refer(part)]))
}

function plain(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  return withoutSafeBounds(rest) as Json
}

/** That a whole number is one a program can hold goes without saying, some thousand times. */
function withoutSafeBounds(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node
  if (Array.isArray(node)) return node.map(withoutSafeBounds)
  return Object.fromEntries(
    Object.entries(node)
      .filter(([, value]) => value !== Number.MAX_SAFE_INTEGER && value !== Number.MIN_SAFE_INTEGER)
      .map(([key, part]) => [key, withoutSafeBounds(part)]),
  )
}
