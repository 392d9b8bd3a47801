import { postSignal } from '#tests/prove/support/desk.ts'
import { type Caller, expectJson, get, post } from '#tests/prove/support/http.ts'

/** Requests of one token that the limits let through at once, with room to spare. */
const REQUESTS_PER_TOKEN = 150

/** Traders with a token each, and signals nobody has fired on. */
export interface DeskOfTraders {
  readonly tokens: readonly string[]
  readonly signalIds: readonly string[]
}

/**
 * Fills a station through its API with users, a token for each, and a provider's signals that stay open.
 *
 * The station's limits are on: the work is spread over operators' tokens, each within what one caller may ask.
 */
export async function fillDesk(
  operator: Caller,
  { traders, signals }: { readonly traders: number; readonly signals: number },
): Promise<DeskOfTraders> {
  const callers = await operators(operator, Math.ceil((2 * traders + 2 * signals) / REQUESTS_PER_TOKEN))
  let asked = 0
  const next = (): Caller => {
    asked += 1
    return callers[Math.floor((asked - 1) / REQUESTS_PER_TOKEN) % callers.length] ?? operator
  }
  const names = Array.from({ length: traders }, (_, index) => `trader-${index}`)
  const tokens = await Promise.all(
    names.map(async (user_id) => {
      const caller = next()
      await expectJson(201, post(caller, '/api/users', { user_id, timezone: 'UTC' }))
      return tokenFor(next(), user_id, 'trader')
    }),
  )
  const signalIds: string[] = []
  for (let index = 0; index < signals; index++) {
    next()
    signalIds.push(await postSignal(next()))
  }
  return { tokens, signalIds }
}

async function operators(operator: Caller, count: number): Promise<readonly Caller[]> {
  const callers: Caller[] = []
  for (let index = 0; index < count; index++)
    callers.push({ ...operator, token: await tokenFor(operator, 'operator', 'operator') })
  return callers
}

async function tokenFor(caller: Caller, userId: string, role: string): Promise<string> {
  const body = { user_id: userId, role, label: 'bench' }
  return (await expectJson<{ token: string }>(201, post(caller, '/api/tokens', body))).token
}

/** The operator's view of the station's health. */
export async function healthOf(operator: Caller): Promise<Health> {
  return expectJson<Health>(200, get(operator, '/health'))
}

interface Health {
  readonly feed: { readonly bars: number; readonly ended: boolean }
  readonly db: { readonly journal_rows: number; readonly commands_per_commit: number }
}
