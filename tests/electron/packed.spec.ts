import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { taskIn } from '../../electron/shell/tasks.ts'
import { de } from '../../electron/shell/words/de.ts'
import { en } from '../../electron/shell/words/en.ts'
import { es } from '../../electron/shell/words/es.ts'
import { ROOT } from '../support/borders.ts'
import { expect, test } from '../support/electron-desk.ts'
import { pack } from '../support/packed.ts'
import { signedIn } from './support/checks.ts'

const packaging = createRequire(join(ROOT, 'packaging', 'package.json'))

test('[SHELL-60] the configuration of the builder is one, by its own schema', async () => {
  const { load } = packaging('js-yaml')
  const { validateConfiguration } = packaging('app-builder-lib/out/util/config/config.js')
  const { DebugLogger } = packaging('builder-util')
  const configuration = load(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8'))
  await validateConfiguration(configuration, new DebugLogger(false))
  const mistaken = validateConfiguration({ ...configuration, asarUnpacked: [] }, new DebugLogger(false))
  await expect(mistaken).rejects.toThrow(/asarUnpacked/)
  // A release for updates is made with this, by a place that its maker names (docs/operations.md).
  const publish = { provider: 'generic', url: 'https://updates.example/desk' }
  await validateConfiguration({ ...configuration, publish }, new DebugLogger(false))
  const placeless = validateConfiguration(
    { ...configuration, publish: { provider: 'generic' } },
    new DebugLogger(false),
  )
  await expect(placeless).rejects.toThrow(/configuration\.publish/)
})

test('[SHELL-73] the packages for Linux offer the tasks in their desktop files, by words the program knows', () => {
  const { load } = packaging('js-yaml')
  const { appImage, deb } = load(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8'))
  for (const { desktop } of [appImage, deb]) {
    const actions = Object.entries<Record<string, string>>(desktop.desktopActions)
    expect(desktop.entry.Actions).toBe(actions.map(([name]) => `${name};`).join(''))
    const tasks = actions.map(([, { Exec = '', ...names }]) => [names, taskIn(Exec.split(' '))])
    const named = (task: 'task_briefing' | 'task_mute') => ({
      Name: en[task],
      'Name[de]': de[task],
      'Name[es]': es[task],
    })
    expect(tasks).toEqual([
      [named('task_briefing'), 'briefing'],
      [named('task_mute'), 'mute'],
    ])
  }
})

test('[SHELL-61] a packed application starts from its archive, carries what it needs, and can be turned into nothing else', async ({
  launch,
  folder,
}) => {
  test.skip(process.platform !== 'linux', 'the runtime folder of the test is one for Linux')
  test.setTimeout(180_000)
  const { root, files, fuses } = await pack(folder)
  expect(fuses).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    nodeCliInspect: false,
    asarIntegrity: true,
    onlyLoadAppFromAsar: true,
    browserV8Snapshot: false,
    fileProtocolExtraPrivileges: false,
  })
  const prebuilds = files.filter((file) => file.endsWith('.node'))
  expect(prebuilds).toEqual([`/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`])
  expect(
    files.filter((file) =>
      /\.map$|\.tsx?$|^\/node_modules\/(electron|node-linux)|^\/(tests|core|packaging)\//.test(file),
    ),
  ).toEqual([])
  const desk = await launch({ root, environment: { FUSION_DOUBLE_PACKED: '1' } })
  await signedIn(desk)
  const facts = await desk.evaluate(({ app }) => ({ packed: app.isPackaged }))
  expect(facts).toEqual({ packed: true })
})
