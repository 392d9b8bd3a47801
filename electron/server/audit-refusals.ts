import type { ProblemCode } from '#contracts/problem-codes.ts'
import type { Asker, AuditNote } from '#core/audit/entry.ts'
import { MINUTE_MS } from '#core/kernel/time.ts'
import { UNTRACKED } from '#station/jobs.ts'
import type { Station } from '#station/station.ts'

/** Refusals of a kind that each have an entry in one minute; whatever else is refused shares one. */
export const REFUSALS_PER_MINUTE_MAX = 16

/** Who was refused what. */
export interface Refused {
  readonly asker: Asker
  readonly code: ProblemCode
  /** The route or event as it is declared, never as it was asked: what a stranger writes is not kept. */
  readonly route: string
  /** The token that he came with and that opens nothing any more; null where he came with none of ours. */
  readonly tokenId: string | null
}

/** Puts refusals about access on record: the first of a kind at once, the rest of its minute as one. */
export interface Refusals {
  note(refused: Refused): void
  /** Puts on record what was counted. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** What is refused about access. All else that a station says no to is a matter of its rules. */
export const ACCESS_CODES: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'forbidden',
  'unauthenticated',
  'bad_host',
  'rate_limited',
])

interface Counted {
  readonly refused: Refused
  times: number
}

/**
 * Refusals become commands of their own, after the refusal, and nobody waits for them.
 *
 * Bounded by the minute: who knocks a million times fills neither the disk nor the log, and cannot push out of it what
 * others did before him; the sums of what was not listed are listed.
 */
export function openRefusals({
  execute,
  askedBy,
  now,
  jobs,
}: Pick<Station, 'execute' | 'askedBy' | 'now'> & Partial<Pick<Station, 'jobs'>>): Refusals {
  const job = jobs?.take('refusals', MINUTE_MS) ?? UNTRACKED
  const counted = new Map<string, Counted>()
  let minute = -1

  async function put({ asker, code, route, tokenId }: Refused, times: number): Promise<void> {
    const about = tokenId === null ? null : `token:${tokenId}`
    const note: AuditNote = { what: 'access_refused', about, outcome: code, times, facts: { route } }
    // A disk that takes nothing takes no entry either; the refusal stands all the same, and the log has it.
    await askedBy(asker, () => execute({ kind: 'note_audit', note }))
  }

  async function flush(): Promise<number> {
    const rest = [...counted.values()].filter(({ times }) => times > 0)
    counted.clear()
    await Promise.all(rest.map(({ refused, times }) => put(refused, times)))
    return rest.length
  }

  const due = () => job.due(now() + MINUTE_MS)

  due()
  const timer = setInterval(() => {
    due()
    void job.run(async () => ({ entries: await flush() }))
  }, MINUTE_MS).unref()
  return {
    note(refused) {
      const thisMinute = Math.floor(now() / MINUTE_MS)
      if (thisMinute !== minute) void flush()
      minute = thisMinute
      const { asker, code, route, tokenId } = refused
      const key = [code, asker.place, asker.tokenId, tokenId, route].join(' ')
      const known = counted.get(key)
      if (known !== undefined) known.times += 1
      else if (counted.size < REFUSALS_PER_MINUTE_MAX) {
        counted.set(key, { refused, times: 0 })
        void put(refused, 1)
      } else countOther(counted, refused)
    },
    async flush() {
      await flush()
    },
    async close() {
      clearInterval(timer)
      await flush()
    },
  }
}

/** One kind too many for this minute: only how often, and from where. */
function countOther(counted: Map<string, Counted>, { asker, code }: Refused): void {
  const key = `other ${code} ${asker.place}`
  const known = counted.get(key)
  if (known !== undefined) {
    known.times += 1
    return
  }
  const nobody = { ...asker, userId: null, tokenId: null, role: null, correlationId: null }
  counted.set(key, { refused: { asker: nobody, code, route: 'various', tokenId: null }, times: 1 })
}
