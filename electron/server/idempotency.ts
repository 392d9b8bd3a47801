import { createHmac, hash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IDEMPOTENCY_KEY_LENGTH_MAX } from '#contracts/http.ts'
import type { TokenId } from '#core/kernel/ids.ts'
import type { ReceiptKey } from '#station/station.ts'
import { canonicalJson } from './canonical.ts'
import type { Principal } from './principals.ts'
import { badField, type Problem } from './problems.ts'
import type { Answer } from './registry.ts'

const KEY_PATTERN = /^[\x21-\x7e]+$/
const ANSWERS_MAX = 10_000

export type KeyHeader = string | readonly string[] | undefined

/** Whether an `Idempotency-Key` can be one: visible characters, 255 at most. */
export function keyProblem(header: KeyHeader): Problem | null {
  if (header === undefined) return null
  return typeof header === 'string' && header.length <= IDEMPOTENCY_KEY_LENGTH_MAX && KEY_PATTERN.test(header)
    ? null
    : badField('Idempotency-Key', 'visible characters only, 1 to 255 of them')
}

/**
 * The receipt of a request: its key is bound to the caller and the route, its input to what the contract made of the
 * request. The same value with its keys in another order, or with a default written out, is the same input.
 */
export function receiptOf(
  key: string,
  { userId }: Principal,
  route: string,
  input: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
): ReceiptKey {
  const { params, query, body } = input
  const inputHash = hash('sha256', canonicalJson([params, query, body]), 'hex')
  return { owner: `${userId}:${route}`, key, inputHash }
}

/** Keys that came a short while ago. */
export interface RecentKeys {
  /** Whether this one came before; from now on it did. */
  seen(principal: Principal, key: string): boolean
}

const RECENT_KEYS_MAX = 20_000

/**
 * Remembers the last twenty thousand keys, so that a retry is not counted as another decision.
 *
 * A key lets at most one decision through, and was counted when it first came: nothing is gained by repeating it.
 */
export function openRecentKeys(): RecentKeys {
  const keys = new Set<string>()
  return {
    seen({ tokenId }, key) {
      const name = `${tokenId} ${key}`
      if (keys.has(name)) return true
      keys.add(name)
      if (keys.size > RECENT_KEYS_MAX) keys.delete(keys.values().next().value as string)
      return false
    },
  }
}

/** Answers that cannot be made again from what was recorded, kept by key while the station runs. */
export interface Answers {
  /** Runs `ask` once for a key; twins wait for the one answer, another input is refused. */
  once<Reply>(
    receipt: ReceiptKey | undefined,
    ask: () => Answer<Reply> | Promise<Answer<Reply>>,
  ): Promise<Answer<Reply>>
}

interface KeptAnswer {
  readonly inputHash: string
  readonly answer: Promise<Answer<unknown>>
}

/** Keeps the last ten thousand answers. A refusal is not kept: a retry is judged anew. */
export function openAnswers(): Answers {
  const kept = new Map<string, KeptAnswer>()

  function keep(name: string, inputHash: string, answer: Promise<Answer<unknown>>): void {
    kept.set(name, { inputHash, answer })
    if (kept.size > ANSWERS_MAX) kept.delete(kept.keys().next().value as string)
    const forget = () => kept.delete(name)
    answer.then(({ ok }) => ok || forget(), forget)
  }

  return {
    async once(receipt, ask) {
      if (receipt === undefined) return ask()
      const name = JSON.stringify([receipt.owner, receipt.key])
      const earlier = kept.get(name)
      if (earlier !== undefined) return (await again(earlier, receipt)) as never
      const answer = Promise.resolve(ask())
      keep(name, receipt.inputHash, answer)
      return answer
    },
  }
}

async function again({ inputHash, answer }: KeptAnswer, receipt: ReceiptKey): Promise<Answer<unknown>> {
  if (inputHash !== receipt.inputHash) return { ok: false, problem: { code: 'idempotency_key_reused' } }
  const given = await answer
  return given.ok ? { ...given, replayed: true } : given
}

/** Secrets of tokens that were asked for under a key, so that the stored answer can be given again. */
export interface TokenSecrets {
  secretOf(tokenId: TokenId, receipt: ReceiptKey): Buffer
  /** 32 bytes that belong to the words and this installation: the same for the same words, and kept nowhere. */
  derived(words: readonly [string, string, string, string]): Buffer
}

const SECRET_FILE = 'token.key'
const SECRET_BYTES = 32

/**
 * Derives the secret of a token from its id, the client's key and a key of this installation.
 *
 * The journal holds no secret, so a repeated request could not be answered from it. The installation's key lies
 * in the data folder, mode 0600, beside the operator's token, and opens nothing that one does not.
 */
export function openTokenSecrets(installKey: () => Buffer): TokenSecrets {
  const under = (words: readonly string[]): Buffer =>
    createHmac('sha256', installKey()).update(JSON.stringify(words)).digest()
  return {
    secretOf(tokenId, { owner, key }) {
      return under([tokenId, owner, key])
    },
    derived: under,
  }
}

/** The key of this installation, made when it is first asked for. */
export function openInstallKey(dataFolder: string): () => Buffer {
  let installKey: Buffer | null = null
  return () => {
    installKey ??= readOrMakeKey(join(dataFolder, SECRET_FILE))
    return installKey
  }
}

function readOrMakeKey(path: string): Buffer {
  const kept = readKey(path)
  // A shorter one was cut off while it was written: it has answered nobody yet.
  if (kept?.length === SECRET_BYTES) return kept
  const made = randomBytes(SECRET_BYTES)
  writeFileSync(path, made, { mode: 0o600, flush: true })
  return made
}

function readKey(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
