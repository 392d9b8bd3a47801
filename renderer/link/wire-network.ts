import type { Device } from '#contracts/http/devices.ts'
import type { Pairing } from '#contracts/http/pairing.ts'
import type { ReplyOf } from '#contracts/http.ts'
import type { LanStatus } from '#contracts/lan-shapes.ts'
import type { DeviceView, NetworkView, PairingView } from '../state/network.ts'

const ms = (seconds: number): number => Math.round(1_000 * seconds)
const orNull = (seconds: number | null): number | null => (seconds === null ? null : ms(seconds))

/** All that an operator is told of the LAN. */
export function readNetwork(wire: LanStatus): NetworkView {
  return {
    on: wire.on,
    plain: wire.plain,
    until: orNull(wire.until),
    urls: wire.urls,
    fault: wire.fault,
    differences: wire.differences,
    choices: wire.choices.map(({ interface: card, address }) => ({ card, address })),
    addresses: wire.addresses,
    open: wire.open,
    lost: wire.lost,
    port: wire.port,
    announced: wire.announced,
    localName: wire.local_name,
    fingerprint: wire.fingerprint,
    caFingerprint: wire.ca_fingerprint,
    certificateEndsAt: orNull(wire.certificate_ends_at),
    keyPlace: wire.key_place,
    openedAt: orNull(wire.opened_at),
    visited: wire.visited,
    listeningSeen: wire.listening_seen,
    listening: wire.listening,
    at: ms(wire.server_time),
  }
}

export function readDevice(wire: Device): DeviceView {
  return {
    id: wire.device_id,
    name: wire.name,
    userId: wire.user_id,
    role: wire.role,
    address: wire.address,
    agent: wire.browser,
    pairedAt: ms(wire.paired_at),
    lastSeen: ms(wire.last_seen),
    sessionEndsAt: ms(wire.session_ends_at),
    latencyMs: wire.latency_ms,
    eventsPerSecond: wire.events_per_second,
    state: wire.state,
    own: wire.own,
  }
}

/** The open window with whoever waits in it, or how the last one ended. */
export function readPairing({ pairing, ended }: ReplyOf<'pairing'>): PairingView {
  return {
    window: pairing === null ? null : readWindow(pairing),
    ended: ended && {
      id: ended.pairing_id,
      how: ended.how,
      problem: ended.problem,
      wrongFrom: ended.wrong_from,
    },
  }
}

function readWindow(wire: Pairing): NonNullable<PairingView['window']> {
  const { claim } = wire
  return {
    id: wire.pairing_id,
    code: wire.code,
    links: wire.links,
    closesAt: ms(wire.closes_at),
    triesLeft: wire.tries_left,
    wrongFrom: wire.wrong_from,
    claim: claim && {
      name: claim.device_name,
      agent: claim.browser,
      address: claim.address,
      zone: claim.timezone,
      sas: claim.sas,
      approved: claim.state === 'approved',
    },
  }
}
