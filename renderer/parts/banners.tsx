import { Info, PlugZap, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { offReason } from '../state/fire.ts'
import { sayIn } from '../words/words.ts'
import { AroundLater } from './around-later.tsx'
import { Banner } from './banner.tsx'
import { BannersLater } from './banners-later.tsx'
import { useStation } from './use-desk.ts'
import { type HealthView, useHealth } from './use-health.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('frame')

/** What holds for the whole page and the reader has to know: no connection, slow updates, read-only, a wrong clock. */
export function Banners(): ReactNode {
  return (
    <section aria-label={say('notices')} className="shrink-0">
      <ConnectionBanner />
      <HealthBanner />
      <BannersLater />
      <AroundLater />
    </section>
  )
}

function ConnectionBanner(): ReactNode {
  const link = useStation((state) => state.link)
  const clock = useStation((state) => (state.link.phase === 'OFFLINE' ? state.clock : null))
  const times = useTimes()
  if (link.phase === 'POLLING') return <Banner icon={<Info size={14} aria-hidden />}>{say('polling')}</Banner>
  if (link.phase !== 'OFFLINE') return null
  return (
    <Banner icon={<PlugZap size={14} aria-hidden />} colour="text-bad">
      {offReason({ link, clock, times, now: 0 })}
    </Banner>
  )
}

/** What the station says of its own health, seen and heard. */
function HealthBanner(): ReactNode {
  const words = healthWords(useHealth())
  return (
    <>
      <p role="status" className="sr-only">
        {words}
      </p>
      {words !== null && (
        <Banner icon={<TriangleAlert size={14} aria-hidden />} colour="text-bad">
          {words}
        </Banner>
      )}
    </>
  )
}

/** What is wrong with the station, the worst first; null when nothing is, or nothing is known. */
export function healthWords(health: HealthView | null): string | null {
  if (health === null) return null
  if (!health.writable) return say('read_only')
  return health.marketFailed ? say('market_stopped') : null
}
