import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENDPOINTS, type EndpointName } from '#contracts/http.ts'
import { CLIENT_MESSAGES } from '#contracts/live.ts'
import { EXAMPLES } from '#contracts/openapi/examples.ts'
import { PROBLEMS } from '#contracts/problems.ts'
import { API_PAGE } from '#tests/server/api-page.ts'
import { openOutside } from '#tests/server/lan/outside.ts'
import { pairUp } from '#tests/server/pairing-up.ts'
import type { Serving } from '#tests/server/serving.ts'
import { examplesOn, LANGUAGES, type Language, variablesOf } from './page.ts'
import { runAll } from './run.ts'
import { setStage } from './stage.ts'

// One real station; the examples are read from the page and run as they stand there, with the variables they name.

const ROUTES = new Map(
  (Object.entries(ENDPOINTS) as [EndpointName, (typeof ENDPOINTS)[EndpointName]][]).map(
    ([name, { method, path }]) => [`${method} ${path}`, name],
  ),
)
const SAID = [...Object.keys(CLIENT_MESSAGES), 'Hear an event']
const PROGRAM: Readonly<Record<Language, string>> = { sh: 'curl', ts: process.execPath, python: 'python3' }
const here = (language: Language) => spawnSync(PROGRAM[language], ['--version']).status === 0
const onPage = examplesOn(API_PAGE).flatMap((example) => {
  const route = ROUTES.get(example.heading)
  return route === undefined ? [] : [{ example, route }]
})

let desk: Serving
beforeAll(async () => {
  desk = await openOutside({ limits: { requestBurst: 100_000, decisionBurst: 10_000 } })
})
afterAll(() => desk.close())

test('[EX-1] the page has an example of every route in every language', () => {
  for (const language of LANGUAGES) {
    const routes = onPage.filter(({ example }) => example.language === language).map(({ route }) => route)
    expect(routes).toEqual(Object.keys(ENDPOINTS))
  }
})

LANGUAGES.forEach((language, turn) => {
  test.skipIf(!here(language))(
    `[EX-2] every example in ${language} runs as it stands and is answered as promised`,
    async () => {
      const variables = await setStage(desk, language, turn)
      const list = onPage
        .filter(({ example }) => example.language === language)
        .map(({ example, route }) => ({ example, route, variables: variables(route) }))
      for (const { example, variables: given } of list)
        expect(variablesOf(example).filter((name) => given[name] === undefined)).toEqual([])
      const said = await runAll(language, list, desk.folder)
      const found = list.map(({ route }, at) => `${route} ${Number(said[at]?.split(' ')[0])}`)
      expect(found).toEqual(list.map(({ route }) => `${route} ${statusOf(route)}`))
      const refused = list.flatMap(({ route }, at) => (EXAMPLES[route]?.refusedWith ? [said[at]] : []))
      for (const [at, { route }] of list.filter((one) => EXAMPLES[one.route]?.refusedWith).entries())
        expect(refused[at]).toContain(`"code":"${EXAMPLES[route]?.refusedWith}"`)
    },
  )
})

test('[EX-6] every example of the socket runs as it stands and is answered', async () => {
  // A station of its own: the examples of the routes have brought as many devices as may come in a minute.
  const own = await openOutside({})
  try {
    const ada = await own.addUser('ada')
    const signal = await own.postSignal()
    // A newer token is a matter of devices alone.
    const phone = await pairUp(own, 'ada')
    const list = examplesOn(API_PAGE)
      .filter(({ heading }) => SAID.includes(heading))
      .map((example) => {
        const TOKEN = example.heading === 'renew' ? phone.access : ada
        return { example, variables: { STATION: own.url, TOKEN, SIGNAL: signal } }
      })
    expect(list.map(({ example }) => example.heading)).toEqual(SAID)
    const said = await runAll('ts', list, own.folder)
    expect(said.map((text) => text.split(' ')[0])).toEqual(SAID.map(() => 'true'))
  } finally {
    await own.close()
  }
})

function statusOf(route: EndpointName): number {
  const refused = EXAMPLES[route]?.refusedWith
  return refused === undefined ? ENDPOINTS[route].status : PROBLEMS[refused].status
}
