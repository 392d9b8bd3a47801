import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import pino from 'pino'
import type { Config } from './config.ts'
import { type LogRing, openLogRing } from './log-ring.ts'

export type Log = pino.Logger

/** The station's log: one line per fact. */
export interface OpenLog {
  readonly log: Log
  /** The log of one part of the station, at the level set for it. */
  component(name: string): Log
  /** Writes what is still gathered. The log can be used on. */
  flush(): void
  /** The newest lines, as they were written. */
  readonly kept: LogRing
}

/** Bytes gathered before a write: a fire must not wait for a terminal or a slow pipe. */
const GATHERED_BYTES = 4_096
/** A line is never held back longer than this. */
const FLUSH_MS = 500
/** Lines that may wait for a place that takes none. */
const WAITING_BYTES_MAX = 1_000_000

const CENSOR = '[redacted]'
/** Tokens of the station, wherever in a line they stand. */
const TOKEN_PATTERN = /fd1_[A-Za-z0-9_-]+/g
/** What ends like this names a secret, whatever stands before it: `token`, `refreshToken`, `x-api-secret`. */
const SECRET_KEY =
  /(?:token|secret|secrethash|authorization|cookie|password|passphrase|verifier|pairingcode)$/i
const SECRET_KEY_PATTERN = new RegExp(`${SECRET_KEY.source.slice(0, -1)}":`, 'i')
/** A secret that an address carries in its query: `?token=`, `&code=`, `&signature=`. */
const SECRET_QUERY = /([?&][a-z_-]*(?:token|secret|code|key|password|signature)=)[^&#"\\\s]+/gi
/** The last part of a hook's own address. */
const SECRET_PATH = /(\/hooks?\/[^/?"\\\s]+\/)[^/?"\\\s]+/g

type LogConfig = Pick<Config, 'logLevel' | 'logLevels' | 'logFormat'>

/** A second place for the lines of the log, each as JSON. */
export interface LogSink {
  write(line: string): void
  flush(): void
}

/**
 * Opens the log on standard error: JSON lines `{time, level, event, component, ...}`, coloured text on a terminal.
 *
 * The event is the constant second argument: `log.info({ correlationId }, 'command_refused')`. Values under a known
 * secret's key and every token of the station are blotted out, also inside other text.
 *
 * @param terminal  whether standard error is one
 * @param beside    gets every line too; standard error may then be missing, as in a window started from an icon
 */
export function openLog(config: LogConfig, terminal = process.stderr.isTTY, beside?: LogSink): OpenLog {
  const pretty = config.logFormat === 'pretty' || (config.logFormat === 'auto' && terminal)
  const gathered = pino.destination({
    fd: 2,
    sync: false,
    minLength: pretty ? 0 : GATHERED_BYTES,
    periodicFlush: FLUSH_MS,
    maxLength: WAITING_BYTES_MAX,
  })
  // Standard error may be a file on a full disk, or gone: that is no reason to end the station.
  gathered.on('error', () => undefined)
  const shown = pretty ? prettified(gathered) : gathered
  const flushSync = () => {
    beside?.flush()
    gathered.flushSync()
  }
  if (beside === undefined) return logInto(config, { flushSync }, shown)
  const write = (line: string) => {
    shown.write(line)
    beside.write(line)
  }
  return logInto(config, { flushSync }, { write })
}

/** A log file may grow to this before it is set aside. */
const LOG_FILE_BYTES_MAX = 5_000_000

/**
 * Opens a file for the lines of the log.
 *
 * One that has grown large is set aside as `.old`, also while it is written: a desk runs for months. Where the disk is
 * full the station refuses and goes on, and its log must not be what ends it: lines that cannot be written are lost.
 */
export function openLogFile(path: string): LogSink {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  let file = openSync(path, 'a', 0o600)
  let waiting = ''
  const startAnew = () => {
    if (existsSync(path)) renameSync(path, `${path}.old`)
    const next = openSync(path, 'a', 0o600)
    closeSync(file)
    file = next
    bytes = 0
  }
  const flush = () => {
    const text = waiting
    waiting = ''
    if (text === '') return
    try {
      if (bytes > LOG_FILE_BYTES_MAX) startAnew()
      appendFileSync(file, text)
      bytes += Buffer.byteLength(text)
    } catch {
      // There is no other place to say that the log cannot be written.
    }
  }
  setInterval(flush, FLUSH_MS).unref()
  return {
    write(line) {
      waiting += line
      if (waiting.length >= GATHERED_BYTES) flush()
    },
    flush,
  }
}

/** A log into any destination. `sink` is what is flushed, `entry` what is written to. */
export function logInto(
  config: LogConfig,
  sink: Pick<ReturnType<typeof pino.destination>, 'flushSync'>,
  entry: pino.DestinationStream,
): OpenLog {
  const kept = openLogRing()
  const through = {
    write(line: string) {
      kept.add(line)
      entry.write(line)
    },
    // A fatal line is written out before anything else happens.
    flushSync: () => sink.flushSync(),
  }
  const log = pino(
    {
      level: config.logLevel,
      messageKey: 'event',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: blotOut },
    },
    through,
  )
  return {
    log,
    kept,
    component: (name) => log.child({ component: name }, { level: config.logLevels[name] ?? config.logLevel }),
    flush: () => sink.flushSync(),
  }
}

/**
 * The line without secrets: neither a value under a secret's key, however deep, nor a token in any text.
 *
 * It is looked at as text, because hardly any line holds such a key and every request writes one: pino's own
 * redaction walks each object, which cost a fire 4 us, a fifteenth of its whole way.
 */
function blotOut(line: string): string {
  const censored = SECRET_KEY_PATTERN.test(line) ? `${JSON.stringify(JSON.parse(line), censor)}\n` : line
  return censored
    .replace(TOKEN_PATTERN, CENSOR)
    .replace(SECRET_QUERY, `$1${CENSOR}`)
    .replace(SECRET_PATH, `$1${CENSOR}`)
}

function censor(key: string, value: unknown): unknown {
  return SECRET_KEY.test(key) ? CENSOR : value
}

// Asked for at run time only where a person reads along: it would cost every start its load time.
function prettified(destination: pino.DestinationStream): pino.DestinationStream {
  const pretty = createRequire(import.meta.url)('pino-pretty') as typeof import('pino-pretty')
  return pretty({
    colorize: true,
    messageKey: 'event',
    ignore: 'hostname,pid',
    destination: destination as never,
  })
}
