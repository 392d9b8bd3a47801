import { drawInteger, drawOne } from '#core/kernel/draw.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { type RandomStream, randomStream } from '#core/kernel/random.ts'
import { hourIn } from '#core/kernel/time.ts'
import { BEGINS_AT } from './calendar.ts'
import { EXPLOITS, type Exploit } from './exploits.ts'
import { FIRST_MINUTE } from './market-days.ts'
import { type Account, BASE_PERSONA, type Group, habitsOf, PERSONAS } from './people.ts'

/** Most people sit where the desk is. */
const DESK_ZONE = 'UTC'
const DESK_SHARE = 0.7
/** Where the others sit; the edges of the calendar are among them. */
const ZONES = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
] as const
/** Hours of the own day at which people come. They are few, so that people share transactions. */
const HOURS = [7, 12, 18, 22] as const
const MINUTES_PER_HOUR = 60
/** The last hour of the UTC day in which a visit begins, so that it ends within the day. */
const LAST_HOUR = 22
const FRIENDS = [0, 4] as const

/** The people of a world: so many who mean well, and so many for each way of cheating. */
export function crowd(
  seed: string,
  { people, cheatsEach }: { readonly people: number; readonly cheatsEach: number },
): readonly Account[] {
  const draw = randomStream(`${seed}/crowd`)
  const well = PERSONAS.flatMap(({ name, share }) =>
    Array.from({ length: Math.round((people * share) / 100) }, (_, index) =>
      newAccount(seed, {
        name: `${name}-${index}`,
        group: name,
        habits: habitsOf(name),
        draw,
      }),
    ),
  )
  befriend(well, draw)
  const cheats = EXPLOITS.flatMap((exploit) =>
    Array.from({ length: cheatsEach }, (_, index) => cheat(seed, exploit, { index, draw })).flat(),
  )
  return [...well, ...cheats]
}

/** One who cheats: his account, and those that serve it, or those of his ring. */
function cheat(
  seed: string,
  { name, accounts, ring, zone }: Exploit,
  { index, draw }: { readonly index: number; readonly draw: RandomStream },
): readonly Account[] {
  const group = Array.from({ length: accounts }, (_, number) =>
    newAccount(seed, {
      name: `${name}-${index}-${number}`,
      group: name,
      habits: habitsOf(number === 0 || ring ? BASE_PERSONA : 'login only'),
      draw,
      main: number === 0 || ring,
      ...(zone === undefined ? {} : { zone }),
    }),
  )
  for (const account of group)
    account.friends.push(...group.map(({ userId }) => userId).filter((userId) => userId !== account.userId))
  return group
}

interface NewAccount {
  readonly name: string
  readonly group: Group
  readonly habits: Account['habits']
  readonly draw: RandomStream
  readonly main?: boolean
  readonly zone?: string
}

function newAccount(
  seed: string,
  { name, group, habits, draw, main = true, zone = zoneOf(draw) }: NewAccount,
): Account {
  return {
    userId: idOf(seed, name),
    group,
    main,
    habits,
    zone,
    minute: startsAt(draw, zone),
    draw: randomStream(`${seed}/${name}`),
    friends: [],
    came: false,
    decided: [],
    missions: new Set(),
    boxes: new Set(),
    balance: 0,
  }
}

/** No two worlds share a name: missions and boxes are drawn by it. */
function idOf(seed: string, name: string): UserId {
  return `${seed}-${name}`.replaceAll(/[^A-Za-z0-9-]+/g, '.') as UserId
}

function zoneOf(draw: RandomStream): string {
  return draw.next() < DESK_SHARE ? DESK_ZONE : drawOne(draw, ZONES)
}

/** Minute of the UTC day at which somebody comes who keeps to an hour of his own day. */
function startsAt(draw: RandomStream, zone: string): number {
  const own = drawOne(draw, HOURS)
  const offset = hourIn(zone, BEGINS_AT)
  const hour = Math.min((own - offset + 24) % 24, LAST_HOUR)
  return FIRST_MINUTE + hour * MINUTES_PER_HOUR
}

/** Some have friends: each meets as many others as he is drawn, and both know of it. */
function befriend(accounts: readonly Account[], draw: RandomStream): void {
  for (const account of accounts) {
    const wanted = drawInteger(draw, ...FRIENDS)
    for (let met = account.friends.length; met < wanted; met++) {
      const other = drawOne(draw, accounts)
      if (other === account || account.friends.includes(other.userId)) continue
      account.friends.push(other.userId)
      other.friends.push(account.userId)
    }
  }
}
