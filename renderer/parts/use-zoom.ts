import { Chart } from 'chart.js'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { CandleView } from '../link/wire.ts'
import { candlesThatFit } from '../state/candle-room.ts'
import {
  aroundMoment,
  leftOf,
  moved,
  NEWEST,
  type Room,
  type Sight,
  sightOf,
  type Zoom,
  zoomed,
  zoomOf,
} from '../state/zoom.ts'
import type { Picture } from './chart-engine.ts'
import { useMoreCandles } from './use-more-candles.ts'

/** Pixels of the narrowest candle. */
const CANDLE_PX_MIN = 3
/** More candles are fetched when fewer than this many pictures of them are left on that side. */
const PICTURES_AHEAD = 1
/** Candles before the picture that are in its averages: what is older weighs (1 - 2 / 201) ** 1,000 in the slower one, e ** -10. */
const AVERAGED_MAX = 1_000

interface ZoomParts {
  readonly holder: RefObject<HTMLElement | null>
  /** The whole series as it is now. */
  readonly picture: () => Picture
  readonly symbol: string
  readonly timeframe: string
}

/** The candles and which of them are in sight. */
export interface Look {
  readonly all: readonly CandleView[]
  readonly openedAt: readonly number[]
  readonly forming: CandleView | null
  readonly room: Room
  /** What was chosen; null for the usual view. */
  readonly zoom: Zoom | null
  readonly sight: Sight
}

/** Which candles of a series are in sight, and what moves them. A series with a moment stands still in the past. */
export function useZoom({ holder, picture, symbol, timeframe }: ZoomParts) {
  const past = picture().moments !== undefined
  const { more, fetched, failed } = useMoreCandles({ symbol, timeframe, past })
  const width = useWidth(holder)
  const { chosen, choose, turns } = useChosen(timeframe)
  const gripped = useRef<Look | null>(null)
  /** What of a step could not be done yet: candles that have to come first. */
  const wish = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a turn, and with more candles, it is another look
  const look = useCallback(
    (whole: Picture) => lookAt(whole, more.all, chosen(), width),
    [more, fetched, turns, width, timeframe],
  )
  const now = width === 0 ? null : look(picture())

  const go = ({ openedAt, sight: before, zoom }: Look, sight: Sight & { readonly count?: number }) => {
    wish.current = 0
    // Nothing moved: what follows the market goes on following it.
    const same = sight.from === before.from && sight.to === before.to && sight.count === undefined
    choose(zoom === null && same ? null : zoomOf(sight, openedAt, !past))
  }
  const move = (candles: number, from = look(picture())) =>
    go(from, moved(from.sight, candles, from.all.length))
  const step = (candles: number) => {
    const from = look(picture())
    move(candles, from)
    const left = leftOf(from.sight, candles, from.all.length)
    if (!more.ended(candles < 0 ? 'older' : 'newer')) wish.current = left
  }
  const turn = (by: number, share: number) => {
    const from = look(picture())
    go(from, zoomed(from.sight, { by, share }, from.room, from.all.length))
  }

  useEffect(() => {
    if (now === null) return
    const ahead = PICTURES_AHEAD * (now.sight.to - now.sight.from)
    if (now.sight.from < ahead && !more.ended('older')) more.older()
    if (now.sight.to > now.all.length - ahead && !more.ended('newer')) more.newer()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was wished goes on when candles have come
  useEffect(() => {
    if (wish.current === 0) return
    if (more.ended(wish.current < 0 ? 'older' : 'newer')) wish.current = 0
    else step(wish.current)
  }, [fetched])

  return {
    failed,
    picture: useCallback((): Picture => pictureOf(picture(), look(picture())), [picture, look]),
    /** What is in sight; null before there is a picture. */
    look: now,
    past,
    usual: now?.zoom == null,
    /** Whether there is no candle that way, here or on the station. */
    over: (way: 'older' | 'newer') =>
      (way === 'older' ? now?.sight.from === 0 : now?.sight.to === now?.all.length) && more.ended(way),
    turn,
    step,
    reset() {
      wish.current = 0
      choose(null)
    },
    grip() {
      gripped.current = look(picture())
    },
    drag(px: number) {
      const from = gripped.current
      if (from === null) return
      move(-Math.round((px / areaOf(holder.current).width) * (from.sight.to - from.sight.from)), from)
    },
    pinch(by: number, x: number) {
      const { left, width: wide } = areaOf(holder.current)
      turn(by, Math.max(0, Math.min(1, (x - left) / wide)))
    },
  }
}

/**
 * What was chosen of these candles; other candles are looked at from where one begins. Several turns may come before the
 * next drawing: each goes on from the one before.
 */
function useChosen(timeframe: string) {
  const kept = useRef<{ readonly of: string; readonly zoom: Zoom } | null>(null)
  const [turns, setTurns] = useState(0)
  return {
    turns,
    chosen: () => (kept.current?.of === timeframe ? kept.current.zoom : null),
    choose(zoom: Zoom | null) {
      kept.current = zoom === null ? null : { of: timeframe, zoom }
      setTurns((before) => before + 1)
    },
  }
}

function lookAt(
  { series, before = [], moments }: Picture,
  all: (known: readonly CandleView[], stays: boolean) => readonly CandleView[],
  zoom: Zoom | null,
  width: number,
): Look {
  const { closed, forming: open } = series
  const gone = all([...before, ...closed], zoom !== null && zoom.until !== null)
  // Where the market has run away from what is looked at, its newest candle is no part of it.
  const forming = gone.at(-1) === closed.at(-1) ? open : null
  const candles = forming === null ? gone : [...gone, forming]
  const openedAt = candles.map(({ at }) => at)
  const room = { usual: candlesThatFit(width), most: Math.floor(width / CANDLE_PX_MIN) }
  const [first, last, moment] = [closed[0], closed.at(-1), moments?.[0]]
  const usual =
    first === undefined || last === undefined || moment === undefined
      ? NEWEST
      : aroundMoment(openedAt, { from: first.at, to: last.at }, moment.at, room)
  const sight = sightOf(openedAt, zoom ?? usual, room)
  return { all: candles, openedAt, forming, room, zoom, sight }
}

/** The picture with the candles in sight; those before them are in its averages. */
function pictureOf(whole: Picture, { all, forming, sight }: Look): Picture {
  const open = forming !== null && sight.to === all.length
  return {
    ...whole,
    before: whole.indicators ? all.slice(Math.max(0, sight.from - AVERAGED_MAX), sight.from) : [],
    series: {
      closed: all.slice(sight.from, open ? sight.to - 1 : sight.to),
      forming: open ? forming : null,
    },
    count: sight.to - sight.from,
  }
}

/** Where the candles are on the page, pixels. */
function areaOf(holder: HTMLElement | null): { readonly left: number; readonly width: number } {
  const canvas = holder?.querySelector('canvas')
  const chart = canvas ? Chart.getChart(canvas) : undefined
  if (!canvas || chart === undefined) return { left: 0, width: 1 }
  const { left, right } = chart.chartArea
  return { left: canvas.getBoundingClientRect().left + left, width: Math.max(1, right - left) }
}

function useWidth(holder: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = holder.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    setWidth(element.clientWidth)
    return () => observer.disconnect()
  }, [holder])
  return width
}
