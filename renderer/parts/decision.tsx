import type { ReactNode } from 'react'
import { type FireView, refusalOf } from '../state/fire.ts'
import { FireButton } from './fire-button.tsx'
import { PassControl } from './pass-control.tsx'
import { Problem } from './problem.tsx'
import { useStation } from './use-desk.ts'

/** Fire or pass, and what the station answered. */
export function Decision({ view }: { readonly view: FireView }): ReactNode {
  const { signal, trade } = view
  const passed = useStation((state) => state.passed[signal.id] === true)
  const refused = refusalOf(view)
  return (
    <div className="flex flex-col gap-1">
      <FireButton view={view} beside={trade === null && <PassControl view={view} />} />
      {passed && trade === null && (
        <p className="text-cell text-fg2">You passed. A fire is still possible until the window closes.</p>
      )}
      {refused !== null && <Problem problem={refused} />}
    </div>
  )
}
