import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PortInUse } from '#server/server.ts'
import { ConfigRefused } from '#station/config.ts'
import { FeedRefused } from '#station/feed/refusal.ts'
import { DataFolderInUse, SchemaTooNew } from '#station/open.ts'
import { answerBoot } from '../../electron/shell/boot-page.ts'
import { failureOfRunning, failureToStart, mayExchangeAfter } from '../../electron/shell/failure.ts'

const coded = (code: string) => Object.assign(new Error('write failed'), { code })

test.each([
  [new PortInUse('Port 1 is in use'), 'port_in_use', 4],
  [new DataFolderInUse('in use (pid 7)'), 'data_folder_in_use', 3],
  [new ConfigRefused('--prot is not a flag'), 'settings_refused', 2],
  [new FeedRefused('a.csv:3: not a number'), 'feed_refused', 2],
  [coded('SQLITE_FULL'), 'disk_full', 1],
  [coded('ENOSPC'), 'disk_full', 1],
  [coded('EACCES'), 'not_started', 1],
  ['a text', 'not_started', 1],
])('[SHELL-47] %o is told as %s and ends with %i', (error, kind, exitCode) => {
  expect(failureToStart(error)).toMatchObject({ kind, exitCode })
})

test.each([
  ['newer_data', true],
  ['settings_refused', true],
  ['feed_refused', true],
  ['data_folder_in_use', true],
  ['port_in_use', true],
  ['not_started', true],
  ['broken', false],
  ['disk_full', false],
] as const)('[UPD-10] after %s the program may be exchanged: %s', (kind, may) => {
  expect(mayExchangeAfter({ kind })).toBe(may)
})

test('[SHELL-47] a newer data folder is told as such and ends with 2', () => {
  const tooNew = Object.assign(Object.create(SchemaTooNew.prototype), { message: 'version 9' }) as Error
  expect(failureToStart(tooNew)).toEqual({ kind: 'newer_data', message: 'version 9', exitCode: 2 })
})

test('[SHELL-47] what is told is one line, and says what is known to be safe', () => {
  const { message, kind } = failureOfRunning(new Error('first\nsecond'))
  expect({ message, kind }).toEqual({
    kind: 'broken',
    message: 'The station broke and was stopped: first. What was answered is on disk.',
  })
})

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fusion-boot-'))
  mkdirSync(join(folder, 'boot', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.js'), 'secret')
  writeFileSync(join(folder, 'boot', 'boot.html'), '<p>boot</p>')
  writeFileSync(join(folder, 'boot', 'assets', 'boot.js'), 'boot()')
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  ['fusion-desk://boot/', 200],
  ['fusion-desk://boot/assets/boot.js', 200],
  ['fusion-desk://boot/assets/missing.js', 404],
  ['fusion-desk://boot/assets/../../secret.js', 404],
  ['fusion-desk://boot/assets/..%2f..%2fsecret.js', 404],
  ['fusion-desk://boot/boot.html', 404],
  ['fusion-desk://elsewhere/', 404],
  ['https://boot/', 404],
])('[SHELL-24] the boot page is answered from its own folder only: %s %i', async (address, status) => {
  const answer = await answerBoot(join(folder, 'boot'), address)
  expect(answer.status).toBe(status)
  if (status === 200)
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'/)
})
