import { X509Certificate } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DAY_MS } from '#core/kernel/time.ts'
import { type Issued, makeAuthority, makeLeaf } from '#server/lan/certificates.ts'
import { Locked, seal, sealingKey, unseal } from '#server/lan/envelope.ts'
import type { Keychain } from '#server/lan/key-places.ts'
import { readKeyFile } from '#station/key-file.ts'
import type { Serving } from '../serving.ts'
import { askOutside, greet, HERE, openOutside, switchOn, testMachine } from './outside.ts'

let folder: string
const servings: Serving[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fusion-desk-tls-'))
})
afterEach(async () => {
  for (const serving of servings.splice(0)) await serving.close()
  rmSync(folder, { recursive: true, force: true })
  vi.useRealTimers()
})

async function open(options: Parameters<typeof openOutside>[0] = {}): Promise<Serving> {
  const serving = await openOutside({ folder: join(folder, 'desk'), ...options })
  servings.push(serving)
  return serving
}

async function shut(serving: Serving): Promise<void> {
  servings.splice(servings.indexOf(serving), 1)
  await serving.close()
}

async function authorityOf(serving: Serving): Promise<string> {
  return (await serving.ask('GET', '/api/lan/ca.pem', { token: null })).text
}

/** Whether a client that trusts this authority takes what a server with this leaf shows under a name. */
async function accepted(leaf: Issued, ca: Issued, servername: string): Promise<string> {
  const server: Server = createServer({ cert: leaf.cert + ca.cert, key: leaf.key }, (_request, response) => {
    response.end()
  })
  await new Promise<void>((done) => server.listen(0, HERE, done))
  const { port } = server.address() as AddressInfo
  const options = { ca: ca.cert, rejectUnauthorized: true, ...(servername === HERE ? {} : { servername }) }
  const said = await greet(port, options).then(
    () => 'accepted',
    (error: Error) => error.message,
  )
  await new Promise((done) => server.close(done))
  return said
}

describe('the authority', () => {
  test('[TLS-1] a device that trusts it takes the station under each of its names', async () => {
    const serving = await open({ hosts: ['desk.example'] })
    const { body } = await switchOn(serving)
    const said = await serving.ask('GET', '/api/lan/ca.pem', { token: null })
    expect([said.status, said.headers['content-type']]).toEqual([200, 'application/x-pem-file'])
    const ca = said.text
    expect((await askOutside({ port: serving.port, ca })).status).toBe(200)
    for (const servername of ['desk-of-test.local', 'desk.example'])
      await greet(serving.port, { ca, servername, rejectUnauthorized: true })
    await expect(
      greet(serving.port, { ca, servername: 'other.local', rejectUnauthorized: true }),
    ).rejects.toThrow()
    const colonless = (text: string) => text.replaceAll(':', '').toLowerCase()
    expect(colonless(new X509Certificate(ca).fingerprint256)).toBe(body.ca_fingerprint)
    expect(colonless((await greet(serving.port)).certificate.fingerprint256)).toBe(body.fingerprint)
    expect(body.key_place).toBe('data_folder')
  })

  test('[TLS-1] before there is one there is none to fetch', async () => {
    const serving = await open()
    expect((await serving.ask('GET', '/api/lan/ca.pem')).status).toBe(404)
  })

  test('[TLS-2] nothing older than TLS 1.3 is spoken', async () => {
    const serving = await open()
    await switchOn(serving)
    await expect(greet(serving.port, { maxVersion: 'TLSv1.2' })).rejects.toThrow(/protocol version/)
    expect((await greet(serving.port, { minVersion: 'TLSv1.3' })).protocol).toBe('TLSv1.3')
  })

  test('[TLS-3] it can vouch for nothing far away, whoever holds its key', async () => {
    const ca = makeAuthority(Date.now(), ['desk.example'])
    const leafFor = (...names: string[]) => makeLeaf(ca, Date.now(), names)
    expect(await accepted(leafFor(HERE), ca, HERE)).toBe('accepted')
    expect(await accepted(leafFor('any.local'), ca, 'any.local')).toBe('accepted')
    expect(await accepted(leafFor('desk.example'), ca, 'desk.example')).toBe('accepted')
    expect(await accepted(leafFor('example.com'), ca, 'example.com')).toBe('permitted subtree violation')
    expect(await accepted(leafFor('any.local', 'bank.example'), ca, 'any.local')).toBe(
      'permitted subtree violation',
    )
    expect(await accepted(leafFor(HERE, '8.8.8.8'), ca, HERE)).toBe('permitted subtree violation')
    expect(await accepted(leafFor(HERE, '2001:db8::1'), ca, HERE)).toBe('permitted subtree violation')
    expect(await accepted(leafFor(HERE, 'fd00::1', '192.168.1.7', '10.0.0.1'), ca, HERE)).toBe('accepted')
  })

  test('[TLS-4] it lasts ten years, a certificate 180 days; 30 days before its end another is shown', async () => {
    const now = Date.UTC(2026, 10, 29, 12)
    vi.useFakeTimers({ toFake: ['Date'], now })
    const serving = await open()
    const first = (await switchOn(serving, { ends_in: null })).body
    expect(first.certificate_ends_at).toBe((now + 180 * DAY_MS) / 1_000)
    expect(new X509Certificate(await authorityOf(serving)).validToDate.getTime()).toBe(now + 3_650 * DAY_MS)
    vi.setSystemTime(now + 150 * DAY_MS - 1_000)
    await serving.server.lan.look()
    expect(digestOf((await greet(serving.port)).certificate)).toBe(first.fingerprint)
    vi.setSystemTime(now + 150 * DAY_MS)
    await serving.server.lan.look()
    const { body } = await serving.ask('GET', '/api/lan')
    expect(body.fingerprint).not.toBe(first.fingerprint)
    expect(body.ca_fingerprint).toBe(first.ca_fingerprint)
    expect(body.certificate_ends_at).toBe((now + 330 * DAY_MS) / 1_000)
    expect(digestOf((await greet(serving.port)).certificate)).toBe(body.fingerprint)
  })

  test('[TLS-5] a further name near needs no other authority, one from elsewhere does', async () => {
    const first = await open()
    const { ca_fingerprint } = (await switchOn(first)).body
    await shut(first)
    const near = await open({ hosts: ['more.local', '[fd00::1]'] })
    expect((await switchOn(near)).body.ca_fingerprint).toBe(ca_fingerprint)
    await shut(near)
    const far = await open({ hosts: ['desk.example'] })
    expect((await switchOn(far)).body.ca_fingerprint).not.toBe(ca_fingerprint)
    expect(far.logged.some((line) => line.includes('lan_authority_made'))).toBe(true)
  })
})

