import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, type Source, sourcesIn } from './support/borders.ts'

const RULES = join(ROOT, 'docs/rules.md')
const written = existsSync(RULES)
/** `checks.ts` holds tests that are run on mutants too. */
const tests = sourcesIn(['tests'], /\.(test|spec)\.tsx?$|^checks\.ts$/)

/** `- **FIRE-3** A duplicate outranks expiry.` */
function rulesOf(text: string): readonly string[] {
  return [...text.matchAll(/^- \*\*([A-Z]+-\d+)\*\* \S/gm)].map(([, id = '']) => id)
}

/** The names given to `test` and `it`, in every form the runners know. */
function namesOf({ text }: Source): readonly string[] {
  const direct =
    /\b(?:test|it)(?:\.(?:only|skip|fails|concurrent|skipIf\([^)]*\)|runIf\([^)]*\)))*\(\s*(['"`])(.*?)\1/gs
  const each = /\b(?:test|it)\.(?:each|for|prop)[\s\S]*?\)\s*\(\s*(['"`])(\[.*?)\1\s*,/g
  return [...text.matchAll(direct), ...text.matchAll(each)].map(([, , name = '']) => name)
}

function idOf(name: string): string | null {
  return /^\[([A-Z]+-\d+)\] \S/.exec(name)?.[1] ?? null
}

test('[ARCH-8] every test begins with the id of its rule', () => {
  const nameless = tests.flatMap((source) =>
    namesOf(source)
      .filter((name) => idOf(name) === null)
      .map((name) => `${source.path}: ${name}`),
  )
  expect(nameless).toEqual([])
})

test('[ARCH-8] the check reads plain, skipped and tabled names, and sees one without an id', () => {
  // The words are put together here, so that this file's own plants are no tests of it.
  const [call, id] = ['test', 'PLANT']
  const text = `
    ${call}('[${id}-1] plain', run)
    ${call}.skipIf(windows)('[${id}-2] skipped', run)
    ${call}.each([['a', '(b)']])('[${id}-3] tabled %s', run)
    ${call}("nameless", run)`
  const ids = namesOf({ path: 'tests/planted.test.ts', text }).map(idOf)
  expect(ids).toEqual(expect.arrayContaining(['PLANT-1', 'PLANT-2', 'PLANT-3', null]))
  expect(ids).toHaveLength(4)
})

test.skipIf(!written)(
  '[ARCH-9] every rule has a test, every test a rule, and no rule is numbered twice',
  () => {
    const rules = rulesOf(readFileSync(RULES, 'utf8'))
    const tested = new Set(tests.flatMap((source) => idsOf(source)))
    expect(rules.filter((id, at) => rules.indexOf(id) !== at)).toEqual([])
    expect(rules.filter((id) => !tested.has(id))).toEqual([])
    expect([...tested].filter((id) => !rules.includes(id))).toEqual([])
  },
)

function idsOf(source: Source): readonly string[] {
  // Names that are put together at run time still carry their id as text.
  return [...source.text.matchAll(/['"`]\[([A-Z]+-\d+)\] /g)].map(([, id = '']) => id)
}
