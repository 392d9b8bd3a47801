import { createHash } from 'node:crypto'
import type { Command } from '#core/command.ts'
import type { Readable } from '#db/open.ts'
import { findReceipt, type ReceiptKey } from '#db/receipts.ts'
import type { Executed } from '#station/station.ts'
import type { Finding } from './invariant.ts'

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
  return { command, receipt: { owner: 'client', key: `k${key}`, inputHash }, answered: null }
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
