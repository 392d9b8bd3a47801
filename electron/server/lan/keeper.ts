import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { addressFault, LAN_OFF, type LanCause, type LanState } from '#core/lan.ts'
import type { JobTrack } from '#station/jobs.ts'
import { type Problem, problemOf } from '../problems.ts'
import { LOOPBACK_ONLY, type Reach } from '../reach.ts'
import { type Certificates, openCertificates, type Shown } from './certificate-store.ts'
import type { Lan, LanFace, LanParts, LanView, LanWish } from './lan.ts'
import { bare, type Names, namesOf } from './naming.ts'
import { endOf, LOOK_EVERY_MS, nextLookMs } from './next-look.ts'
import * as outside from './outside-doors.ts'
import { CertificateUnusable } from './own-certificate.ts'
import { Publicity } from './publicity.ts'

/** The keeper of the doors to other machines. None is open before `start`. */
export function openLan(parts: LanParts): Lan {
  return new Keeper(parts)
}

class Keeper implements Lan {
  readonly #parts: LanParts
  readonly #certificates: Certificates
  readonly #doors: outside.OutsideDoors
  readonly #publicity: Publicity
  readonly #job: JobTrack
  #shown: Shown | null = null
  #fault: string | null = null
  #openedAt: TimestampMs | null = null
  /** It was to be off, and the disk did not take that yet. */
  #offFor: { readonly cause: LanCause; readonly by: UserId | null } | null = null
  #timer: NodeJS.Timeout | null = null
  #stopped = false
  #last: Promise<unknown> = Promise.resolve()

