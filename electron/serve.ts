import { flushCompileCache } from 'node:module'
import { EXIT, exitCodeOf, openServing, type Serving, STOP_MS_MAX } from './server/serving.ts'
import { type Config, ConfigRefused, readConfig } from './station/config.ts'
import { readFlags } from './station/flags.ts'
import { type OpenLog, openLog } from './station/log.ts'

/**
 * Runs the station without a window until a signal stops it, and ends this process with the exit code that says why.
 *
 * 0 stopped, 1 a promise of our own broken, 2 a bad flag or file, 3 data folder in use, 4 port in use. What a person
 * has to know is one line on standard error; standard output carries the `ready` line alone. The first recovery code is
 * shown on a terminal alone: what goes elsewhere is kept, by a journal for instance, and read by others.
 */
export async function runStation(words: readonly string[]): Promise<void> {
  const config = orRefuse(() => configure(words))
  const opened = openLog(config)
  endOnBrokenPromise(opened)
  const serving = openServing(config, opened, {
    firstCode: process.stderr.isTTY
      ? { to: 'person', tell: (code) => tell(`recovery code ${code}: ${KEEP_IT}`) }
      : { to: 'file' },
  })
  endOnSignal(serving, opened)
  try {
    const { url, removed } = await serving
    process.stdout.write(`ready ${url} source=${config.feed.kind} data=${config.dataFolder}\n`)
    removed.then(
      () => {
        tell('The demo is removed. The next npm start opens a desk of your own.')
        endWith(EXIT.stopped, opened)
      },
      (error) => endWith(EXIT.broken, opened, error),
    )
    // A station that is killed writes nothing at its end, so the compiled code is kept now.
    setImmediate(flushCompileCache)
  } catch (error) {
    endWith(exitCodeOf(error), opened, error)
  }
}

const KEEP_IT = 'shown this once; keep it away from this machine, it lets you in when operator.token is lost'

function configure(words: readonly string[]): Config {
  return readConfig({ flags: readFlags(words), environment: process.env, workFolder: process.cwd() })
}

function orRefuse<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ConfigRefused)) throw error
    tell(error.message)
    process.exit(EXIT.refused)
  }
}

function endOnSignal(serving: Promise<Serving>, opened: OpenLog): void {
  let stopping = false
  const stop = (cause: string) => {
    // A terminal sends its signal to us and to the program that started us, which passes it on: once is enough.
    if (stopping) return
    stopping = true
    opened.log.info({ cause }, 'station_stopping')
    setTimeout(() => endWith(EXIT.broken, opened, new Error('the stop took too long')), STOP_MS_MAX).unref()
    serving
      .then((running) => running.stop())
      .then(
        () => endWith(EXIT.stopped, opened),
        (error) => endWith(exitCodeOf(error), opened, error),
      )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('SIGHUP', stop)
  // The program that started us is gone without having been able to send a signal.
  if (process.channel) process.on('disconnect', () => stop('disconnect'))
}

function endOnBrokenPromise(opened: OpenLog): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      opened.log.fatal({ err: error }, 'station_broken')
      opened.flush()
      process.exit(EXIT.broken)
    })
}

function endWith(code: number, opened: OpenLog, error?: unknown): never {
  if (code === EXIT.broken) opened.log.fatal({ err: error }, 'station_broken')
  else if (error instanceof Error) tell(error.message)
  opened.flush()
  process.exit(code)
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}
