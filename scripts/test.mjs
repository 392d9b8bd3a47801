// Runs every kind of test, adds up what they say, and ends with one line: `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { captureChild, runChild } from './child.mjs'
import { countPlaywright, countRows, countVitest, one, sum, summary } from './counts.mjs'
import { ROOT } from './setup.mjs'

const REPORTS = join(ROOT, '.cache', 'reports')
const at = (...path) => join(ROOT, ...path)
const modules = (...path) => at('node_modules', ...path)
const node = process.execPath
let stopped = false

/**
 * A kind of test. `run` resolves to its counts; kinds of one group run side by side, because none of them measures
 * time: one computes where another waits.
 */
const TYPES = { name: 'types', run: () => program(node, [modules('typescript', 'bin', 'tsc'), '-p', '.']) }
const LINT = {
  name: 'lint',
  run: () => program(node, [modules('@biomejs', 'biome', 'bin', 'biome'), 'ci', '.', '--colors=off']),
}
const UNIT = { name: 'unit', run: () => vitest(['--project', 'unit']) }
const VITEST = { name: 'unit, database and server', run: () => vitest([]) }
const BROWSER = { name: 'browser', run: playwright }
const HARNESSES = { name: 'harnesses', run: harnesses }

const QUICK = [[TYPES, LINT, UNIT]]
const ALL = [[TYPES, LINT, VITEST], [BROWSER], [HARNESSES]]

async function program(command, args) {
  return one((await runChild(command, args, { cwd: ROOT })) === 0)
}

async function vitest(args) {
  const report = freshReport('vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runChild(node, [modules('vitest', 'vitest.mjs'), 'run', ...args, ...reporters], {
    cwd: ROOT,
  })
  return countVitest(readReport(report), code, ROOT)
}

async function playwright() {
  const report = freshReport('playwright.json')
  // Playwright asks its workers for colours, and Node complains to each of their children where both are wished.
  const { NO_COLOR: _, ...env } = process.env
  const code = await runChild(
    node,
    [modules('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'],
    {
      cwd: ROOT,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    },
  )
  return countPlaywright(readReport(report), code)
}

async function harnesses() {
  const { code, text } = await captureChild(node, [at('tests', 'prove', 'run.ts'), '--short', '--json'], {
    cwd: ROOT,
  })
  return countRows(text, code)
}

function freshReport(name) {
  mkdirSync(REPORTS, { recursive: true })
  const path = join(REPORTS, name)
  rmSync(path, { force: true })
  return path
}

function readReport(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

async function runGroup(group) {
  const began = Date.now()
  const counts = await Promise.all(
    group.map(async (kind) => {
      const count = await kind.run()
      say(`${kind.name}: ${summary(count)} (${((Date.now() - began) / 1_000).toFixed(1)} s)`)
      for (const line of count.remarks) say(`  ${line}`)
      return count
    }),
  )
  return sum(counts)
}

function say(line) {
  process.stdout.write(`[test] ${line}\n`)
}

async function runAll(groups) {
  const counts = []
  for (const group of groups) if (!stopped) counts.push(await runGroup(group))
  const total = sum(counts)
  if (stopped) total.failed += 1
  process.stdout.write(`${summary(total)}\n`)
  return total.failed === 0 && total.passed > 0 ? 0 : 1
}

const words = process.argv.slice(2)
const quick = words.includes('--quick')
const unknown = words.filter((word) => word !== '--quick')
if (unknown.length > 0) {
  process.stderr.write(
    `the tests take no arguments (${unknown.join(' ')}); for single ones call vitest or playwright\n`,
  )
  process.exitCode = 2
} else {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])
    process.on(signal, () => {
      stopped = true
    })
  process.channel?.unref()
  process.exitCode = await runAll(quick ? QUICK : ALL)
}
