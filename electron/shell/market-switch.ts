import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openClient } from '#contracts/client.ts'
import type { Serving } from '#server/serving.ts'

/**
 * Pauses or resumes the market through the station's own door, so that everybody connected hears of it and the log
 * says who it was.
 *
 * Resolves to why it was refused; null where it was done.
 */
export async function switchMarket(
  { url, dataFolder }: Serving,
  wish: 'pause' | 'resume',
): Promise<string | null> {
  const token = readFileSync(join(dataFolder, 'operator.token'), 'utf8').trim()
  const client = openClient({ baseUrl: url, token: () => token })
  const answer = await client.call('setFeed', { body: { paused: wish === 'pause' } })
  return answer.ok ? null : answer.problem.message
}
