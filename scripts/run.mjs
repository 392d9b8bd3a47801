// Behind every `npm run`: sets the clone up, then runs the command on the Node that came with it.
// One process does both: a chain in npm's shell would go on with the Node it found first.
import { delimiter, join } from 'node:path'
import { runChild } from './child.mjs'
import { ROOT, setUp } from './setup.mjs'

const COMMANDS = {
  start: { program: 'dist/main/headless.js' },
  station: { program: 'dist/main/cli.js' },
  test: { program: 'scripts/test.mjs', browser: true },
  check: { program: 'scripts/test.mjs', args: ['--quick'] },
  bench: { program: 'tests/bench/run.ts' },
  prove: { program: 'tests/prove/run.ts' },
}

async function run(name, rest) {
  const command = COMMANDS[name]
  if (command === undefined) {
    process.stderr.write(`${name} is no command; the commands are ${Object.keys(COMMANDS).join(', ')}\n`)
    return 2
  }
  const node = await setUp({ browser: command.browser })
  return runChild(node, [join(ROOT, command.program), ...(command.args ?? []), ...rest], {
    // The channel tells the program when we are gone without having been able to say so.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(ROOT, '.cache', 'compiled'),
    },
  })
}

const [name = '', ...rest] = process.argv.slice(2)
try {
  process.exitCode = await run(name, rest)
} catch (error) {
  process.stderr.write(`[set-up] ${error.message}\n`)
  process.exitCode = 1
}
