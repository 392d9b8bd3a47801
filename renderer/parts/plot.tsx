import type { ReactNode } from 'react'

/** A label at a place of a scale, 0 to 1 from its beginning. */
export interface Tick {
  readonly place: number
  readonly text: string
}

interface PlotProps {
  readonly across: readonly Tick[]
  readonly up: readonly Tick[]
  readonly acrossName: string
  readonly upName: string
  /** SVG that places itself by percentages of the plot. */
  readonly children: ReactNode
  /** What the marks mean. */
  readonly legend?: ReactNode
}

/**
 * A frame with two scales. Colours are those of the theme's variables, so the picture turns with it at once.
 *
 * Hidden from screen readers: the summary and the table beside it say the same.
 */
export function Plot({ across, up, acrossName, upName, children, legend }: PlotProps): ReactNode {
  return (
    <div aria-hidden className="flex h-64 flex-col px-3 pt-2">
      <div className="flex min-h-5 flex-wrap items-center justify-between gap-x-3 text-label text-fg2">
        <span>{upName}</span>
        <span className="flex flex-wrap gap-x-3">{legend}</span>
      </div>
      <div className="relative mt-2 mr-3 mb-1 ml-9 min-h-0 flex-1">
        {up.map(({ place, text }) => (
          <span
            key={text}
            className="absolute right-full mr-2 translate-y-1/2 text-label whitespace-nowrap text-fg2"
            style={{ bottom: share(place) }}
          >
            {text}
          </span>
        ))}
        <svg className="absolute inset-0 size-full overflow-visible" role="presentation">
          {up.map(({ place, text }) => (
            <line
              key={text}
              className="stroke-line"
              x1="0%"
              x2="100%"
              y1={share(1 - place)}
              y2={share(1 - place)}
            />
          ))}
          {children}
        </svg>
      </div>
      <div className="relative mr-3 ml-9 h-4 shrink-0">
        {across.map(({ place, text }) => (
          <span
            key={text}
            className={`absolute text-label whitespace-nowrap text-fg2 ${shiftAt(place, text)}`}
            style={{ left: share(place) }}
          >
            {text}
          </span>
        ))}
      </div>
      <p className="text-right text-label text-fg2">{acrossName}</p>
    </div>
  )
}

/** A share as SVG and CSS want it. */
export function share(place: number): string {
  return `${(place * 100).toFixed(2)}%`
}

/** Longer labels than this stick out of the edges when they stand in the middle of their place. */
const MIDDLED_LENGTH_MAX = 6

function shiftAt(place: number, { length }: string): string {
  if (length <= MIDDLED_LENGTH_MAX) return '-translate-x-1/2'
  if (place > 0.95) return '-translate-x-full'
  return place < 0.05 ? '' : '-translate-x-1/2'
}

interface KeyProps {
  readonly children: string
  /** The mark itself, 12 pixels wide and high. */
  readonly mark: ReactNode
}

/** One mark of a picture with its word. */
export function Key({ mark, children }: KeyProps): ReactNode {
  return (
    <span className="flex items-center gap-1">
      <svg width="12" height="12" role="presentation">
        {mark}
      </svg>
      {children}
    </span>
  )
}
