import { Info, PlugZap, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { offReason } from '../state/fire.ts'
import { sayIn } from '../words/words.ts'
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
      <NoMarketBanner />
      <PlainAddressBanner />
      <BannersLater />
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

/** A desk that looks alive and has no market would be taken for a quiet one. */
function NoMarketBanner(): ReactNode {
  const off = useStation((state) => state.feed?.source === 'off')
  return off ? <Banner icon={<Info size={14} aria-hidden />}>{say('market_off')}</Banner> : null
}

const PLAIN_KEY = 'fusion-desk.told-plain'

/** Said once on a device that came by plain HTTP over the network; this machine's own address counts as secure. */
function PlainAddressBanner(): ReactNode {
  const [told, setTold] = useState(() => window.isSecureContext || localStorage.getItem(PLAIN_KEY) !== null)
  if (told) return null
  const close = () => {
    localStorage.setItem(PLAIN_KEY, 'yes')
    setTold(true)
  }
  return (
    <Banner icon={<Info size={14} aria-hidden />} onClose={close}>
      {say('insecure')}
    </Banner>
  )
}
