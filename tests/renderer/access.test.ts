import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  type Access,
  pairedAccess,
  pastedAccess,
  RENEW_AHEAD_MS,
  type RenewParts,
} from '../../renderer/link/access.ts'
import { openApi } from '../../renderer/link/api.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const grant = (token: string) =>
  ({
    ok: true,
    replayed: false,
    value: {
      device_id: 'd',
      user_id: 'ada',
      role: 'trader',
      access_token: token,
      // A quarter of an hour by the station's clock, whatever the device's own says.
      server_time: 5_000,
      expires_at: 5_900,
      session_ends_at: 99_000,
    },
  }) as const
const refusedWith = (status: number) =>
  ({ ok: false, problem: { code: 'session_ended', message: '', status, error: null } }) as const

/** Answers of the station, in their order. */
function device(...answers: readonly unknown[]) {
  let asked = 0
  const ask = async () => answers[Math.min(asked++, answers.length - 1)]
  const access = pairedAccess({ ask: ask as RenewParts['ask'], alone: (work) => work() })
  return { access, asked: () => asked }
}

test('[SESS-12] a token is renewed a minute before it runs out, and whoever listens is told', async () => {
  const { access, asked } = device(grant('one'), grant('two'))
  const told: string[] = []
  access.onRenewed((token) => told.push(token))
  expect([access.current(), await access.renew(), access.current()]).toEqual([null, 'renewed', 'one'])
  await vi.advanceTimersByTimeAsync(900_000 - RENEW_AHEAD_MS - 1)
  expect(asked()).toBe(1)
  await vi.advanceTimersByTimeAsync(1)
  expect([asked(), access.current(), told]).toEqual([2, 'two', ['one', 'two']])
  access.stop()
  await vi.advanceTimersByTimeAsync(10_000_000)
  expect(asked()).toBe(2)
})

test('[SESS-12] parts of a page that ask at once share one renewal', async () => {
  const { access, asked } = device(grant('one'))
  await Promise.all([access.renew(), access.renew(), access.renew()])
  expect(asked()).toBe(1)
  access.stop()
})

test('[SESS-12] only a session that is over is the end; a station that is away or busy is not', async () => {
  for (const [status, renewal] of [
    [401, 'over'],
    [0, 'away'],
    [429, 'away'],
    [503, 'away'],
  ] as const)
    expect(await device(refusedWith(status)).access.renew()).toBe(renewal)
  expect(await pastedAccess('pasted').renew()).toBe('over')
})

/** A station that knows one token. */
function stationKnows(token: string): string[] {
  const seen: string[] = []
  vi.stubGlobal('fetch', async (_url: string, { headers }: { headers: Record<string, string> }) => {
    const given = headers.authorization ?? 'none'
    seen.push(given)
    const known = given === `Bearer ${token}`
    const error = { code: 'unauthenticated', message: 'no', correlation_id: 'c', server_time: 1 }
    const body = known ? { ended: true } : { error }
    return Response.json(body, { status: known ? 200 : 401 })
  })
  return seen
}

async function signOut(access: Access) {
  let over = 0
  const api = openApi(access, () => {
    over += 1
  })
  const answer = await api.call('signOut', {})
  return { ok: answer.ok, over }
}

test('[SESS-12] a call that is refused is made again with a newer token, and the reader stays', async () => {
  const { access } = device(grant('old'), grant('new'))
  const seen = stationKnows('new')
  expect(await signOut(access)).toEqual({ ok: true, over: 0 })
  expect(seen).toEqual(['Bearer old', 'Bearer new'])
  access.stop()
})

test('[SESS-12] the reader is signed out when there is no newer token, and not while nobody answers', async () => {
  stationKnows('none of these')
  expect(await signOut(pastedAccess('pasted'))).toEqual({ ok: false, over: 1 })
  const away = device(grant('old'), refusedWith(0))
  expect(await signOut(away.access)).toEqual({ ok: false, over: 0 })
  away.access.stop()
})
