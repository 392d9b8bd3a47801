import type { ReactNode } from 'react'
import { amount, percent } from '../state/format.ts'
import {
  type Exits,
  emptyTier,
  intervalText,
  qualityText,
  TIERS,
  type TierView,
  tierRange,
  type Verdict,
  verdictWords,
} from '../state/fusion.ts'
import { sayIn } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { useStation } from './use-desk.ts'
import { useTiers } from './use-fusion.ts'

const sayFusion = sayIn('fusion')

const say = sayIn('dashboard')

/** How the station's own signals of each tier came out, beside what was predicted of them. */
export function TierCards({ exits }: { readonly exits: Exits | null }): ReactNode {
  const asking = useTiers()
  const fusion = useStation((state) => state.fusion)
  const tiers = fusion?.tiers ?? []
  return (
    <Panel title={say('tiers')} aside={<span>{say('tiers_about')}</span>}>
      <Faces asking={asking} known={fusion !== null} empty={null} rows={6}>
        <ul className="grid grid-cols-1 gap-px bg-line sm:grid-cols-2 mid:grid-cols-3 desk:grid-cols-5">
          {tiers.map((tier) => (
            <TierCard key={tier.tier} tier={tier} range={tierRange(tier.tier, tiers)} exits={exits} />
          ))}
        </ul>
        {fusion?.quality != null && (
          <p className="border-t border-line px-3 py-1.5 text-cell">{qualityText(fusion.quality)}</p>
        )}
      </Faces>
    </Panel>
  )
}

interface TierCardProps {
  readonly tier: TierView
  readonly range: string
  readonly exits: Exits | null
}

function TierCard({ tier, range, exits }: TierCardProps): ReactNode {
  const empty = emptyTier(tier, exits)
  const last = tier.tier === TIERS.at(-1)
  return (
    <li
      data-tier={tier.tier}
      className={`flex min-w-0 flex-col gap-1 bg-bg1 px-3 py-2 ${last ? 'sm:max-mid:col-span-2 mid:max-desk:col-span-2' : ''}`}
    >
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-2 text-base">
        {tier.tier}
        <span className="label font-normal">{range}</span>
      </h3>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className={`text-kpi font-semibold ${empty === null ? 'text-fg0' : 'text-fg2'}`}>
          {percent(tier.rate)}
        </span>
        <VerdictWord verdict={tier.verdict} />
      </p>
      {empty === null ? (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-cell">
          <Line name="n" value={amount(tier.outcomes, 0)} />
          <Line name={sayFusion('interval_90')} value={intervalText(tier.interval)} />
          <Line name={sayFusion('key_predicted')} value={percent(tier.predicted)} />
          <Line name={sayFusion('line_open_now')} value={amount(tier.openNow, 0)} />
        </dl>
      ) : (
        <>
          <p className="text-cell text-fg2">{empty}</p>
          <dl className="mt-auto grid grid-cols-[auto_1fr] gap-x-3 text-cell max-sm:flex max-sm:gap-x-2">
            <Line name="n" value="0" />
            <Line name={sayFusion('line_open_now')} value={amount(tier.openNow, 0)} />
          </dl>
        </>
      )}
    </li>
  )
}

function Line({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt className="text-fg2">{name}</dt>
      <dd className="text-right whitespace-nowrap text-fg0">{value}</dd>
    </>
  )
}

const COLOURS: Readonly<Record<Verdict, string>> = {
  honest: 'text-ok',
  off: 'text-warn',
  unproven: 'text-fg2',
}

/** Whether the tier kept its word, in one word. */
function VerdictWord({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const { word, about } = verdictWords(verdict)
  return (
    <span className={`text-cell font-medium ${COLOURS[verdict]}`} title={about}>
      {word}
      <span className="sr-only">: {about}</span>
    </span>
  )
}
