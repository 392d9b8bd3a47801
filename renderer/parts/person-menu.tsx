import { Link } from '@tanstack/react-router'
import { Activity, CircleUser, Keyboard, LogOut, Network, Scale, ScrollText, Settings } from 'lucide-react'
import { type ReactNode, useId, useRef } from 'react'
import { useWords } from '../words/words.ts'
import { useDesk } from './use-desk.ts'

interface PersonMenuProps {
  readonly onKeys: () => void
  readonly onSignOut: () => void
}

/** Who is signed in, and what belongs to the person: settings, keys, signing out. */
export function PersonMenu({ onKeys, onSignOut }: PersonMenuProps): ReactNode {
  const { reader } = useDesk()
  const say = useWords('frame')
  const role = say(`role_${reader.role}`)
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const choose = (act: () => void) => () => {
    box.current?.hidePopover()
    act()
  }
  return (
    <>
      <button
        type="button"
        className="plain-button min-h-6 max-w-48 px-2 max-mid:min-h-11 max-mid:min-w-11"
        popoverTarget={id}
        title={reader.name}
      >
        <CircleUser size={14} aria-hidden className="shrink-0" />
        <bdi className="truncate max-mid:sr-only">{reader.name}</bdi>{' '}
        <span className="text-label text-fg2 max-[1599px]:sr-only">{role}</span>
      </button>
      <div ref={box} id={id} popover="auto" className="person-menu">
        <p className="flex flex-col px-3 py-2">
          <bdi className="truncate font-semibold text-fg0" title={reader.name}>
            {reader.name}
          </bdi>
          <span className="label">
            {role} {'\u00b7'} Fusion Desk {reader.version}
          </span>
        </p>
        <Link to="/fusion" className={`${ITEM} mid:hidden`} onClick={() => box.current?.hidePopover()}>
          <Scale size={14} aria-hidden />
          {say('fusion')}
        </Link>
        {reader.role === 'operator' && (
          <>
            <Link to="/network" className={`${ITEM} mid:hidden`} onClick={() => box.current?.hidePopover()}>
              <Network size={14} aria-hidden />
              {say('network')}
            </Link>
            <Link to="/audit" className={`${ITEM} mid:hidden`} onClick={() => box.current?.hidePopover()}>
              <ScrollText size={14} aria-hidden />
              {say('audit')}
            </Link>
            <Link
              to="/ops"
              search={{ tab: 'health' }}
              className={`${ITEM} mid:hidden`}
              onClick={() => box.current?.hidePopover()}
            >
              <Activity size={14} aria-hidden />
              {say('operations')}
            </Link>
          </>
        )}
        <Link to="/settings" className={ITEM} onClick={() => box.current?.hidePopover()}>
          <Settings size={14} aria-hidden />
          {say('settings')}
        </Link>
        <Item icon={<Keyboard size={14} aria-hidden />} onChoose={choose(onKeys)}>
          {say('keys')}
        </Item>
        <Item icon={<LogOut size={14} aria-hidden />} onChoose={choose(onSignOut)}>
          {say('sign_out')}
        </Item>
      </div>
    </>
  )
}

const ITEM = 'flex min-h-8 w-full items-center gap-2 px-3 text-left text-fg0 hover:bg-bg3 max-mid:min-h-11'

interface ItemProps {
  readonly icon: ReactNode
  readonly onChoose: () => void
  readonly children: string
}

function Item({ icon, onChoose, children }: ItemProps): ReactNode {
  return (
    <button type="button" className={ITEM} onClick={onChoose}>
      {icon}
      {children}
    </button>
  )
}
