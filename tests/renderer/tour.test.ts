import { describe, expect, test } from 'vitest'
import { cardPlace, STOPS } from '../../renderer/state/tour.ts'

describe('the card of a stop', () => {
  const room = { width: 1_000, height: 800 }
  const card = { width: 320, height: 200 }
  const control = (left: number, top: number, width: number, height: number) => ({ left, top, width, height })

  test.each([
    ['below', control(100, 50, 200, 30), { left: 100, top: 92 }],
    ['above where there is no room below', control(100, 700, 200, 60), { left: 100, top: 488 }],
    ['at the right of what is as high as the window', control(0, 0, 400, 800), { left: 412, top: 12 }],
    ['at the left where there is none at the right', control(600, 0, 400, 800), { left: 268, top: 12 }],
    ['at the lower end of a window that it fills', control(0, 0, 1_000, 800), { left: 12, top: 588 }],
    ['inside the window at its right end', control(900, 50, 90, 30), { left: 668, top: 92 }],
  ])('[TOUR-4] stands %s', (_, at, place) => {
    expect(cardPlace(at, card, room)).toEqual(place)
  })

  test('[TOUR-1] there are five stops, each another control', () => {
    expect(new Set(STOPS.map(({ control: where }) => where)).size).toBe(5)
  })
})