function digestOf({ fingerprint256 }: { readonly fingerprint256: string }): string {
  return fingerprint256.replaceAll(':', '').toLowerCase()
}

describe('keys at rest', () => {
  test('[TLS-6] an envelope opens with its own key and purpose only, and shows every change', () => {
    const key = sealingKey(Buffer.alloc(32, 1))
    const envelope = seal(key, 'one', 'a secret')
    expect(JSON.stringify(envelope)).not.toContain('a secret')
    expect(unseal(key, 'one', envelope)).toBe('a secret')
    expect(() => unseal(key, 'two', envelope)).toThrow(Locked)
    expect(() => unseal(sealingKey(Buffer.alloc(32, 2)), 'one', envelope)).toThrow(Locked)
    const flipped = Buffer.from(envelope.sealed, 'base64').map((byte, index) =>
      index === 0 ? byte ^ 1 : byte,
    )
    expect(() =>
      unseal(key, 'one', { ...envelope, sealed: Buffer.from(flipped).toString('base64') }),
    ).toThrow(Locked)
  })

  test("[TLS-7] no private key lies open in the data folder, and what seals them is its owner's alone", async () => {
    const serving = await open()
    await switchOn(serving)
    const tls = join(serving.folder, 'tls')
    expect(readdirSync(tls).sort()).toEqual(['ca.json', 'key', 'leaf.json'])
    for (const name of readdirSync(tls)) {
      expect(statSync(join(tls, name)).mode & 0o077).toBe(0)
      expect(readFileSync(join(tls, name), 'utf8')).not.toContain('PRIVATE KEY')
    }
  })

  test('[TLS-8] a key file outside seals instead, and without it the certificates stay shut until a new authority is wanted', async () => {
    const keyFile = join(folder, 'outside.key')
    writeFileSync(keyFile, Buffer.alloc(32, 7), { mode: 0o600 })
    const sealed = await open({ keyFile })
    const first = (await switchOn(sealed)).body
    expect(first.key_place).toBe('key_file')
    expect(readdirSync(join(sealed.folder, 'tls')).sort()).toEqual(['ca.json', 'leaf.json'])
    await sealed.ask('POST', '/api/lan', { body: { on: false } })
    await shut(sealed)
    const without = await open()
    const refused = await switchOn(without)
    expect([refused.status, refused.body.error.code]).toEqual([409, 'certificate_unusable'])
    const anew = await switchOn(without, { new_ca: true })
    expect(anew.body).toMatchObject({ key_place: 'data_folder', on: true })
    expect(anew.body.ca_fingerprint).not.toBe(first.ca_fingerprint)
  })

  test("[TLS-9] a key file is its owner's alone, long enough, and outside the data folder", () => {
    const data = join(folder, 'desk')
    mkdirSync(data)
    const at = (path: string, bytes: number, mode: number) => {
      writeFileSync(path, Buffer.alloc(bytes, 1))
      chmodSync(path, mode)
      return () => readKeyFile(path, data)
    }
    expect(at(join(folder, 'good'), 32, 0o600)()).toHaveLength(32)
    expect(at(join(folder, 'open'), 32, 0o640)).toThrow(/can be read by others/)
    expect(at(join(folder, 'short'), 31, 0o600)).toThrow(/has 31 bytes/)
    expect(at(join(data, 'inside'), 32, 0o600)).toThrow(/lies in the data folder/)
    expect(() => readKeyFile(join(folder, 'none'), data)).toThrow(/cannot be read \(ENOENT\)/)
    expect(() => readKeyFile(folder, data)).toThrow(/is no file/)
  })

  test('[TLS-10] where the system keeps secrets the key lies with it', async () => {
    const turned = (text: string) => [...text].reverse().join('')
    const keychain: Keychain = {
      available: async () => true,
      seal: async (text) => Buffer.from(turned(text)),
      unseal: async (sealed) => turned(sealed.toString()),
    }
    const surroundings = { machine: testMachine(), keychain }
    const first = await open({ surroundings })
    const before = (await switchOn(first)).body
    expect(before.key_place).toBe('system')
    expect(readdirSync(join(first.folder, 'tls')).sort()).toEqual(['ca.json', 'key.sealed', 'leaf.json'])
    await shut(first)
    const again = await open({ surroundings })
    expect((await switchOn(again)).body.ca_fingerprint).toBe(before.ca_fingerprint)
    await shut(again)
    const stranger = { ...keychain, unseal: async () => Promise.reject(new Error('not yours')) }
    const other = await open({ surroundings: { machine: testMachine(), keychain: stranger } })
    expect((await switchOn(other)).body.error.code).toBe('certificate_unusable')
  })
})

