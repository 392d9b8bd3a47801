import { createContext, useContext, useEffect, useSyncExternalStore } from 'react'
import { gainOf, TONES, type ToneName } from '../state/tones.ts'

/** Plays tones. A browser lets nothing sound before its reader has touched the page. */
export interface Sound {
  /** False until the first gesture. */
  ready(): boolean
  subscribe(listener: () => void): () => void
  /** Called in a gesture: from then on tones can be heard. */
  wake(): void
  /** Plays at a volume in percent; nothing where it may not. */
  play(tone: ToneName, volume: number): void
  close(): void
}

/** How fast a note comes and goes, seconds: a hard edge would click. */
const EDGE_S = 0.012
const SILENT = 0.0001

/** Makes tones with the browser's own oscillators. */
export function openSound(): Sound {
  const listeners = new Set<() => void>()
  let context: AudioContext | null = null
  const tell = () => {
    for (const listener of listeners) listener()
  }
  return {
    ready: () => context?.state === 'running',
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    wake() {
      if (context === null) {
        context = new AudioContext()
        context.onstatechange = tell
      }
      // Where it may not sound after all, the next gesture asks again.
      if (context.state !== 'running') context.resume().then(tell, tell)
    },
    play(tone, volume) {
      const gain = gainOf(volume)
      if (context?.state !== 'running' || gain === 0) return
      for (const note of TONES[tone]) playNote(context, note, gain)
    },
    close() {
      void context?.close()
      context = null
    },
  }
}

function playNote(context: AudioContext, note: (typeof TONES)[ToneName][number], loud: number): void {
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  const begin = context.currentTime + note.at / 1_000
  const end = begin + note.lasts / 1_000
  oscillator.frequency.value = note.hz
  gain.gain.setValueAtTime(SILENT, begin)
  gain.gain.exponentialRampToValueAtTime(Math.max(SILENT, loud), begin + EDGE_S)
  gain.gain.setValueAtTime(Math.max(SILENT, loud), end - EDGE_S)
  gain.gain.exponentialRampToValueAtTime(SILENT, end)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(begin)
  oscillator.stop(end)
}

export const SoundContext = createContext<Sound | null>(null)

/** The page's sound; the component is drawn again when it becomes ready. */
export function useSound(): { readonly sound: Sound; readonly ready: boolean } {
  const sound = useContext(SoundContext)
  if (sound === null) throw new Error('this part is shown within the frame only')
  return { sound, ready: useSyncExternalStore(sound.subscribe, sound.ready) }
}

/** The first gesture anywhere on the page wakes the sound. */
export function useSoundWoken(sound: Sound): void {
  useEffect(() => {
    const wake = () => sound.wake()
    const gestures = ['pointerup', 'keydown'] as const
    for (const gesture of gestures) window.addEventListener(gesture, wake, true)
    return () => {
      for (const gesture of gestures) window.removeEventListener(gesture, wake, true)
    }
  }, [sound])
}
