import { createContext, useContext, useEffect, useSyncExternalStore } from 'react'
import { gainOf, type Note, TONES, type ToneName } from '../state/tones.ts'

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
/** What cannot sound sooner than this is old news. */
const LATE_MS_MAX = 1_000
/** Longer than a device takes for what it was given already. */
const REST_AFTER_MS = 500

/** Makes tones with the browser's own oscillators. */
export function openSound(): Sound {
  const listeners = new Set<() => void>()
  let context: AudioContext | null = null
  let woken = false
  let sounding = 0
  const tell = () => {
    for (const listener of listeners) listener()
  }
  // A context that runs has a thread fill a device with silence, a hundred times a second all day: it runs for tones alone.
  const restLater = () => {
    setTimeout(() => {
      if (sounding === 0 && context?.state === 'running') void context.suspend()
    }, REST_AFTER_MS)
  }
  const ended = () => {
    sounding -= 1
    restLater()
  }
  return {
    ready: () => woken,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    wake() {
      context ??= new AudioContext()
      // Where it may not sound after all, or a call has taken the device, the next gesture asks again.
      if (woken && context.state !== 'interrupted') return
      const awake = () => {
        woken = true
        tell()
        restLater()
      }
      context.resume().then(awake, tell)
    },
    play(tone, volume) {
      const gain = gainOf(volume)
      const asked = performance.now()
      const player = context
      if (player === null || gain === 0) return
      const notes = TONES[tone]
      // From now on: who rests between here and the first note would keep it for the next tone.
      sounding += notes.length
      const leave = () => {
        sounding -= notes.length
        restLater()
      }
      const start = () => {
        if (performance.now() - asked > LATE_MS_MAX) return leave()
        for (const note of notes) playNote(player, note, gain).onended = ended
      }
      // A page that is closed meanwhile plays nothing.
      player.resume().then(start, leave)
    },
    close() {
      void context?.close()
      context = null
    },
  }
}

function playNote(context: AudioContext, note: Note, loud: number): OscillatorNode {
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
  return oscillator
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
