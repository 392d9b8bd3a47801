import type { Answer, Client, Refusal } from '#contracts/client.ts'
import type { CheckReport } from '#contracts/http.ts'
import { removeDemoFolder } from './demo-folder.ts'
import { importLog } from './import-log.ts'
import { BadUsage, type Spec, type Words } from './words.ts'

/** What a command reaches: the running station over HTTP, or its data folder while none runs. */
export interface Desk {
  readonly call: Client['call']
  /** Version of the schema, and the steps applied for this command; a running station applied its own at its start. */
  readonly schema: { readonly version: number; readonly applied: readonly number[] }
  readonly running: boolean
  /** The desk's IANA zone, as configuration and environment give it here. */
  readonly zone: string
}

/** How a command ended. */
export type Outcome =
  /** `value` alone goes to standard output; `json` instead of it where `--json` is given; `words` are for a person. */
  | {
      readonly kind: 'done'
      readonly value: string
      readonly json: unknown
      readonly words: readonly string[]
      /** False where a check found a difference: exit code 1. */
      readonly fine: boolean
    }
  | { readonly kind: 'refused'; readonly problem: Refusal }

export interface Command {
  readonly usage: string
  readonly spec: Spec
  /** Speaks of what was recorded: without a database there is nothing to speak of. */
  readonly needsDatabase?: true
  /** About a demo: its data folder is meant where none is named. */
  readonly ofDemo?: true
  /** Does without a database while no station runs. */
  offline?(dataFolder: string): Outcome
  run(desk: Desk, words: Words): Promise<Outcome>
}

const LABEL_DEFAULT = 'made by npm run station'

/** Every command of `npm run station`. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  'user add': {
    usage:
      "user add USER [--name NAME] [--timezone ZONE (the desk's where none is given)] [--member-tier nibbler|fang|commander|apex]",
    spec: { subject: 'user', flags: { name: 'one', timezone: 'one', 'member-tier': 'one' } },
    run: async (desk, words) =>
      tell(await desk.call('addUser', { body: userOf(words, desk.zone) }), (added) => ({
        value: added.user_id,
        words: [`user ${added.user_id} added (${added.timezone}, ${added.member_tier})`],
      })),
  },
  'user erase': {
    usage: 'user erase USER --reason own_request|left|legal|other',
    spec: { subject: 'user', flags: { reason: 'one' }, needs: ['reason'] },
    needsDatabase: true,
    run: async (desk, words) =>
      tell(await desk.call('eraseUser', erasureOf(words)), ({ user_id, changed, log_cleared }) => ({
        value: user_id,
        words: [
          changed
            ? `user ${user_id} erased; his numbers stay under the id`
            : `user ${user_id} was erased before`,
          ...(log_cleared ? [] : ['a reader keeps the write-ahead log: run maintain once it is done']),
        ],
      })),
  },
  'token create': {
    usage:
      'token create --user USER --role operator|trader|viewer|service [--label LABEL] [--expires-in SECONDS] [--may-act-for USER|*]...',
    spec: {
      flags: { user: 'one', role: 'one', label: 'one', 'expires-in': 'one', 'may-act-for': 'many' },
      needs: ['user', 'role'],
    },
    run: async (desk, words) =>
      tell(await desk.call('createToken', { body: tokenOf(words) }), (created) => ({
        value: created.token,
        words: [`token ${created.token_id} made; it is shown this once`],
      })),
  },
  'token revoke': {
    usage: 'token revoke TOKEN_ID|TOKEN',
    spec: { subject: 'id' },
    needsDatabase: true,
    run: async (desk, words) => {
      const id = tokenIdOf(words.need('id'))
      return tell(await desk.call('revokeToken', { params: { id } }), () => ({
        value: id,
        words: [`token ${id} revoked`],
        json: { token_id: id },
      }))
    },
  },
  import: {
    usage: 'import FILE [--provider NAME (from the name of the file where none is given)]',
    spec: { subject: 'file', flags: { provider: 'one' } },
    run: importLog,
  },
  'demo remove': {
    usage: 'demo remove',
    spec: {},
    ofDemo: true,
    offline: removeDemoFolder,
    run: async (desk) =>
      tell(await desk.call('removeDemo', {}), () => ({
        value: 'removed',
        words: ['the demo is removed, and its station stops'],
      })),
  },
  check: {
    usage: 'check',
    spec: {},
    needsDatabase: true,
    run: async (desk) => tell(await desk.call('check', {}), reported),
  },
  replay: {
    usage: 'replay',
    spec: {},
    needsDatabase: true,
    run: async (desk) => tell(await desk.call('replay', {}), reported),
  },
  stats: {
    usage: 'stats',
    spec: {},
    needsDatabase: true,
    run: async (desk) =>
      tell(await desk.call('stats', {}), (stats) => ({ value: indented(stats), words: [] })),
  },
  maintain: {
    usage: 'maintain',
    spec: {},
    needsDatabase: true,
    run: async (desk) =>
      tell(await desk.call('maintain', {}), (done) => ({
        value: String(done.bytes),
        words: [`${done.receipts_dropped} old receipts dropped; the database has ${done.bytes} bytes`],
      })),
  },
  migrate: {
    usage: 'migrate',
    spec: {},
    run: async ({ schema: { version, applied }, running }) => ({
      kind: 'done',
      value: String(version),
      json: { version, applied },
      words: [migrated(running, applied)],
      fine: true,
    }),
  },
  export: {
    usage: 'export --user USER [--format json|csv] [--section SECTION (of csv: a table of its own)]',
    spec: { flags: { user: 'one', format: 'one', section: 'one' }, needs: ['user'] },
    needsDatabase: true,
    run: async (desk, words) =>
      tell(await desk.call('userExport', exportOf(words)), (everything) =>
        typeof everything === 'string'
          ? { value: everything, words: ['a table exported'] }
          : {
              value: indented(everything),
              words: [`${everything.fires.length} fires and ${everything.passes.length} passes exported`],
            },
      ),
  },
}

/** The id in a token. Who lost a token has the token, not its id; and the secret goes no further than here. */
function tokenIdOf(word: string): string {
  return /^fd1_([^_]+)_/.exec(word)?.[1] ?? word
}

