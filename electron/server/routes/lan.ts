import { SECOND_MS } from '#core/kernel/time.ts'
import type { Answers } from '../idempotency.ts'
import type { LanWish } from '../lan/lan.ts'
import type { Call, Desk, Handlers } from '../registry.ts'
import { wireLan } from '../wire-lan.ts'

type LanRoutes = Pick<Handlers, 'lan' | 'setLan' | 'lanAuthority'>
type SwitchOn = Extract<Call<'setLan'>['body'], { readonly on: true }>

const AUTHORITY_FILE = { type: 'application/x-pem-file', name: 'fusion-desk-ca.pem' } as const

/** Whether other machines can reach the station. */
export function lanRoutes({ station, lan }: Pick<Desk, 'station' | 'lan'>, answers: Answers): LanRoutes {
  return {
    lan: async () => ({ ok: true, reply: wireLan(await lan.view(), station.now()) }),

    setLan: ({ body, principal, receipt }) =>
      answers.once(receipt, async () => {
        const { userId } = principal
        const problem = await (body.on ? lan.switchOn(wishOf(body), userId) : lan.switchOff(userId))
        if (problem !== null) return { ok: false, problem }
        return { ok: true, reply: wireLan(await lan.view(), station.now()) }
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
    lastsMs: ends_in === null ? null : ends_in * SECOND_MS,
    plain,
    announce,
    newAuthority: new_ca,
  }
}
