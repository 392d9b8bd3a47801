import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '#tests/support/borders.ts'
import { newsOf, piecesOf, readChangelog, readNotes } from '../../renderer/state/changelog.ts'

const TEXT = `# Changelog

## Unreleased

### Added
- One thing
  that takes two lines.
- Another.

## 0.3.0 (2026-05-01)

### Fixed
- A fault.

## 0.2.0

A sentence
of two lines.

### Changed
* A word.

## 0.1.0

### Added
- Everything.
`
const versions = (running: string, since: string | null) =>
  newsOf(readChangelog(TEXT), { running, since }).map(({ version }) => version)

test('[NEWS-3] a changelog is read by version and kind; an entry goes on in the lines below it', () => {
  expect(readChangelog(TEXT)).toEqual([
    { version: null, parts: [{ title: 'Added', entries: ['One thing that takes two lines.', 'Another.'] }] },
    { version: '0.3.0', parts: [{ title: 'Fixed', entries: ['A fault.'] }] },
    {
      version: '0.2.0',
      parts: [
        { title: null, entries: ['A sentence of two lines.'] },
        { title: 'Changed', entries: ['A word.'] },
      ],
    },
    { version: '0.1.0', parts: [{ title: 'Added', entries: ['Everything.'] }] },
  ])
})

test('[NEWS-3] new are the version that runs, those since the one before, and what came after the last release', () => {
  expect(versions('0.3.0', null)).toEqual([null, '0.3.0'])
  expect(versions('0.3.0', '0.1.0')).toEqual([null, '0.3.0', '0.2.0'])
  expect(versions('0.2.0', '0.1.0')).toEqual([null, '0.2.0'])
  expect(versions('0.4.0', '0.3.0')).toEqual([null])
  expect(newsOf(readChangelog(''), { running: '0.3.0', since: null })).toEqual([])
})

test('[NEWS-3] words of a release that are in no list are read too, and nothing of them is markup', () => {
  expect(readNotes('Plain.\n\n<b>Bold</b>\n- `a<b` and *c* and **d**')).toEqual([
    { title: null, entries: ['Plain.', '<b>Bold</b>', '`a<b` and *c* and **d**'] },
  ])
  expect(piecesOf('`a<b` and *c* and **d** e')).toEqual([
    { kind: 'code', text: 'a<b' },
    { kind: 'words', text: ' and ' },
    { kind: 'stress', text: 'c' },
    { kind: 'words', text: ' and ' },
    { kind: 'stress', text: 'd' },
    { kind: 'words', text: ' e' },
  ])
  expect(piecesOf('a')).toEqual([{ kind: 'words', text: 'a' }])
})

test('[NEWS-3] the changelog of this program is one: every release has parts, every part a name and entries', () => {
  const releases = readChangelog(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'))
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  expect(releases.map((release) => release.version)).toContain(version)
  for (const { parts } of releases) {
    expect(parts.length).toBeGreaterThan(0)
    for (const { title, entries } of parts) {
      expect(['Added', 'Changed', 'Fixed', 'Removed']).toContain(title)
      expect(entries.filter((entry) => /^\S.*\S$/.test(entry))).toEqual(entries)
    }
  }
})
