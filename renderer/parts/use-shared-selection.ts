import { useEffect } from 'react'
import { useDesk } from './use-desk.ts'

const CHANNEL = 'fusion-desk.selected'

/** What windows of one browser tell each other: which signal is selected, or the question which. */
interface Word {
  readonly from: 'desk' | 'panel'
  /** Null asks. */
  readonly signalId: string | null
}

/** Windows with one panel follow the desk, and the desk follows them; two desks leave each other alone. */
export function useSharedSelection(from: Word['from']): void {
  const { state, store, apply } = useDesk()
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL)
    const tell = (signalId: string | null) => channel.postMessage({ from, signalId } satisfies Word)
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const word = readWord(data, from)
      if (word === null) return
      const { selected } = state()
      const next = answerTo(word, from, selected)
      if (next.tell !== null) tell(next.tell)
      if (next.select !== null) apply({ kind: 'select', signalId: next.select })
    }
    const stop = store.subscribe((now, before) => {
      if (now.selected !== before.selected && now.selected !== null) tell(now.selected)
    })
    const { selected } = state()
    // The desk may have chosen before it could say so.
    if (from === 'panel') tell(null)
    else if (selected !== null) tell(selected)
    return () => {
      stop()
      channel.close()
    }
  }, [from, state, store, apply])
}

/** What follows from a word: the desk answers a question, and a name of another signal is followed. */
function answerTo({ signalId }: Word, from: Word['from'], selected: string | null) {
  if (signalId === null) return { tell: from === 'desk' ? selected : null, select: null }
  return { tell: null, select: signalId === selected ? null : signalId }
}

/** Null for what is no word of ours, and for what one desk says to another. */
function readWord(data: unknown, to: Word['from']): Word | null {
  const { from, signalId } = (data ?? {}) as Partial<Word>
  if (from !== 'panel' && (from !== 'desk' || to === 'desk')) return null
  return signalId === null || typeof signalId === 'string' ? { from, signalId } : null
}
