import { ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { blockOf, isLoopback } from '#server/addresses.ts'
import { openConnections, type Peer } from '#server/connections.ts'
import { openServing, type Serving } from './serving.ts'

const LIMITS = { sockets: 10, connections: 6, connectionsPerCaller: 3 }

function peerAt(remoteAddress: string): Peer {
  return Object.assign(new PassThrough(), { remoteAddress })
}

/** A response to a whole request that has not been sent yet. */
function owed(): ServerResponse {
  return new ServerResponse({
    method: 'GET',
    complete: true,
    httpVersionMajor: 1,
    httpVersionMinor: 1,
  } as never)
}

describe('addresses', () => {
  test('[DOOR-18] a place is an IPv4 address, or the /64 of an IPv6 one', () => {
    expect(blockOf('192.168.1.7')).toBe('192.168.1.7')
    expect(blockOf('2001:db8:1:2:aaaa::7')).toBe('2001:db8:1:2::/64')
    expect(blockOf('2001:0db8:0001:0002:0:0:0:9')).toBe('2001:db8:1:2::/64')
    expect(blockOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
    expect(blockOf('::1')).toBe('::1')
    expect(['127.0.0.1', '127.9.9.9', '::1', '12.7.0.1', '::2'].map(isLoopback)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

describe('the book of connections', () => {
  test('[DOOR-18] one address of another machine has so many places, and the oldest gives way to the newest', () => {
    const book = openConnections(LIMITS)
    const peers = Array.from({ length: 5 }, () => peerAt('192.168.1.7'))
    for (const peer of peers) expect(book.enter(peer)).toBe(true)
    expect(peers.map(({ destroyed }) => destroyed)).toEqual([true, true, false, false, false])
    const neighbour = peerAt('192.168.1.8')
    book.enter(neighbour)
    expect([neighbour, ...peers].filter(({ destroyed }) => !destroyed)).toHaveLength(4)
  })

  test('[DOOR-19] who has shown a token counts for it and no more for his address', () => {
    const book = openConnections(LIMITS)
    const known = Array.from({ length: 3 }, () => peerAt('192.168.1.7'))
    known.forEach((peer, index) => {
      book.enter(peer)
      book.knows(peer, `token-${index}`)
    })
    for (let count = 0; count < 9; count++) book.enter(peerAt('192.168.1.7'))
    expect(known.map(({ destroyed }) => destroyed)).toEqual([false, false, false])
    // Of one token no more than of one address.
    const many = Array.from({ length: 4 }, () => peerAt('10.0.0.1'))
    for (const peer of many) {
      book.enter(peer)
      book.knows(peer, 'token-x')
    }
    expect(many.map(({ destroyed }) => destroyed)).toEqual([true, false, false, false])
  })

  test('[DOOR-20] who is being answered does not give way', () => {
    const book = openConnections(LIMITS)
    const peers = Array.from({ length: 4 }, () => peerAt('192.168.1.7'))
    book.enter(peers[0]!)
    book.answering(peers[0]!, owed())
    for (const peer of peers.slice(1)) book.enter(peer)
    expect(peers.map(({ destroyed }) => destroyed)).toEqual([false, true, false, false])
    expect([book.waitsForUs(peers[0]!), book.waitsForUs(peers[2]!)]).toEqual([true, false])
  })

  test('[DOOR-21] this machine shares one address: it is held to the places of all strangers', () => {
    let now = 0
    const book = openConnections(LIMITS, () => now)
    const local = Array.from({ length: 8 }, () => peerAt('127.0.0.1'))
    for (const peer of local) {
      book.enter(peer)
      now += 100
    }
    expect(local.map(({ destroyed }) => destroyed)).toEqual([true, true, ...Array(6).fill(false)])
  })

  test('[DOOR-26] a stranger is heard before a crowd behind him pushes him out, while the door has room', () => {
    let now = 0
    const book = openConnections(LIMITS, () => now)
    const crowd = Array.from({ length: 17 }, () => peerAt('127.0.0.1'))
    for (const peer of crowd.slice(0, 16)) book.enter(peer)
    expect(crowd.some(({ destroyed }) => destroyed)).toBe(false)
    // The door holds ten sockets and six connections: with the seventeenth there is no room for waiting.
    book.enter(crowd[16]!)
    expect(crowd.filter(({ destroyed }) => destroyed)).toEqual([crowd[0]])
    now = 249
    const later = Array.from({ length: 2 }, () => peerAt('127.0.0.1'))
    book.enter(later[0]!)
    expect(crowd.filter(({ destroyed }) => destroyed)).toHaveLength(2)
    now = 250
    book.enter(later[1]!)
    // The crowd has been heard: six places are left to the six who came last.
    expect([...book.all()]).toEqual([...crowd.slice(13), ...later])
  })

  test('[DOOR-22] where all places are taken by known callers the newcomer goes', () => {
    const book = openConnections({ sockets: 2, connections: 1, connectionsPerCaller: 9 })
    const sockets = Array.from({ length: 3 }, () => peerAt('127.0.0.1'))
    for (const peer of sockets) {
      book.enter(peer)
      book.becomesSocket(peer)
    }
    const late = peerAt('127.0.0.1')
    expect([book.enter(late), late.destroyed, [...book.all()].length]).toEqual([false, true, 3])
    sockets[0]!.destroy()
    expect(sockets.slice(1).every(({ destroyed }) => !destroyed)).toBe(true)
  })
})

describe('over the wire', () => {
  let desk: Serving
  const open: Socket[] = []
  afterEach(async () => {
    for (const socket of open.splice(0)) socket.destroy()
    await desk.close()
  })

  test('[DOOR-20] those who only hold places lose them to whoever asks, and he is answered', async () => {
    desk = await openServing({ limits: { connections: 8 } })
    let closed = 0
    for (let count = 0; count < 20; count++) {
      const socket = connect(desk.port, '127.0.0.1', () => socket.write('GET /health HTTP/1.1\r\n'))
      socket
        .on('error', () => undefined)
        .on('close', () => {
          closed += 1
        })
      open.push(socket.resume())
      await new Promise((resolve) => socket.once('connect', resolve))
      expect((await desk.ask('GET', '/health', { token: null })).status).toBe(200)
    }
    // A stranger is heard for a moment before he gives way: the rest goes when somebody comes after it.
    await expect
      .poll(async () => {
        const socket = connect(desk.port, '127.0.0.1')
        open.push(socket.on('error', () => undefined).resume())
        await new Promise((resolve) => socket.once('connect', resolve))
        return closed
      })
      .toBeGreaterThanOrEqual(12)
  })
})
