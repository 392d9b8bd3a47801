import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { type Place, usePlaces } from './places.ts'

/** The way to every page: a rail of icons at the left, or tabs at the bottom of a small screen. */
export function Rail(): ReactNode {
  const places = usePlaces()
  const say = useWords('frame')
  return (
    <nav
      aria-label={say('pages')}
      className="frame-tabs order-last flex shrink-0 border-line bg-bg1 max-mid:border-t mid:order-none mid:w-12 mid:flex-col mid:items-center mid:gap-1 mid:border-r mid:py-2"
    >
      {places.map((place) => (
        <Way key={place.way.to} place={place} />
      ))}
    </nav>
  )
}

function Way({ place }: { readonly place: Place }): ReactNode {
  const { way, name, icon: Icon, tab } = place
  return (
    <Link
      {...way}
      aria-label={name}
      className={`${tab ? '' : 'max-mid:hidden'} group relative flex items-center justify-center text-fg2 hover:bg-bg2 hover:text-fg0 aria-[current=page]:text-fg0 max-mid:min-h-12 max-mid:min-w-0 max-mid:flex-1 max-mid:flex-col max-mid:gap-0.5 mid:size-9 mid:rounded-sm mid:aria-[current=page]:bg-bg3`}
    >
      <span
        aria-hidden
        className="absolute bg-fg0 opacity-0 group-aria-[current=page]:opacity-100 max-mid:inset-x-4 max-mid:top-0 max-mid:h-0.5 mid:inset-y-1 mid:-left-1.5 mid:w-0.5"
      />
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      <span aria-hidden className="max-w-full truncate px-0.5 text-label mid:hidden">
        {name}
      </span>
      <span
        aria-hidden
        className="tip pointer-events-none absolute left-11 z-20 hidden rounded-sm border border-line-strong bg-bg2 px-2 py-1 text-label whitespace-nowrap text-fg0 mid:group-hover:block mid:group-focus-visible:block"
      >
        {name}
      </span>
    </Link>
  )
}
