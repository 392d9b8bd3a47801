import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './borders.ts'
import { type Ended, type Program, runProgram, startProgram, temporaryFolder } from './program.ts'

/** A small project with our scripts and no network: its one dependency lies beside it and stands for the build. */
export interface Clone {
  readonly path: string
  write(name: string, text: string): void
  read(name: string): string
  /** What `npm run COMMAND` runs, without npm around it. */
  run(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>
  start(words: readonly string[], environment?: Readonly<Record<string, string>>): Program
  remove(): void
}

/** Stands for vite: counts its runs and writes the program that `npm start` runs. */
const BUILDER = `
  import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
  console.log('the build talks')
  appendFileSync('builds.txt', 'built\\n')
  mkdirSync('dist/main', { recursive: true })
  writeFileSync('dist/main/headless.js', process.env.PROGRAM ?? "console.log('served', ...process.argv.slice(2))")`

/** Makes a bare clone: nothing is installed and nothing is built. */
export function makeClone(): Clone {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder.path, name)
  const write = (name: string, text: string) => {
    mkdirSync(dirname(at(name)), { recursive: true })
    writeFileSync(at(name), text)
  }
  cpSync(join(ROOT, 'scripts'), at('scripts'), { recursive: true })
  const packageFile = {
    name: 'clone',
    version: '1.0.0',
    private: true,
    type: 'module',
    scripts: { start: 'cd ./scripts && exec node run.mjs start' },
    devDependencies: { vite: 'file:builder' },
  }
  write('package.json', JSON.stringify(packageFile))
  write('builder/package.json', JSON.stringify({ name: 'vite', version: '1.0.0', type: 'module' }))
  write('builder/bin/vite.js', BUILDER)
  write('core/rule.ts', 'export const rule = 1')
  write('package-lock.json', JSON.stringify(lockOf(packageFile)))
  const packaging = { name: 'packaging', version: '1.0.0' }
  write('packaging/package.json', JSON.stringify(packaging))
  write(
    'packaging/package-lock.json',
    JSON.stringify({ ...packaging, lockfileVersion: 3, requires: true, packages: { '': packaging } }),
  )
  const settings = (environment: Readonly<Record<string, string>>) => ({
    cwd: folder.path,
    env: cleanEnvironment(environment),
  })
  return {
    path: folder.path,
    write,
    read: (name) => readFileSync(at(name), 'utf8'),
    run: (words, environment = {}) => runProgram(at('scripts/run.mjs'), words, settings(environment)),
    start: (words, environment = {}) => startProgram(at('scripts/run.mjs'), words, settings(environment)),
    remove: folder.remove,
  }
}

/** A program of one line of shell, for a folder that stands at the head of PATH. */
export function plant(clone: Clone, name: string, line: string): string {
  clone.write(`bin/${name}`, `#!/bin/sh\n${line}\n`)
  chmodSync(join(clone.path, 'bin', name), 0o755)
  return join(clone.path, 'bin')
}

function lockOf({
  name,
  version,
  devDependencies,
}: {
  name: string
  version: string
  devDependencies: object
}) {
  return {
    name,
    version,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name, version, devDependencies },
      builder: { name: 'vite', version, dev: true },
      'node_modules/vite': { resolved: 'builder', link: true },
    },
  }
}

// Tests run below npm too, whose variables would lead set-up to the wrong project.
function cleanEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|FUSION_|VITEST|NODE_)/.test(name))
  return {
    ...Object.fromEntries(kept),
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    ...more,
  }
}
