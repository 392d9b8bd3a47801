import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { SHOTS } from '#tests/pictures/plan.ts'

const RUN = new URL('../pictures/run.ts', import.meta.url).pathname
const PNG = '89504e470d0a1a0a'

test('[PICT-1] the pictures are all there, each in its size, and named on standard output', () => {
  // A demo is made and every picture taken, in a program of their own.
  test.setTimeout(600_000)
  const folder = mkdtempSync(join(tmpdir(), 'fusion-desk-pictures-test-'))
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, [RUN, '--out', folder], {
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout.trim().split('\n').sort()).toEqual(SHOTS.map(({ file }) => join(folder, file)).sort())
    for (const { file, look } of SHOTS) {
      const bytes = readFileSync(join(folder, file))
      // The first chunk of a PNG holds width and height, four bytes each, after signature, length and name.
      const size = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
      expect([file, bytes.toString('hex', 0, 8), ...size]).toEqual([file, PNG, look.width, look.height])
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('[PICT-2] nine pictures: three pages, dark, light and on a phone', () => {
  expect(SHOTS.map(({ file }) => file)).toEqual([
    'dashboard-dark.png',
    'briefing-dark.png',
    'leaderboards-dark.png',
    'dashboard-light.png',
    'briefing-light.png',
    'leaderboards-light.png',
    'dashboard-phone.png',
    'briefing-phone.png',
    'leaderboards-phone.png',
  ])
})

test('[PICT-3] an option that is none is refused', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUN, '--size', 'huge'], {
    encoding: 'utf8',
  })
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain('--out FOLDER')
})
