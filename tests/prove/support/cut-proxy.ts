import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A wire between one client and the station that can be cut. */
export interface CutProxy {
  readonly port: number
  /**
   * Ends every connection of the client at once; the station notices `lateMs` later, as on a real network. That time
   * is part of what is tried: callers draw it from their seed.
   */
  cut(lateMs: number): void
  close(): void
}

/**
 * Opens a wire to a port of 127.0.0.1. While nobody listens there, connections end as refused ones do.
 *
 * @param address  where the wire begins: a loopback address of its own may take the port of the other end, so that
 *                 the client names the port that the station knows
 */
export async function openCutProxy(target: number, address = '127.0.0.1', port = 0): Promise<CutProxy> {
  const pairs = new Set<{ readonly near: Socket; readonly far: Socket }>()
  const server: Server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    const pair = { near, far }
    pairs.add(pair)
    const end = (): void => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    near.setNoDelay(true)
    far.setNoDelay(true)
    near.pipe(far)
    far.pipe(near)
    near.on('error', end)
    far.on('error', end)
    near.on('close', () => pairs.has(pair) && end())
    far.on('close', () => pairs.has(pair) && end())
  })
  await new Promise<void>((resolve) => server.listen(port, address, resolve))
  return {
    port: (server.address() as AddressInfo).port,
    cut(lateMs) {
      for (const pair of pairs) {
        pairs.delete(pair)
        pair.far.unpipe(pair.near)
        pair.far.resume()
        pair.near.unpipe(pair.far)
        pair.near.resetAndDestroy()
        setTimeout(() => pair.far.destroy(), lateMs)
      }
    },
    close() {
      server.close()
      for (const { near, far } of pairs) {
        near.destroy()
        far.destroy()
      }
    },
  }
}
