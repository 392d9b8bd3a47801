import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServing, type Serving } from './serving.ts'

let desk: Serving
beforeAll(async () => {
  desk = await openServing()
})
afterAll(() => desk.close())

/** How many at the end of a list fall short of a rarity. */
function shortOf(least: string, rarities: readonly string[]): number {
  const best = ['common', 'uncommon', 'rare', 'epic', 'legendary']
  const reached = rarities.findLastIndex((rarity) => best.indexOf(rarity) >= best.indexOf(least))
  return rarities.length - 1 - reached
}

test('[BOX-10] the pity counter stands as before the oldest closed box, and moves as boxes are opened', async () => {
  const token = await desk.addUser('counter')
  const drawn = { kind: 'box', rarity: 'drawn' }
  const rewards = [drawn, { kind: 'box', rarity: 'legendary' }, drawn, drawn]
  const ends = Math.floor(Date.now() / 1_000) + 100_000
  const campaign = { name: 'Season', ends_at: ends, milestones: [{ xp: 1, rewards }] }
  expect(await desk.ask('POST', '/api/campaigns', { body: campaign })).toMatchObject({ status: 201 })
  const login = { action_type: 'daily_login', action_data: {} }
  const activity = { event_type: 'core.user_action', event_id: 'e1', user_id: 'counter', payload: login }
  expect(await desk.ask('POST', '/api/activity', { body: activity })).toMatchObject({ status: 200 })
  const open = (box: number) => desk.ask('POST', `/api/boxes/${box}/open`, { token, body: {} })
  const told = async () => (await desk.ask('GET', '/api/users/counter/boxes', { token })).body.pity
  const begin = [
    { rarity: 'rare', within: 10, since: 0, sure_within: 10 },
    { rarity: 'epic', within: 50, since: 0, sure_within: 50 },
    { rarity: 'legendary', within: 200, since: 0, sure_within: 200 },
  ]
  expect(await told()).toEqual(begin)
  // A later box, opened first, is told in no count: it would tell of those before it.
  await open(4)
  expect(await told()).toEqual(begin)

  for (const box of [1, 2, 3]) await open(box)
  const { boxes } = (await desk.ask('GET', '/api/users/counter/boxes', { token })).body
  // The promised one, the second, is no luck.
  const drawnRarities = boxes
    .map((one: { rarity: string }) => one.rarity)
    .reverse()
    .toSpliced(1, 1)
  expect((await told()).map((one: { since: number }) => one.since)).toEqual(
    ['rare', 'epic', 'legendary'].map((least) => shortOf(least, drawnRarities)),
  )
})
