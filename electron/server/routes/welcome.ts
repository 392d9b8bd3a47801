import type { Welcome } from '#contracts/http/welcome.ts'
import { readWrittenFeed } from '#station/feed-choice.ts'
import { FIRST_RUN_STEPS, type FirstRun, keepFirstRun, readFirstRun } from '#station/first-run.ts'
import { ConfigRefused } from '#station/settings.ts'
import { unlessFull } from '../full-disk.ts'
import type { Answers } from '../idempotency.ts'
import { dropRecoveryFile, recoveryFileIn } from '../recovery-file.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'

/** The first run of a data folder, for operators. */
export function welcomeRoutes(desk: Desk, answers: Answers): Pick<Handlers, 'welcome' | 'setWelcome'> {
  const { dataFolder } = desk.station
  return {
    welcome: () => ({ ok: true, reply: wireWelcome(desk, readFirstRun(dataFolder)) }),
    setWelcome: ({ body, receipt }) =>
      answers.once(receipt, async () =>
        unlessFull(() => {
          const { recovery_kept: kept, ...news } = body
          const firstRun = keepFirstRun(dataFolder, news)
          if (kept === true) dropRecoveryFile(dataFolder)
          return { ok: true, reply: wireWelcome(desk, firstRun) }
        }),
      ),
  }
}

function wireWelcome({ station, config }: Desk, { opened, finished, steps }: FirstRun): Welcome {
  return {
    opened,
    finished,
    steps: FIRST_RUN_STEPS.map((step) => ({ step, how: steps[step] ?? null })),
    recovery_set: station.queries.devices.recovery() !== null,
    recovery_file: recoveryFileIn(station.dataFolder),
    feed: {
      source: station.market.source,
      named_by: config.feedNamedBy,
      written: wireWritten(station.dataFolder),
    },
    timestamp: seconds(station.now()),
  }
}

/** Null where the file cannot be used as it is: the next start would say so too. */
function wireWritten(dataFolder: string): Welcome['feed']['written'] {
  try {
    const { kind, choice } = readWrittenFeed(dataFolder)
    return {
      kind,
      exchange: choice?.exchange ?? null,
      symbols: [...(choice?.symbols ?? [])],
      timeframe: choice?.timeframe ?? null,
    }
  } catch (failure) {
    if (failure instanceof ConfigRefused) return null
    throw failure
  }
}
