import { useEffect } from 'react'
import { ARMED_MS, type FireView, fireFace, pressed } from '../state/fire.ts'
import { useDesk } from './use-desk.ts'

/** What the reader can do to a fire. */
export interface Firing {
  /** What a press does now. */
  readonly does: () => ReturnType<typeof pressed>
  /** Arms, or sends what is armed. */
  readonly press: () => void
  /** Sends at once: for a press that was held. */
  readonly send: () => void
  /** An event that disarms does nothing else. */
  readonly disarm: (event?: { preventDefault(): void }) => void
}

/** The two steps of a fire. What was armed disarms by itself after three seconds. */
export function useFiring(signalId: string, view: FireView): Firing {
  const { apply, decisions, state } = useDesk()
  const armedUntil = view.decision?.kind === 'armed' ? view.decision.until : null
  // Asked of the state and not of the last drawing: what is on its way already must not be taken for armed.
  const disarm: Firing['disarm'] = (event) => {
    if (state().decisions[signalId]?.kind !== 'armed') return
    event?.preventDefault()
    apply({ kind: 'decision', signalId, decision: null })
  }

  useEffect(() => {
    if (armedUntil === null) return
    const clear = () => apply({ kind: 'decision', signalId, decision: null })
    const timer = setTimeout(clear, Math.max(0, armedUntil - performance.now()))
    return () => clearTimeout(timer)
  }, [armedUntil, apply, signalId])

  const does = () => {
    const { decisions: decided, trades } = state()
    const [decision, trade] = [decided[signalId] ?? null, trades[signalId] ?? null]
    return pressed(fireFace({ ...view, decision, trade, now: performance.now() }))
  }
  const send = () => void decisions.fire(signalId)
  return {
    does,
    send,
    disarm,
    press: () => {
      const next = does()
      if (next === 'send') send()
      if (next !== 'arm') return
      const until = performance.now() + ARMED_MS
      apply({ kind: 'decision', signalId, decision: { kind: 'armed', until } })
    },
  }
}
