import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** Nothing is at this address. */
export function NotFound({ what }: { readonly what: string }): ReactNode {
  return (
    <main className="grid flex-1 place-items-center p-8">
      <div className="flex max-w-96 flex-col items-start gap-3">
        <p className="label">404</p>
        <h1 className="text-page">Nothing here</h1>
        <p>{what}</p>
        <Link to="/" className="plain-button">
          Go to the queue
        </Link>
      </div>
    </main>
  )
}
