import type { LanStatus, LanFace as WireFace } from '#contracts/lan-shapes.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { LanFace, LanView } from './lan/lan.ts'
import { seconds } from './wire.ts'

export function wireLanFace({ on, plain, until, urls, fault, differences }: LanFace): WireFace {
  return {
    on,
    plain,
    until: until === null ? null : seconds(until),
    urls: [...urls],
    fault,
    differences: [...differences],
  }
}

export function wireLan(view: LanView, now: TimestampMs): LanStatus {
  const { state, certificate, check } = view
  return {
    ...wireLanFace(view),
    choices: view.choices.map(({ card, address }) => ({ interface: card, address })),
    addresses: [...state.addresses],
    open: [...view.open],
    opened_at: view.openedAt === null ? null : seconds(view.openedAt),
    visited: view.visited,
    lost: [...state.lost],
    port: state.on ? state.port : null,
    announced: state.announce,
    local_name: view.localName,
    fingerprint: certificate?.fingerprint ?? null,
    ca_fingerprint: certificate?.authorityFingerprint ?? null,
    certificate_ends_at: certificate === null ? null : seconds(certificate.endsAt),
    key_place: certificate?.keyPlace ?? null,
    listening_seen: check.seen,
    listening: check.listening.map(({ address, port }) => ({ address, port })),
    server_time: seconds(now),
  }
}
