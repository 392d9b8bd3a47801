import { type ReactNode, useEffect } from 'react'
import { sayIn } from '../words/words.ts'
import { useDesk, useStation } from './use-desk.ts'
import { useOverlays } from './use-overlays.ts'

const say = sayIn('frame')

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
  usePastAlerts()
  if (!reader.demo) return null
  if (plain || reader.role !== 'operator')
    return (
      <span role="status" aria-label={say('demo')} className={`on-paper ${FACE}`}>
        {say('demo')}
      </span>
    )
  return (
    <button
      type="button"
      className="on-paper flex cursor-pointer items-center max-mid:min-h-11"
      aria-haspopup="dialog"
      title={say('demo_about')}
      onClick={() => open('demo')}
    >
      <span className={FACE}>{say('demo')}</span>
    </button>
  )
}

/** A demo has a past that no page has heard told: this device is told of it once. */
function usePastAlerts(): void {
  const desk = useDesk()
  const epoch = useStation((state) => (desk.reader.demo ? state.epoch : null))
  useEffect(() => {
    if (epoch !== null) void import('./demo-alerts.ts').then(({ tellPast }) => tellPast(desk, epoch))
  }, [desk, epoch])
}