function userOf(words: Words, deskZone: string) {
  const name = words.one('name')
  const tier = words.one('member-tier')
  // The contract refuses a tier that is none, with the list of those there are.
  const memberTier = tier as 'nibbler' | undefined
  return {
    user_id: words.need('user'),
    timezone: words.one('timezone') ?? deskZone,
    ...(name !== undefined && { name }),
    ...(memberTier !== undefined && { member_tier: memberTier }),
  }
}

function erasureOf(words: Words) {
  return { params: { id: words.need('user') }, body: { reason: words.need('reason') as 'left' } }
}

function tokenOf(words: Words) {
  const expiresIn = words.one('expires-in')
  const mayActFor = words.many('may-act-for')
  if (expiresIn !== undefined && !/^[1-9]\d{0,8}$/.test(expiresIn))
    throw new BadUsage(`--expires-in is a number of seconds, not ${expiresIn}`)
  return {
    user_id: words.need('user'),
    role: words.need('role') as 'trader',
    label: words.one('label') ?? LABEL_DEFAULT,
    ...(expiresIn !== undefined && { expires_in: Number(expiresIn) }),
    ...(mayActFor.length > 0 && { may_act_for: [...mayActFor] }),
  }
}

/** The contract refuses a format or a section that is none, with the list of those there are. */
function exportOf(words: Words) {
  const format = words.one('format') as 'json' | undefined
  const section = words.one('section') as 'fires' | undefined
  return {
    params: { id: words.need('user') },
    query: { ...(format !== undefined && { format }), ...(section !== undefined && { section }) },
  }
}

interface Told {
  readonly value: string
  readonly words: readonly string[]
  readonly json?: unknown
  readonly fine?: boolean
}

function tell<Value>(answer: Answer<Value>, toldOf: (value: Value) => Told): Outcome {
  if (!answer.ok) return { kind: 'refused', problem: answer.problem }
  const { value, words, json = answer.value, fine = true } = toldOf(answer.value)
  return { kind: 'done', value, json, words, fine }
}

function reported(report: CheckReport): Told {
  return {
    value: report.ok ? 'ok' : 'different',
    words: report.checks.map(
      ({ check, ok, detail }) => `${ok ? 'ok       ' : 'DIFFERENT'} ${check}: ${detail}`,
    ),
    fine: report.ok,
  }
}

function migrated(running: boolean, applied: readonly number[]): string {
  if (running) return 'the running station brought the schema up to date when it started'
  return applied.length === 0 ? 'the schema was up to date' : `applied version ${applied.join(', ')}`
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
