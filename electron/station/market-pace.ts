import type { Speed } from '#core/context.ts'

/** Speeds that were asked for and are not set yet. Who asked is answered when the last of them is. */
export class AskedSpeeds {
  #asked: Speed | null = null
  #answers: (() => void)[] = []

  get waiting(): boolean {
    return this.#asked !== null
  }

  /** Asks for a speed; a later one takes its place. Settles when the question is answered. */
  ask(speed: Speed): Promise<void> {
    this.#asked = speed
    return new Promise((answer) => this.#answers.push(answer))
  }

  /** The speed asked for last, out of the way of the next one. */
  take(): Speed | null {
    const asked = this.#asked
    this.#asked = null
    return asked
  }

  /** Answers everybody who asked so far. */
  answer(): void {
    for (const answer of this.#answers.splice(0)) answer()
  }
}
