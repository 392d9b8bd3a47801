import type { BrowserContextOptions } from '@playwright/test'

/** The pages that are shown, and what a reader sees first on each. */
export const PAGES = ['dashboard', 'briefing', 'leaderboards'] as const
export type PictureOf = (typeof PAGES)[number]

interface Look {
  readonly name: 'dark' | 'light' | 'phone'
  readonly context: BrowserContextOptions
  /** Pixels of the file. */
  readonly width: number
  readonly height: number
}

const DESK = { width: 1440, height: 900 }
const PHONE = { width: 360, height: 740 }
const PHONE_PIXELS = 2

/** A dark and a light desk, and a phone whose pixels are twice as fine. */
export const LOOKS: readonly Look[] = [
  { name: 'dark', context: { viewport: DESK, colorScheme: 'dark' }, ...DESK },
  { name: 'light', context: { viewport: DESK, colorScheme: 'light' }, ...DESK },
  {
    name: 'phone',
    context: { viewport: PHONE, colorScheme: 'dark', hasTouch: true, deviceScaleFactor: PHONE_PIXELS },
    width: PHONE.width * PHONE_PIXELS,
    height: PHONE.height * PHONE_PIXELS,
  },
]

/** One picture to take. */
export interface Shot {
  readonly page: PictureOf
  readonly look: Look
  /** `dashboard-dark.png` */
  readonly file: string
}

/** Every page in every look. */
export const SHOTS: readonly Shot[] = LOOKS.flatMap((look) =>
  PAGES.map((page) => ({ page, look, file: `${page}-${look.name}.png` })),
)
