import type { DeskState } from './reduce.ts'
import { type Settings, settingsText } from './settings.ts'

/** What is told of the device. */
export interface DeviceView {
  readonly agent: string
  readonly language: string
  /** The address is one that browsers trust with everything. */
  readonly secure: boolean
  readonly width: number
  readonly height: number
}

interface About {
  readonly version: string
  readonly role: string
  readonly features: readonly string[]
}

/** What somebody who helps wants to know, as text. Nothing in it says who the reader is or what he trades. */
export function diagnosticsOf(
  { version, role, features }: About,
  { link, latencyMs, epoch, feed, clock }: DeskState,
  { settings, device }: { readonly settings: Settings; readonly device: DeviceView },
): string {
  const connection = { phase: link.phase, failures: link.failures, latencyMs, epoch }
  const market = { source: feed?.source ?? null, ended: feed?.ended ?? null, speed: clock?.speed ?? null }
  const chosen: unknown = JSON.parse(settingsText(settings))
  return JSON.stringify({ version, role, features, connection, market, device, settings: chosen }, null, 2)
}
