import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SchemaTooNew } from '#db/migrate.ts'
import { ConfigRefused, readConfig } from '#station/config.ts'
import { NO_FLAGS } from '#station/flags.ts'
import { openLog } from '#station/log.ts'
import { DataFolderInUse } from '#station/open.ts'
import { DATABASE_FILE } from '#station/storage.ts'
import { COMMANDS, type Command, type Desk, type Outcome } from './commands.ts'
import { openOfflineDesk } from './offline.ts'
import { findRunningDesk } from './online.ts'
import { BadUsage, sortWords, type Words } from './words.ts'

/** A command about records that are not there: a mistyped folder must not pass for an empty desk. */
class NoDataFolder extends Error {
  override readonly name = 'NoDataFolder'
}

const EXIT = { done: 0, refused: 1, usage: 2 } as const

process.umask(0o077)
process.exitCode = await main(process.argv.slice(2))

/** Runs one command and resolves to the exit code: 0 done, 1 refused or different, 2 bad usage. */
async function main(line: readonly string[]): Promise<number> {
  const json = line.includes('--json')
  try {
    const { command, words } = commandOf(line)
    return show(await run(command, words), json)
  } catch (error) {
    if (error instanceof BadUsage || error instanceof ConfigRefused)
      return complain({ code: 'bad_request', message: error.message, json, exit: EXIT.usage })
    if (error instanceof DataFolderInUse || error instanceof SchemaTooNew)
      return complain({ code: 'not_ready', message: error.message, json, exit: EXIT.refused })
    if (error instanceof NoDataFolder)
      return complain({ code: 'not_found', message: error.message, json, exit: EXIT.refused })
    throw error
  }
}

function commandOf(line: readonly string[]): { readonly command: Command; readonly words: Words } {
  for (const length of [2, 1]) {
    const name = line.slice(0, length).join(' ')
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (command !== undefined) return { command, words: sortWords(line.slice(length), command.spec) }
  }
  const usages = Object.values(COMMANDS).map(({ usage }) => `  ${usage}`)
  throw new BadUsage(`the commands are\n${usages.join('\n')}\nall with [--data DIR] [--json]`)
}

async function run(command: Command, words: Words): Promise<Outcome> {
  const folder = words.one('data')
  const config = readConfig({
    flags: {
      ...NO_FLAGS,
      demo: command.ofDemo === true,
      values: folder === undefined ? {} : { data: folder },
    },
    environment: process.env,
    workFolder: process.cwd(),
  })
  const running = await findRunningDesk(config)
  if (running !== null) return command.run(running, words)
  if (command.offline !== undefined) return command.offline(config.dataFolder)
  if (command.needsDatabase && !existsSync(join(config.dataFolder, DATABASE_FILE)))
    throw new NoDataFolder(`there is no station's database in ${config.dataFolder}`)
  const logs = openLog({ ...config, logLevel: 'warn', logLevels: {} })
  const offline: Desk & { close(): Promise<void> } = openOfflineDesk(config, logs)
  try {
    return await command.run(offline, words)
  } finally {
    await offline.close()
    logs.flush()
  }
}

function show(outcome: Outcome, json: boolean): number {
  if (outcome.kind === 'refused') {
    const { code, message, error } = outcome.problem
    const fields = error?.fields?.map(({ path, message: allowed }) => ` ${path}: ${allowed}`).join(';') ?? ''
    // What the contract does not know as a value is bad usage of the flag that carried it.
    const exit = code === 'bad_request' ? EXIT.usage : EXIT.refused
    return complain({ code, message: message + fields, json, exit, error })
  }
  for (const line of outcome.words) process.stderr.write(`${line}\n`)
  process.stdout.write(`${json ? JSON.stringify(outcome.json) : outcome.value}\n`)
  return outcome.fine ? EXIT.done : EXIT.refused
}

interface Complaint {
  readonly code: string
  readonly message: string
  readonly json: boolean
  readonly exit: number
  /** The station's own error body, where there is one. */
  readonly error?: object | null
}

function complain({ code, message, json, exit, error }: Complaint): number {
  process.stderr.write(`${message}\n`)
  const own = { code, message, correlation_id: `cli-${process.pid}`, server_time: Date.now() / 1_000 }
  if (json) process.stdout.write(`${JSON.stringify({ error: error ?? own })}\n`)
  return exit
}
