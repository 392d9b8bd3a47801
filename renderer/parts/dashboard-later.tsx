import { fetchWords } from '../words/words.ts'
import { later } from './later.tsx'

/** What the game layer adds to the dashboard and the head, fetched after them: whoever decides does not wait for it. */

export const MissionsToday = later(
  async () => {
    const [{ MissionsToday: Part }] = await Promise.all([
      import('./missions-today.tsx'),
      fetchWords('missions', 'progress'),
    ])
    return Part
  },
  { waiting: null, failed: { className: 'bg-bg1 p-3' } },
)

export const OwnStanding = later(
  async () => {
    const [{ OwnStanding: Part }] = await Promise.all([import('./own-standing.tsx'), fetchWords('progress')])
    return Part
  },
  { waiting: null, failed: { className: 'hidden' } },
)
