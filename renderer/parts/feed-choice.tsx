import { type ReactNode, useState } from 'react'
import type { ReplyOf } from '#contracts/http.ts'
import { problemOf } from '../link/api.ts'
import { fixed } from '../state/format.ts'
import { pairsIn } from '../state/welcome.ts'
import { useWords } from '../words/words.ts'
import { Code } from './code.tsx'
import { OpsFigure, useWhyAway, VerdictWord } from './ops-frame.tsx'
import { Faces } from './panel.tsx'
import { Problem } from './problem.tsx'
import { Act } from './progress-frame.tsx'
import { useChooseFeed, useTestFeed, useWelcome } from './use-welcome.ts'
import { Segments, StepPart } from './welcome-step.tsx'

type Kind = 'sim' | 'replay' | 'live'
type Exchange = 'kraken' | 'binance'
type Timeframe = (typeof TIMEFRAMES)[number]

const TIMEFRAMES = ['m1', 'm5', 'm15', 'h1', 'h4', 'd1'] as const
const EXCHANGES: readonly (readonly [Exchange, string, pairs: string])[] = [
  ['kraken', 'Kraken', 'BTC/USD, ETH/USD'],
  ['binance', 'Binance', 'BTCUSDT, ETHUSDT'],
]
const REPLAY_COMMAND = 'npm start -- --replay FOLDER --speed 600'

/** What the reader means to play from the next start on: as typed, beside what is written. */
export function useFeedChoice() {
  const asking = useWelcome()
  const written = asking.data?.feed.written ?? null
  const [asked, setAsked] = useState<Kind | null>(null)
  const [typed, setTyped] = useState<Partial<LiveTyped>>({})
  const choose = useChooseFeed()
  const kind = asked ?? written?.kind ?? 'sim'
  const live = { ...typedOf(written), ...typed }
  const wish = wishOf(live)
  return {
    asking,
    written,
    choose,
    kind,
    setKind: setAsked,
    live,
    type: (part: Partial<LiveTyped>) => setTyped((before) => ({ ...before, ...part })),
    wish,
    /** Whether what is shown as chosen is what is written. */
    holds: written !== null && kind === written.kind && (kind !== 'live' || isWritten(wish, written)),
    /** Why it is no choice yet; null where it is one. */
    off: whyOpen(kind, wish, written),
  }
}

/** Where prices come from: what plays now, and what plays from the next start on, tried and chosen. */
export function FeedChoice({ choice }: { readonly choice: ReturnType<typeof useFeedChoice> }): ReactNode {
  const say = useWords('welcome')
  const { asking, written, choose, kind, live, holds } = choice
  const feed = asking.data?.feed
  return (
    <>
      <Faces asking={asking} known={feed !== undefined} empty={null} rows={3}>
        {feed !== undefined && <Playing feed={feed} />}
      </Faces>
      <StepPart title={say('source')}>
        <Segments<Kind>
          name="feed"
          chosen={kind}
          onChoose={choice.setKind}
          choices={[
            ['sim', say('kind_sim')],
            ['replay', say('kind_replay')],
            ['live', say('kind_live')],
          ]}
        />
        <p className="text-cell text-fg2">{say(`kind_about_${kind}`)}</p>
        {kind === 'sim' && <ChooseSim choose={choose} off={written?.kind === 'sim'} />}
        {kind === 'replay' && <Code label={say('kind_replay')} text={REPLAY_COMMAND} />}
        {kind === 'live' && <LiveChoice choose={choose} typed={live} onType={choice.type} />}
        {choose.error !== null && <Problem problem={problemOf(choose.error)} />}
        {choose.data !== undefined && choose.error === null && !choose.isPending && holds && (
          <p role="status">
            <VerdictWord verdict="ok">{say('written')}</VerdictWord>
          </p>
        )}
      </StepPart>
    </>
  )
}

interface PlayingProps {
  readonly feed: ReplyOf<'welcome'>['feed']
}

function Playing({ feed: { source, named_by: by, written } }: PlayingProps): ReactNode {
  const say = useWords('welcome')
  const pairs = written?.symbols.join(', ') ?? ''
  const next =
    written === null
      ? say('next_unreadable')
      : written.kind === 'live'
        ? say('next_live', { exchange: written.exchange ?? '', pairs, timeframe: written.timeframe ?? '' })
        : say(`kind_${written.kind}`)
  return (
    <>
      <dl className="text-cell">
        <OpsFigure name={say('plays_now')} beside={say(`named_${by}`)}>
          {say(`plays_${source}`)}
        </OpsFigure>
        <OpsFigure name={say('plays_next')}>{next}</OpsFigure>
      </dl>
      {(by === 'flags' || by === 'environment') && (
        <p className="text-cell text-warn">{say(`outranked_${by}`)}</p>
      )}
    </>
  )
}

interface ChooseProps {
  readonly choose: ReturnType<typeof useChooseFeed>
}

function ChooseSim({ choose, off }: ChooseProps & { readonly off: boolean }): ReactNode {
  const say = useWords('welcome')
  const away = useWhyAway()
  if (off) return <p className="text-cell">{say('sim_is_next')}</p>
  return (
    <div className="self-start">
      <Act off={choose.isPending ? say('saving') : away} onPress={() => choose.mutate({ exchange: null })}>
        {say('choose_next')}
      </Act>
    </div>
  )
}

