import { FLOORS_MAX, ROUTING_LIMITS, RoutingPolicy } from '#contracts/routing-shapes.ts'
import { sayIn } from '../words/words.ts'

const say = sayIn('fusion')

/** What the fields of the editor hold: text by path, such as `members.fang.daily_limit`. */
export type Draft = Readonly<Record<string, string>>

/** What a field asks for. A share is written in percent; an optional one may be left empty. */
export interface FieldKind {
  readonly percent: boolean
  readonly optional: boolean
}

/** One line of the editor: a setting that every member tier has. */
export interface MemberField extends FieldKind {
  readonly path: string
  readonly name: string
  readonly unit: string
}

export const MEMBERS = ['nibbler', 'fang', 'commander', 'apex'] as const
const TIERS = ['sniper', 'precision', 'rapid', 'training'] as const

const count = { percent: false, optional: false }
const share = { percent: true, optional: false }
const maybe = { percent: true, optional: true }

/** The settings of every member tier, in the order they stand. */
export function memberFields(): readonly MemberField[] {
  return [
    { path: 'daily_limit', name: say('signals_a_day'), unit: '', ...count },
    { path: 'gap_minutes', name: say('gap_minutes'), unit: ' min', ...count },
    ...TIERS.map((tier) => ({
      path: `receives.${tier}`,
      name: say('tier_from_pct', { tier: tier.toUpperCase() }),
      unit: ' %',
      ...maybe,
    })),
    { path: 'rank_share', name: say('unranked_best'), unit: ' %', ...share },
    ...TIERS.map((tier) => ({
      path: `mix.${tier}`,
      name: say('mix_tier', { tier: tier.toUpperCase() }),
      unit: ' %',
      ...maybe,
    })),
  ]
}

/** The fields of the vetoes; a symbol without a floor is an empty field. */
export function vetoFields(symbols: readonly string[]): readonly MemberField[] {
  return [
    ...symbols.map((symbol) => ({
      path: `vetoes.floors.${symbol}`,
      name: say('floor_of', { symbol }),
      unit: ' %',
      ...maybe,
    })),
    {
      path: 'vetoes.stop_lost_r',
      name: say('stop_lost_r'),
      unit: ' R',
      percent: false,
      optional: true,
    },
    {
      path: 'vetoes.stop_signals',
      name: say('stop_signals'),
      unit: '',
      percent: false,
      optional: true,
    },
  ]
}

/** Symbols that a floor can be given for: those that play, and those that have one. */
export function floorSymbols(policy: RoutingPolicy, playing: readonly string[]): readonly string[] {
  return [...new Set([...playing, ...Object.keys(policy.vetoes.floors)])].sort().slice(0, FLOORS_MAX)
}

/** Every field of the editor, with its whole path and name. */
export function allFields(symbols: readonly string[]): readonly MemberField[] {
  const members = MEMBERS.flatMap((member) =>
    memberFields().map((field) => ({
      ...field,
      path: `members.${member}.${field.path}`,
      name: `${member}: ${field.name}`,
    })),
  )
  return [...members, ...vetoFields(symbols)]
}

type Tree = { [key: string]: unknown }
/** Decimals of a share that percent with two decimals need. */
const SHARE_DECIMALS = 1e6

function at(policy: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((tree, key) => (tree as Tree | undefined)?.[key], policy)
}

function put(tree: Tree, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path
  if (rest.length > 0) put(tree[key] as Tree, rest, value)
  else if (value === undefined) delete tree[key]
  else tree[key] = value
}

/** A policy as the fields show it. */
export function draftOf(policy: RoutingPolicy, symbols: readonly string[]): Draft {
  return Object.fromEntries(
    allFields(symbols).map(({ path, percent }) => [path, textOf(at(policy, path), percent)]),
  )
}

function textOf(value: unknown, percent: boolean): string {
  if (typeof value !== 'number') return ''
  return String(percent ? Math.round(value * 100 * 1e4) / 1e4 : value)
}

/** What the fields say: a policy, or what is wrong with which field. */
export interface ReadDraft {
  readonly policy: RoutingPolicy | null
  readonly faults: Readonly<Record<string, string>>
}

/** Reads the fields over the policy they began as. */
export function readDraft(draft: Draft, base: RoutingPolicy, symbols: readonly string[]): ReadDraft {
  const tree = structuredClone(base) as unknown as Tree
  const faults: Record<string, string> = {}
  for (const field of allFields(symbols)) {
    const read = readField(draft[field.path] ?? '', field)
    if (read === null) faults[field.path] = field.optional ? say('number_or_nothing') : say('a_number')
    else put(tree, field.path.split('.'), read.value)
  }
  const parsed = RoutingPolicy.safeParse(tree)
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.path.join('.')
    faults[path] ??= issueWords(path, issue.code, issue.message)
  }
  return { policy: parsed.success && Object.keys(faults).length === 0 ? parsed.data : null, faults }
}

/** Null where the text is no number. A floor that is left empty is none; any other empty field is null. */
function readField(
  text: string,
  { path, percent, optional }: MemberField,
): { readonly value: unknown } | null {
  const typed = text.trim().replace(',', '.')
  if (typed === '') return optional ? { value: path.startsWith('vetoes.floors.') ? undefined : null } : null
  if (!/^-?\d+(\.\d+)?$/.test(typed)) return null
  const number = Number(typed)
  return { value: percent ? Math.round((number / 100) * SHARE_DECIMALS) / SHARE_DECIMALS : number }
}

/** One thing that would change. */
export interface Change {
  readonly path: string
  readonly name: string
  readonly from: string
  readonly to: string
}

/** What would change, in the order of the fields. */
export function changesOf(before: Draft, now: Draft, symbols: readonly string[]): readonly Change[] {
  return allFields(symbols)
    .filter(({ path }) => (before[path] ?? '') !== (now[path] ?? '').trim())
    .map(({ path, name, unit, optional }) => ({
      path,
      name: name.replace(/, (%|minut\w+|R)$/i, ''),
      from: shown(before[path] ?? '', unit, optional),
      to: shown((now[path] ?? '').trim(), unit, optional),
    }))
}

function shown(text: string, unit: string, optional: boolean): string {
  return text === '' ? (optional ? say('shown_none') : say('shown_nothing')) : `${text}${unit}`
}

/** The path of a field that a refusal names: the body has the policy under its own name. */
export function fieldOf(path: string): string {
  return path.replace(/^policy\./, '')
}

const PERCENT_LIMITS = [0, 100] as const

/** What the contract says of a field, in the words of the page. */
function issueWords(path: string, code: string, message: string): string {
  if (code === 'invalid_type') return say('whole_number')
  if (code !== 'too_small' && code !== 'too_big') return message
  const name = path.split('.').at(-1) ?? ''
  const [low, high] = Object.hasOwn(ROUTING_LIMITS, name)
    ? ROUTING_LIMITS[name as keyof typeof ROUTING_LIMITS]
    : PERCENT_LIMITS
  return say('from_to', { low, high })
}

/** What the station found wrong between fields: each of its three rules is about one kind of them. */
export function refusedWords(path: string, message: string): string {
  const [group, , kind, tier] = path.split('.')
  if (group !== 'members') return message
  if (kind === 'mix') return tier === undefined ? say('mix_above_all') : say('mix_of_none')
  return kind === 'receives' ? say('outside_band') : message
}
