import type { ComponentProps, ReactNode } from 'react'
import { amount } from '../state/format.ts'
import type { QuotaLine, RoutingBoard, TierLine } from '../state/routing-board.ts'
import { sayIn } from '../words/words.ts'
import { SaveTable } from './save-table.tsx'
import { USERS_SHOWN_MAX } from './use-routing.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('fusion')
const sayFrame = sayIn('frame')

/** What the members of each tier were brought today. */
export function TierTable({ board }: { readonly board: RoutingBoard }): ReactNode {
  const heads = [
    say('member_tier'),
    say('limit_a_day'),
    say('users'),
    say('brought_today'),
    say('left'),
    say('at_their_limit'),
  ]
  const figures = (line: TierLine) => [line.limit, line.users, line.delivered, line.remaining, line.full]
  return (
    <Scrolling
      name={say('member_tiers')}
      heads={heads}
      rows={() => board.tiers.map((line) => [line.tier, ...figures(line)])}
    >
      <thead className="text-fg2">
        <tr className="h-7 border-b border-line">
          {heads.map((head, column) => (
            <Head key={head} right={column > 0}>
              {head}
            </Head>
          ))}
        </tr>
      </thead>
      <tbody>
        {board.tiers.map((line) => (
          <tr key={line.tier} className="border-b border-line">
            <th scope="row" className="px-3 py-1.5 text-left font-medium text-fg0">
              {line.tier}
            </th>
            {figures(line).map((value, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
              <td key={index} className="px-3 text-right">
                {amount(value, 0)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Scrolling>
  )
}

/** How somebody stands with his limits, or everybody. */
export function QuotaTable({
  board,
  operator,
}: {
  readonly board: RoutingBoard
  readonly operator: boolean
}): ReactNode {
  const { place, minute } = useTimes()
  const [last, next] = [say('last_in', { place }), say('next_in', { place })]
  return (
    <>
      <Scrolling
        name={operator ? say('quotas_all') : say('quota_own')}
        heads={[say('user'), say('tier'), say('brought_today'), say('limit_a_day'), last, next]}
        rows={() =>
          board.users.map(({ name, tier, delivered, limit, lastAt, nextAt }) => [
            name,
            tier,
            delivered,
            limit,
            lastAt === null ? null : minute(lastAt),
            nextAt === null ? null : minute(nextAt),
          ])
        }
        loaded={board.more ? board.users.length : undefined}
      >
        <thead className="text-fg2">
          <tr className="h-7 border-b border-line">
            <Head>{say('user')}</Head>
            <Head>{say('tier')}</Head>
            <Head right>{say('brought_today')}</Head>
            <Head>{last}</Head>
            <Head>{next}</Head>
          </tr>
        </thead>
        <tbody>
          {board.users.map((user) => (
            <QuotaRow key={user.userId} user={user} />
          ))}
        </tbody>
      </Scrolling>
      {board.more && (
        <p className="px-3 py-2 text-cell text-fg2">{say('newest_users', { n: USERS_SHOWN_MAX })}</p>
      )}
    </>
  )
}

function QuotaRow({ user }: { readonly user: QuotaLine }): ReactNode {
  const { name, tier, delivered, limit, lastAt, nextAt } = user
  const times = useTimes()
  return (
    <tr className="border-b border-line">
      <th scope="row" className="px-3 py-1.5 text-left font-medium text-fg0">
        {name}
      </th>
      <td className="px-3">{tier}</td>
      <td className="px-3 text-right whitespace-nowrap text-fg0">
        {say('n_of', { n: delivered, max: limit })}
      </td>
      <td className="px-3 whitespace-nowrap">{lastAt === null ? say('none_yet') : times.minute(lastAt)}</td>
      <td className="px-3 whitespace-nowrap">
        {nextAt === null ? say('any_time') : say('not_before', { time: times.minute(nextAt) })}
      </td>
    </tr>
  )
}

interface ScrollingProps extends Omit<ComponentProps<typeof SaveTable>, 'caption'> {
  readonly name: string
  readonly children: ReactNode
}

function Scrolling({ name, children, ...file }: ScrollingProps): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="max-h-80 overflow-auto" aria-label={sayFrame('scrollable', { name })} tabIndex={0}>
      <table className="w-full text-cell">
        <caption className="sr-only">{name}</caption>
        {children}
      </table>
      <SaveTable caption={name} {...file} />
    </section>
  )
}

/** The head of a column. */
export function Head({
  right,
  children,
}: {
  readonly right?: boolean
  readonly children: ReactNode
}): ReactNode {
  return (
    <th scope="col" className={`px-3 font-medium whitespace-nowrap ${right ? 'text-right' : 'text-left'}`}>
      {children}
    </th>
  )
}
