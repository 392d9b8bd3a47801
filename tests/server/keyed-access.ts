import { createHash } from 'node:crypto'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import type { Serving } from './serving.ts'

let spare = 0
/** A word that nobody has used in this run. */
function fresh(word: string): string {
  spare += 1
  return `${word}-a${spare}`
}

async function must(desk: Serving, path: string, body: unknown = {}, token: string | null = desk.operator) {
  const said = await desk.ask('POST', path, { body, token })
  if (said.status > 299) throw new Error(`${path}: ${said.status} ${said.text}`)
  return said.body
}

async function person(desk: Serving): Promise<string> {
  const user_id = fresh('person')
  await must(desk, '/api/users', { user_id, timezone: 'UTC' })
  return user_id
}

/** A device of its own. */
async function device(desk: Serving): Promise<string> {
  const deviceId = fresh('device')
  await desk.execute({
    kind: 'pair_device',
    deviceId: deviceId as never,
    userId: (await person(desk)) as UserId,
    role: 'viewer',
    by: 'operator' as UserId,
    name: 'Phone',
    place: { browser: '', address: '' },
    refreshHash: '',
  })
  return `/api/devices/${deviceId}`
}

/** A device that waits for the operator's word. */
async function claimed(desk: Serving): Promise<{ readonly id: string; readonly sas: string }> {
  const { pairing_id: id, code } = await must(desk, '/api/pairing')
  const challenge = createHash('sha256').update('v'.repeat(43)).digest('base64url')
  const nonce = createHash('sha256').update(fresh('nonce')).digest('base64url')
  const body = { id, code, challenge, nonce, device_name: 'Phone' }
  const { sas } = await must(desk, '/api/pairing/claim', body, null)
  return { id, sas }
}

async function openTrade(desk: Serving) {
  const signal_id = await desk.postSignal()
  const user_id = await person(desk)
  const { trade_id } = await must(desk, '/api/fire', { signal_id, user_id })
  await desk.execute({ kind: 'execute_fires', signalId: signal_id as SignalId, price: 1.1 })
  return { user_id, path: `/api/trades/${trade_id}/close` }
}

async function hook(desk: Serving): Promise<string> {
  const made = await must(desk, '/api/hooks', { name: fresh('Hook'), provider: 'acme' })
  return `/api/hooks/${made.hook.hook_id}`
}

const NOTHING = { other: null }

/** What is asked about access: devices, pairing, roles, hooks, the LAN, the feed and the log. */
export const KEYED_ACCESS = {
  closeTrade: async (desk: Serving) => {
    const { user_id, path } = await openTrade(desk)
    return { path, body: { price: 1.11, user_id }, other: { body: { price: 1.12, user_id } } }
  },
  changeRole: async (desk: Serving) => ({
    path: `/api/users/${await person(desk)}/role`,
    body: { role: 'viewer' },
    other: { body: { role: 'trader' } },
  }),
  changeDevice: async (desk: Serving) => ({
    path: await device(desk),
    body: { name: 'Tablet' },
    other: { body: { name: 'Wall' } },
  }),
  disconnectDevice: async (desk: Serving) => ({
    path: `${await device(desk)}/disconnect`,
    other: { path: '/api/devices/another/disconnect' },
  }),
  revokeDevice: async (desk: Serving) => ({
    path: await device(desk),
    other: { path: '/api/devices/another' },
  }),
  openPairing: async () => ({ path: '/api/pairing', ...NOTHING }),
  approvePairing: async (desk: Serving) => {
    const { id, sas } = await claimed(desk)
    const body = { user_id: await person(desk), role: 'trader', sas }
    return { path: `/api/pairing/${id}/approve`, body, other: { body: { ...body, role: 'viewer' } } }
  },
  refusePairing: async (desk: Serving) => {
    const { pairing_id } = await must(desk, '/api/pairing')
    return { path: `/api/pairing/${pairing_id}/refuse`, other: { path: '/api/pairing/another/refuse' } }
  },
  signOut: async () => ({ path: '/api/auth/sign-out', ...NOTHING }),
  makeRecoveryCode: async () => ({ path: '/api/auth/recovery-code', ...NOTHING }),
  makeHook: async () => ({
    path: '/api/hooks',
    body: { name: fresh('Made'), provider: 'acme' },
    other: { body: { name: 'Another', provider: 'acme' } },
  }),
  rotateHook: async (desk: Serving) => ({
    path: `${await hook(desk)}/rotate`,
    other: { path: '/api/hooks/another/rotate' },
  }),
  revokeHook: async (desk: Serving) => ({ path: await hook(desk), other: { path: '/api/hooks/another' } }),
  setLan: async () => ({
    path: '/api/lan',
    body: { on: false },
    other: { body: { on: true, addresses: ['10.0.0.1'] } },
  }),
  chooseFeed: async () => ({
    path: '/api/feed/choice',
    body: { exchange: null },
    other: { body: { exchange: 'kraken', symbols: ['BTC/USD'] } },
  }),
  runJob: async () => ({
    path: '/api/ops/jobs/audit_seal/run',
    other: { path: '/api/ops/jobs/maintenance/run' },
  }),
  quickCheck: async () => ({ path: '/api/ops/quick-check', ...NOTHING }),
  setWelcome: async () => ({
    path: '/api/welcome',
    body: { opened: true },
    other: { body: { steps: { look: 'defaults' } } },
  }),
  seeNews: async () => ({ path: '/api/news/seen', ...NOTHING }),
  verifyAudit: async () => ({ path: '/api/audit/verify', ...NOTHING }),
}
