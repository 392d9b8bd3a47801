import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type CallOf, openClient } from '#contracts/client.ts'
import type { EndpointName, ReplyOf } from '#contracts/http.ts'
import { HEADLESS, makeDataFolder, startStation } from '#tests/prove/support/station-child.ts'

const ASK_EVERY_MS = 250
/** Signals of the station's own that stand in the queue when a picture is taken. */
const OWN_SIGNALS = 2
const READER = 'amber'
const OTHERS = ['basalt', 'cedar', 'ember', 'heron', 'quartz'] as const

/** The demo's desk, at a moment with something to see. */
export interface PictureDesk {
  readonly url: string
  /** Whose eyes the pictures are seen with. */
  readonly reader: { readonly token: string }
  close(): Promise<void>
}

/** Calls the station with a token; a refusal ends the work. */
type Call = <Name extends EndpointName>(
  token: string,
  name: Name,
  call: CallOf<Name>,
) => Promise<ReplyOf<Name>>

/**
 * Opens the demo and waits until its market has brought signals of its own, on which some decide.
 *
 * @param folder  an empty folder for the data
 */
export async function openPictureDesk(folder: string): Promise<PictureDesk> {
  const dataFolder = makeDataFolder(join(folder, 'demo'))
  const station = await startStation({
    dataFolder,
    logFile: join(folder, 'station.log'),
    program: HEADLESS,
    flags: ['--demo'],
  })
  const call = callsTo(station.url)
  const operator = readFileSync(join(dataFolder, 'operator.token'), 'utf8').trim()
  const tokenOf = async (user: string): Promise<string> => {
    const body = { user_id: user, role: 'trader', label: 'pictures' } as const
    return (await call(operator, 'createToken', { body })).token
  }
  const own = await ownSignals(call, operator)
  for (const other of OTHERS) {
    const token = await tokenOf(other)
    for (const id of own) await call(token, 'fire', { body: { signal_id: id } })
  }
  const reader = { token: await tokenOf(READER) }
  return { url: station.url, reader, close: async () => void (await station.stop()) }
}

/** Ids of the station's own signals, once there are enough. */
async function ownSignals(call: Call, operator: string): Promise<readonly string[]> {
  for (;;) {
    const { signals } = await call(operator, 'activeSignals', { query: { limit: 200 } })
    const own = signals.filter(({ source }) => source === 'sim')
    if (own.length >= OWN_SIGNALS) return own.map(({ id }) => id)
    await wait(ASK_EVERY_MS)
  }
}

function callsTo(baseUrl: string): Call {
  return async (token, name, call) => {
    const answer = await openClient({ baseUrl, token: () => token }).call(name, call)
    if (!answer.ok) throw new Error(`${name}: ${answer.problem.code} ${answer.problem.message}`)
    return answer.value
  }
}
