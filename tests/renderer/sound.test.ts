import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openSound } from '../../renderer/parts/sound.ts'

/** Enough of a browser's sound to hear which notes begin while it runs: one that takes a turn to say that it does. */
class Device {
  static opened: Device | null = null
  state: 'running' | 'suspended' = 'suspended'
  readonly heard: number[] = []
  /** Settled by the test, in the order in which it was asked. */
  readonly asked: (() => void)[] = []
  readonly sounding: Note[] = []
  readonly currentTime = 0
  readonly destination = {}

  constructor() {
    Device.opened = this
  }

  resume(): Promise<void> {
    const ran = this.state === 'running'
    return new Promise((done) => {
      this.asked.push(() => {
        // Who was told while it ran that it runs is not told again that it was stopped meanwhile.
        if (!ran) this.state = 'running'
        done()
      })
    })
  }

  suspend(): Promise<void> {
    this.state = 'suspended'
    return Promise.resolve()
  }

  createOscillator(): Note {
    return new Note(this)
  }

  createGain() {
    const gain = { setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined }
    return { gain, connect: () => undefined }
  }
}

class Note {
  readonly frequency = { value: 0 }
  onended: (() => void) | null = null
  readonly #device: Device

  constructor(device: Device) {
    this.#device = device
  }

  connect(next: unknown): unknown {
    return next
  }

  start(): void {
    if (this.#device.state === 'running') this.#device.heard.push(this.frequency.value)
    this.#device.sounding.push(this)
  }

  stop(): void {
    // Ends when the test says so.
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('AudioContext', Device)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A sound that was woken by a gesture, and its device. */
async function openWoken() {
  const sound = openSound()
  sound.wake()
  const device = Device.opened
  if (device === null) throw new Error('no device was opened')
  await answer(device)
  return { sound, device }
}

async function answer(device: Device): Promise<void> {
  for (const settle of device.asked.splice(0)) settle()
  await vi.advanceTimersByTimeAsync(0)
}

test('[SOUND-9] once woken it rests after half a second, and is ready all the same', async () => {
  const { sound, device } = await openWoken()
  await vi.advanceTimersByTimeAsync(499)
  expect(device.state).toBe('running')
  await vi.advanceTimersByTimeAsync(1)
  expect(device.state).toBe('suspended')
  expect(sound.ready()).toBe(true)
})

test('[SOUND-9] a tone asked for just before it would rest sounds, also where the device takes its time to answer', async () => {
  const { sound, device } = await openWoken()
  await vi.advanceTimersByTimeAsync(490)
  sound.play('fire', 100)
  await vi.advanceTimersByTimeAsync(20)
  await answer(device)
  expect(device.heard).toEqual([220])
})

test('[SOUND-9] it rests half a second after the last note of all tones', async () => {
  const { sound, device } = await openWoken()
  sound.play('signal', 100)
  await answer(device)
  await vi.advanceTimersByTimeAsync(2_000)
  const [first, second] = device.sounding
  first?.onended?.()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(device.state).toBe('running')
  second?.onended?.()
  await vi.advanceTimersByTimeAsync(500)
  expect(device.state).toBe('suspended')
})

test('[SOUND-9] a tone that could not sound within a second does not sound later', async () => {
  const { sound, device } = await openWoken()
  sound.play('alarm', 100)
  await vi.advanceTimersByTimeAsync(1_001)
  await answer(device)
  expect(device.heard).toEqual([])
  await vi.advanceTimersByTimeAsync(500)
  expect(device.state).toBe('suspended')
})

test('[SOUND-9] a tone of the very first gesture sounds with it', async () => {
  const sound = openSound()
  sound.wake()
  sound.play('signal', 100)
  await answer(Device.opened as Device)
  expect(Device.opened?.heard).toEqual([587, 880])
})
