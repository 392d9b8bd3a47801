// Starts programs so that they end with us: signals are passed on, and an orphan does not stay.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
const ORPHAN_CHECK_MS = 250

/**
 * Runs a program to its end and resolves to its exit code (128 + signal where a signal ended it).
 *
 * Who started us, npm for one, may be killed without a chance to say so: we are orphaned then, and the program is
 * stopped. `settings` are those of `child_process.spawn`; standard input is closed unless they say so. `onStart` gets
 * the child, to read from its pipes.
 */
export function runChild(command, args, { onStart, ...settings } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...settings })
    onStart?.(child)
    const stop = (signal) => child.kill(signal)
    for (const signal of SIGNALS) process.on(signal, stop)
    const watch = watchParent(() => stop('SIGTERM'))
    const settle = () => {
      clearInterval(watch)
      for (const signal of SIGNALS) process.off(signal, stop)
    }
    child.once('error', (error) => {
      settle()
      failed(error)
    })
    child.once('close', (code, signal) => {
      settle()
      done(code ?? 128 + (constants.signals[signal] ?? 1))
    })
  })
}

/** Runs a program like `runChild` and resolves to its exit code and everything it wrote to standard output. */
export async function captureChild(command, args, settings = {}) {
  const parts = []
  const code = await runChild(command, args, {
    ...settings,
    stdio: ['ignore', 'pipe', 'inherit'],
    onStart: (child) => child.stdout.on('data', (part) => parts.push(part)),
  })
  return { code, text: Buffer.concat(parts).toString('utf8') }
}

function watchParent(orphaned) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid !== parent) orphaned()
  }, ORPHAN_CHECK_MS)
  watch.unref()
  return watch
}