  constructor(parts: LanParts) {
    const { station, config, log, surroundings } = parts
    this.#parts = parts
    this.#job = station.jobs.take('lan', LOOK_EVERY_MS)
    this.#doors = outside.openOutsideDoors(parts.door, parts.within)
    this.#publicity = new Publicity(parts, () => this.#doors.places)
    this.#certificates = openCertificates({
      dataFolder: station.dataFolder,
      hosts: config.hosts.map(bare),
      own: config.tls,
      keyFile: config.keyFile,
      keychain: surroundings.keychain,
      now: station.now,
      onNewAuthority: (fingerprint) => log.warn({ fingerprint }, 'lan_authority_made'),
    })
  }

  async start(): Promise<void> {
    if (this.#state.on) await this.look()
    else this.#plan()
  }

  look(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#stopped) return
      await this.#job.run(async () => {
        await this.#due()
        await this.#publicity.look()
        return { open: this.#open.length }
      })
      this.#plan()
    })
  }

  switchOn(wish: LanWish, by: UserId): Promise<Problem | null> {
    return this.#inTurn(async () => {
      try {
        return await this.#turnOn(wish, by)
      } catch (error) {
        if (!(error instanceof CertificateUnusable)) throw error
        return { code: 'certificate_unusable', message: error.message }
      }
    })
  }

  switchOff(by: UserId): Promise<Problem | null> {
    return this.#inTurn(() => this.#turnOff('asked', by))
  }

  face(): LanFace {
    const { on, plain, until } = this.#state
    const { urls, check } = this.#publicity
    return { on, plain, until, urls, fault: this.#fault, differences: check.differences }
  }

  view(): Promise<LanView> {
    return this.#inTurn(async () => {
      await this.#publicity.look()
      const { machine } = this.#parts.surroundings
      return {
        ...this.face(),
        state: this.#state,
        open: this.#open,
        openedAt: this.#openedAt,
        visited: this.#doors.places.some(({ visited }) => visited),
        choices: machine.addresses(),
        certificate: this.#shown,
        check: this.#publicity.check,
        localName: machine.localName(),
      }
    })
  }

  reach(): Reach {
    if (this.#open.length === 0) return LOOPBACK_ONLY
    return { urls: this.#publicity.urls, fingerprint: this.#shown?.fingerprint ?? null }
  }

  authority(): string | null {
    return this.#certificates.authority()
  }

  onChange(listener: () => void): void {
    this.#publicity.onChange(listener)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#inTurn(async () => {
      this.#doors.keepOnly([])
      await this.#publicity.stop()
    })
  }

  /** One thing after another: what is half open is nobody's to look at. */
  #inTurn<Done>(work: () => Promise<Done>): Promise<Done> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => undefined)
    return done
  }

  get #state(): LanState {
    return this.#parts.station.queries.lan()
  }

  get #open(): readonly string[] {
    return this.#doors.places.map(({ address }) => address)
  }

  get #names(): Names {
    const { surroundings, config } = this.#parts
    return { localName: surroundings.machine.localName(), hosts: config.hosts }
  }

  async #turnOn(wish: LanWish, by: UserId): Promise<Problem | null> {
    const { station, home } = this.#parts
    const addresses = [...new Set(wish.addresses)]
    const wrong = addressFault(addresses) ?? outside.strangeAmong(addresses, this.#choices)
    if (wrong !== null) return outside.addressProblem(wrong.code, wrong.address)
    const port = wish.port ?? home.port
    if (wish.newAuthority) this.#certificates.forgetAuthority()
    const credentials = await this.#credentialsFor(addresses, wish.plain)
    const brought = await this.#doors.bring(addresses, { port, credentials })
    if (!brought.ok) {
      // What stood in the way of another language is closed by now; it has to be open again as it was said.
      await this.#restore()
      return outside.shutProblem(brought.fault, addresses, port)
    }
    const until = endOf(wish.lastsMs, this.#state, station.now())
    const { plain, announce } = wish
    const wished = { on: true, addresses, port, until, plain, announce, lost: [] }
    const refused = await this.#record(wished, 'asked', by)
    if (refused !== null) {
      brought.abandon()
      await this.#restore()
      return refused
    }
    await this.#enter(brought, credentials)
    return null
  }

  async #turnOff(cause: LanCause, by: UserId | null): Promise<Problem | null> {
    if (!this.#state.on && this.#open.length === 0) return null
    const refused = await this.#record(LAN_OFF, cause, by)
    // A full disk keeps no record, and nobody in for that.
    this.#offFor = refused === null ? null : { cause, by }
    this.#close()
    await this.#settle()
    return refused
  }

  get #choices(): readonly string[] {
    return this.#parts.surroundings.machine.addresses().map(({ address }) => address)
  }

  async #record(lan: LanState, cause: LanCause, by: UserId | null): Promise<Problem | null> {
    const executed = await this.#parts.station.execute({ kind: 'set_lan', lan, cause, by })
    return executed.ok ? null : problemOf(executed.rejection)
  }

  async #credentialsFor(addresses: readonly string[], plain: boolean): Promise<Shown | null> {
    return plain ? null : this.#certificates.shownFor(namesOf(addresses, this.#names))
  }

  async #enter(brought: { enter(): void }, shown: Shown | null): Promise<void> {
    this.#shown = shown
    this.#fault = null
    this.#offFor = null
    this.#openedAt = this.#parts.station.now()
    brought.enter()
    await this.#settle()
  }

  #close(): void {
    this.#doors.keepOnly([])
    this.#shown = null
    this.#fault = null
    this.#openedAt = null
  }

  async #due(): Promise<void> {
    const { on, until } = this.#state
    if (!on) return
    const ended = until !== null && until <= this.#parts.station.now()
    const off = this.#offFor ?? (ended ? { cause: 'ended' as const, by: null } : null)
    if (off !== null) {
      await this.#turnOff(off.cause, off.by)
      return
    }
    await this.#dropLost()
    await this.#restore()
    await this.#renew()
  }

  /** An address that is gone is closed for good: the next network with the same one may be anybody's. */
  async #dropLost(): Promise<void> {
    const state = this.#state
    const choices = this.#choices
    const gone = state.addresses.filter((address) => !choices.includes(address))
    if (gone.length === 0) return
    this.#doors.keepOnly(choices)
    this.#parts.log.warn({ addresses: gone }, 'lan_address_lost')
    const left = state.addresses.filter((address) => !gone.includes(address))
    const lost = [...new Set([...state.lost, ...gone])]
    const rest = left.length === 0 ? LAN_OFF : { ...state, addresses: left }
    await this.#record({ ...rest, lost }, 'address_lost', null)
    if (left.length === 0) this.#close()
    await this.#settle()
  }

  /** Opens what is on record and not open: after a start, and where a port was taken meanwhile. */
  async #restore(): Promise<void> {
    const { on, addresses, plain, port } = this.#state
    const open = this.#open
    if (!on || this.#offFor !== null || addresses.every((address) => open.includes(address))) return
    await this.#orFault(async () => {
      const credentials = await this.#credentialsFor(addresses, plain)
      const brought = await this.#doors.bring(addresses, { port, credentials })
      if (brought.ok) return this.#enter(brought, credentials)
      throw new CertificateUnusable(outside.sentenceOf(brought.fault, port))
    })
  }

  async #renew(): Promise<void> {
    const shown = this.#shown
    if (shown === null || this.#open.length === 0) return
    await this.#orFault(async () => {
      const next = await this.#certificates.shownFor(namesOf(this.#state.addresses, this.#names))
      this.#fault = null
      if (next.fingerprint === shown.fingerprint) return
      this.#shown = next
      this.#doors.renew(next)
      this.#parts.log.info({ fingerprint: next.fingerprint }, 'lan_certificate_renewed')
      await this.#settle()
    })
  }

  /** What goes wrong without anybody asking stands in the state, and in the log once. */
  async #orFault(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof CertificateUnusable)) throw error
      if (this.#fault === error.message) return
      this.#fault = error.message
      this.#parts.log.error({ fault: error.message }, 'lan_not_as_asked')
      await this.#settle()
    }
  }

  async #settle(): Promise<void> {
    await this.#publicity.follow(this.#state, this.#shown)
    this.#plan()
  }

  #plan(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    if (this.#stopped) return
    const waitMs = nextLookMs(this.#state, this.#parts.station.now())
    this.#job.due(this.#parts.station.now() + waitMs)
    this.#timer = setTimeout(() => {
      this.look().catch((error) => this.#parts.log.error({ err: error }, 'lan_look_failed'))
    }, waitMs).unref()
  }
}
