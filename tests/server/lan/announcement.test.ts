import multicastDns from 'multicast-dns'
import { afterEach, describe, expect, test } from 'vitest'
import { recordsOf, SERVICE } from '#server/lan/announcement.ts'
import type { Serving } from '../serving.ts'
import { freeDatagramPort, HERE, openOutside, switchOn, testMachine } from './outside.ts'

const GROUP = '224.0.0.251'
const FINGERPRINT = 'ab'.repeat(32)

type Neighbour = ReturnType<typeof multicastDns>
interface Record {
  readonly name: string
  readonly type: string
  readonly ttl?: number
  readonly data?: unknown
}

describe('what is said', () => {
  const all = recordsOf({
    localName: 'desk.local',
    port: 4_820,
    addresses: ['192.168.1.7', 'fd00::1'],
    fingerprint: FINGERPRINT,
  })

  test('[MDNS-1] name, port, addresses and the beginning of the fingerprint, and nothing else', () => {
    expect(all.map((record) => ({ ...record, ttl: undefined }))).toEqual([
      { name: SERVICE, type: 'PTR', data: `desk.${SERVICE}` },
      { name: `desk.${SERVICE}`, type: 'SRV', data: { target: 'desk.local', port: 4_820 } },
      { name: `desk.${SERVICE}`, type: 'TXT', data: ['fp=abababababababab'] },
      { name: 'desk.local', type: 'A', data: '192.168.1.7' },
      { name: 'desk.local', type: 'AAAA', data: 'fd00::1' },
    ])
  })

  test('[MDNS-1] without TLS it says that', () => {
    const plain = recordsOf({ localName: 'desk.local', port: 80, addresses: [], fingerprint: null })
    expect(plain[2]).toMatchObject({ type: 'TXT', data: ['plain=1'] })
  })
})

describe('on the network', () => {
  let serving: Serving | null = null
  let neighbour: Neighbour | null = null
  afterEach(async () => {
    await serving?.close()
    serving = null
    await new Promise<void>((done) => {
      if (neighbour === null) done()
      else neighbour.destroy(() => done())
      neighbour = null
    })
  })

  /** Somebody else of the network of `HERE`, and all he hears. */
  async function listen(port: number) {
    const heard: Record[][] = []
    const waiting: (() => void)[] = []
    const other = multicastDns({ interface: HERE, bind: GROUP, ip: GROUP, port, reuseAddr: true })
    neighbour = other
    await new Promise<void>((done) => other.once('ready', () => done()))
    other.on('response', ({ answers }) => {
      heard.push((answers ?? []) as Record[])
      for (const tell of waiting.splice(0)) tell()
    })
    const hears = async (fits: (records: readonly Record[]) => boolean): Promise<readonly Record[]> => {
      for (;;) {
        const found = heard.find(fits)
        if (found !== undefined) return found
        await new Promise<void>((done) => waiting.push(done))
      }
    }
    return { other, heard, hears }
  }

  test('[MDNS-2] it is announced while the LAN is on, answers who asks, and says goodbye', async () => {
    const port = await freeDatagramPort()
    const { other, heard, hears } = await listen(port)
    const multicast = { group: GROUP, port }
    serving = await openOutside({ surroundings: { machine: testMachine(), keychain: null, multicast } })
    expect(heard).toEqual([])
    const { body } = await switchOn(serving, { announce: true })
    expect(body.urls).toContain(`https://desk-of-test.local:${serving.port}`)
    const said = await hears((records) => records.some(({ ttl }) => ttl !== 0))
    expect(said).toContainEqual(
      expect.objectContaining({ type: 'SRV', data: expect.objectContaining({ port: serving.port }) }),
    )
    expect(said).toContainEqual(
      expect.objectContaining({ name: 'desk-of-test.local', type: 'A', data: HERE }),
    )
    heard.splice(0)
    other.query([{ name: SERVICE, type: 'PTR' }])
    await hears((records) => records.some(({ type, ttl }) => type === 'PTR' && ttl !== 0))
    heard.splice(0)
    await serving.ask('POST', '/api/lan', { body: { on: false } })
    const goodbye = await hears(() => true)
    expect(goodbye.map(({ ttl }) => ttl)).toEqual(goodbye.map(() => 0))
    expect(goodbye).toHaveLength(4)
  })

  test('[MDNS-3] who does not want to be announced is not', async () => {
    const port = await freeDatagramPort()
    const { other, heard, hears } = await listen(port)
    const multicast = { group: GROUP, port }
    serving = await openOutside({ surroundings: { machine: testMachine(), keychain: null, multicast } })
    const { body } = await switchOn(serving, { announce: false })
    expect([body.announced, body.urls]).toEqual([false, [`https://${HERE}:${serving.port}`]])
    // What the neighbour says himself comes back to him after anything that was said before.
    other.respond([{ name: 'neighbour.local', type: 'A', ttl: 120, data: '127.0.0.9' }])
    await hears((records) => records.some(({ name }) => name === 'neighbour.local'))
    expect(heard).toHaveLength(1)
  })
})
