import { LAN_OFF } from '#core/lan.ts'
import type { Station } from '#station/station.ts'
import { problemOf } from '../problems.ts'
import type { Lan, LanFace } from './lan.ts'

const NOT_RUNNING = 'Start the station first: whether its doors can open is seen where they are.'

/** The LAN of a desk whose station does not run: nothing listens, and it can be told to stay closed. */
export function noLan({
  execute,
  queries,
}: Pick<Station, 'execute' | 'queries'>): Pick<
  Lan,
  'switchOn' | 'switchOff' | 'face' | 'view' | 'authority'
> {
  const face = (): LanFace => {
    const { on, plain, until } = queries.lan()
    return { on, plain, until, urls: [], fault: null, differences: [] }
  }
  return {
    switchOn: async () => ({ code: 'not_ready', message: NOT_RUNNING }),
    async switchOff(by) {
      const executed = await execute({ kind: 'set_lan', lan: LAN_OFF, cause: 'asked', by })
      return executed.ok ? null : problemOf(executed.rejection)
    },
    face,
    view: async () => ({
      ...face(),
      state: queries.lan(),
      open: [],
      openedAt: null,
      visited: false,
      choices: [],
      certificate: null,
      check: { seen: false, listening: [], differences: [] },
      localName: '',
    }),
    authority: () => null,
  }
}