/** What the fields of an exchange hold, as typed. */
interface LiveTyped {
  readonly exchange: Exchange
  readonly pairs: string
  readonly timeframe: Timeframe
}

type Written = PlayingProps['feed']['written']

/** What is written already stands in the fields. */
function typedOf(written: Written): LiveTyped {
  return {
    exchange: EXCHANGES.find(([one]) => one === written?.exchange)?.[0] ?? 'kraken',
    pairs: written?.symbols.join(', ') ?? '',
    timeframe: TIMEFRAMES.find((one) => one === written?.timeframe) ?? 'h1',
  }
}

function wishOf({ exchange, pairs, timeframe }: LiveTyped) {
  return { exchange, symbols: [...pairsIn(pairs)], timeframe }
}

/** Why going on would not be a choice: nothing would be written of it. */
function whyOpen(
  kind: Kind,
  { symbols }: ReturnType<typeof wishOf>,
  written: Written,
): 'pairs_missing' | 'replay_unwritten' | null {
  if (kind === 'live') return symbols.length === 0 ? 'pairs_missing' : null
  return kind === 'replay' && written?.kind !== 'replay' ? 'replay_unwritten' : null
}

function isWritten({ exchange, symbols, timeframe }: ReturnType<typeof wishOf>, written: Written): boolean {
  const same = written?.exchange === exchange && written.timeframe === timeframe
  return same && written.symbols.join() === symbols.join()
}

interface LiveProps extends ChooseProps {
  readonly typed: LiveTyped
  readonly onType: (part: Partial<LiveTyped>) => void
}

/** An exchange with its pairs: tried first where the reader wants to, written for the next start when he says so. */
function LiveChoice({ choose, typed, onType }: LiveProps): ReactNode {
  const say = useWords('welcome')
  const away = useWhyAway()
  const test = useTestFeed()
  const { exchange, pairs, timeframe } = typed
  const wish = wishOf(typed)
  const missing = wish.symbols.length === 0 ? say('pairs_missing') : null
  const busy = test.isPending || choose.isPending ? say(test.isPending ? 'testing' : 'saving') : null
  const off = busy ?? away ?? missing
  return (
    <div className="flex flex-col gap-3">
      <Segments<Exchange>
        name="exchange"
        chosen={exchange}
        onChoose={(exchange) => onType({ exchange })}
        choices={EXCHANGES.map(([one, name]) => [one, name] as const)}
      />
      <label className="flex flex-col gap-1">
        <span className="text-cell text-fg2">{say('pairs')}</span>
        <input
          className="text-field font-mono max-mid:min-h-11"
          value={pairs}
          placeholder={EXCHANGES.find(([one]) => one === exchange)?.[2]}
          autoComplete="off"
          spellCheck={false}
          maxLength={600}
          onChange={({ target }) => onType({ pairs: target.value })}
        />
      </label>
      <label className="flex items-center gap-2 text-cell text-fg2">
        {say('timeframe')}
        <select
          className="h-7 rounded-sm border border-line-strong bg-bg0 px-1 text-fg0 max-mid:min-h-11"
          value={timeframe}
          onChange={({ target }) => onType({ timeframe: target.value as Timeframe })}
        >
          {TIMEFRAMES.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <div className="flex flex-wrap gap-2">
        <Act off={off} onPress={() => test.mutate(wish)}>
          {test.isPending ? say('testing') : say('test')}
        </Act>
        <Act off={off} onPress={() => choose.mutate(wish)}>
          {say('choose_next')}
        </Act>
      </div>
      {test.error !== null && <Problem problem={problemOf(test.error)} />}
      {test.data !== undefined && !test.isPending && test.error === null && <Tested tested={test.data} />}
    </div>
  )
}

/** What was seen of an exchange. */
function Tested({ tested }: { readonly tested: ReplyOf<'testFeed'> }): ReactNode {
  const say = useWords('welcome')
  const { reachable, time_offset: offset, first_price_after: after } = tested
  const seconds = (value: number) => `${fixed(value, 1)}\u202fs`
  return (
    <div role="status" className="flex flex-col gap-1 border border-line bg-bg0 p-3 text-cell">
      <VerdictWord verdict={tested.fine ? 'ok' : 'failed'}>
        {say(tested.fine ? 'test_fine' : 'test_not_fine', { exchange: tested.exchange })}
      </VerdictWord>
      <ul className="flex flex-col gap-0.5">
        <li>{say(reachable ? 'test_reached' : 'test_not_reached')}</li>
        <li>{offset === null ? say('test_no_clock') : say('test_clock', { offset: seconds(offset) })}</li>
        <li>{after === null ? say('test_no_price') : say('test_price', { after: seconds(after) })}</li>
        {tested.symbols.map(({ symbol, known }) => (
          <li key={symbol}>
            <span className="font-mono">{symbol}</span>: {say(KNOWN[String(known) as keyof typeof KNOWN])}
          </li>
        ))}
      </ul>
    </div>
  )
}

const KNOWN = { true: 'pair_known', false: 'pair_unknown', null: 'pair_unsaid' } as const
