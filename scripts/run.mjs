// Behind every `npm run`: sets the clone up, then runs the command on the Node that came with it.
// One process does both: a chain in npm's shell would go on with the Node it found first.
// package.json says `exec`, so that this process takes the place of npm's shell: a shell keeps the signals that npm
// passes on. Windows has no `exec`; `exec.cmd` beside this file is one there, which is why the line begins with `cd`.
import { delimiter, join } from 'node:path'
import { runChild } from './child.mjs'
import { electronPath, electronWords, provideWindow } from './desktop.mjs'
import { ROOT, say, setUp } from './setup.mjs'

const COMMANDS = {
  start: { program: 'dist/main/headless.js', windowed: true },
  station: { program: 'dist/main/cli.js' },
  test: { program: 'scripts/test.mjs', wants: { browser: true, packaging: true } },
  check: { program: 'scripts/test.mjs', args: ['--quick'] },
  pictures: { program: 'tests/pictures/run.ts', wants: { browser: true } },
  bench: { program: 'tests/bench/run.ts', wants: { browser: true } },
  prove: { program: 'tests/prove/run.ts' },
  'eval:fusion': { program: 'electron/eval/main.ts' },
  package: {
    program: 'packaging/node_modules/electron-builder/cli.js',
    args: ['--projectDir', ROOT],
    wants: { packaging: true },
  },
}

/** What Electron's process ends with where it could not even begin: its sandbox or its display failed it. */
const ABORTED = new Set([128 + 4, 128 + 5, 128 + 6, 128 + 11])

async function run(name, rest) {
  const command = COMMANDS[name]
  if (command === undefined) {
    process.stderr.write(`${name} is no command; the commands are ${Object.keys(COMMANDS).join(', ')}\n`)
    return 2
  }
  const node = await setUp(command.wants)
  if (command.windowed && !rest.includes('--headless')) {
    const code = await runWindow(node, rest)
    if (code !== null) return code
  }
  const path = join(ROOT, 'node_modules', '.bin')
  return runChild(node, [join(ROOT, command.program), ...(command.args ?? []), ...rest], {
    // The channel tells the program when we are gone without having been able to say so.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: `${path}${delimiter}${process.env.PATH ?? ''}`,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(ROOT, '.cache', 'compiled'),
    },
  })
}

/** Runs the desktop window, and resolves to its exit code, or to null where there can be none. */
async function runWindow(node, rest) {
  const why = await provideWindow({ root: ROOT, node, say })
  if (why !== null) return withoutWindow(why)
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  let began = false
  const code = await runChild(electronPath(ROOT), [...electronWords(ROOT), ...rest], {
    stdio: ['inherit', 'pipe', 'inherit', 'ipc'],
    env,
    onStart({ stdout }) {
      stdout.on('data', (part) => {
        began = true
        process.stdout.write(part)
      })
    },
  })
  if (began || !ABORTED.has(code)) return code
  return withoutWindow(`Electron could not open a window (exit code ${code}, see above)`)
}

function withoutWindow(why) {
  process.stderr.write(`${why}. Serving to browsers; --headless asks for no window.\n`)
  return null
}

if (process.cwd() === join(ROOT, 'scripts')) process.chdir(ROOT)

const [name = '', ...rest] = process.argv.slice(2)
try {
  process.exitCode = await run(name, rest)
} catch (error) {
  process.stderr.write(`[set-up] ${error.message}\n`)
  process.exitCode = 1
}