describe("the operator's own certificate", () => {
  function write(name: string, { cert, key }: Issued) {
    const paths = { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) }
    writeFileSync(paths.cert, cert)
    writeFileSync(paths.key, key)
    return paths
  }
  const ca = makeAuthority(Date.now(), ['desk.example', 'other.example'])

  test('[TLS-11] it is shown under the name it is for, and read anew when it was renewed', async () => {
    const tls = write('own', makeLeaf(ca, Date.now(), ['desk.example']))
    const serving = await open({ tls, hosts: ['desk.example'] })
    const { body } = await switchOn(serving)
    expect(body).toMatchObject({
      urls: [`https://desk.example:${serving.port}`],
      ca_fingerprint: null,
      key_place: null,
    })
    await greet(serving.port, { ca: ca.cert, servername: 'desk.example', rejectUnauthorized: true })
    expect((await serving.ask('GET', '/api/lan/ca.pem')).status).toBe(404)
    write('own', makeLeaf(ca, Date.now(), ['desk.example']))
    await serving.server.lan.look()
    const shown = digestOf((await greet(serving.port)).certificate)
    expect(shown).not.toBe(body.fingerprint)
    expect((await serving.ask('GET', '/api/lan')).body.fingerprint).toBe(shown)
  })

  test('[TLS-12] one that cannot stand is refused with the reason', async () => {
    const good = makeLeaf(ca, Date.now(), ['desk.example'])
    const other = makeLeaf(ca, Date.now(), ['desk.example'])
    const reasons: readonly (readonly [string, ReturnType<typeof write>, RegExp])[] = [
      [
        'foreign key',
        write('foreign', { cert: good.cert, key: other.key }),
        /is not that of the certificate/,
      ],
      ['over', write('over', makeLeaf(ca, Date.now() - 181 * DAY_MS, ['desk.example'])), /ended on \d{4}/],
      ['not yet', write('early', makeLeaf(ca, Date.now() + DAY_MS, ['desk.example'])), /begins on \d{4}/],
      [
        'other name',
        write('name', makeLeaf(ca, Date.now(), ['other.example'])),
        /names none of 127\.0\.0\.2, /,
      ],
      ['no certificate', write('none', { cert: 'nothing', key: good.key }), /is no certificate/],
      [
        'missing',
        { cert: join(folder, 'gone.crt'), key: join(folder, 'gone.key') },
        /cannot be read \(ENOENT\)/,
      ],
    ]
    for (const [name, tls, reason] of reasons) {
      const serving = await open({ tls, hosts: ['desk.example'], folder: join(folder, name) })
      const said = await switchOn(serving)
      expect([name, said.status, said.body.error.code]).toEqual([name, 409, 'certificate_unusable'])
      expect(said.body.error.message).toMatch(reason)
      await shut(serving)
    }
  })
})
