import type { Page, WebSocketRoute } from '@playwright/test'

const TICKS_PER_SECOND = 50
const SECOND_MS = 1_000
/** Socket.IO's mark of a message, in front of its JSON. */
const MESSAGE = '42'

interface Quote {
  price: number
  forming: number[] | null
}

/** Stands between page and station, passes everything on, and adds ticks of its own. */
export class TickLine {
  ticks = 0
  #socket: WebSocketRoute | null = null
  #last: readonly [string, { prices: Quote[] }] | null = null
  #timer: NodeJS.Timeout | null = null

  async enter(page: Page): Promise<void> {
    await page.routeWebSocket(/\/socket\.io\//, (socket) => {
      this.#socket = socket
      const station = socket.connectToServer()
      station.onMessage((message) => {
        if (typeof message === 'string' && message.startsWith(`${MESSAGE}["price_update"`))
          this.#last = JSON.parse(message.slice(MESSAGE.length))
        socket.send(message)
      })
    })
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), SECOND_MS / TICKS_PER_SECOND)
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  /** Every price a little up, then a little down. */
  #tick(): void {
    if (this.#last === null) return
    const [name, told] = this.#last
    const factor = this.ticks % 2 === 0 ? 1.0001 : 0.9999
    const prices = told.prices.map((quote) => moved(quote, factor))
    this.#socket?.send(MESSAGE + JSON.stringify([name, { ...told, prices }]))
    this.ticks += 1
  }
}

function moved(quote: Quote, factor: number): Quote {
  const price = quote.price * factor
  if (quote.forming === null) return { ...quote, price }
  const [at = 0, open = price, high = price, low = price, , volume = 0] = quote.forming
  return { ...quote, price, forming: [at, open, Math.max(high, price), Math.min(low, price), price, volume] }
}
