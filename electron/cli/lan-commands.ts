import type { ReplyOf } from '#contracts/http.ts'
import type { Command } from './commands.ts'
import { type Told, tell } from './told.ts'
import { BadUsage, type Words } from './words.ts'

const UNIT_S = { m: 60, h: 3_600, d: 86_400 } as const
const DURATION = /^([1-9]\d{0,4})([mhd])$/

/** Opens and closes the station to other machines. */
export const LAN_COMMANDS: Readonly<Record<string, Command>> = {
  'lan on': {
    usage:
      'lan on --address ADDRESS [--address ADDRESS]... [--for 8h|30m|7d|ever] [--port N] [--plain] [--quiet (no multicast DNS)] [--new-ca]',
    spec: {
      flags: {
        address: 'many',
        for: 'one',
        port: 'one',
        plain: 'switch',
        quiet: 'switch',
        'new-ca': 'switch',
      },
      needs: ['address'],
    },
    needsDatabase: true,
    run: async (desk, words) => tell(await desk.call('setLan', { body: wishOf(words) }), told),
  },
  'lan off': {
    usage: 'lan off',
    spec: {},
    needsDatabase: true,
    run: async (desk) => tell(await desk.call('setLan', { body: { on: false } }), told),
  },
  'lan status': {
    usage: 'lan status',
    spec: {},
    needsDatabase: true,
    run: async (desk) => tell(await desk.call('lan', {}), told),
  },
}

function wishOf(words: Words) {
  const port = words.one('port')
  if (port !== undefined && !/^\d{1,5}$/.test(port)) throw new BadUsage(`--port is a number, not ${port}`)
  const lasts = words.one('for')
  return {
    on: true as const,
    addresses: [...words.many('address')],
    ...(port !== undefined && { port: Number(port) }),
    ...(lasts !== undefined && { ends_in: secondsOf(lasts) }),
    plain: words.one('plain') !== undefined,
    announce: words.one('quiet') === undefined,
    new_ca: words.one('new-ca') !== undefined,
  }
}

function secondsOf(text: string): number | null {
  if (text === 'ever') return null
  const [, number, unit] = DURATION.exec(text) ?? []
  if (number === undefined) throw new BadUsage(`--for is a time such as 8h, 30m or 7d, or ever, not ${text}`)
  return Number(number) * UNIT_S[unit as keyof typeof UNIT_S]
}

/** Shown addresses alone on standard output, one a line; a difference in what listens is a failure. */
function told(status: ReplyOf<'lan'>): Told {
  const { on, plain, until, urls, fault, differences, ca_fingerprint: authority } = status
  const language = plain ? 'plain HTTP: everybody on the way reads and changes what is said' : 'TLS'
  const end = until === null ? 'until it is switched off' : `until ${new Date(1_000 * until).toISOString()}`
  return {
    value: on ? urls.join('\n') : 'off',
    words: [
      on ? `the LAN is on (${language}) ${end}` : 'the LAN is off: this machine alone reaches the station',
      ...(authority === null ? [] : [`authority to trust: SHA-256 ${authority}`]),
      ...status.lost.map((address) => `${address} is gone from this machine and was closed`),
      ...(fault === null ? [] : [`not as asked: ${fault}`]),
      ...status.choices.map((choice) => `can be chosen: ${choice.address} (${choice.interface})`),
      ...status.listening.map(({ address, port }) => `listens: ${address} port ${port}`),
      ...differences.map((difference) => `WRONG: ${difference}`),
    ],
    fine: differences.length === 0 && fault === null,
  }
}
