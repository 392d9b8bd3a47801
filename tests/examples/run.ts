import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language, OnPage } from './page.ts'

/** An example with the variables it is to find. */
export interface ToRun {
  readonly example: OnPage
  readonly variables: Readonly<Record<string, string>>
}

// Each language runs all of its examples in one process: starting one for each would take longer than what they ask.
const NODE = `
const { readFileSync } = await import('node:fs')
const AsyncFunction = (async () => undefined).constructor
for (const { code, variables } of JSON.parse(readFileSync(process.argv[1], 'utf8'))) {
  const said = []
  const log = (...words) => said.push(words.join(' '))
  try {
    await new AsyncFunction('console', 'process', code)({ log }, { env: variables })
  } catch (error) {
    said.push('threw ' + error)
  }
  process.stdout.write(JSON.stringify(said.join(' ')) + '\\n')
}`
const PYTHON = `
import contextlib, io, json, os, sys, urllib.error
for one in json.load(open(sys.argv[1])):
    os.environ.update(one["variables"])
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            exec(one["code"], {})
        text = said.getvalue()
    except urllib.error.HTTPError as refused:
        text = str(refused.code) + " " + refused.read().decode()
    print(json.dumps(text.strip()), flush=True)
`

/** What each example wrote: its status, a space, and the body. The examples are not changed by a letter. */
export async function runAll(
  language: Language,
  list: readonly ToRun[],
  folder: string,
): Promise<readonly string[]> {
  const path = join(folder, `examples.${language}`)
  if (language === 'sh') return runShell(list, path)
  writeFileSync(
    path,
    JSON.stringify(list.map(({ example, variables }) => ({ code: example.code, variables }))),
  )
  const text =
    language === 'ts'
      ? await outputOf(process.execPath, ['--input-type=module', '-e', NODE, path])
      : await outputOf('python3', ['-c', PYTHON, path])
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

/** \`curl\` is asked for its status too; what it is told stays as it stands. */
async function runShell(list: readonly ToRun[], path: string): Promise<readonly string[]> {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
  const parts = list.map(({ example, variables }) => {
    const set = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}`)
    return `(\n${set.join('\n')}\n${example.code}\n)\nprintf '\\036'\n`
  })
  const status = `curl() { command curl -w ' %{http_code}' "$@"; }\n`
  writeFileSync(path, status + parts.join(''))
  const said = (await outputOf('bash', [path])).split('\u001e').slice(0, -1)
  return said.map((text) => {
    const at = text.lastIndexOf(' ')
    return `${text.slice(at + 1)} ${text.slice(0, at)}`
  })
}

function outputOf(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const [out, wrong]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (part) => out.push(part))
    child.stderr.on('data', (part) => wrong.push(part))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString())
      else
        reject(new Error(`${command} ended with ${code}: ${Buffer.concat(wrong).toString().slice(0, 2_000)}`))
    })
  })
}
