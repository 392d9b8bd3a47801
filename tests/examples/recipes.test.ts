import { spawnSync } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SignalId } from '#core/kernel/ids.ts'
import { openServing, type Serving } from '#tests/server/serving.ts'
import { examplesOn, type Language } from './page.ts'
import { runAll } from './run.ts'

// The code is taken from the page and run as it stands; Telegram's side is played by a server of the test.

const PAGE = new URL('../../docs/recipes.md', import.meta.url)
const here = (program: string) => spawnSync(program, ['--version']).status === 0
const withPython = here('python3')

let desk: Serving
let ada: string
let robot: string
beforeAll(async () => {
  desk = await openServing()
  ada = await desk.addUser('ada')
  robot = await desk.addUser('robot', 'service', { may_act_for: ['ada'] })
})
afterAll(() => desk.close())

async function run(
  heading: string,
  language: Language,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const example = examplesOn(PAGE).find((one) => one.heading === heading && one.language === language)
  if (example === undefined) throw new Error(`no ${language} under ${heading}`)
  const [said = ''] = await runAll(
    language,
    [{ example, variables: { STATION: desk.url, ...variables } }],
    desk.folder,
  )
  return said
}

test.skipIf(!here('curl'))(
  '[EX-3] the recipe of a charting platform makes a hook and delivers an alert, and the same alert once',
  async () => {
    const made = await run('Make the hook', 'sh', { TOKEN: desk.operator })
    expect(made).toMatch(/^201 /)
    const { path } = JSON.parse(made.slice(4))
    const variables = { HOOK_PATH: path, NOW: String(Math.floor(Date.now() / 1_000)) }
    const said = [
      await run('Deliver an alert', 'sh', variables),
      await run('Deliver an alert', 'sh', variables),
    ]
    const [first, again] = said.map((text) => JSON.parse(text.slice(4)))
    expect([first.accepted, first.duplicate, again]).toEqual([true, false, { ...first, duplicate: true }])
    const { signal } = (await desk.ask('GET', `/api/signals/${first.signal_id}`)).body
    // Half a percent below the entry, and one above.
    expect(signal).toMatchObject({
      source: 'chartist',
      direction: 'BUY',
      stop_loss: 1.0945,
      take_profit: 1.111,
    })
  },
)

test.skipIf(!withPython)('[EX-3] the recipe of a signed delivery is taken', async () => {
  const { body } = await desk.ask('POST', '/api/hooks', {
    body: { name: 'Signed', provider: 'signer', signed: true },
  })
  const said = await run('Sign the deliveries', 'python', {
    SIGNED_PATH: body.path,
    SIGNING_SECRET: body.signing_secret,
  })
  expect(said).toMatch(/^200 .*"accepted":true/)
})

test('[EX-4] the recipe of a Telegram bot decides for whom it knows, answers, and does nothing twice', async () => {
  const [fired, passed] = [await desk.postSignal(), await desk.postSignal()]
  const chat = (id: number, text: string) => ({ text, chat: { id } })
  const updates = [
    { update_id: 1, message: chat(7, `/fire ${fired}`) },
    { update_id: 2, message: chat(7, `/pass ${passed}`) },
    { update_id: 3, message: chat(8, `/fire ${passed}`) },
    { update_id: 4, message: chat(7, 'hello') },
    { update_id: 5, message: chat(7, '/fire no-such-signal') },
  ]
  const sent: unknown[] = []
  const telegram = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    if (request.url?.startsWith('/bot/sendMessage')) sent.push(JSON.parse(Buffer.concat(parts).toString()))
    response.end(
      JSON.stringify({ ok: true, result: request.url?.startsWith('/bot/getUpdates') ? updates : {} }),
    )
  })
  await new Promise<void>((done) => telegram.listen(0, '127.0.0.1', done))
  const TELEGRAM = `http://127.0.0.1:${(telegram.address() as AddressInfo).port}/bot`
  const variables = { TOKEN: robot, TELEGRAM, USER_OF_CHAT: JSON.stringify({ 7: 'ada' }) }
  const first = await run('Read the updates once', 'ts', variables)
  const again = await run('Read the updates once', 'ts', variables)
  await new Promise((done) => telegram.close(done))
  const words = `200 Recorded: fire on ${fired}. 200 Recorded: pass on ${passed}. 404 There is no such signal.`
  expect([first, again]).toEqual([words, words])
  expect(sent).toHaveLength(6)
  expect(sent[0]).toEqual({ chat_id: 7, text: `Recorded: fire on ${fired}.` })
  const { body } = await desk.ask('GET', '/api/users/ada/summary', { token: ada })
  expect([body.total_fires, body.total_passes]).toEqual([1, 1])
})

test.skipIf(!withPython)(
  '[EX-5] the recipe of a trade executor closes the open trade, and nothing when it runs again',
  async () => {
    const signal = await desk.postSignal()
    await desk.ask('POST', '/api/fire', { token: ada, body: { signal_id: signal } })
    await desk.execute({ kind: 'execute_fires', signalId: signal as SignalId, price: 1.1 })
    const variables = { TOKEN: robot, USER: 'ada', SIGNAL: signal }
    // 1.105 is half the risk above the entry: 1 % of 10,000 at 0.5.
    expect(await run('Report a close', 'python', variables)).toBe('200 executor WIN 50')
    expect(await run('Report a close', 'python', variables)).toBe('')
  },
)
