import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  borderViolations,
  impurities,
  packageViolations,
  ROOT,
  type Source,
  snakeCaseProperties,
  sourcesIn,
  tooLong,
  valueCycles,
} from './support/borders.ts'

const PRODUCT = ['contracts', 'core', 'db', 'electron', 'renderer']
const product = sourcesIn(PRODUCT)
const everything = sourcesIn([...PRODUCT, 'scripts', 'tests'])

const LINES_MAX = 300
/** A test is a list of cases, and a list may be longer than an idea. */
const TEST_LINES_MAX = 400

/** Keys that name members of our own unions (a source, a board, a feature), not fields of the wire. */
const OWN_KEYS = [
  'ai_bot',
  'total_fires',
  'win_rate',
  'risk_adjusted',
  'weekly_r',
  'provider_signals',
  'desk_stats',
  'points_transactions',
  'streak_freezes',
  'freeze_accounts',
  'daily_login',
  // Words of an exchange, on its own wire.
  'event_trigger',
  'req_id',
  'interval_begin',
]

interface Row {
  readonly version: string
  readonly folders: readonly string[]
}

function dependencyTable(): ReadonlyMap<string, Row> {
  const text = readFileSync(join(ROOT, 'docs/dependencies.md'), 'utf8')
  const rows = [...text.matchAll(/^\| `([^`]+)` \| (\S+) \| ([^|]+) \|/gm)]
  return new Map(
    rows.map(([, name = '', version = '', folders = '']) => [
      name,
      { version, folders: folders.split(',').map((folder) => folder.trim()) },
    ]),
  )
}

const table = dependencyTable()
const allowed = new Map([...table].map(([name, { folders }]) => [name, folders]))

function planted(path: string, text: string): readonly Source[] {
  return [{ path, text }]
}

describe('who may import whom', () => {
  test('[ARCH-1] every import stays inside the table of borders', () => {
    expect(product.length).toBeGreaterThan(50)
    expect(borderViolations(product)).toEqual([])
  })

  test.each([
    ['contracts/http.ts', "import { fire } from '#core/signals/fire.ts'"],
    ['core/command.ts', "import type { Signal } from '../contracts/shapes.ts'"],
    ['core/command.ts', "export * from '#db/open.ts'"],
    ['db/open.ts', "import { Config } from '#station/config.ts'"],
    ['electron/station/open.ts', "import { startServer } from '#server/server.ts'"],
    ['electron/station/open.ts', "const wire = await import('#contracts/shapes.ts')"],
    ['electron/server/server.ts', "import { openWritable } from '#db/open.ts'"],
    ['electron/server/server.ts', "import { runStation } from '../serve.ts'"],
    ['electron/shell/main.ts', "import { fire } from '#core/signals/fire.ts'"],
    ['renderer/main.tsx', "import { roundTo } from '#core/kernel/amount.ts'"],
    ['renderer/main.tsx', "import { openLog } from '../electron/station/log.ts'"],
    ['core/command.ts', "import { build } from '../scripts/setup.mjs'"],
  ])('[ARCH-1] the check sees what %s may not import: %s', (path, text) => {
    expect(borderViolations(planted(path, text))).toHaveLength(1)
  })

  test('[ARCH-1] the server may name the types of the database, and nothing more of it', () => {
    const source = planted('electron/server/server.ts', "import type { Readable } from '#db/open.ts'")
    expect(borderViolations(source)).toEqual([])
  })
})

describe('circles', () => {
  test('[ARCH-2] no imports go round in a circle when the program runs', () => {
    expect(valueCycles(everything)).toEqual([])
  })

  test('[ARCH-2] the check sees a circle through three files, and lets types pass', () => {
    const text = (from: string) => `import { x } from '${from}'\nexport const y = x`
    const ring = [
      { path: 'core/a.ts', text: text('./b.ts') },
      { path: 'core/b.ts', text: text('#core/c.ts') },
      { path: 'core/c.ts', text: text('./a.ts') },
    ]
    expect(valueCycles(ring)).toEqual(['core/a.ts -> core/b.ts -> core/c.ts -> core/a.ts'])
    const typed = ring.map((source) => ({
      ...source,
      text: source.text.replace('import {', 'import type {'),
    }))
    expect(valueCycles(typed)).toEqual([])
  })
})

describe('packages', () => {
  test('[ARCH-3] every package is imported only where docs/dependencies.md allows it', () => {
    expect(packageViolations(product, allowed)).toEqual([])
  })

  test.each([
    ['core/command.ts', "import { z } from 'zod'"],
    ['core/command.ts', "import { readFileSync } from 'node:fs'"],
    ['contracts/http.ts', "import { createHash } from 'crypto'"],
    ['renderer/main.tsx', "import { join } from 'node:path'"],
    ['electron/station/open.ts', "import { app } from 'electron'"],
    ['electron/server/server.ts', "import Database from 'better-sqlite3'"],
    ['db/open.ts', "import leftPad from '@nobody/left-pad/now'"],
  ])('[ARCH-3] the check sees what %s may not use: %s', (path, text) => {
    expect(packageViolations(planted(path, text), allowed)).toHaveLength(1)
  })

  test('[ARCH-4] docs/dependencies.md lists exactly the packages that are installed, at exactly their versions', () => {
    const named = { ...packagesOf('package.json'), ...packagesOf('packaging/package.json') }
    expect(Object.fromEntries([...table].map(([name, { version }]) => [name, version]))).toEqual(named)
    for (const version of Object.values(named)) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })
})

function packagesOf(path: string): Readonly<Record<string, string>> {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(ROOT, path), 'utf8'),
  )
  return { ...dependencies, ...devDependencies, ...optionalDependencies }
}

describe('packages that nobody uses', () => {
  test('[ARCH-4] every package is named in each folder that may import it', () => {
    const files = sourcesIn(PRODUCT, /\.(ts|tsx|css|html)$/)
    const unused = [...allowed].flatMap(([name, folders]) =>
      folders
        .filter((folder) => PRODUCT.some((top) => folder.startsWith(top)))
        .filter(
          (folder) => !files.some(({ path, text }) => path.startsWith(`${folder}/`) && names(text, name)),
        )
        .map((folder) => `${name} in ${folder}`),
    )
    expect(unused).toEqual([])
  })

  function names(text: string, name: string): boolean {
    return [`'${name}'`, `"${name}"`, `'${name}/`, `"${name}/`].some((written) => text.includes(written))
  }
})

