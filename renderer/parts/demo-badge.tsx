import type { ReactNode } from 'react'
import { useDesk } from './use-desk.ts'
import { useOverlays } from './use-overlays.ts'

const FACE =
  'rounded-sm border border-current px-2 py-px text-label font-semibold tracking-wide whitespace-nowrap text-warn'

/**
 * Says that everybody and everything here is made up; an operator takes the demo away from here.
 *
 * @param plain  says it and is nothing to press, on a screen that others stand before
 */
export function DemoBadge({ plain = false }: { readonly plain?: boolean }): ReactNode {
  const { reader } = useDesk()
  const { open } = useOverlays()
  if (!reader.demo) return null
  if (plain || reader.role !== 'operator')
    return (
      <span role="status" aria-label="DEMO" className={FACE}>
        DEMO
      </span>
    )
  return (
    <button
      type="button"
      className="flex cursor-pointer items-center max-mid:min-h-11"
      aria-haspopup="dialog"
      title="Everybody and everything at this desk is made up"
      onClick={() => open('demo')}
    >
      <span className={FACE}>DEMO</span>
    </button>
  )
}
