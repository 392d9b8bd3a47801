import { once } from 'node:events'
import { takeLock } from '#db/lock.ts'

// One of two that reach for the same lock at the same instant, again and again. Says `here`, hears the first instant
// on standard input, then says round by round from when to when it had the lock, or that it was refused. The
// instants are what is tried: a schedule that both know.

const [folder = '', rounds = '0'] = process.argv.slice(2)
const PERIOD_MS = 240
/** Longer than a loser waits, so that nobody gets the lock because the other has gone. */
const HOLD_MS = 160

process.stdout.write('here\n')
const [startAtMs] = await once(process.stdin, 'data')

const now = (): number => performance.timeOrigin + performance.now()
for (let round = 0; round < Number(rounds); round++) {
  const at = Number(startAtMs) + round * PERIOD_MS
  // Timers are too coarse for a collision of microseconds.
  while (now() < at);
  process.stdout.write(`${reach(folder)}\n`)
}

function reach(dataFolder: string): string {
  try {
    const lock = takeLock(dataFolder)
    const from = now()
    while (now() < from + HOLD_MS);
    const to = now()
    lock.release()
    return `${from} ${to}`
  } catch {
    return 'refused'
  }
}
