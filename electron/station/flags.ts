import { ConfigRefused } from './settings.ts'

/** What the flags of `npm start` said, as text. */
export interface Flags {
  readonly headless: boolean
  readonly restart: boolean
  /** Without a market. */
  readonly safe: boolean
  /** A desk of made-up people, in a folder of its own. */
  readonly demo: boolean
  readonly hosts: readonly string[]
  readonly values: Readonly<Partial<Record<ValueFlag, string>>>
}

const VALUE_FLAGS = [
  'data',
  'port',
  'replay',
  'timeframe',
  'speed',
  'from',
  'to',
  'sim',
  'live',
  'symbols',
  'live-stream',
  'live-rest',
  'update-url',
] as const
export type ValueFlag = (typeof VALUE_FLAGS)[number]
const SWITCHES = ['headless', 'restart', 'safe', 'demo'] as const
type Switch = (typeof SWITCHES)[number]

/** Where no flag is given. */
export const NO_FLAGS: Flags = {
  headless: false,
  restart: false,
  safe: false,
  demo: false,
  hosts: [],
  values: {},
}

const USAGE =
  '--headless --data DIR --port N --replay PATH --timeframe TF --speed X --from D --to D --restart --sim SEED --live EXCHANGE --symbols A,B --live-stream URL --live-rest URL --update-url URL --host NAME --safe --demo'

/**
 * Reads the flags of `npm start`: `--name value` or `--name=value`; the last of a repeated flag counts, `--host` adds.
 *
 * @throws ConfigRefused for an unknown flag, a flag without its value and for a word that is no flag
 */
export function readFlags(words: readonly string[]): Flags {
  const hosts: string[] = []
  const values: Partial<Record<ValueFlag, string>> = {}
  const switches = new Set<Switch>()
  for (let index = 0; index < words.length; index++) {
    const { flag, name, inline } = split(words[index] ?? '')
    if (isSwitch(flag)) {
      if (inline !== undefined) throw new ConfigRefused(`${name} takes no value`)
      switches.add(flag)
      continue
    }
    const value = requireValue(name, inline ?? words[++index], inline !== undefined)
    if (flag === 'host') hosts.push(value)
    else values[flag] = value
  }
  return {
    headless: switches.has('headless'),
    restart: switches.has('restart'),
    safe: switches.has('safe'),
    demo: switches.has('demo'),
    hosts,
    values,
  }
}

function split(word: string) {
  const equals = word.indexOf('=')
  const name = equals === -1 ? word : word.slice(0, equals)
  return { flag: flagOf(name), name, inline: equals === -1 ? undefined : word.slice(equals + 1) }
}

// A forgotten value would otherwise swallow the flag after it.
function requireValue(name: string, value: string | undefined, inline: boolean): string {
  if (value === undefined || value === '' || (!inline && value.startsWith('--')))
    throw new ConfigRefused(`${name} needs a value`)
  return value
}

function isSwitch(flag: string): flag is Switch {
  return (SWITCHES as readonly string[]).includes(flag)
}

function flagOf(name: string): ValueFlag | Switch | 'host' {
  const flag = name.startsWith('--') ? name.slice(2) : ''
  if (flag === 'host' || isSwitch(flag)) return flag
  const found = VALUE_FLAGS.find((valueFlag) => valueFlag === flag)
  if (found === undefined) throw new ConfigRefused(`${name} is not a flag; the flags are ${USAGE}`)
  return found
}
