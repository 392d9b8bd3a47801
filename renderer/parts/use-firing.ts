import { useEffect } from 'react'
import { ARMED_MS, type FireView, fireFace, pressed } from '../state/fire.ts'
import { useDesk } from './use-desk.ts'

/** What the reader can do to a fire. */
export interface Firing {
  /** Arms, or sends what is armed. */
  readonly press: () => void
  /** Sends at once: for a press that was held. */
  readonly send: () => void
  readonly disarm: () => void
}

/** The two steps of a fire. What was armed disarms by itself, and when the reader looks elsewhere. */
export function useFiring(signalId: string, view: FireView): Firing {
  const { apply, decisions } = useDesk()
  const armedUntil = view.decision?.kind === 'armed' ? view.decision.until : null
  const disarm = () => {
    if (armedUntil !== null) apply({ kind: 'decision', signalId, decision: null })
  }

  useEffect(() => {
    if (armedUntil === null) return
    const clear = () => apply({ kind: 'decision', signalId, decision: null })
    const timer = setTimeout(clear, Math.max(0, armedUntil - performance.now()))
    return () => clearTimeout(timer)
  }, [armedUntil, apply, signalId])

  const send = () => void decisions.fire(signalId)
  return {
    send,
    disarm,
    press: () => {
      const now = performance.now()
      const does = pressed(fireFace({ ...view, now }))
      if (does === 'send') send()
      if (does === 'arm')
        apply({ kind: 'decision', signalId, decision: { kind: 'armed', until: now + ARMED_MS } })
    },
  }
}
