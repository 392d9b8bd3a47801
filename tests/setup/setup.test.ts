import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ROOT } from '#tests/support/borders.ts'
import { type Clone, makeClone, plant } from '#tests/support/clone.ts'
import { npmProgram, startProgram } from '#tests/support/program.ts'

let clone: Clone
beforeEach(() => {
  clone = makeClone()
})
afterEach(() => clone.remove())

const builds = () => clone.read('builds.txt').split('\n').length - 1

describe('a bare clone', () => {
  test('[SETUP-1] is installed, built and run by one command', async () => {
    const { code, stdout, stderr } = await clone.run(['start', '--headless', '--port', '0'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'served --headless --port 0\n' })
    expect(stderr).toMatch(/installing dependencies[\s\S]*dependencies ready[\s\S]*built in/)
  })

  test('[SETUP-2] speaks on standard error only while it is set up', async () => {
    const { stdout, stderr } = await clone.run(['start', '--headless'])
    expect(stdout).toBe('served --headless\n')
    expect(stderr).toContain('the build talks')
  })
})

describe('a clone that is set up', () => {
  beforeEach(async () => {
    expect((await clone.run(['start', '--headless'])).code).toBe(0)
  })

  test('[SETUP-3] is left alone while nothing changed', async () => {
    const { code, stderr } = await clone.run(['start', '--headless'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(builds()).toBe(1)
  })

  test('[SETUP-3] is built again, and not installed, when a source changed', async () => {
    clone.write('core/rule.ts', 'export const rule = 2 // longer than before')
    const { stderr } = await clone.run(['start', '--headless'])
    expect(stderr).not.toContain('installing')
    expect(builds()).toBe(2)
  })

  test('[SETUP-3] is installed and built again when the lock file changed', async () => {
    clone.write('package-lock.json', `${clone.read('package-lock.json')}\n`)
    const { stderr } = await clone.run(['start', '--headless'])
    expect(stderr).toContain('dependencies changed: installing')
    expect(builds()).toBe(2)
  })

  test('[SETUP-3] is left alone when only a script of package.json changed', async () => {
    const text = JSON.parse(clone.read('package.json'))
    clone.write('package.json', JSON.stringify({ ...text, scripts: { ...text.scripts, other: 'true' } }))
    expect((await clone.run(['start', '--headless'])).stderr).not.toContain('installing')
  })

  test('[SETUP-4] is set up once by two commands at once', async () => {
    rmSync(join(clone.path, 'node_modules'), { recursive: true })
    const both = await Promise.all([clone.run(['start', '--headless']), clone.run(['start', '--headless'])])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    const installs = both.filter(({ stderr }) => stderr.includes('dependencies ready'))
    expect(installs).toHaveLength(1)
  })

  test('[SETUP-4] takes over the lock of a set-up that died', async () => {
    rmSync(join(clone.path, 'dist'), { recursive: true })
    const dead = spawnSync(process.execPath, ['-e', '0']).pid
    mkdirSync(join(clone.path, '.cache/setup.lock'), { recursive: true })
    clone.write('.cache/setup.lock/pid', String(dead))
    expect((await clone.run(['start', '--headless'])).code).toBe(0)
    expect(existsSync(join(clone.path, '.cache/setup.lock'))).toBe(false)
  })
})

describe('a missing piece', () => {
  const lastLine = (text: string) => text.trimEnd().split('\n').at(-1)

  test('[SETUP-5] ends in one sentence that says what to do: dependencies', async () => {
    clone.write(
      'package.json',
      JSON.stringify({ ...JSON.parse(clone.read('package.json')), dependencies: { x: '1.0.0' } }),
    )
    const { code, stdout, stderr } = await clone.run(['start', '--headless'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(lastLine(stderr)).toBe(
      '[set-up] npm ci failed (see above): it needs the package registry once; run this again when it can be reached.',
    )
  })

  test('[SETUP-5] ends in one sentence that says what to do: the build', async () => {
    clone.write('builder/bin/vite.js', 'process.exit(1)')
    const { code, stderr } = await clone.run(['start', '--headless'])
    expect(code).toBe(1)
    expect(lastLine(stderr)).toBe(
      '[set-up] The build failed (see above): correct the sources and run this again.',
    )
  })

  test('[SETUP-5] ends in one sentence that says what to do: a Chromium that is not there', async () => {
    const { code, stderr } = await clone.run(['test'], { FUSION_CHROMIUM: '/nowhere/chromium' })
    expect(code).toBe(1)
    expect(lastLine(stderr)).toBe(
      '[set-up] FUSION_CHROMIUM names a file that is not there: set it to the path of a Chromium (now /nowhere/chromium).',
    )
  })

  test('[SETUP-6] a Chromium is taken from FUSION_CHROMIUM, else from PATH', async () => {
    plant(clone, 'chromium', 'exit 0')
    // Nothing is installed for a test.
    plant(clone, 'certutil', 'exit 0')
    const bin = plant(clone, 'chromium-headless-shell', 'exit 0')
    const path = `${bin}${delimiter}${process.env.PATH}`
    await clone.run(['test', '--nothing'], { PATH: path })
    expect(clone.read('.cache/chromium.path')).toBe(join(bin, 'chromium-headless-shell'))
    rmSync(join(bin, 'chromium-headless-shell'))
    await clone.run(['test', '--nothing'], { PATH: bin })
    expect(clone.read('.cache/chromium.path')).toBe(join(bin, 'chromium'))
    plant(clone, 'mine', 'exit 0')
    await clone.run(['test', '--nothing'], { PATH: path, FUSION_CHROMIUM: join(bin, 'mine') })
    expect(clone.read('.cache/chromium.path')).toBe(join(bin, 'mine'))
  })

  test('[SETUP-7] a command there is none of ends with 2', async () => {
    const { code, stderr } = await clone.run(['fly'])
    expect(code).toBe(2)
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const [, named = ''] = /^fly is no command; the commands are (.+)\n$/.exec(stderr) ?? []
    expect(named.split(', ').sort()).toEqual(Object.keys(scripts).sort())
  })
})

describe('the program that runs', () => {
  const WAITS = `
    process.on('SIGTERM', () => { console.log('stopped'); process.exit(0) })
    process.on('disconnect', () => process.exit(0))
    setInterval(() => undefined, 1000)
    console.log('pid ' + process.pid)`

  test('[SETUP-8] gives its exit code to the command', async () => {
    expect((await clone.run(['start', '--headless'], { PROGRAM: 'process.exit(3)' })).code).toBe(3)
  })

  test('[SETUP-8] gets the signal that the command gets', async () => {
    const program = clone.start(['start', '--headless'], { PROGRAM: WAITS })
    await program.until(/^pid \d+/m)
    program.child.kill('SIGTERM')
    const { code, stdout } = await program.ended
    expect(code).toBe(0)
    expect(stdout).toContain('stopped')
  })

  // The program shares the pipe that is read here: the pipe ends when the last of them is gone, and not before.
  test('[SETUP-9] does not survive its command, killed as hard as can be', async () => {
    const program = clone.start(['start', '--headless'], { PROGRAM: WAITS })
    await program.until(/^pid \d+/m)
    program.child.kill('SIGKILL')
    expect((await program.ended).signal).toBe('SIGKILL')
  })

  test.skipIf(process.platform !== 'linux').each(['SIGTERM', 'SIGKILL'] as const)(
    '[SETUP-9] does not survive npm, ended by %s',
    async (signal) => {
      expect((await clone.run(['start', '--headless'])).code).toBe(0)
      clone.write('dist/main/headless.js', WAITS)
      const npm = startProgram(npmProgram(), ['start', '--silent'], {
        cwd: clone.path,
        env: {
          ...process.env,
          DISPLAY: '',
          WAYLAND_DISPLAY: '',
          PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
        },
      })
      await npm.until(/^pid \d+/m)
      npm.child.kill(signal)
      await npm.ended
    },
  )
})

describe('the project itself', () => {
  const lockOf = (folder: string) => JSON.parse(readFileSync(join(ROOT, folder, 'package-lock.json'), 'utf8'))

  test.each(['.', 'packaging'])('[SETUP-10] the lock file of %s names no registry', (folder) => {
    const named = Object.entries<{ readonly resolved?: string }>(lockOf(folder).packages).filter(
      ([, { resolved }]) => resolved,
    )
    expect(named).toEqual([])
  })

  test.each(['.', 'packaging'])(
    '[SETUP-10] the lock file of %s fits its package.json and is complete',
    (folder) => {
      const words = ['ci', '--dry-run', '--ignore-scripts', '--offline']
      const dry = spawnSync(process.execPath, [npmProgram(), ...words], {
        cwd: join(ROOT, folder),
        encoding: 'utf8',
      })
      expect({ status: dry.status, stderr: dry.status === 0 ? '' : dry.stderr }).toEqual({
        status: 0,
        stderr: '',
      })
    },
  )

  test('[SETUP-11] continuous integration runs npm test', () => {
    const script = join(ROOT, '.ci/run')
    expect(() => accessSync(script, constants.X_OK)).not.toThrow()
    expect(readFileSync(script, 'utf8')).toMatch(/^exec npm test$/m)
    expect(dirname(script)).toBe(join(ROOT, '.ci'))
  })

  test('[SETUP-12] every npm command begins with the same set-up', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    for (const [name, line] of Object.entries(scripts))
      expect(line).toBe(`cd ./scripts && exec node run.mjs ${name}`)
  })
})
