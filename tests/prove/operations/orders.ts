import { createHash } from 'node:crypto'
import type { Command } from '#core/command.ts'
import type { Readable } from '#db/open.ts'
import { findReceipt, type ReceiptKey } from '#db/receipts.ts'
import type { Executed } from '#station/station.ts'
import type { Finding } from './invariant.ts'
import { OPERATOR } from './scene.ts'

export const ANSWERS_KEPT = 'what was answered is kept, and a repeat is answered the same'

/** A command as a client sends it, under a key that makes it safe to send again. */
export interface Order {
  readonly command: Command
  readonly receipt: ReceiptKey
  /** The events it was answered with; null before its answer. */
  readonly answered: string | null
}

export function orderOf(command: Command, key: number): Order {
  const inputHash = createHash('sha256').update(JSON.stringify(command)).digest('hex')
  const receipt = { owner: `${askerOf(command)}:POST /drawn`, key: `k${key}`, inputHash }
  return { command, receipt, answered: null }
}

/** What is asked of a user by others; all else that names one is asked by him. */
const BY_OTHERS: ReadonlySet<Command['kind']> = new Set<Command['kind']>([
  'add_user',
  'create_token',
  'close_challenge',
  'note_violation',
])

function askerOf(command: Command): string {
  if ('by' in command || BY_OTHERS.has(command.kind)) return OPERATOR
  return 'userId' in command ? command.userId : OPERATOR
}

/** What holds words about a user, though he did not ask it himself. */
const WORDED: ReadonlySet<Command['kind']> = new Set<Command['kind']>(['change_points', 'note_violation'])

/** Whether the answer to an order changes or goes with the person it is about. */
export function goesWith({ command }: Order, gone: ReadonlySet<string>): boolean {
  if (!('userId' in command) || !gone.has(command.userId)) return false
  return WORDED.has(command.kind) || askerOf(command) === command.userId
}

/** What changes where somebody's days begin, or what he is paid: first of an instant, so that it holds for all of it. */
const FIRST: ReadonlySet<Command['kind']> = new Set<Command['kind']>([
  'change_zone',
  'start_experiment',
  'end_experiment',
])

/** Orders as they are sent together. */
export function sent(orders: readonly Order[]): readonly Order[] {
  const first = ({ command }: Order) => FIRST.has(command.kind)
  return [...orders.filter(first), ...orders.filter((order) => !first(order))]
}

/** Those whose progress a command may change. */
export function usersOf({ command }: Order): readonly string[] {
  const named = ['userId' in command ? command.userId : null, 'friendId' in command ? command.friendId : null]
  return named.filter((userId) => userId !== null)
}

/** What an answer says, to be compared with a later one. */
export function wordsOf({ events }: Pick<Executed, 'events'>): string {
  return JSON.stringify(events)
}

/** Looks whether the receipts of answered orders still say what was answered. */
export function forgotten(db: Readable, orders: readonly Order[]): readonly Finding[] {
  return orders.flatMap(({ command, receipt, answered }) => {
    const kept = findReceipt(db, receipt)
    if (kept?.sameInput && wordsOf(kept) === answered) return []
    const detail = `${command.kind} ${receipt.key}: ${kept === null ? 'no receipt' : 'other events'}`
    return [{ invariant: ANSWERS_KEPT, detail }]
  })
}

/** What is wrong with the answer to an order that was answered before; null where nothing is. */
export function unlike({ command, answered }: Order, answer: Executed): Finding | null {
  if (answer.replayed && wordsOf(answer) === answered) return null
  return { invariant: ANSWERS_KEPT, detail: `${command.kind} again: replayed ${answer.replayed}` }
}
