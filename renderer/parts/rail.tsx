import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { type Place, usePlaces } from './places.ts'

/** The way to every page: a rail of icons at the left. Small screens have tabs instead. */
export function Rail(): ReactNode {
  const places = usePlaces()
  const say = useWords('frame')
  return (
    <nav
      aria-label={say('pages')}
      className="flex w-12 shrink-0 flex-col items-center gap-1 border-r border-line bg-bg1 py-2 max-mid:hidden"
    >
      {places.map((place) => (
        <Way key={place.way.to} place={place} />
      ))}
    </nav>
  )
}

function Way({ place }: { readonly place: Place }): ReactNode {
  const { way, name, icon: Icon } = place
  return (
    <Link
      {...way}
      aria-label={name}
      className="group relative flex size-9 items-center justify-center rounded-sm text-fg2 hover:bg-bg2 hover:text-fg0 aria-[current=page]:bg-bg3 aria-[current=page]:text-fg0"
    >
      <span
        aria-hidden
        className="absolute inset-y-1 -left-1.5 w-0.5 bg-fg0 opacity-0 group-aria-[current=page]:opacity-100"
      />
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      <span
        aria-hidden
        className="tip pointer-events-none absolute left-11 z-20 hidden rounded-sm border border-line-strong bg-bg2 px-2 py-1 text-label whitespace-nowrap text-fg0 group-hover:block group-focus-visible:block"
      >
        {name}
      </span>
    </Link>
  )
}
