import { createSocket } from 'node:dgram'
import { type IncomingHttpHeaders, request as requestPlain } from 'node:http'
import { request } from 'node:https'
import { type AddressInfo, connect as connectTcp, createServer, type Server } from 'node:net'
import { type ConnectionOptions, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import type { Machine } from '#server/lan/machine.ts'
import { openServing, type Serving, type ServingOptions } from '../serving.ts'

/** Two further addresses of loopback stand for two networks. */
export const HERE = '127.0.0.2'
export const THERE = '127.0.0.3'

/** A machine whose addresses come and go as a test wants. */
export interface TestMachine extends Machine {
  lose(address: string): void
  regain(address: string): void
}

export function testMachine(): TestMachine {
  const addresses = new Set([HERE, THERE])
  return {
    addresses: () => [...addresses].map((address) => ({ card: 'test0', address })),
    localName: () => 'desk-of-test.local',
    lose: (address) => void addresses.delete(address),
    regain: (address) => void addresses.add(address),
  }
}

/** A station on such a machine. */
export async function openOutside(
  options: ServingOptions & { readonly machine?: Machine } = {},
): Promise<Serving> {
  const { machine = testMachine(), ...rest } = options
  return openServing({ surroundings: { machine, keychain: null }, ...rest })
}

/** Switches the LAN on where nothing else is said: on one address, silently. */
export async function switchOn(serving: Serving, more: object = {}) {
  const body = { on: true, addresses: [HERE], announce: false, ...more }
  return serving.ask('POST', '/api/lan', { body })
}

export interface Heard {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface OutsideAsk {
  readonly address?: string
  readonly port: number
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Trusts this authority; nobody is checked where it is left out, and no TLS spoken where it is null. */
  readonly ca?: string | null
}

/** Asks as another machine does. */
export function askOutside({ address = HERE, ca, ...asked }: OutsideAsk): Promise<Heard> {
  const { port, path = '/health', method = 'GET', headers = {} } = asked
  const plan = { host: address, port, path, method, headers, agent: false as const }
  return new Promise((resolve, reject) => {
    const sent =
      ca === null ? requestPlain(plan) : request({ ...plan, ca, rejectUnauthorized: ca !== undefined })
    sent.once('error', reject)
    sent.once('response', (response) => {
      let text = ''
      response.on('data', (part) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    sent.end()
  })
}

/** The code with which a connection is refused, or `open`. */
export function knock(port: number, address = HERE): Promise<string> {
  return knockFrom(undefined, port, address)
}

/** The same from an address of one's own. */
export function knockFrom(localAddress: string | undefined, port: number, address = HERE): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectTcp({ port, host: address, ...(localAddress !== undefined && { localAddress }) })
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
    socket.once('connect', () => {
      socket.destroy()
      resolve('open')
    })
  })
}

/** The certificate that is shown, and the version of TLS; rejects where there is no handshake. */
export function greet(
  port: number,
  options: ConnectionOptions = {},
): Promise<{ readonly certificate: DetailedPeerCertificate; readonly protocol: string | null }> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ host: HERE, port, rejectUnauthorized: false, ...options }, () => {
      resolve({ certificate: socket.getPeerCertificate(true), protocol: socket.getProtocol() })
      socket.destroy()
    })
    socket.once('error', reject)
  })
}

/** Something else that listens. */
export async function listenElsewhere(port: number, address: string): Promise<Server> {
  const server = createServer()
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(port, address, done)
  })
  return server
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

/** A port of datagrams that nobody has. */
export async function freeDatagramPort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
  const { port } = socket.address()
  await new Promise<void>((done) => socket.close(done))
  return port
}
