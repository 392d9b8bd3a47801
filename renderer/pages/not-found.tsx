import { Link } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useOverlays } from '../parts/use-overlays.ts'
import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

interface NotFoundProps {
  readonly what: string
  /** Another way on. */
  readonly children?: ReactNode
}

/** Nothing is at this address. */
export function NotFound({ what, children }: NotFoundProps): ReactNode {
  const { open } = useOverlays()
  return (
    <main className="grid flex-1 place-items-center p-8">
      <div className="flex max-w-96 flex-col items-start gap-3">
        <p className="label">404</p>
        <h1 className="text-page">{say('nothing_here')}</h1>
        <p>{what}</p>
        <div className="flex flex-wrap gap-2">
          <Link to="/" className="plain-button">
            {say('go_to_queue')}
          </Link>
          <button type="button" className="plain-button max-mid:min-h-11" onClick={() => open('palette')}>
            <Search size={14} aria-hidden />
            {say('search_or_run')}
          </button>
          {children}
        </div>
      </div>
    </main>
  )
}
