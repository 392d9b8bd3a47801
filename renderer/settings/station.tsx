import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { FeedChoice, useFeedChoice } from '../parts/feed-choice.tsx'
import { useDesk, useStation } from '../parts/use-desk.ts'
import { useTimes } from '../parts/use-times.ts'
import { sectionName } from '../state/setting-sections.ts'
import { sayIn, useWords } from '../words/words.ts'
import { Row } from './rows.tsx'
import type { SectionView } from './sections.ts'

const say = sayIn('settings')

export const ACCOUNT: SectionView = {
  id: 'account',
  get title() {
    return sectionName('account')
  },
  keys: [],
  settings: [
    {
      id: 'account',
      get find() {
        return say('find_account')
      },
      draw: () => <Account />,
    },
  ],
}

export const NETWORK: SectionView = {
  id: 'network',
  get title() {
    return sectionName('network')
  },
  keys: [],
  operators: true,
  settings: [
    {
      id: 'network',
      get find() {
        return say('find_network')
      },
      draw: () => <Network />,
    },
  ],
}

export const FEED: SectionView = {
  id: 'feed',
  get title() {
    return sectionName('feed')
  },
  keys: [],
  operators: true,
  settings: [
    {
      id: 'feed',
      get find() {
        return say('find_feed')
      },
      draw: () => <Feed />,
    },
  ],
}

/** Who the reader is to the station. Devices, and when they lose their access, are on the profile. */
function Account(): ReactNode {
  const { reader } = useDesk()
  const frame = useWords('frame')
  const say = useWords('settings')
  const about = say('account_about', {
    id: reader.userId,
    role: frame(`role_${reader.role}`),
    zone: reader.zone,
  })
  return (
    <Row title={reader.name} about={about} keys={[]} group={false}>
      <Link to="/u/$userId" params={{ userId: reader.userId }} className="plain-button max-mid:min-h-11">
        {say('open_profile')}
      </Link>
    </Row>
  )
}

/** Whether other machines reach the desk; how, is on a page of its own. */
function Network(): ReactNode {
  const lan = useStation((state) => state.lan)
  const times = useTimes()
  const say = useWords('settings')
  const state =
    lan === null
      ? say('network_unheard')
      : !lan.on
        ? say('network_off')
        : lan.until === null
          ? say('network_on')
          : say('network_on_until', { time: times.minute(lan.until) })
  return (
    <Row title={say('network_state')} about={state} keys={[]} group={false}>
      <Link to="/network" className="plain-button max-mid:min-h-11">
        {say('open_network')}
      </Link>
    </Row>
  )
}

/** The choice of the first steps, and its test. */
function Feed(): ReactNode {
  const choice = useFeedChoice()
  const say = useWords('welcome')
  return (
    <div className="flex flex-col gap-4 border-b border-line px-4 py-3">
      <FeedChoice choice={choice} />
      {choice.off !== null && <p className="text-cell text-warn">{say(choice.off)}</p>}
    </div>
  )
}
