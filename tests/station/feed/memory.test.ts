import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { openPipeline } from '#core/signals/fusion/pipeline.ts'
import { HEADER, MONDAY, openReplay, testFolder } from './support.ts'

const BARS = 400_000
const MINUTE = 60_000

setFlagsFromString('--expose_gc')
const collectGarbage: () => void = runInNewContext('gc')

/** Bytes that are really in use: objects and buffers, garbage taken out. */
function bytesInUse(): number {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Writes 400,000 bars of a price that wanders between 90 and 110. */
async function writeLongFile(path: string): Promise<void> {
  const file = createWriteStream(path)
  file.write(`${HEADER}\n`)
  for (let index = 0; index < BARS; index++) {
    const price = 100 + 10 * Math.sin(index / 300) + Math.sin(index / 7)
    const line = `${MONDAY + index * MINUTE},${price.toFixed(5)},${(price + 0.4).toFixed(5)},${(price - 0.4).toFixed(5)},${(price + Math.sin(index) / 4).toFixed(5)},${index % 90}\n`
    if (!file.write(line)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
}

describe('memory', () => {
  test('[FEED-11] 400,000 bars are played in bounded memory, read ahead by no more than the queue holds', async () => {
    const path = join(await testFolder(), 'EURUSD_m1.csv')
    await writeLongFile(path)
    const before = bytesInUse()
    const feed = await openReplay({ path })
    const pipeline = openPipeline({ targetAtr: 1.5, stopAtr: 1, cooldownBars: 3 })
    let bars = 0
    let most = 0
    while (await feed.refill()) {
      while (feed.nextCloseAt() !== null)
        for (const bar of feed.take()) {
          pipeline.push(bar)
          bars += 1
        }
      most = Math.max(most, bytesInUse() - before)
    }
    expect(bars).toBe(BARS)
    // The queue holds 16,384 bars of 56 bytes (0.9 MB) and a chunk 68 kB; the file itself has 24 MB.
    expect(most).toBeLessThan(4_000_000)
    // Two seconds alone; a busy machine may need many times that.
  }, 120_000)
})