describe('the shape of a file', () => {
  test('[ARCH-5] no file is longer than 300 lines, and no test longer than 400', () => {
    const isTest = ({ path }: Source) => path.startsWith('tests/')
    const files = everything.filter((source) => !isTest(source))
    expect(tooLong(files, LINES_MAX)).toEqual([])
    expect(tooLong(everything.filter(isTest), TEST_LINES_MAX)).toEqual([])
  })

  test('[ARCH-5] the check sees a file of 301 lines and passes one of 300', () => {
    const lines = (count: number) => planted('core/long.ts', `${'// line\n'.repeat(count)}`)
    expect(tooLong(lines(LINES_MAX), LINES_MAX)).toEqual([])
    expect(tooLong(lines(LINES_MAX + 1), LINES_MAX)).toEqual(['core/long.ts has 301 lines'])
  })

  test('[ARCH-6] core reads no clock, draws no chance and touches nothing outside', () => {
    const core = product.filter(({ path }) => path.startsWith('core/'))
    expect(core.length).toBeGreaterThan(10)
    expect(core.flatMap(impurities)).toEqual([])
  })

  test.each([
    ['const now = Date.now()', 'Date.now'],
    ['const now = new Date()', 'new Date()'],
    ['const now = Date()', 'new Date()'],
    ['const chance = Math.random()', 'Math.random'],
    ['const now = Temporal.Now', 'Temporal.Now'],
    ['setTimeout(stop, 1)', 'setTimeout'],
    ['const home = process.env.HOME', 'process'],
    ['const page = fetch(address)', 'fetch'],
    ['const at = performance.now()', 'performance'],
    ['console.log(price)', 'console'],
  ])('[ARCH-6] the check sees %s', (text, name) => {
    expect(planted('core/planted.ts', text).flatMap(impurities)).toEqual([`core/planted.ts uses ${name}`])
  })

  test('[ARCH-6] the check passes a given instant, a property and a type of the same name', () => {
    const text = `
      export interface Step { readonly process: string }
      const at = new Date(now)
      const name = step.process`
    expect(planted('core/planted.ts', text).flatMap(impurities)).toEqual([])
  })

  test('[ARCH-7] fields of the wire stay out of core and station', () => {
    const inside = product.filter(({ path }) => /^(core|electron\/station)\//.test(path))
    const found = inside.flatMap(snakeCaseProperties)
    expect(found.filter((each) => !OWN_KEYS.some((key) => each.endsWith(`: ${key}`)))).toEqual([])
  })

  test('[ARCH-7] the check sees a field in an object, in a type and in an access', () => {
    const text = `
      interface Wire { signal_id: string }
      const body = { user_id: 1, ['computed_key']: 2 }
      const price = body.entry_price`
    expect(planted('core/planted.ts', text).flatMap(snakeCaseProperties)).toEqual([
      'core/planted.ts: signal_id',
      'core/planted.ts: user_id',
      'core/planted.ts: entry_price',
    ])
  })
})
