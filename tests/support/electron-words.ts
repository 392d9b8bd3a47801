/** What the stand-in for Electron and the test that drives it tell each other. */

/** Asked by the program of the test: what happens to a window's page. Answered once it has happened. */
export type ToTest =
  | {
      readonly op: 'load'
      readonly window: number
      readonly address: string
      readonly preload: string
      readonly isolated: boolean
      readonly size: readonly [number, number]
    }
  | { readonly op: 'close' | 'reload'; readonly window: number }
  | {
      readonly op: 'tell'
      readonly window: number
      readonly channel: string
      readonly args: readonly unknown[]
    }

/** Asked by the test of the program: what a page did, or what the test wants to know. */
export type ToProgram =
  | { readonly op: 'evaluate'; readonly source: string; readonly argument: unknown }
  | {
      readonly op: 'invoke'
      readonly window: number
      readonly address: string
      readonly top: boolean
      readonly channel: string
      readonly args: readonly unknown[]
    }
  | {
      readonly op: 'navigate'
      readonly window: number
      readonly address: string
      readonly top: boolean
    }
  | { readonly op: 'open' | 'permission'; readonly window: number; readonly address: string }
  | { readonly op: 'serve'; readonly address: string }
  | { readonly op: 'closed'; readonly window: number }

/** The answer to the question of the same number. */
export interface Reply {
  readonly answer: number
  readonly value?: unknown
  readonly error?: string
}

/** A file of a scheme of the program's own. */
export interface Served {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Where Chromium, which knows no scheme of ours, finds the boot page. */
export const BOOT_STAND_IN = 'http://fusion-desk-boot.localhost'
const BOOT = 'fusion-desk://boot'

/** An address of the program as Chromium can open it. */
export function toChromium(address: string): string {
  return address.startsWith(BOOT) ? BOOT_STAND_IN + address.slice(BOOT.length) : address
}

/** An address of Chromium as the program knows it. */
export function toElectron(address: string): string {
  return address.startsWith(BOOT_STAND_IN) ? BOOT + address.slice(BOOT_STAND_IN.length) : address
}
