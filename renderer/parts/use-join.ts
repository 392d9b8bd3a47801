import { useEffect, useRef, useState } from 'react'
import type { SessionGrant } from '#contracts/http/sessions.ts'
import { type JoinAnswer, type JoinRefusal, openJoin, type PairingLink } from '../link/pairing.ts'

/** How often a device that waits asks. */
const LOOK_EVERY_MS = 1_000

/** Where a device is on its way in. */
export type JoinStep =
  | { readonly kind: 'asks' }
  | { readonly kind: 'comes' }
  | {
      readonly kind: 'waits'
      readonly sas: string
      readonly name: string
      readonly since: number
      readonly away: boolean
    }
  | { readonly kind: 'in'; readonly grant: SessionGrant }
  | { readonly kind: 'refused'; readonly refusal: JoinRefusal }

const AWAY: JoinRefusal = { code: 'unreachable', message: '' }

/**
 * Takes this device through a pairing: comes with the code, waits for the operator, takes the session.
 *
 * @param onIn  told at once, also where nobody waits on the page any more: the browser holds the session by then
 */
export function useJoin(link: PairingLink | null, onIn: (grant: SessionGrant) => void) {
  const [step, setStep] = useState<JoinStep>({ kind: 'asks' })
  const join = useRef<ReturnType<typeof openJoin> | null>(null)

  const come = async (code: string, name: string) => {
    setStep({ kind: 'comes' })
    // The same device coming again, after an answer that was lost, is known by its challenge.
    join.current ??= openJoin(link)
    const answer = await join.current.come(code, name)
    if (answer.state === 'waiting')
      setStep({ kind: 'waits', sas: answer.sas, name, since: performance.now(), away: false })
    else if (answer.state === 'no') refuse(answer.refusal)
    else if (answer.state === 'away') setStep({ kind: 'refused', refusal: AWAY })
  }

  const refuse = (refusal: JoinRefusal) => {
    join.current = null
    setStep({ kind: 'refused', refusal })
  }

  const waits = step.kind === 'waits'
  // biome-ignore lint/correctness/useExhaustiveDependencies: one round of asking for each wait
  useEffect(() => {
    if (!waits) return
    let over = false
    let timer: ReturnType<typeof setTimeout>
    const goOn = (answer: JoinAnswer) => {
      if (answer.state === 'no') return refuse(answer.refusal)
      if (answer.state === 'in') return setStep({ kind: 'in', grant: answer.grant })
      const away = answer.state === 'away'
      setStep((before) => (before.kind === 'waits' && before.away !== away ? { ...before, away } : before))
      timer = setTimeout(look, LOOK_EVERY_MS)
    }
    const look = async () => {
      const answer = await join.current?.look()
      if (answer?.state === 'in') onIn(answer.grant)
      if (!over && answer !== undefined) goOn(answer)
    }
    timer = setTimeout(look, LOOK_EVERY_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [waits])

  const again = () => {
    join.current = null
    setStep({ kind: 'asks' })
  }
  /** Asks once more with what it came with. */
  const retry = () => setStep({ kind: 'asks' })
  return { step, come, again, retry }
}
