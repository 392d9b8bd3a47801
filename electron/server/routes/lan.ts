import type { UserId } from '#core/kernel/ids.ts'
import { SECOND_MS } from '#core/kernel/time.ts'
import type { Answers } from '../idempotency.ts'
import type { LanWish } from '../lan/lan.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import type { Call, Desk, Handlers } from '../registry.ts'
import { wireLan } from '../wire-lan.ts'

type LanRoutes = Pick<Handlers, 'lan' | 'setLan' | 'lanAuthority'>
type SwitchOn = Extract<Call<'setLan'>['body'], { readonly on: true }>

const AUTHORITY_FILE = { type: 'application/x-pem-file', name: 'fusion-desk-ca.pem' } as const

/** Looks and switchings-on that wait for each other; each may make certificates and ask the system. */
const LAN_WAITING_MAX = 4
const BUSY = { ok: false, problem: { code: 'rate_limited', retryAfterS: 1 } } as const

/** Whether other machines can reach the station. Switching it off always has its turn. */
export function lanRoutes({ station, lan }: Pick<Desk, 'station' | 'lan'>, answers: Answers): LanRoutes {
  const line = oneAtATime(LAN_WAITING_MAX)
  const view = async () => ({ ok: true, reply: wireLan(await lan.view(), station.now()) }) as const
  const switched = async (body: Call<'setLan'>['body'], by: UserId) => {
    const problem = await (body.on ? lan.switchOn(wishOf(body), by) : lan.switchOff(by))
    return problem === null ? view() : ({ ok: false, problem } as const)
  }
  return {
    lan: () => line(view) ?? BUSY,

    setLan: ({ body, principal, receipt }) =>
      answers.once(receipt, async () => {
        const work = () => switched(body, principal.userId)
        return (body.on ? line(work) : work()) ?? BUSY
      }),

    lanAuthority() {
      const pem = lan.authority()
      if (pem === null) return { ok: false, problem: { code: 'not_found' } }
      return { ok: true, reply: pem, file: AUTHORITY_FILE }
    },
  }
}

function wishOf({ addresses, port, ends_in, plain, announce, new_ca }: SwitchOn): LanWish {
  return {
    addresses,
    port: port ?? null,
    lastsMs: ends_in == null ? ends_in : ends_in * SECOND_MS,
    plain,
    announce,
    newAuthority: new_ca,
  }
}
