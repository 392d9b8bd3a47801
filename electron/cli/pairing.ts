import { createInterface } from 'node:readline/promises'
import { setTimeout as rest } from 'node:timers/promises'
import { renderUnicodeCompact } from 'uqr'
import type { Pairing } from '#contracts/http/pairing.ts'
import type { ReplyOf } from '#contracts/http.ts'
import type { ProblemCode } from '#contracts/problem-codes.ts'
import { PROBLEMS } from '#contracts/problems.ts'
import type { Command, Desk, Outcome } from './commands.ts'
import type { Words } from './words.ts'

const LOOK_EVERY_MS = 1_000
const ROLES = 'operator|trader|viewer'

/** Pairing from a terminal, over the running station: windows live in its memory. */
export const PAIRING_COMMANDS: Readonly<Record<string, Command>> = {
  pair: {
    usage: `pair [--user USER --role ${ROLES}]`,
    spec: { flags: { user: 'one', role: 'one' } },
    run: pair,
  },
  'pair approve': {
    usage: `pair approve PAIRING_ID --sas DIGITS (as the device shows them) --user USER --role ${ROLES}`,
    spec: {
      subject: 'id',
      flags: { sas: 'one', user: 'one', role: 'one' },
      needs: ['sas', 'user', 'role'],
    },
    run: async (desk, words) =>
      desk.running
        ? approve(desk, words.need('id'), {
            sas: words.need('sas').replaceAll(' ', ''),
            user: words.need('user'),
            role: words.need('role'),
          })
        : refusedAs('not_ready', NOT_RUNNING),
  },
  'pair refuse': {
    usage: 'pair refuse PAIRING_ID',
    spec: { subject: 'id' },
    run: async (desk, words) =>
      desk.running ? refuse(desk, words.need('id')) : refusedAs('not_ready', NOT_RUNNING),
  },
}

const NOT_RUNNING = 'A device is paired with a running station: start it first.'

/** Opens a window, shows it, and stays until a device was let in, turned away, or nobody came. */
async function pair(desk: Desk, words: Words): Promise<Outcome> {
  if (!desk.running) return refusedAs('not_ready', NOT_RUNNING)
  const opened = await desk.call('openPairing', {})
  if (!opened.ok) return { kind: 'refused', problem: opened.problem }
  for (const line of shown(opened.value)) say(line)
  return follow(desk, { id: opened.value.pairing_id, words, sas: '' })
}

/** How far a pairing has come, as this terminal has seen it. */
interface Followed {
  readonly id: string
  readonly words: Words
  /** Of the device that was introduced already. */
  sas: string
}

async function follow(desk: Desk, followed: Followed): Promise<Outcome> {
  for (;;) {
    await rest(LOOK_EVERY_MS)
    const looked = await desk.call('pairing', {})
    if (!looked.ok) return { kind: 'refused', problem: looked.problem }
    const { pairing, ended } = looked.value
    if (pairing?.pairing_id !== followed.id) return endOf(followed.id, ended)
    const outcome = await meet(desk, followed, pairing.claim)
    if (outcome !== null) return outcome
  }
}

/** Another window may have taken the place of this one. */
function endOf(id: string, ended: ReplyOf<'pairing'>['ended']): Outcome {
  if (ended?.pairing_id !== id || ended.how === 'over') return refusedAs('pairing_over')
  // Why it failed is the answer of this station: a code of the list.
  if (ended.how === 'failed')
    return refusedAs((ended.problem?.code ?? 'internal') as ProblemCode, ended.problem?.message)
  return ended.how === 'paired' ? done(id, 'the device is paired') : refusedAs('pairing_refused')
}

/** Introduces a device that has come, and lets the person at the terminal answer; null to go on. */
async function meet(desk: Desk, followed: Followed, claim: Pairing['claim']): Promise<Outcome | null> {
  if (claim === null || claim.state === 'approved' || claim.sas === followed.sas) return null
  followed.sas = claim.sas
  for (const line of introduced(claim)) say(line)
  if (process.stdin.isTTY) return ask(desk, followed)
  say(
    `let it in with: npm run station -- pair approve ${followed.id} --sas ${claim.sas} --user USER --role ROLE`,
  )
  return null
}

function shown({ code, links, pairing_id }: Pairing): readonly string[] {
  return [
    // White around it and dark on light: a camera reads it on a dark terminal too.
    ...links.slice(0, 1).map((link) => renderUnicodeCompact(link, { border: 2 })),
    ...links,
    `or open the address of the station and type the code ${code}`,
    `pairing ${pairing_id} is open for 120 seconds`,
  ]
}

function introduced({
  device_name,
  address,
  browser,
  sas,
}: NonNullable<Pairing['claim']>): readonly string[] {
  return [
    `"${plain(device_name)}" at ${plain(address)} asks to come in (${plain(browser) || 'no browser named'})`,
    `it must show the digits ${sas.slice(0, 3)} ${sas.slice(3)}`,
  ]
}

/** A name that a stranger chose: nothing of it moves the terminal's cursor. */
function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?')
}

/** Asks the person at the terminal; anything but a yes turns the device away. Null where it was let in. */
async function ask(desk: Desk, { id, sas, words }: Followed): Promise<Outcome | null> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question('Does it show them, and may it come in? [y/N] ')
    if (!/^y(es)?$/i.test(answer.trim())) return await refuse(desk, id)
    const user = words.one('user') ?? (await terminal.question('For which user? ')).trim()
    const role = words.one('role') ?? (await terminal.question(`As what (${ROLES})? `)).trim()
    const outcome = await approve(desk, id, { sas, user, role })
    return outcome.kind === 'refused' ? outcome : null
  } finally {
    terminal.close()
  }
}

interface Approval {
  readonly sas: string
  readonly user: string
  readonly role: string
}

async function approve(desk: Desk, id: string, { sas, user, role }: Approval): Promise<Outcome> {
  // The contract refuses a role that is none, with the list of those there are.
  const body = { sas, user_id: user, role: role as 'trader' }
  const said = await desk.call('approvePairing', { params: { id }, body })
  return said.ok ? done(id, `let in for ${user} as ${role}`) : { kind: 'refused', problem: said.problem }
}

async function refuse(desk: Desk, id: string): Promise<Outcome> {
  const said = await desk.call('refusePairing', { params: { id } })
  return said.ok ? done(id, 'turned away') : { kind: 'refused', problem: said.problem }
}

function done(id: string, sentence: string): Outcome {
  return { kind: 'done', value: id, json: { pairing_id: id }, words: [sentence], fine: true }
}

function refusedAs(code: ProblemCode, message: string = PROBLEMS[code].message): Outcome {
  return { kind: 'refused', problem: { code, message, status: PROBLEMS[code].status, error: null } }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
