import { Info, PackageCheck, Sparkles } from 'lucide-react'
import { type ReactNode, useContext, useEffect, useState } from 'react'
import { skewOf, skewWords } from '../state/skew.ts'
import { useWords } from '../words/words.ts'
import { Banner } from './banner.tsx'
import { AloneContext } from './pop-out.tsx'
import { useDesk, useStation } from './use-desk.ts'
import { useNews } from './use-news.ts'
import { useOverlays } from './use-overlays.ts'
import { useUpdates } from './use-updates.ts'

/** What the reader may hear a moment later: no market, a wrong clock or address, a newer program, what is new. */
export function NewsBanners(): ReactNode {
  const alone = useContext(AloneContext)
  return (
    <>
      <NoMarketBanner />
      <SkewBanner />
      <PlainAddressBanner />
      {!alone && <ReadyBanner />}
      {!alone && <UpdatedBanner />}
    </>
  )
}

/** A desk that looks alive and has no market would be taken for a quiet one. */
function NoMarketBanner(): ReactNode {
  const say = useWords('news')
  const off = useStation((state) => state.feed?.source === 'off')
  return off ? <Banner icon={<Info size={14} aria-hidden />}>{say('market_off')}</Banner> : null
}

/** Said once: the page itself never reads the device's clock for anything that counts. */
function SkewBanner(): ReactNode {
  const { state } = useDesk()
  const heard = useStation((now) => now.clock !== null)
  const [skew, setSkew] = useState(0)
  useEffect(() => {
    const { clock } = state()
    if (heard && clock !== null) setSkew(skewOf(clock, Date.now(), performance.now()))
  }, [heard, state])
  if (skew === 0) return null
  return (
    <Banner icon={<Info size={14} aria-hidden />} onClose={() => setSkew(0)}>
      {skewWords(skew)}
    </Banner>
  )
}

const PLAIN_KEY = 'fusion-desk.told-plain'

/** Said once on a device that came by plain HTTP over the network; this machine's own address counts as secure. */
function PlainAddressBanner(): ReactNode {
  const say = useWords('news')
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

/** On a phone the presses stand below the words. */
const LINE = 'flex flex-wrap items-center gap-x-2 gap-y-1'
const LATER_KEY = 'fusion-desk.update-later'

/** A newer program waits for the end of this one. Who wants to hear no more of it is not asked again by this window. */
function ReadyBanner(): ReactNode {
  const say = useWords('news')
  const { open } = useOverlays()
  const { report } = useUpdates()
  const [later, setLater] = useState(() => sessionStorage.getItem(LATER_KEY))
  if (report?.state.kind !== 'ready' || report.state.version === later) return null
  const { version, notes } = report.state
  const wait = () => {
    sessionStorage.setItem(LATER_KEY, version)
    setLater(version)
  }
  return (
    <Banner icon={<PackageCheck size={14} aria-hidden />} colour="text-info">
      <span className={LINE}>
        <span role="status">{say('ready', { version })}</span>
        {notes !== null && <Press onPress={() => open('news')}>{say('what_is_new')}</Press>}
        <Press onPress={wait}>{say('later')}</Press>
      </span>
    </Banner>
  )
}

/** This desk runs a newer version than before. Told until the reader has looked, or does not want to. */
function UpdatedBanner(): ReactNode {
  const say = useWords('news')
  const { open } = useOverlays()
  const { reader } = useDesk()
  const { seen, see } = useNews()
  if (seen) return null
  return (
    <Banner icon={<Sparkles size={14} aria-hidden />} colour="text-info">
      <span className={LINE}>
        <span>{say('updated', { version: reader.version })}</span>
        <Press onPress={() => open('news')}>{say('what_is_new')}</Press>
        <Press onPress={see}>{say('dismiss')}</Press>
      </span>
    </Banner>
  )
}

function Press({
  onPress,
  children,
}: {
  readonly onPress: () => void
  readonly children: string
}): ReactNode {
  return (
    <button type="button" className="plain-button min-h-6 px-2 max-mid:min-h-11" onClick={onPress}>
      {children}
    </button>
  )
}
