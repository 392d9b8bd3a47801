import type { LanState } from '#core/lan.ts'
import { type Announcement, announce } from './announcement.ts'
import type { Shown } from './certificate-store.ts'
import type { LanParts } from './lan.ts'
import { checkListening, type Listening, type SelfCheck } from './listening.ts'
import { outsideOf, urlsOf } from './naming.ts'

/** What follows from the open doors: who is let in under which names, what is announced, and what really listens. */
export class Publicity {
  readonly #parts: LanParts
  readonly #places: () => readonly Listening[]
  readonly #listeners: (() => void)[] = []
  #announcement: Announcement | null = null
  urls: readonly string[] = []
  check: SelfCheck = { seen: false, listening: [], differences: [] }

  /** @param places  the doors to other machines that are open at this moment */
  constructor(parts: LanParts, places: () => readonly Listening[]) {
    this.#parts = parts
    this.#places = places
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener)
  }

  /** Takes over another set of open doors. */
  async follow(state: LanState, shown: Shown | null): Promise<void> {
    const { border, config, surroundings } = this.#parts
    const open = this.#places().map(({ address }) => address)
    const names = { localName: surroundings.machine.localName(), hosts: config.hosts }
    this.urls = urlsOf(state, open, names, shown?.cert ?? null)
    border.admit(outsideOf(state, open, names))
    await this.#announce(state, shown)
    await this.look()
    this.#tell()
  }

  /** Looks what really listens. */
  async look(): Promise<void> {
    const { home, log } = this.#parts
    const before = this.check.differences.join()
    const expected = [...home.places, ...this.#places()].map(({ address, port }) => ({ address, port }))
    this.check = await checkListening(expected)
    const { differences } = this.check
    if (differences.join() === before) return
    if (differences.length > 0) log.error({ differences }, 'listening_otherwise')
    this.#tell()
  }

  async stop(): Promise<void> {
    await this.#announcement?.stop()
    this.#announcement = null
  }

  async #announce(state: LanState, shown: Shown | null): Promise<void> {
    await this.stop()
    const addresses = this.#places().map(({ address }) => address)
    if (!state.announce || addresses.length === 0) return
    const { log, surroundings } = this.#parts
    const localName = surroundings.machine.localName()
    const announced = { localName, port: state.port, addresses, fingerprint: shown?.fingerprint ?? null }
    this.#announcement = await announce(announced, { log, ...surroundings.multicast })
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
