import { unlessFull } from '../full-disk.ts'
import type { Answers } from '../idempotency.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seeNews } from '../release.ts'

/** Who has seen what is new in the version that runs. */
export function newsRoutes({ station, version }: Desk, answers: Answers): Pick<Handlers, 'seeNews'> {
  return {
    seeNews: ({ principal, receipt }) =>
      answers.once(receipt, async () =>
        unlessFull(() => {
          seeNews(station.dataFolder, version, principal.userId)
          return { ok: true, reply: { version } }
        }),
      ),
  }
}
